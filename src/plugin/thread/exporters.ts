/** Files that a plugin writes, in its thread: what it writes is given back with the answer, and written where files are. */
import type { TableBatch } from "../../kernel/batch.js";
import type { ExporterFile, ExporterOptions, ExporterTable } from "../contract.js";
import { loaded } from "./load.js";
import { Moved, ownBytes } from "./moved.js";
import { readable } from "./readable-batch.js";

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
