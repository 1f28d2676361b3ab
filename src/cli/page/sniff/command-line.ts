/** The `convert` command that fits what was found. */
import { basename } from "node:path";
import type { LogLook } from "../../../input/sniff/look.js";
import { STDIN } from "../../../runtime/standard-input.js";
import { type GivenFlag, longName } from "../../flags/flags.js";

/** Its words, the program's own name left out. */
export function convertWords(
  inputs: readonly string[],
  output: string,
  flags: readonly GivenFlag[],
): readonly string[] {
  const names = inputs.map((name) => (name.startsWith("-") && name !== STDIN ? `./${name}` : name));
  return ["convert", ...names, "-o", output, ...flags.flatMap(flagWords)];
}

/** A value that begins with `-` would be taken for a flag. */
export function flagWords({ flag, text }: GivenFlag): readonly string[] {
  const name = `--${longName(flag)}`;
  if (text === "") return [name];
  return text.startsWith("-") ? [`${name}=${text}`] : [name, text];
}

/** A file for a log of one record, a dataset otherwise. */
export function outputFor({ source, records }: LogLook): string {
  const stem = stemOf(source.name === STDIN ? "log" : source.name);
  return records.length > 1 ? `${stem}-dataset/` : `${stem}.parquet`;
}

/** A folder beside which nothing else is called so. */
export const datasetFor = (folder: string): string => `${stemOf(folder)}-dataset/`;

/** `log.wits.gz` is `log`; of a path, its last part. */
export function stemOf(path: string): string {
  const name = basename(path.replace(/[\\/]+$/, ""));
  const stem = name.replace(/\.(gz|zst|zip)$/i, "").replace(/(?<=.)\.[a-z0-9]{1,8}$/i, "");
  return /^[.-]*$/.test(stem) ? "log" : stem.replace(/^-+/, "");
}
