/** What a Parquet or Arrow file says of itself, and what its columns mean where it is one of ours. */

import { withFile } from "./kind.js";
import { metadataBeside } from "./metadata.js";
import { type DictionaryEntry, fullUnit, type Provenance } from "./provenance.js";

export type FileKind = "parquet" | "arrow" | "arrows";

export interface FileColumn {
  readonly name: string;
  readonly type: string;
  readonly utc: boolean;
  readonly nulls: number | undefined;
  readonly min: number | string | undefined;
  readonly max: number | string | undefined;
  /** What the file says of the column's meaning; undefined where it says nothing. */
  readonly meaning: Omit<DictionaryEntry, "column"> | undefined;
}

export interface FileInfo {
  readonly path: string;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly rows: number;
  /** Row groups of Parquet, batches of Arrow. */
  readonly pieces: number;
  readonly columns: readonly FileColumn[];
  readonly compression:
    | { readonly codecs: readonly string[]; readonly from: number; readonly to: number }
    | undefined;
  readonly createdBy: string | undefined;
  /** Undefined when the file is not ours. */
  readonly provenance: Partial<Provenance> | undefined;
}

export function fileInfo(path: string, kind: FileKind): Promise<FileInfo> {
  return withFile(path, async (handle) => {
    if (kind === "parquet") {
      const { parquetSummary } = await import("../columns/parquet/summary.js");
      const { columns, metadata, ...summary } = await parquetSummary(path, handle);
      const provenance = await withMetadata(path, provenanceIn(metadata));
      const schema = metadata.get("ARROW:schema");
      const fields = provenance === undefined && schema !== undefined ? await fieldsIn(schema) : undefined;
      return {
        path,
        kind,
        bytes: summary.bytes,
        rows: summary.rows,
        pieces: summary.rowGroups,
        columns: columns.map((column) => ({
          ...column,
          meaning: meaningOf(column.name, provenance, fields),
        })),
        compression: {
          codecs: summary.compression,
          from: summary.uncompressedBytes,
          to: summary.compressedBytes,
        },
        createdBy: summary.createdBy,
        provenance,
      };
    }
    const { arrowSummary } = await import("../columns/arrow/summary.js");
    const summary = await arrowSummary(path, handle, kind === "arrow" ? "file" : "stream");
    const provenance = provenanceIn(summary.metadata);
    const fields = new Map(summary.columns.map(({ name, metadata }) => [name, metadata]));
    return {
      path,
      kind,
      bytes: summary.bytes,
      rows: summary.rows,
      pieces: summary.batches,
      columns: summary.columns.map((column) => ({
        ...column,
        meaning: meaningOf(column.name, provenance, fields),
      })),
      compression: undefined,
      createdBy: undefined,
      provenance,
    };
  });
}

/** The document under the key `witskit`; undefined when there is none, or another one of that name. */
function provenanceIn(metadata: ReadonlyMap<string, string>): Partial<Provenance> | undefined {
  try {
    const document: unknown = JSON.parse(metadata.get("witskit") ?? "");
    const isOurs = typeof document === "object" && document !== null && "version" in document;
    return isOurs ? (document as Partial<Provenance>) : undefined;
  } catch {
    return undefined;
  }
}

/** A small part has its options and its dictionary where they stand once for the dataset. */
async function withMetadata(
  path: string,
  provenance: Partial<Provenance> | undefined,
): Promise<Partial<Provenance> | undefined> {
  if (provenance?.table === undefined || provenance.dictionary !== undefined) return provenance;
  const { options, tables } = (await metadataBeside(path)) ?? {};
  const dictionary = tables?.[provenance.table];
  return {
    ...provenance,
    ...(options && { options }),
    ...(dictionary && { dictionary }),
    ...fullUnit(provenance),
  };
}

type Fields = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Other programs that rewrite our files drop our key, and often keep the fields' own metadata. */
async function fieldsIn(serializedSchema: string): Promise<Fields | undefined> {
  const { RecordBatchReader } = await import("apache-arrow");
  try {
    const { schema } = RecordBatchReader.from(Buffer.from(serializedSchema, "base64")).open();
    return new Map(schema.fields.map(({ name, metadata }) => [name, metadata]));
  } catch {
    // It adds nothing but meanings, and the file is somebody else's.
    return undefined;
  }
}

function meaningOf(
  column: string,
  provenance: Partial<Provenance> | undefined,
  fields: Fields | undefined,
): FileColumn["meaning"] {
  const entry = provenance?.dictionary?.find((one) => one.column === column);
  if (entry !== undefined) return entry;
  const field = fields?.get(column);
  const name = field?.get("wits.name");
  if (field === undefined || name === undefined) return undefined;
  const [code, type, unit] = ["wits.code", "wits.type", "wits.unit"].map((key) => field.get(key));
  return { name, ...(code && { code }), ...(type && { type }), ...(unit && { unit }) };
}

/** First and last of the column `timestamp`, where there is one and the file tells. */
export function timesOf({ columns }: FileInfo): { first: number; last: number; utc: boolean } | undefined {
  const column = columns.find(({ name, type }) => name === "timestamp" && type === "timestamp");
  if (typeof column?.min !== "number" || typeof column.max !== "number") return undefined;
  return { first: column.min, last: column.max, utc: column.utc };
}
