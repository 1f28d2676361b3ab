/** Files that a plugin writes, in its thread: what it writes is given back with the answer, and written where files are. */
import type { ColumnData, TableBatch } from "../../kernel/batch.js";
import { hasValue } from "../../validity.js";
import type {
  ExporterBatch,
  ExporterColumn,
  ExporterFile,
  ExporterOptions,
  ExporterTable,
} from "../contract.js";
import { loaded } from "./load.js";
import { Moved, ownBytes } from "./moved.js";

interface OpenFile {
  readonly file: ExporterFile;
  written: Uint8Array<ArrayBuffer>[];
}

const files = new Map<number, OpenFile>();
let last = 0;

export const exporterMethods = {
  async "exporter.open"(format: string, name: string, table: ExporterTable, options: ExporterOptions) {
    const written: Uint8Array<ArrayBuffer>[] = [];
    const open: { -readonly [Key in keyof OpenFile]: OpenFile[Key] | undefined } = {
      file: undefined,
      written,
    };
    const output = {
      name,
      write(bytes: Uint8Array | string) {
        const own = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
        open.written!.push(ownBytes(own, "what an exporter writes"));
      },
    };
    const file = await loaded().exporters![format]!.open(output, table, options);
    if (typeof file?.write !== "function" || typeof file.end !== "function")
      throw new TypeError(`exporters.${format}.open answers no file with write and end`);
    open.file = file;
    files.set(++last, open as OpenFile);
    return writtenOf(open as OpenFile, { file: last });
  },

  async "exporter.write"(number: number, batch: TableBatch) {
    const open = files.get(number)!;
    await open.file.write(readable(batch));
    return writtenOf(open);
  },

  async "exporter.end"(number: number) {
    const open = files.get(number)!;
    await open.file.end();
    files.delete(number);
    return writtenOf(open);
  },

  "exporter.drop"(number: number) {
    files.delete(number);
  },
};

function writtenOf(open: OpenFile, more: object = {}): Moved {
  const { written } = open;
  open.written = [];
  return new Moved(
    { ...more, written },
    written.map(({ buffer }) => buffer),
  );
}

const readable = (batch: TableBatch): ExporterBatch => ({
  ...batch,
  columns: batch.columns.map((column): ExporterColumn => {
    const at = reader(column);
    const { validity } = column;
    return {
      ...column,
      at: (row) => (validity === undefined || hasValue(validity, row) ? at(row) : undefined),
    };
  }),
});

function reader({ column, values, dictionary = [] }: ColumnData): ExporterColumn["at"] {
  if (values === undefined) return () => undefined;
  if (!("offsets" in values)) {
    if (column.type === "dictionary") return (row) => dictionary[Number(values[row])];
    if (column.type === "timestamp") return (row) => Number(values[row]);
    return (row) => values[row];
  }
  const { offsets, data } = values;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.length);
  return column.type === "utf8"
    ? (row) => bytes.toString("utf8", offsets[row], offsets[row + 1])
    : (row) => data.subarray(offsets[row], offsets[row + 1]);
}
