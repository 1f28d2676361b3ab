/** The example that renderers are tried on is a report as reports are: it adds up, and its sections leave nothing out. */
import { describe, expect, it } from "vitest";
import { rendererBy, rendererOf } from "../../src/report/renderers.js";
import { daySections } from "../../src/report/sections/day.js";
import { cellShown, isFigure } from "../../src/report/sections/section.js";
import { exampleDay, exampleReport } from "./example.js";

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe("the example", () => {
  it("has lines that follow each other from the start of the day to its end", () => {
    const { lines, totals } = exampleDay.time;
    expect(lines[0]!.from).toEqual(exampleDay.start);
    expect(lines.at(-1)!.to).toEqual(exampleDay.end);
    for (const [place, { from }] of lines.slice(1).entries()) expect(from).toEqual(lines[place]!.to);
    expect(sum(lines.map(({ seconds }) => seconds))).toBe(exampleDay.seconds);
    expect(sum(exampleDay.time.byActivity.map(({ share }) => share.value! * 10))).toBe(1000);
    expect(totals.planned.value! + totals.lost.value! + totals.noData.value!).toBe(totals.hours.value);
  });

  it("adds up in every column that says so", () => {
    for (const section of daySections(exampleDay)) {
      if (section.kind !== "table" || section.total === null) continue;
      for (const [place, { adds }] of section.columns.entries()) {
        if (adds !== true) continue;
        const cells = section.rows.map((row) => row[place]!).filter(isFigure);
        const total = sum(cells.map(({ value }) => value!));
        expect(total.toFixed(cells[0]!.decimals)).toBe(cellShown(section.total[place]!));
      }
    }
  });

  it("is itself again when its JSON is read", async () => {
    const json = await rendererBy("json").load();
    const bytes = await json(exampleReport, {});
    expect(JSON.parse(Buffer.from(bytes).toString())).toEqual(exampleReport);
    expect(rendererOf("days/2024-03-04.JSON")).toBe(rendererBy("json"));
    expect(() => rendererOf("day.docx")).toThrow(/there are \.json/);
  });
});
