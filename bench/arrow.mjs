/** A log to Arrow record batches; and one as an Arrow table for those who start from one. */
import { ipcWriter } from "../src/columns/arrow/ipc.js";
import { recordBatch } from "../src/columns/arrow/record-batch.js";
import { arrowSchema } from "../src/columns/arrow/schema.js";
import { decode, newDecoder } from "./decoders.mjs";

/**
 * @typedef {import("apache-arrow").RecordBatch} RecordBatch
 * @returns {(bytes: Uint8Array) => Map<string, [RecordBatch, ...RecordBatch[]]>} Batches by table.
 */
export function arrowDecoder() {
  const decoder = newDecoder();
  return (bytes) => {
    /** @type {Map<string, [RecordBatch, ...RecordBatch[]]>} */
    const tables = new Map();
    decode(decoder, bytes, (batch) => {
      const batches = tables.get(batch.table.name);
      const next = recordBatch(batches?.[0].schema ?? arrowSchema(batch.table), batch);
      if (batches === undefined) tables.set(batch.table.name, [next]);
      else batches.push(next);
    });
    return tables;
  };
}

/**
 * The batches of one table as an IPC stream, for readers with a memory of their own.
 * @param {readonly [RecordBatch, ...RecordBatch[]]} batches
 */
export function ipcStream(batches) {
  const writer = ipcWriter(batches[0].schema, "stream");
  const chunks = batches.flatMap((batch) => writer.write(batch).map((chunk) => chunk.slice()));
  return Buffer.concat([...chunks, ...writer.finish()]);
}
