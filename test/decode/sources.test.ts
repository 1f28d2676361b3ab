import { describe, expect, it } from "vitest";
import type { TableBatch } from "../../src/kernel/batch.js";
import { Decoder } from "../../src/kernel/decoder.js";
import { planOf } from "../../src/wits/catalog/layout.js";
import { cell, drain } from "./outcome.js";

const frame = (...lines: string[]): string => ["&&", ...lines, "!!", ""].join("\n");

describe("several sources through one decoder", () => {
  const texts = [
    frame("01081", "0199x") + frame("01082"),
    "",
    frame("11101") + frame("0110x"),
    Array.from({ length: 20 }, (_, i) => frame(`0108${i}`, "63101")).join(""),
    frame("01083"),
  ];

  it("keep their names on every row, and their own counts, whether or not each is flushed before the next", () => {
    const options = {
      plan: planOf({ layout: "record" }),
      sources: texts.map((_, i) => `log-${i}`),
      batchRows: 8,
    };
    const outcomes = [true, false].map((flushed) => {
      const decoder = new Decoder(options);
      const rows: Record<string, string[]> = {};
      const take = (batches: ReturnType<Decoder["flush"]>) => {
        for (const { table, columns, rows: count } of batches) {
          const source = columns.find(({ column }) => column.name === "source")!;
          const offset = columns.find(({ column }) => column.name === "offset")!;
          const list = rows[table.name] ?? [];
          rows[table.name] = list;
          for (let row = 0; row < count; row++) list.push(`${cell(source, row)} ${cell(offset, row)}`);
        }
      };
      const counts = texts.map((text, i) => {
        decoder.start(i);
        decoder.push(Buffer.from(text));
        while (decoder.full) take(decoder.flush("full"));
        decoder.end();
        while (decoder.full) take(decoder.flush("full"));
        if (flushed) take(decoder.flush("all"));
        return decoder.counters();
      });
      take(decoder.flush("all"));
      return { rows, counts };
    });
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[0]!.counts.map(({ rows }) => rows)).toEqual([
      { "01": 2 },
      {},
      { 11: 1 },
      { "01": 20, unmapped: 20 },
      { "01": 1 },
    ]);
    expect(outcomes[0]!.rows["record=01"]!.slice(0, 3)).toEqual(["log-0 0", "log-0 18", "log-3 0"]);
    expect(outcomes[0]!.rows["rejects"]).toEqual(["log-0 9", "log-2 15"]);
  });

  it("are drained by `end` and `flush` alone", () => {
    const decoder = new Decoder({ plan: planOf({ layout: "frame" }), sources: ["log"] });
    decoder.start(0);
    expect(drain(decoder, Buffer.from(frame("01081")), 3)).toHaveLength(1);
    expect(decoder.ended).toBe(true);
  });
});

describe("a decoder that lends its batches", () => {
  it("gives the values that one gives that hands them over, always in its own memory", () => {
    const text = Array.from({ length: 4000 }, (_, i) => frame(`0108${i / 8}`, `0101NO ${i % 7}`)).join("");
    const options = { plan: planOf({ layout: "record" }), sources: ["log"], batchRows: 64 };
    const [lending, giving] = [new Decoder(options), new Decoder(options)];
    const rowsOf = ({ columns, rows }: TableBatch): string[] =>
      Array.from({ length: rows }, (_, row) => columns.map((column) => cell(column, row)).join(" "));

    const lent: string[] = [];
    const memory = new Set<ArrayBufferLike>();
    const take = (batch: TableBatch): void => {
      lent.push(...rowsOf(batch));
      const { values } = batch.columns.find(({ column }) => column.name === "DBTM")!;
      memory.add((values as Float64Array).buffer);
    };
    lending.start(0);
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) {
      at += lending.push(bytes.subarray(at, at + 1000));
      while (lending.full) lending.lend("full", take);
    }
    lending.end();
    while (lending.full) lending.lend("full", take);
    lending.lend("all", take);

    giving.start(0);
    const given = drain(giving, bytes, 1000).flatMap(rowsOf);
    expect(given).toHaveLength(4000);
    expect(lent).toEqual(given);
    expect(memory.size).toBe(1);
  });
});
