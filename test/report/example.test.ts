/** The example that renderers are tried on is a report as reports are: it adds up, and its sections leave nothing out. */
import { describe, expect, it } from "vitest";
import { figure } from "../../src/report/figure.js";
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

  it("lists each connection of drilling and the slowest ten of trips, and says how many are not listed", () => {
    const [one] = exampleDay.connections.rows;
    const row = (kind: string, seconds: number) => ({ ...one!, kind, slipToSlip: figure(seconds, "s", 0) });
    const trips = Array.from({ length: 30 }, (_, place) => row("tripping in", 60 + ((place * 7) % 30)));
    const rows = [row("drilling", 10), ...trips, row("drilling", 20)];
    const list = (told: typeof rows) =>
      daySections({ ...exampleDay, connections: { ...exampleDay.connections, rows: told } }).find(
        ({ id }) => id === "connection-list",
      );
    const long = list(rows);
    if (long?.kind !== "table") throw new Error("a list of connections is a table");
    const seconds = long.rows.map((cells) => cellShown(cells[4]!)).map((shown) => Number.parseFloat(shown));
    expect(seconds[0]).toBe(10);
    expect(seconds.at(-1)).toBe(20);
    expect(seconds.slice(1, -1).sort()).toEqual([80, 81, 82, 83, 84, 85, 86, 87, 88, 89]);
    expect(long.note).toMatch(/^Of trips the 10 slowest are listed; 20 more are not: .*--table connections/);
    expect(list(rows.slice(0, 11))).toMatchObject({ note: null });
    expect(list(rows.slice(0, 12))?.note).toMatch(/; 1 more is not: /);
  });

  it("is itself again when its JSON is read", async () => {
    const json = await rendererBy("json").load();
    const bytes = await json(exampleReport, {});
    expect(JSON.parse(Buffer.from(bytes).toString())).toEqual(exampleReport);
    expect(rendererOf("days/2024-03-04.JSON")).toBe(rendererBy("json"));
    expect(() => rendererOf("day.docx")).toThrow(/there are \.json/);
  });
});
