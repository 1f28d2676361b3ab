/** The formats that the parts of a dataset can be in. A part's name ends with that of its format. */
import { extname } from "node:path";

/** `arrow` is the IPC file format, `arrows` the IPC stream format, as their registered endings have it. */
export const partFormats = ["parquet", "arrow", "arrows", "csv", "ndjson"] as const;
/** The format of a part: one of those that `convert` makes. */
export type PartFormat = (typeof partFormats)[number];

/** That of a part; undefined for a file that is none. */
export const partFormatOf = (path: string): PartFormat | undefined =>
  partFormats.find((format) => extname(path) === `.${format}`);
