/** Days as reports tell them: each second is in one line, hours add up to the day, and time that no row tells of stays without a word. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeReport, type ReportOptions } from "../../src/bulk/report/report.js";
import { folded } from "../../src/report/day/folding.js";
import type { Piece } from "../../src/report/day/pieces.js";
import type { DayReport, Report } from "../../src/report/document.js";
import type { Figure } from "../../src/report/figure.js";
import { rigStates } from "../../src/wits/catalog/state.js";
import { scenarioLog } from "../analysis/trouble/feed.js";
import { drilled, RATE } from "./rows.js";

const F9 = fileURLToPath(new URL("../../../shared/data/truths/volve-f9/f9-15s.wits.gz", import.meta.url));

let folder: string;
let logs = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "witskit-day-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function reportOf(text: string, options: ReportOptions = {}): Promise<Report> {
  const path = join(folder, `${logs++}.wits`);
  writeFileSync(path, text);
  return (await makeReport([path], { units: "metric", day: "all", ...options })).report;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const hundredths = (figures: readonly Figure[]): number =>
  sum(figures.map(({ value }) => Math.round(100 * value!)));
const warningsOf = ({ warnings, days }: Report): string =>
  [...warnings, ...days.flatMap(({ quality }) => quality.warnings)].join("\n");

/** What holds of every day, whatever happened on it. */
function expectWhole(day: DayReport): void {
  const { lines, byActivity, totals, lost } = day.time;
  expect(lines[0]!.from.iso).toBe(day.start.iso);
  expect(lines.at(-1)!.to.iso).toBe(day.end.iso);
  for (const [place, { from }] of lines.slice(1).entries()) expect(from.iso).toBe(lines[place]!.to.iso);
  for (const { seconds, states } of lines) {
    expect(seconds).toBeGreaterThan(0);
    expect(sum(states.map((state) => state.seconds))).toBe(seconds);
  }
  expect(sum(lines.map(({ seconds }) => seconds))).toBe(day.seconds);
  expect(totals.seconds).toBe(day.seconds);
  const hours = Math.round((100 * day.seconds) / 3600);
  expect(hundredths(lines.map((line) => line.hours))).toBe(hours);
  expect(hundredths(byActivity.map((one) => one.hours))).toBe(hours);
  expect(hundredths([totals.hours])).toBe(hours);
  expect(hundredths([totals.planned, totals.lost, totals.noData])).toBe(hours);
  expect(hundredths(lost.map((one) => one.hours))).toBe(hundredths([totals.lost]));
  // What is drawn is what is written.
  expect(day.quality.coverage.value).toBeLessThanOrEqual(100);
}

/** Of each time that drilling begins, the hole of a row may be missing; there is never more than was made. */
function expectDrilled({ depth }: DayReport, hours: number): void {
  expect(depth.progress.value).toBeLessThanOrEqual(hours * RATE);
  expect(depth.progress.value).toBeGreaterThan(0.975 * hours * RATE);
}

/** Hours that no row tells of, in lines of their own. */
const noData = (day: DayReport): number => day.time.totals.noData.value!;

describe("a day of a rig", () => {
  it("is told to the second, with the hole that was made", async () => {
    const { log, truth } = scenarioLog("comprehensive", { hours: 10 }, { every: 10 });
    const [well] = truth.wells;
    const { days } = await reportOf(log, { dayStart: 6 * 3_600_000 });
    expect(days.map(({ date, seconds }) => [date, seconds])).toEqual([["2024-03-04", 86_400]]);
    const day = days[0]!;
    expectWhole(day);
    expect(day.time.totals.hours.value).toBe(24);
    expect(noData(day)).toBeCloseTo(14, 1);
    const { holeStart, holeEnd, progress } = day.depth;
    expect(holeStart.value).toBe(well!.hole.start);
    expect(Math.abs(holeEnd.value! - well!.hole.end)).toBeLessThanOrEqual(0.1);
    expect(Math.abs(progress.value! - well!.hole.drilled)).toBeLessThanOrEqual(0.3);
    expect(day.time.lines.length).toBeLessThan(20);
    expect(day.time.totals.lost.value).toBeGreaterThan(0.5);
  });

  it("keeps sums however short things were", async () => {
    const { log } = scenarioLog("circulation_break", { hours: 3 }, { every: 7 });
    const { days } = await reportOf(log, { dayStart: 7.5 * 3_600_000 });
    expect(days.map(({ date }) => date)).toEqual(["2024-03-03", "2024-03-04"]);
    days.forEach(expectWhole);
    const known = sum(days.map((day) => day.seconds / 3600 - noData(day)));
    expect(known).toBeCloseTo(3, 1);
  });
});

