/** Rows of a rig reach every stage alike, however the feed and its reader cut them. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rig } from "../../../src/analysis/rig/rig.js";
import type { RigRows, Stage } from "../../../src/analysis/rig/rows.js";
import type { SourcePage } from "../../../src/columns/page.js";
import { cut, decodedPages, kept } from "../../columns/made-pages.js";

/** A frame of some items, `108: 1200.5`, at a second of the day. */
const frame = (second: number | undefined, items: Readonly<Record<number, number | string>>): string => {
  const clock =
    second === undefined || Object.keys(items).includes("1105")
      ? []
      : ["0105260102", `0106${new Date(second * 1000).toISOString().slice(11, 19).replaceAll(":", "")}`];
  const lines = Object.entries(items).map(([code, value]) => `${code.padStart(4, "0")}${value}`);
  return ["&&", ...clock, ...lines, "!!", ""].join("\r\n");
};

const pagesOf = (log: string): SourcePage[] => {
  const pages: SourcePage[] = [];
  decodedPages({ log }, (page) => pages.push(kept(page)), { units: "metric" });
  return pages;
};

/** What a stage sees, a line a row. */
function seen(pages: readonly SourcePage[], reached?: (page: SourcePage) => number | undefined) {
  const lines: string[] = [];
  const stage: Stage = {
    name: "looker",
    needs: ["pit-volume"],
    add(rows: RigRows) {
      const pit = rows.signal("pit-volume");
      for (let row = 0; row < rows.rows; row++) {
        const second = (rows.times[row]! / 1000) % 86_400;
        lines.push(
          `${rows.well ?? "-"} ${second} ${rows.signal("hookload")![row]} ${pit?.[row] ?? Number.NaN}`,
        );
      }
    },
    end: () => void lines.push("end"),
  };
  const measure = rig({ finished: () => {}, stages: [() => stage] });
  for (const page of pages) {
    measure.add(page);
    const mark = reached?.(page);
    if (mark !== undefined) measure.reached?.(page.source, mark);
  }
  return { lines, result: measure.end() };
}

describe("rows of a rig", () => {
  it("have what other records sent last before them", () => {
    const pages = pagesOf(
      [
        frame(1, { 114: 60 }),
        frame(2, { 1111: 40.5, 1105: "260102", 1106: "000002" }),
        frame(3, { 114: 61 }),
        frame(4, { 114: 62 }),
        frame(5, { 1111: 41.5, 1105: "260102", 1106: "000005" }),
        frame(6, { 114: 63 }),
      ].join(""),
    );
    expect(seen(pages).lines).toEqual(["- 1 60 NaN", "- 3 61 40.5", "- 4 62 40.5", "- 6 63 41.5", "end"]);
    // Records come in pages of their own, in any order.
    expect(seen([...pages].reverse()).lines).toEqual(seen(pages).lines);
  });

  it("of sources that come by turns are those that each has alone", () => {
    const log = [1, 2, 3, 4, 5, 6].map((second) => frame(second, { 114: 60 + second })).join("");
    const pieces = pagesOf(log).flatMap((page) => [...cut(page, [2])]);
    const turns = pieces.flatMap((page) => ["a", "b"].map((source) => ({ ...page, source })));
    const mark = (page: SourcePage): number => page.offsets[page.rows - 1]! + 1;
    const { lines, result } = seen(turns, mark);
    expect(result.rigs.map(({ source, rows }) => [source, rows])).toEqual([
      ["a", 6],
      ["b", 6],
    ]);
    const alone = seen(pieces, mark).lines;
    expect(alone.filter((line) => line === "end")).toHaveLength(1);
    expect([...lines].sort()).toEqual([...alone, ...alone].sort());
  });

  it("are told apart by well, and a row that does not say belongs to whoever spoke last", () => {
    const pages = pagesOf(
      [
        frame(1, { 114: 60 }),
        frame(2, { 101: "A", 114: 61 }),
        frame(3, { 101: "B", 114: 90 }),
        frame(4, { 114: 91 }),
        frame(5, { 101: "A", 114: 62 }),
      ].join(""),
    );
    const { lines, result } = seen(pages);
    expect(lines.filter((line) => line.startsWith("A"))).toEqual(["A 1 60 NaN", "A 2 61 NaN", "A 5 62 NaN"]);
    expect(lines.filter((line) => line.startsWith("B"))).toEqual(["B 3 90 NaN", "B 4 91 NaN"]);
    expect(result.rigs.map(({ well, rows }) => [well, rows])).toEqual([
      ["A", 3],
      ["B", 2],
    ]);
  });

  it("never go back in time: rows without a time or behind it are counted, and a leap that is none too", () => {
    const pages = pagesOf(
      [
        frame(100, { 114: 1 }),
        frame(90, { 114: 2 }),
        frame(101, { 114: 3 }),
        frame(40_000, { 114: 4 }),
        frame(102, { 114: 5 }),
        frame(40_001, { 114: 6 }),
        frame(40_002, { 114: 7 }),
      ].join(""),
    );
    const { lines, result } = seen(pages);
    expect(lines).toEqual([
      "- 100 1 NaN",
      "- 101 3 NaN",
      "- 102 5 NaN",
      "- 40001 6 NaN",
      "- 40002 7 NaN",
      "end",
    ]);
    expect(result.rigs).toMatchObject([{ rows: 5, withoutTime: 0, behind: 2 }]);
  });

  it("are the same however rows are cut into pages, and however far reading has come", () => {
    const log = Array.from({ length: 300 }, (_, second) =>
      frame(second, { 101: second % 7 === 3 ? "B" : "A", 114: 60 + (second % 11) }),
    ).join("");
    const pages = pagesOf(log);
    const whole = seen(pages).lines;
    const lengths = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(lengths, (some) => {
        const parts = pages.flatMap((page) => [...cut(page, some)]);
        const told = seen(parts, (page) => page.offsets[page.rows - 1]! + 1);
        expect(told.lines).toEqual(whole);
      }),
      { numRuns: 20, examples: [[[1]]] },
    );
  });
});
