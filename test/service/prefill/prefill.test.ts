/** What is proposed of a shift, from the data of a rig whose truth is known. */
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { convert } from "../../../src/bulk/convert.js";
import { prefill } from "../../../src/service/prefill/prefill.js";
import type { Proposal } from "../../../src/service/prefill/proposal.js";
import { made } from "../../samples/decoded.js";

const zone = "Europe/Oslo";
/** By the clock of the rig, in March an hour before UTC. */
const at = (text: string): number => Date.parse(`${text}+01:00`);
const day = { startsAt: at("2024-03-04T06:00"), endsAt: at("2024-03-04T18:00") };
const night = { startsAt: day.endsAt, endsAt: at("2024-03-05T06:00") };

let folder: string;
const { bytes, truth } = made("comprehensive");
const well = truth.wells[0]!;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "witskit-prefill-"));
  const log = join(folder, "rig.wits");
  await writeFile(log, bytes);
  for (const [name, options] of [
    ["utc", { units: "metric", tz: zone }],
    ["local", { units: "metric", to: "fps" }],
    ["undeclared", {}],
  ] as const)
    await convert({ inputs: [log], output: join(folder, name), ...options });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const known = new Map<string, Promise<Proposal>>();
/** Made once of the same. */
function proposed(
  name: string,
  span: { startsAt: number; endsAt: number },
  more: { well?: string } = {},
): Promise<Proposal> {
  const key = JSON.stringify([name, span, more]);
  const made = known.get(key) ?? prefill({ path: join(folder, name), timeZone: zone, ...more }, span);
  known.set(key, made);
  return made;
}

/** By the truth: whole seconds of a state within a span, on the rig's clock. */
function trueSeconds(span: { startsAt: number; endsAt: number }, states: readonly string[]): number {
  const within = well.states.filter(({ state }) => states.includes(state));
  return within.reduce((sum, { start, end }) => {
    const [from, until] = [Math.max(at(start), span.startsAt), Math.min(at(end), span.endsAt)];
    return sum + Math.max(0, until - from) / 1000;
  }, 0);
}

/** Runs and activities follow each other from the start of the shift to its end. */
function gridOf({ runs, activities }: Proposal): { startsAt: number; endsAt: number }[] {
  return [...runs, ...activities]
    .map(({ startsAt, endsAt }) => ({ startsAt, endsAt }))
    .sort((one, other) => one.startsAt - other.startsAt);
}

