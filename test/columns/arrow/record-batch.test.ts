import { expect, it } from "vitest";
import { dictionaryVector } from "../../../src/columns/arrow/dictionary.js";
import { recordBatch } from "../../../src/columns/arrow/record-batch.js";
import { arrowSchema } from "../../../src/columns/arrow/schema.js";
import { batchMaker, FIRST_ROWS, NULL_ROWS, TABLE } from "./batch.js";

it("a record batch shows the decoder's own buffers", () => {
  const batch = batchMaker()(FIRST_ROWS);
  const { data } = recordBatch(arrowSchema(TABLE), batch);
  const depth = TABLE.columns.findIndex(({ name }) => name === "DBTM");
  expect(data.children[depth]!.values).toBe(batch.columns[depth]!.values);
  expect(data.children[depth]!.nullBitmap!.buffer).toBe(batch.columns[depth]!.validity!.buffer);
});

it("columns without a value share their zeros, and count their nulls", () => {
  const schema = arrowSchema(TABLE);
  const batchOf = batchMaker();
  const [one, other] = [recordBatch(schema, batchOf(NULL_ROWS)), recordBatch(schema, batchOf(NULL_ROWS))];
  const depth = TABLE.columns.findIndex(({ name }) => name === "DBTM");
  expect(one.data.children[depth]!.values.buffer).toBe(other.data.children[depth]!.values.buffer);
  expect(one.getChildAt(depth)!.nullCount).toBe(1);
});

it("a dictionary is the same vector until its list grows, and earlier ones keep their texts", () => {
  const texts = ["DRLG", "Øst"];
  const before = dictionaryVector(texts);
  expect(dictionaryVector(texts)).toBe(before);
  for (let i = 0; i < 1000; i++) texts.push(`text ${i}`);
  const after = dictionaryVector(texts);
  expect(after.toArray()).toEqual(texts);
  expect(after.data.length).toBe(1);
  expect(before.toArray()).toEqual(["DRLG", "Øst"]);
});
