/**
 * The modules of `page/` as one script. They are plain modules of this package that import each other alone, so that it is
 * enough to write them one after the other, without their imports and exports.
 */
import { readFile } from "node:fs/promises";

/** Each after those that it imports. */
const modules = [
  "scale",
  "steps",
  "trace",
  "row-pen",
  "pyramid",
  "palette",
  "packed",
  "view",
  "layout",
  "paint",
  "heads",
  "main",
] as const;

export async function pageScript(): Promise<string> {
  const texts = await Promise.all(
    modules.map((name) => readFile(new URL(`./page/${name}.js`, import.meta.url), "utf8")),
  );
  return texts.map(joined).join("\n");
}

const joined = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !/^(import .*|export \{\};)$/.test(line))
    .map((line) => line.replace(/^export (?=(async |function|const|class))/, ""))
    .join("\n");