describe("folding", () => {
  it("keeps every piece, in order, and folds time without rows into nothing", () => {
    let state = 7;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (let round = 0; round < 200; round++) {
      const pieces: Piece[] = [];
      let start = 0;
      for (let place = 0; place <= random(60); place++) {
        const end = start + 1000 * (1 + random(random(4) === 0 ? 3000 : 200));
        const bit = 1000 + random(100);
        const own = rigStates[random(rigStates.length)]!;
        pieces.push({ start, end, state: own, bitStart: bit, bitEnd: bit + random(9) - 4, metres: 0 });
        start = end;
      }
      const blocks = folded(pieces);
      expect(blocks.flatMap((block) => block.pieces)).toEqual(pieces);
      for (const { activity, pieces: own } of blocks) {
        const longGap = own.some((one) => one.state === "data_gap" && one.end - one.start >= 300_000);
        if (longGap) expect([activity, own.length]).toEqual(["no data", 1]);
      }
    }
  });
});

describe("a day on which the clock is changed", () => {
  it.each([
    { what: "forward", from: "2024-03-30T23:00:00", at: "2024-03-31T01:00:00", hours: 23, offsets: [1, 2] },
    { what: "back", from: "2024-10-26T22:00:00", at: "2024-10-27T01:00:00", hours: 25, offsets: [2, 1] },
  ])("$what has $hours hours", async ({ what, from, at, hours, offsets: [before, after] }) => {
    // As the rig's clock shows it: an hour is left out, or comes twice.
    const minutes = (Date.parse(`${at}Z`) - Date.parse(`${from}Z`)) / 60_000;
    const shown = (moment: string, offset: number): string =>
      new Date(Date.parse(`${moment}Z`) + offset * 3_600_000).toISOString().slice(0, 19);
    const log =
      drilled({ from: shown(from, before!), minutes: minutes - 1, every: 60 }) +
      drilled({
        from: shown(at, after!),
        minutes: 60 * hours - minutes,
        every: 60,
        depth: 1000 + (RATE * minutes) / 60,
      });
    const { days } = await reportOf(log, { tz: "Europe/Oslo" });
    const day = days.find(({ date }) => date === at.slice(0, 10))!;
    expectWhole(day);
    expect(day.seconds).toBe(hours * 3600);
    expect(day.time.totals.hours.value).toBe(hours);
    expect(noData(day)).toBe(0);
    expectDrilled(day, hours);
    expect(day.end.iso.endsWith(`+0${after}:00`)).toBe(true);
    expect(day.quality.warnings.join()).toContain(`The clock was put ${what}: this day has ${hours}.00 h`);
  });

  it.each([
    ["2024-03-31", 23],
    ["2024-10-27", 25],
  ])("%s has its hours also where only a part has rows", async (date, hours) => {
    const log = drilled({ from: `${date}T12:00:00`, minutes: 60 });
    const { days } = await reportOf(log, { tz: "Europe/Oslo" });
    expect(days.map((day) => day.date)).toEqual([date]);
    expectWhole(days[0]!);
    expect(noData(days[0]!)).toBe(hours - 1);
  });
});

