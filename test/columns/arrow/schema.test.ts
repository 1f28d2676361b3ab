import { MessageReader, type Timestamp } from "apache-arrow";
import { describe, expect, it } from "vitest";
import { arrowSchema, serializedSchema } from "../../../src/columns/arrow/schema.js";
import { TABLE } from "./batch.js";

const metadataOf = (name: string) =>
  Object.fromEntries(arrowSchema(TABLE).fields.find((field) => field.name === name)!.metadata);

describe("a field", () => {
  it("carries what the catalog knows of its item", () => {
    expect(metadataOf("DBTM")).toEqual({
      "wits.code": "0108",
      "wits.name": "Depth Bit (meas)",
      "wits.unit": "m",
      "wits.type": "F",
    });
  });

  it("of ours carries its meaning alone", () => {
    expect(metadataOf("offset")).toEqual({ "wits.name": "Byte in the source where the frame starts" });
  });

  it("is as nullable as its column", () => {
    expect(arrowSchema(TABLE).fields.map(({ nullable }) => nullable)).toEqual(
      TABLE.columns.map(({ nullable }) => nullable),
    );
  });

  it("has the type of its column", () => {
    expect(arrowSchema(TABLE).fields.map(({ type }) => String(type))).toEqual([
      "Timestamp<MILLISECOND>",
      "Dictionary<Int32, Utf8>",
      "Int64",
      "Utf8",
      "Int32",
      "Float64",
      "Binary",
      "Dictionary<Int32, Utf8>",
    ]);
  });
});

it("timestamps have no zone until one was told, and are UTC then", () => {
  const zoneOf = (timezone?: string) =>
    (arrowSchema(TABLE, { timezone }).fields[0]!.type as Timestamp).timezone;
  expect(zoneOf()).toBeNull();
  expect(zoneOf("Europe/Oslo")).toBe("UTC");
});

it("the serialized schema is an IPC message that says the same", () => {
  const schema = arrowSchema(TABLE, { timezone: "UTC", metadata: new Map([["witskit", "{}"]]) });
  const bytes = Buffer.from(serializedSchema(schema), "base64");
  const read = new MessageReader(bytes).readSchema();
  expect(bytes.length % 8).toBe(0);
  expect(String(read)).toBe(String(schema));
  expect(read!.metadata).toEqual(schema.metadata);
  expect(read!.fields.map(({ metadata }) => metadata)).toEqual(schema.fields.map(({ metadata }) => metadata));
});
