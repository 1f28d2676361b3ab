/** The formats of outputs, by name and by the ending of a file's name. */
import { extname } from "node:path";
import type { PartFormat } from "../dataset/part-format.js";
import { Failure } from "../failure.js";

export type Format = PartFormat;

const ENDINGS: Readonly<Record<Format, readonly string[]>> = {
  parquet: [".parquet"],
  arrow: [".arrow", ".feather", ".ipc"],
  arrows: [".arrows"],
  csv: [".csv"],
  ndjson: [".ndjson", ".jsonl"],
};

export const FORMATS = Object.keys(ENDINGS) as readonly Format[];

/** The format that a user named. */
export function formatNamed(name: string): Format {
  const format = FORMATS.find((format) => format === name.toLowerCase());
  if (format === undefined) {
    throw new Failure("usage", `there is no format ${name}; there are ${FORMATS.join(", ")}`);
  }
  return format;
}

/** The format that the ending of a path means; standard output, `-`, has none. */
export function formatOf(path: string): Format {
  const ending = extname(path).toLowerCase();
  const format = FORMATS.find((format) => ENDINGS[format].includes(ending));
  if (format === undefined) {
    const endings = FORMATS.flatMap((format) => ENDINGS[format]).join(" ");
    throw new Failure(
      "usage",
      path === "-"
        ? `standard output needs a format; give --format with one of ${FORMATS.join(", ")}`
        : `cannot tell the format of ${path} by its ending; the endings are ${endings}, ` +
            `or give --format with one of ${FORMATS.join(", ")}`,
    );
  }
  return format;
}
