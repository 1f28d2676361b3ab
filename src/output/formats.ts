/** The formats of sinks, a line each. What makes one is loaded when it is asked for; what it can hold is known before. */
import { extname } from "node:path";
import type { PartFormat } from "../dataset/part-format.js";
import { Failure } from "../failure/failure.js";
import { EXCEL_CELLS } from "./excel/limits.js";
import type { OpenSink, Sink, SinkOptions } from "./sink.js";

/** What a format can hold: commands refuse in words what it cannot. */
export interface Format {
  /** Endings of names that mean it, the usual one first; none of a folder. */
  readonly endings: readonly string[];
  /** What one output holds: a table, all tables, a folder that has files of each, or objects, as many as there are in a file or a folder. */
  readonly holds: "table" | "tables" | "folder" | "objects";
  /** Every value as it is, so that the parts of a dataset can be of it. */
  readonly lossless: boolean;
  /** Columns may turn up while rows are written. */
  readonly grows?: true;
  /** An output is a URL and no file. */
  readonly elsewhere?: true;
  /** Rows of a table must be of one well. */
  readonly oneWell?: true;
  /** Rows must go by a time or a depth that rises; others are left out, and counted. */
  readonly indexed?: true;
  /** A well must have a name: one that no row names is asked for. */
  readonly namesWells?: true;
  /** Rows are put together to the frames that they came in: an output is of one source, and tables are given in step. */
  readonly ofFrames?: true;
  /** The most cells of an output. */
  readonly mostCells?: number;
  load(): Promise<OpenSink>;
}

/** A format and what it is called: one of ours, or of a plugin. */
export interface NamedFormat extends Format {
  readonly name: string;
}

const parts = { holds: "table", lossless: true } as const;

/** `arrow` is the IPC file format, `arrows` the IPC stream format, as their registered endings have it. */
export const formats = {
  parquet: {
    ...parts,
    endings: [".parquet"],
    grows: true,
    load: async () => (await import("./parquet/parquet.js")).parquet,
  },
  arrow: {
    ...parts,
    endings: [".arrow", ".feather", ".ipc"],
    load: async () => (await import("./arrow/arrow.js")).arrowFile,
  },
  arrows: {
    ...parts,
    endings: [".arrows"],
    load: async () => (await import("./arrow/arrow.js")).arrowStream,
  },
  csv: { ...parts, endings: [".csv"], load: async () => (await import("./csv/csv.js")).csv },
  ndjson: {
    ...parts,
    endings: [".ndjson", ".jsonl"],
    load: async () => (await import("./ndjson/ndjson.js")).ndjson,
  },
  xlsx: {
    endings: [".xlsx"],
    holds: "tables",
    lossless: false,
    oneWell: true,
    mostCells: EXCEL_CELLS,
    load: async () => (await import("./excel/excel.js")).excel,
  },
  las: {
    endings: [".las"],
    holds: "table",
    lossless: false,
    oneWell: true,
    indexed: true,
    load: async () => (await import("./las/las.js")).las,
  },
  witsml: {
    endings: [".xml"],
    holds: "objects",
    lossless: false,
    oneWell: true,
    indexed: true,
    namesWells: true,
    load: async () => (await import("./witsml/witsml.js")).witsml,
  },
  wits: {
    endings: [".wits", ".wits.gz"],
    holds: "tables",
    lossless: false,
    ofFrames: true,
    load: async () => (await import("./wits/wits.js")).wits,
  },
  powerbi: {
    endings: [],
    holds: "folder",
    lossless: false,
    load: async () => (await import("./power-bi/power-bi.js")).powerBi,
  },
} as const satisfies Readonly<Record<PartFormat | string, Format>>;

export type FormatName = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly FormatName[];

export const formatBy = (name: FormatName): Format => formats[name];

export const namedFormat = (name: FormatName): NamedFormat => ({ ...formatBy(name), name });

export async function openSink(name: FormatName, options: SinkOptions): Promise<Sink> {
  return (await formats[name].load())(options);
}

/** The format among a command's that a user named, by its name or by an ending. Throws Failure("usage") where it is none. */
export function formatNamed<Name extends FormatName>(text: string, among: readonly Name[]): Name {
  const known = formatMeant(text);
  const found = among.find((name) => name === known);
  if (found !== undefined) return found;
  const list = among.join(", ");
  throw new Failure(
    "unknown-format",
    known === undefined
      ? `there is no format ${text}; there are ${list}`
      : `${known} is none of this command's formats, which are ${list}; \`witskit export\` writes it`,
  );
}

/** The format among a command's that the ending of a path means; standard output, `-`, has none. */
export function formatOf<Name extends FormatName>(path: string, among: readonly Name[]): Name {
  const known = formatEnding(path);
  const found = among.find((name) => name === known);
  if (found !== undefined) return found;
  const list = among.join(", ");
  throw new Failure("unknown-format", reason());

  function reason(): string {
    if (path === "-") return `standard output needs a format; give --format with one of ${list}`;
    if (known !== undefined)
      return `${path} would be ${known}, which \`witskit export\` writes; this command has ${list}`;
    const endings = among.flatMap((name) => formatBy(name).endings).join(" ");
    return (
      `cannot tell the format of ${path} by its ending; the endings are ${endings}, ` +
      `or give --format with one of ${list}`
    );
  }
}

/** The format that has such a name, or such an ending without its point; undefined where there is none. */
export function formatMeant(text: string): FormatName | undefined {
  const named = text.toLowerCase();
  return formatNames.find((name) => name === named) ?? ofEnding(`.${named}`);
}

/** The format that the ending of a path means, whoever makes it. */
export const formatEnding = (path: string): FormatName | undefined =>
  ofEnding((/\.[^./\\]+\.gz$/i.exec(path)?.[0] ?? extname(path)).toLowerCase());

const ofEnding = (ending: string): FormatName | undefined =>
  formatNames.find((name) => formatBy(name).endings.includes(ending));