describe("the shifts of a rig of 24 hours", () => {
  it.each([
    ["the day", day, [2_412_500, 2_545_260], 5],
    ["the night", night, [2_545_260, 2_614_350], 3],
  ] as const)("%s: depths, metres, connections, surveys, hours", async (_, span, [from, to], count) => {
    const proposal = await proposed("utc", span);
    const { totals, runs } = proposal;
    expect(totals).toMatchObject({ startMm: from, endMm: to, metresMm: to - from, connections: count });
    expect(proposal.surveys.length).toBe(count);
    expect(runs[0]!.fromMm).toBe(from);
    expect(runs.at(-1)!.toMm).toBe(to);
    expect(runs.slice(1).map(({ fromMm }) => fromMm)).toEqual(runs.slice(0, -1).map(({ toMm }) => toMm));
    expect(runs.reduce((sum, run) => sum + run.connections, 0)).toBe(count);
    expect(Object.values(totals.secondsByState).reduce((sum, seconds) => sum + seconds, 0)).toBe(43_200);
    // What the analysis finds of the seconds on bottom is as good as its states are.
    const onBottom = trueSeconds(span, ["drill_rotate", "drill_slide"]);
    expect(Math.abs((totals.onBottomSeconds ?? 0) - onBottom)).toBeLessThan(0.005 * onBottom);
    expect(proposal.warnings).toEqual([]);
  });

  it("closes the grid at whole minutes, with nothing shorter than five of them", async () => {
    for (const span of [day, night]) {
      const proposal = await proposed("utc", span);
      const grid = gridOf(proposal);
      expect(grid[0]!.startsAt).toBe(span.startsAt);
      expect(grid.at(-1)!.endsAt).toBe(span.endsAt);
      expect(grid.slice(1).map(({ startsAt }) => startsAt)).toEqual(
        grid.slice(0, -1).map(({ endsAt }) => endsAt),
      );
      for (const { startsAt, endsAt } of grid) {
        expect(startsAt % 60_000).toBe(0);
        expect(endsAt - startsAt).toBeGreaterThanOrEqual(5 * 60_000);
      }
    }
  });

  it("asks for what the data do not tell, and never calls it standby", async () => {
    const { activities } = await proposed("utc", night);
    const last = activities.at(-1)!;
    expect(last).toMatchObject({ what: "Out of hole", class: null, endsAt: night.endsAt });
    expect(last.why).toMatchObject({ code: "ask-out-of-hole" });
    expect(activities.map((one) => one.class)).not.toContain("standby");
  });

  it("is the same from rows on the rig's clock and in feet", async () => {
    const [metric, feet] = [await proposed("utc", day), await proposed("local", day)];
    expect(gridOf(feet)).toEqual(gridOf(metric));
    expect(Math.abs(feet.totals.metresMm - metric.totals.metresMm)).toBeLessThanOrEqual(1);
    expect(feet.surveys.map(({ at: time }) => time)).toEqual(metric.surveys.map(({ at: time }) => time));
  });

  it("proposes no metres where nothing declares the unit of depth, and says so", async () => {
    const proposal = await proposed("undeclared", day);
    expect(proposal.runs).toEqual([]);
    expect(proposal.totals.endMm).toBeNull();
    expect(proposal.warnings).toMatchObject([{ code: "no-depth-unit" }]);
    expect(gridOf(proposal).at(-1)!.endsAt).toBe(day.endsAt);
  });

  it("keeps what it was made from", async () => {
    const { origin } = await proposed("utc", day);
    expect(origin).toMatchObject({ path: join(folder, "utc"), rows: 43_200, options: { time_zone: zone } });
    expect(origin.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

it("of a shift without rows proposes a gap, and no depth that it does not know", async () => {
  const span = { startsAt: at("2024-06-01T06:00"), endsAt: at("2024-06-01T18:00") };
  const proposal = await proposed("utc", span);
  expect(proposal).toMatchObject({
    runs: [],
    surveys: [],
    totals: { startMm: null, endMm: null, metresMm: 0 },
  });
  expect(proposal.activities).toHaveLength(1);
  expect(proposal.activities[0]!.why).toMatchObject({ code: "ask-no-data" });
});

it("refuses a well that the data do not know", async () => {
  await expect(proposed("utc", day, { well: "another" })).rejects.toThrow(/no well another/);
});

describe("a feed that has a depth and an activity code, and no sensors of the rig", () => {
  /** Codes by minutes of the day shift, each from there on: drilling, connection, drilling, rig repair, casing, trip out, nothing more. */
  const told: readonly (readonly [minute: number, code: number])[] = [
    [0, 2],
    [180, 3],
    [190, 2],
    [360, 11],
    [420, 15],
    [540, 9],
    [600, -1],
  ];
  const log = (dayOfMarch = 4): string => {
    let [text, depth] = ["", 100];
    for (let minute = 0; minute < 600; minute += 0.5) {
      const code = told.findLast(([from]) => minute >= from)![1];
      if (code === 2) depth += 0.02;
      const time = new Date(Date.UTC(2024, 2, dayOfMarch, 6, 0, minute * 60)).toISOString();
      const [date, clock] = [time.slice(2, 10).replaceAll("-", ""), time.slice(11, 19).replaceAll(":", "")];
      text += `&&\r\n0101DDH-1\r\n0105${date}\r\n0106${clock}\r\n0107${code}\r\n0110${depth.toFixed(2)}\r\n!!\r\n`;
    }
    return text;
  };

  it("is proposed by the codes, says so, and tells no time on bottom", async () => {
    await writeFile(join(folder, "codes.wits"), log());
    const output = join(folder, "codes");
    await convert({ inputs: [join(folder, "codes.wits")], output, units: "metric", tz: zone });
    const { runs, activities, totals, warnings } = await prefill({ path: output, timeZone: zone }, day);
    const minuteOf = (time: number): number => Math.round((time - day.startsAt) / 60_000);
    expect(runs.map((run) => [minuteOf(run.startsAt), minuteOf(run.endsAt), run.onBottomSeconds])).toEqual([
      [0, 360, null],
    ]);
    expect([totals.metresMm, totals.onBottomSeconds]).toEqual([runs[0]!.toMm - runs[0]!.fromMm, null]);
    expect(
      activities.map((one) => [minuteOf(one.startsAt), minuteOf(one.endsAt), one.what, one.class]),
    ).toEqual([
      [360, 420, "Rig repair", null],
      [420, 540, "Run casing", "casing"],
      [540, 600, "Tripping out", "tripping"],
      [600, 720, "No data", null],
    ]);
    expect(activities[0]!.why).toEqual({ code: "ask-code", params: { activity: "rig repair" } });
    expect(warnings).toMatchObject([{ code: "by-codes" }]);
  });

  it("does not open parts of days that are far", async () => {
    const output = join(folder, "days");
    const inputs = [4, 14, 24].map((dayOfMarch) => join(folder, `day-${dayOfMarch}.wits`));
    for (const [i, input] of inputs.entries()) await writeFile(input, log(4 + 10 * i));
    await convert({ inputs, output, units: "metric", tz: zone, partition: "day" });
    const parts = (await readdir(join(output, "record=01"), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && !entry.parentPath.endsWith("day=2024-03-14"))
      .map(({ parentPath, name }) => join(parentPath, name));
    expect(parts).toHaveLength(2);
    // Whoever opens these cannot read them.
    for (const part of parts) await writeFile(part, Buffer.alloc((await stat(part)).size));
    const span = { startsAt: at("2024-03-14T06:00"), endsAt: at("2024-03-14T18:00") };
    const { runs, origin } = await prefill({ path: output, timeZone: zone }, span);
    expect([runs.length, origin.rows]).toEqual([1, 1200]);
  });
});
