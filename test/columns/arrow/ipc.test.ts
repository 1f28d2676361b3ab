import { Message, tableFromIPC } from "apache-arrow";
import { describe, expect, it } from "vitest";
import { type Framing, ipcWriter } from "../../../src/columns/arrow/ipc.js";
import { recordBatch } from "../../../src/columns/arrow/record-batch.js";
import { arrowSchema } from "../../../src/columns/arrow/schema.js";
import { batchMaker, FIRST_ROWS, NULL_ROWS, SECOND_ROWS, TABLE, type Value } from "./batch.js";

function written(framing: Framing, ...sets: Value[][][]): Buffer {
  const schema = arrowSchema(TABLE, { metadata: new Map([["witskit", "before"]]) });
  const writer = ipcWriter(schema, framing);
  const batchOf = batchMaker();
  const chunks = sets.flatMap((rows) => writer.write(recordBatch(schema, batchOf(rows))).map(copied));
  return Buffer.concat([...chunks, ...writer.finish(new Map([["witskit", "after"]]))]);
}

/** What a sink does with a chunk before the batch's buffers are used again. */
const copied = (chunk: Uint8Array) => Buffer.from(chunk);

function rowsOf(bytes: Uint8Array): Value[][] {
  const table = tableFromIPC(bytes);
  return Array.from({ length: table.numRows }, (_, row) =>
    TABLE.columns.map((_, column) => {
      const value = table.getChildAt(column)!.get(row) as Value;
      return typeof value === "bigint" ? Number(value) : value;
    }),
  );
}

describe.each<Framing>(["file", "stream"])("an Arrow %s", (framing) => {
  it("holds every value and every null of all batches", () => {
    const rows = [...FIRST_ROWS, ...SECOND_ROWS, ...NULL_ROWS];
    expect(rowsOf(written(framing, FIRST_ROWS, SECOND_ROWS, NULL_ROWS))).toEqual(rows);
    expect(rowsOf(written(framing, NULL_ROWS, [], FIRST_ROWS))).toEqual([...NULL_ROWS, ...FIRST_ROWS]);
  });

  it("opens without a row, and without a batch", () => {
    expect(rowsOf(written(framing))).toEqual([]);
    expect(rowsOf(written(framing, []))).toEqual([]);
    expect(tableFromIPC(written(framing)).schema.names).toEqual(TABLE.columns.map(({ name }) => name));
  });

  it("has no piece of a dictionary, though the lists grew while it was written", () => {
    const deltas = [...messageKinds(written(framing, FIRST_ROWS, SECOND_ROWS, NULL_ROWS), framing)].filter(
      (kind) => kind === "delta",
    );
    expect(deltas).toEqual([]);
  });

  it("is the same bytes each time", () => {
    expect(written(framing, FIRST_ROWS, SECOND_ROWS).equals(written(framing, FIRST_ROWS, SECOND_ROWS))).toBe(
      true,
    );
  });
});

/** Walks the encapsulated messages, each one a mark, a length, a flatbuffer and a body. */
function* messageKinds(bytes: Buffer, framing: Framing): Generator<string> {
  for (let at = framing === "file" ? 8 : 0; ; ) {
    expect(bytes.readInt32LE(at)).toBe(-1);
    const length = bytes.readInt32LE(at + 4);
    if (length === 0) return;
    const message = Message.decode(bytes.subarray(at + 8, at + 8 + length));
    const isDelta = message.isDictionaryBatch() && message.header().isDelta;
    yield message.isSchema()
      ? "schema"
      : message.isRecordBatch()
        ? "batch"
        : isDelta
          ? "delta"
          : "dictionary";
    at += 8 + length + message.bodyLength;
  }
}

it("a file holds each dictionary once, and its messages are those of a stream", () => {
  expect([...messageKinds(written("file", FIRST_ROWS, SECOND_ROWS), "file")]).toEqual([
    "schema",
    "batch",
    "batch",
    "dictionary",
    "dictionary",
  ]);
});

it("a stream sends a dictionary again only when it has grown", () => {
  expect([...messageKinds(written("stream", FIRST_ROWS, FIRST_ROWS, SECOND_ROWS), "stream")]).toEqual([
    "schema",
    "dictionary",
    "dictionary",
    "batch",
    "batch",
    "dictionary",
    "dictionary",
    "batch",
  ]);
});

it("a file's metadata can be told at its end, a stream's only at its start", () => {
  expect(tableFromIPC(written("file", FIRST_ROWS)).schema.metadata.get("witskit")).toBe("after");
  expect(tableFromIPC(written("stream", FIRST_ROWS)).schema.metadata.get("witskit")).toBe("before");
});
