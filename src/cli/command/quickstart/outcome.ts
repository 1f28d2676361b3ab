/** What a quickstart can make of a log, and the command that makes it. */
import { existsSync } from "node:fs";
import { extname } from "node:path";
import { partFormats } from "../../../dataset/part-format.js";
import { Failure } from "../../../failure/failure.js";
import { formatBy, formatEnding } from "../../../output/formats.js";
import { stemOf } from "../../page/sniff/command-line.js";

export interface Outcome {
  readonly name: string;
  readonly says: string;
  readonly command: "convert" | "plot" | "export";
  /** Behind the log's name. */
  readonly ending: string;
}

export const outcomes: readonly Outcome[] = [
  {
    name: "dataset",
    says: "a folder of Parquet, a table for each record",
    command: "convert",
    ending: "-dataset/",
  },
  { name: "parquet", says: "one Parquet file, a row a frame", command: "convert", ending: ".parquet" },
  { name: "chart", says: "a strip chart, as a page for the browser", command: "plot", ending: ".html" },
  { name: "excel", says: "an Excel file, a sheet for each record", command: "export", ending: ".xlsx" },
  { name: "csv", says: "one CSV file, a row a frame", command: "convert", ending: ".csv" },
  { name: "las", says: "a LAS 2.0 file", command: "export", ending: ".las" },
];

/** By its name or its place in the list, from 1. */
export function outcomeNamed(text: string): Outcome {
  const found = outcomes.find(({ name }, index) => name === text.toLowerCase() || text === `${index + 1}`);
  if (found !== undefined) return found;
  throw new Error(`answer 1 to ${outcomes.length}, or ${outcomes.map(({ name }) => name).join(", ")}`);
}

export const outputFor = ({ ending }: Outcome, source: string): string => `${stemOf(source)}${ending}`;

/** The command whose output this is, told by its ending; one without is the folder of a dataset. */
export function commandFor(output: string): Outcome["command"] {
  const ending = extname(output).toLowerCase();
  if (/[\\/]$/.test(output) || ending === "") return "convert";
  if ([".html", ".htm", ".svg", ".png"].includes(ending)) return "plot";
  const format = formatEnding(output);
  if (format !== undefined) return formatBy(format).lossless ? "convert" : "export";
  throw new Failure(
    "unknown-format",
    `cannot tell what ${output} is to be; end it with / for a dataset, or with .html, .svg, .png, .xlsx, .las, ` +
      partFormats.map((format) => `.${format}`).join(", "),
  );
}

/** A folder may be there: a conversion goes on with what it has begun, and says so when it cannot. */
export function refuseToReplace(output: string): string {
  if (!/[\\/]$/.test(output) && extname(output) !== "" && existsSync(output)) {
    throw new Failure(
      "output-exists",
      `${output} is there already; name another, or give --force to replace it`,
      { place: { file: output } },
    );
  }
  return output;
}