describe("a day of which little is known", () => {
  it("is no day where rows have no time, and says so", async () => {
    const log = drilled({ from: "2024-03-04T06:00:00", minutes: 60, hasClock: false });
    const all = await reportOf(log);
    expect(all.days).toEqual([]);
    expect(warningsOf(all)).toContain("No row has a time (121 rows)");
    const asked = await reportOf(log, { day: "2024-03-04" });
    expectWhole(asked.days[0]!);
    expect(noData(asked.days[0]!)).toBe(24);
    expect(asked.days[0]!.depth.progress.value).toBeNull();
    expect(warningsOf(asked)).toContain("121 of 121 rows have no time");
  });

  it("of a half has the hours of that half, and no others", async () => {
    const { days } = await reportOf(drilled({ from: "2024-03-04T06:00:00", minutes: 720 }));
    const [day] = days;
    expectWhole(day!);
    expect(noData(day!)).toBe(12);
    expect(day!.time.lines.map(({ timeClass }) => timeClass)).toEqual(["no data", "planned", "no data"]);
    expect(day!.quality.coverage.value).toBe(50);
    const warnings = day!.quality.warnings.join("\n");
    expect(warnings).toContain("12.00 h of the day have no rows");
    expect(warnings).toContain("The first row of all is at 06:00");
    expect(warnings).toContain("The last row of all is at 18:00");
    expectDrilled(day!, 12);
  });

  it("is of each of two wells, whose hours are not added up together", async () => {
    const log =
      drilled({ from: "2024-03-04T06:00:00", minutes: 60, well: "NORD-1" }) +
      drilled({ from: "2024-03-04T09:00:00", minutes: 120, well: "NORD-2", depth: 500 });
    const { days, wells } = await reportOf(log);
    expect(days.map(({ head, date }) => [head.well, date])).toEqual([
      ["NORD-1", "2024-03-04"],
      ["NORD-2", "2024-03-04"],
    ]);
    days.forEach(expectWhole);
    expect(days.map(noData)).toEqual([23, 22]);
    expect(days.map(({ depth }) => depth.holeStart.value)).toEqual([1000, 500]);
    expect(wells.map(({ days: own }) => own.length)).toEqual([1, 1]);
    const alone = await reportOf(log, { well: "NORD-2" });
    expect(alone.days.map(({ head }) => head.well)).toEqual(["NORD-2"]);
    await expect(reportOf(log, { well: "NORD-3" })).rejects.toThrow(
      /no well is named NORD-3.*NORD-1, NORD-2/,
    );
  });

  it("stands between days with rows, and is empty", async () => {
    const log =
      drilled({ from: "2024-03-04T06:00:00", minutes: 60 }) +
      drilled({ from: "2024-03-06T06:00:00", minutes: 60, depth: 1030 });
    const report = await reportOf(log);
    expect(report.days.map(({ date }) => date)).toEqual(["2024-03-04", "2024-03-05", "2024-03-06"]);
    report.days.forEach(expectWhole);
    expect(report.days.map(noData)).toEqual([23, 24, 23]);
    const [, silent] = report.days;
    expect(silent!.quality.warnings.join()).toContain("No row is of this day");
    expect(silent!.quality.rows).toBe(0);
    expect(silent!.time.lines).toHaveLength(1);
    // The hole was as deep as the last row before tells, and nobody made any.
    expect(silent!.depth.progress.value ?? 0).toBe(0);
    expect(report.wells[0]!.days.map(({ cumulativeHours }) => cumulativeHours.value)).toEqual([24, 48, 72]);
  });

  it("with a gap over its start says where rows ended, and drills none of the hole between", async () => {
    const log =
      drilled({ from: "2024-03-04T22:00:00", minutes: 60 }) +
      drilled({ from: "2024-03-05T02:00:00", minutes: 60, depth: 1045 });
    const report = await reportOf(log);
    report.days.forEach(expectWhole);
    expect(report.days.map(noData)).toEqual([23, 23]);
    const [before, after] = report.days;
    expect(before!.quality.warnings.join()).toMatch(/Rows end at 23:00 and begin again at 2024-03-05 02:00/);
    expect(after!.quality.warnings.join()).toMatch(
      /Rows end at 2024-03-04 23:00 before the day and begin again at 02:00/,
    );
    for (const day of report.days) expectDrilled(day, 1);
    expect(warningsOf(report)).toMatch(
      /45\.0 m deeper at the end than at the start, and (?:30|29)\.\d m of it were/,
    );
  });

  it("stands without units where nothing declares them, and says so", async () => {
    const log = drilled({ from: "2024-03-04T06:00:00", minutes: 60 });
    const report = await reportOf(log, { units: undefined });
    expect(warningsOf(report)).toContain("Nothing declares the units of the rows");
    const [day] = report.days;
    expectWhole(day!);
    expectDrilled(day!, 1);
    expect(day!.depth.progress.unit).toBeNull();
  });
});

describe.runIf(existsSync(F9))("a day of a real rig", () => {
  it("is told to the second, and no gap is filled", async () => {
    const { report } = await makeReport([F9], { units: "metric", day: "all", dayStart: 5 * 3_600_000 });
    expect(report.days.length).toBeGreaterThan(1);
    report.days.forEach(expectWhole);
    expect(sum(report.days.map(({ quality }) => quality.rows))).toBe(8084);
    // Nothing was drilled there.
    for (const { depth } of report.days) expect(depth.progress.value).toBe(0);
    expect(readFileSync(F9).length).toBe(report.made.files[0]!.bytes);
  });
});

it.skipIf(existsSync(F9))(`a day of a real rig (skipped: there is no ${F9})`, () => {});
