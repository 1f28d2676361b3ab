/**
 * What an output argument means: a folder, a file or standard output, in which format and layout; and where each
 * table of a run goes there.
 */
import { realpath, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { type PartFormat, partFormats } from "../dataset/part-format.js";
import { STDOUT } from "../durable/open-output.js";
import { unwritable } from "../durable/unwritable.js";
import { Failure } from "../failure/failure.js";
import type { Source } from "../input/bytes/source.js";
import { formatEnding, formatOf } from "../output/formats.js";
import { STDIN } from "../runtime/standard-input.js";
import type { Layout, Plan } from "../wits/catalog/layout.js";
import type { ConvertOptions } from "./convert-options.js";

export interface Destination {
  /** A stream is standard output, a named pipe or a device: it has one table, and nothing beside it. */
  readonly kind: "folder" | "file" | "stream";
  readonly path: string;
  readonly format: PartFormat;
  readonly layout: Layout;
}

export async function destinationOf(options: ConvertOptions): Promise<Destination> {
  const { output: path } = options;
  const kind = await kindOf(path, options.format);
  const layout = options.layout ?? (kind === "folder" ? "record" : "frame");
  const format = options.format ?? (kind === "folder" ? "parquet" : formatOf(path, partFormats));
  if (kind !== "folder" && layout === "record" && options.records?.length !== 1) {
    throw new Failure(
      "one-table-one-file",
      `layout record makes a table for each record, and ${path === STDOUT ? "standard output" : path} holds one table. ` +
        "Name a folder (-o OUT/), or one record (--records 1), or take --layout frame",
    );
  }
  return { kind, path, format, layout };
}

async function kindOf(path: string, format: PartFormat | undefined): Promise<Destination["kind"]> {
  if (path === STDOUT) return "stream";
  const info = await stat(path).catch(() => undefined);
  if (info?.isDirectory() || /[/\\]$/.test(path)) return "folder";
  if (info !== undefined) return info.isFile() ? "file" : "stream";
  const ending = extname(path).toLowerCase();
  if (ending === "" && basename(path) !== "") return "folder";
  if (format !== undefined || formatEnding(path) !== undefined) return "file";
  throw new Failure(
    "unknown-format",
    `cannot tell what ${path} is to be: for a file, give --format with one of ${partFormats.join(", ")}; for a folder, ` +
      `write ${path}/`,
  );
}

/** Whether each source has files of its own. */
export const hasFilesApart = ({ kind, layout }: Destination): boolean =>
  kind === "folder" && layout === "frame";

/** A place for the parts of one table. */
export interface Place {
  readonly format: PartFormat;
  /** Undefined for what cannot have parts: one file, one stream. */
  readonly inParts: boolean;
  /** `further` counts the files beyond the first that a part is cut into. */
  pathOf(part: number, further?: number): string;
}

/** Where a table of a run goes, by its name; undefined: nowhere, its rows are only counted. */
export type TablePlaces = (table: string) => Place | undefined;

/**
 * The places of one group of sources: `name` is that of its one source in layout `frame` into a folder, where each
 * source has its file, and undefined elsewhere.
 */
export function placesOf(destination: Destination, rejects: string | undefined, name?: string): TablePlaces {
  const { kind, path, format, layout } = destination;
  const one = (path: string, format: PartFormat): Place => ({ format, inParts: false, pathOf: () => path });
  const rejectsPlace = rejects === undefined ? undefined : one(rejects, formatOf(rejects, partFormats));
  if (kind === "folder") {
    return (table) => {
      if (table === "rejects" && rejectsPlace !== undefined) return rejectsPlace;
      if (name !== undefined) return one(join(path, table, `${name}.${format}`), format);
      return {
        format,
        inParts: true,
        pathOf: (part, further = 0) => join(path, table, `${partName(part, further)}.${format}`),
      };
    };
  }
  const beside = (what: string) => (kind === "file" ? one(besideFile(path, what), "parquet") : undefined);
  return (table) => {
    if (table === "rejects") return rejectsPlace ?? beside("rejects");
    return table === "unmapped" && layout === "record" ? beside("unmapped") : one(path, format);
  };
}

/** By name they stand in the order of their rows: `part-00000`, `part-00000_001`, `part-00001`. */
function partName(part: number, further: number): string {
  const name = `part-${part.toString().padStart(5, "0")}`;
  return further === 0 ? name : `${name}_${further.toString().padStart(3, "0")}`;
}

/** `log.parquet` has `log.rejects.parquet` beside it. */
export const besideFile = (path: string, what: string): string =>
  join(dirname(path), `${basename(path, extname(path))}.${what}.parquet`);

/** Names for the files of sources, without endings, that differ by more than case, also from those that are taken. */
export function fileNames(
  sources: readonly Pick<Source, "name">[],
  others: ReadonlySet<string> = new Set(),
): string[] {
  const stems = sources.map(({ name }) => stemOf(name));
  const count = new Map<string, number>([...others].map((stem) => [stem, 1]));
  for (const stem of stems) count.set(stem.toLowerCase(), (count.get(stem.toLowerCase()) ?? 0) + 1);
  const taken = new Set(count.keys());
  return stems.map((stem) => {
    if (count.get(stem.toLowerCase()) === 1) return stem;
    for (let i = 1; ; i++) {
      const numbered = `${stem}-${i}`;
      if (taken.has(numbered.toLowerCase())) continue;
      taken.add(numbered.toLowerCase());
      return numbered;
    }
  });
}

function stemOf(name: string): string {
  if (name === STDIN) return "stdin";
  const base = basename(name).replace(/\.(gz|zst)$/i, "");
  return base.slice(0, base.length - extname(base).length).replace(/^[._]+/, "") || "log";
}

/** An output that is also an input would be gone before it is read, or be read while it grows. */
export async function refuseInputAsOutput(
  sources: readonly Source[],
  outputs: readonly string[],
): Promise<void> {
  const identity = (path: string): Promise<string | undefined> => realpath(path).catch(() => undefined);
  const written = new Set(await Promise.all(outputs.filter((path) => path !== STDOUT).map(identity)));
  written.delete(undefined);
  if (written.size === 0) return;
  for (const { name, size } of sources) {
    if (size === undefined || !written.has(await identity(name))) continue;
    throw new Failure("same-input-and-output", `${name} is an input and an output; name another output`);
  }
}

/** Fails early, before hours of work, for a file that may not be replaced. */
export async function refuseExisting(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const info = await stat(path).catch(() => undefined);
    if (info?.isFile()) throw unwritable(path, "EEXIST");
  }
}

/** The table that an output has even without rows; `fileName` is that of an output of one source in a folder. */
export function onlyTable(
  { kind }: Destination,
  { layout, rowTables }: Plan,
  fileName: string | undefined,
): string | undefined {
  if (layout === "record") return kind === "folder" ? undefined : rowTables[0]?.name;
  return layout === "long" || kind !== "folder" || fileName !== undefined ? layout : undefined;
}
