/** The text of a TOML file that people write, as `readToml` takes it. */
import { readFileSync } from "node:fs";
import { Failure, systemCode } from "../../failure/failure.js";

/** `what` says in messages what the file is, before its path: `the configuration witskit.toml`. */
export function tomlText(path: string, what = ""): string {
  try {
    return readFileSync(path, "utf8")
      .replace(/^\uFEFF/, "")
      .replaceAll("\r\n", "\n");
  } catch (error) {
    const why = systemCode(error) === "ENOENT" ? "it is not there" : (systemCode(error) ?? String(error));
    throw new Failure("bad-config", `cannot read ${what}${path}: ${why}`, {
      cause: error,
      place: { file: path },
    });
  }
}
