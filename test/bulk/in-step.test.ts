import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Measure } from "../../src/analysis/measure.js";
import { convert } from "../../src/bulk/convert.js";
import { measure } from "../../src/bulk/measure-input.js";
import { temporaryFolder } from "../input/source/folder.js";

/** Frames of record 1 a second, and of record 11 where `tanks` says so. */
function logOf(frames: number, tanks: (frame: number) => boolean, general = true): string {
  const texts: string[] = [];
  for (let i = 0; i < frames; i++) {
    const time = new Date(Date.UTC(2024, 2, 1, 0, 0, i)).toISOString();
    const clock = (record: string): string =>
      `${record}05${time.slice(2, 10).replaceAll("-", "")}\r\n${record}06${time.slice(11, 19).replaceAll(":", "")}\r\n`;
    if (tanks(i)) texts.push(`&&\r\n${clock("11")}1113${i}\r\n!!\r\n`);
    if (general) texts.push(`&&\r\n${clock("01")}0110${i}\r\n!!\r\n`);
  }
  return texts.join("");
}

/** Of each row of record 1, how many rows of record 11 of its source begin before it: by all that had come when it was certain. */
function tanksBefore(): Measure<Map<string, number[]>> {
  const held = new Map<string, { general: number[]; tanks: number[] }>();
  const found = new Map<string, number[]>();
  const decide = (source: string, before: number): void => {
    const own = held.get(source);
    if (own === undefined) return;
    const counts = found.get(source) ?? [];
    found.set(source, counts);
    while (own.general.length > 0 && own.general[0]! < before) {
      const offset = own.general.shift()!;
      counts.push(own.tanks.filter((tank) => tank < offset).length);
    }
  };
  return {
    name: "tanks-before",
    needs: "every item",
    add({ source, record, offsets, rows }) {
      const own = held.get(source) ?? { general: [], tanks: [] };
      held.set(source, own);
      for (let row = 0; row < rows; row++) (record === 1 ? own.general : own.tanks).push(offsets[row]!);
    },
    reached: decide,
    end() {
      for (const source of held.keys()) decide(source, Number.POSITIVE_INFINITY);
      return found;
    },
  };
}

const LOGS: Readonly<Record<string, string>> = {
  "a.wits": logOf(300, (i) => i % 7 === 0),
  "b.wits": logOf(200, () => false),
  "c.wits": logOf(50, () => true, false),
  "d.wits": logOf(3000, (i) => i > 2000),
  "e.wits": logOf(5, () => true),
};

describe("rows of several records", () => {
  it.each([
    ["large parts", {}],
    ["a part a day", { partition: "day" }],
    ["small parts", { rangeSize: 64 * 1024, partSize: 64 * 1024 }],
  ] as const)("come in step from a dataset of %s as from its logs", async (_, options) => {
    const folder = temporaryFolder(Object.fromEntries(Object.entries(LOGS)));
    const output = join(folder, "out");
    await convert({ inputs: [folder], output, workers: 1, ...options });
    const expected = await measure(folder.concat("/*.wits"), { found: tanksBefore() });
    const { results } = await measure(output, { found: tanksBefore() });
    const [d] = [...results.found].filter(([source]) => source.endsWith("d.wits"));
    expect(d![1].at(-1)).toBe(999);
    expect(new Map([...results.found].sort())).toEqual(new Map([...expected.results.found].sort()));
  });
});
