/** A secret of the data folder: made by the first start, for its owner alone. */
import { randomBytes } from "node:crypto";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { Failure, systemCode } from "../../failure/failure.js";

/** So many bytes in base64, or what somebody has put there. Throws Failure where others may read it. */
export async function keptSecret(path: string, bytes: number): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${randomBytes(bytes).toString("base64")}\n`, { flag: "wx", mode: 0o600 }).catch(
    (error: unknown) => {
      if (systemCode(error) !== "EEXIST") throw error;
    },
  );
  const { mode } = await stat(path);
  if (process.platform !== "win32" && (mode & 0o077) !== 0)
    throw new Failure(
      "bad-config",
      `${path} is a key of the service, and others may read it; run chmod 600 ${path}`,
    );
  return (await readFile(path, "utf8")).trim();
}
