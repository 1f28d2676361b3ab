/** What an Arrow file or stream holds. It tells no bounds, so that its batches are read, one at a time. */
import type { FileHandle } from "node:fs/promises";
import { type Data, DataType, type Field, RecordBatchReader, type Schema } from "apache-arrow";
import { hasValue } from "../../arrays/validity.js";
import { Failure } from "../../failure/failure.js";
import type { Framing } from "./ipc.js";

export interface ArrowColumn {
  readonly name: string;
  /** In words: `float64`, `text`, `timestamp`. */
  readonly type: string;
  /** Of a timestamp: an instant in UTC, and not a local time of an unknown zone. */
  readonly utc: boolean;
  readonly nulls: number;
  /** Of numbers and times; of a timestamp, milliseconds since 1970. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly metadata: ReadonlyMap<string, string>;
}

export interface ArrowSummary {
  readonly framing: Framing;
  readonly bytes: number;
  readonly rows: number;
  readonly batches: number;
  readonly columns: readonly ArrowColumn[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** `path` is for messages. Throws a `Failure` when the data cannot be read to its end. */
export async function arrowSummary(
  path: string,
  handle: FileHandle,
  framing: Framing,
): Promise<ArrowSummary> {
  const { size: bytes } = await handle.stat();
  const read = await readBatches(handle, framing).catch((cause: unknown) => {
    throw damaged(path, cause);
  });
  return { framing, bytes, ...read };
}

async function readBatches(handle: FileHandle, framing: Framing) {
  const input = framing === "file" ? handle : handle.createReadStream({ autoClose: false });
  const reader = await RecordBatchReader.from(input as FileHandle);
  await reader.open();
  const { schema } = reader as { schema: Schema };
  const columns = schema.fields.map((field) => new ColumnBounds(field));
  let rows = 0;
  let batches = 0;
  for await (const batch of reader) {
    batches++;
    rows += batch.numRows;
    for (const [i, column] of columns.entries()) column.add(batch.data.children[i]!);
  }
  return { rows, batches, columns: columns.map((column) => column.summary()), metadata: schema.metadata };
}

class ColumnBounds {
  readonly #field: Field;
  readonly #isOrdered: boolean;
  #nulls = 0;
  #min: number | undefined;
  #max: number | undefined;

  constructor(field: Field) {
    this.#field = field;
    const { type } = field;
    this.#isOrdered = DataType.isInt(type) || DataType.isFloat(type) || DataType.isTimestamp(type);
  }

  add({ length, nullCount, nullBitmap, values }: Data): void {
    this.#nulls += nullCount;
    if (!this.#isOrdered || nullCount === length) return;
    for (let row = 0; row < length; row++) {
      if (nullCount > 0 && !hasValue(nullBitmap, row)) continue;
      const value = Number(values[row]);
      if (this.#min === undefined || value < this.#min) this.#min = value;
      if (this.#max === undefined || value > this.#max) this.#max = value;
    }
  }

  summary(): ArrowColumn {
    const { name, type, metadata } = this.#field;
    return {
      name,
      type: typeOf(type),
      utc: DataType.isTimestamp(type) && Boolean(type.timezone),
      nulls: this.#nulls,
      min: this.#min,
      max: this.#max,
      metadata,
    };
  }
}

function typeOf(type: DataType): string {
  if (DataType.isDictionary(type)) return typeOf(type.dictionary);
  if (DataType.isTimestamp(type)) return "timestamp";
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) return "text";
  return `${type}`.toLowerCase();
}

const damaged = (path: string, cause: unknown): Failure =>
  new Failure(
    "input-damaged",
    `${path} is cut off or damaged: its Arrow data cannot be read to the end ` +
      `(${cause instanceof Error ? cause.message : cause}). Copy it again from where it came, or convert the log again`,
    { cause, place: { file: path } },
  );
