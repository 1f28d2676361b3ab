/** Key figures of days: what they add up to, and where days are cut. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KpiRow } from "../../../src/analysis/table.js";
import { analyze } from "../../../src/bulk/analysis/analyze.js";
import type { AnalyzeOptions } from "../../../src/bulk/analysis/rig-inputs.js";
import { convert } from "../../../src/bulk/convert.js";
import { witskit } from "../../cli/binary.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-days-"));
const log = join(folder, "log.wits");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A day from six to six, every tenth second. */
beforeAll(() => {
  const { code } = witskit("samples --create comprehensive -o made.wits -q", { cwd: folder });
  expect(code).toBe(0);
  const frames = readFileSync(join(folder, "made.wits"), "latin1").split(/(?<=!!\r\n)/);
  writeFileSync(
    log,
    frames.filter((frame, i) => i % 10 === 0 || !frame.includes("\r\n0108")).join(""),
    "latin1",
  );
});

const kpis = async (options: AnalyzeOptions, path = log): Promise<readonly KpiRow[]> =>
  (await analyze(path, path === log ? { units: "metric", ...options } : options)).kpis;
const sumOf = (rows: readonly KpiRow[], name: string): number =>
  rows.reduce((sum, row) => sum + (row.name === name ? (row.value ?? 0) : 0), 0);
const hours = (rows: readonly KpiRow[]): readonly string[] =>
  [...new Set(rows.flatMap(({ from }) => from ?? []))].map((from) =>
    new Date(from).toISOString().slice(5, 16),
  );

describe("key figures of days", () => {
  it("add up to those of the whole", async () => {
    const whole = await kpis({});
    const days = await kpis({ days: { start: 0 } });
    expect(whole.every(({ from }) => from === undefined)).toBe(true);
    expect(hours(days)).toEqual(["03-04T00:00", "03-05T00:00"]);
    const times = whole.map(({ name }) => name).filter((name) => name.startsWith("time_"));
    for (const name of ["span", ...times, "connections_drilling", "connections_tripping", "trips_in"])
      expect([name, sumOf(days, name)]).toEqual([name, sumOf(whole, name)]);
    for (const name of ["hole_made", "npt_proposed", "invisible_lost_connections"])
      expect(sumOf(days, name)).toBeCloseTo(sumOf(whole, name), 6);
    expect(sumOf(whole, "hole_made")).toBeGreaterThan(100);
    for (const { from, until, value } of days.filter(({ name }) => name === "span"))
      expect(value! * 1000).toBeLessThanOrEqual(until! - from!);
  });

  it("begin at the hour of the rig's clock, in UTC too, from a log and from a dataset", async () => {
    expect(hours(await kpis({ days: { start: 390 } }))).toEqual(["03-03T06:30", "03-04T06:30"]);
    const tz = "Asia/Kolkata";
    const local = ["03-03T01:00", "03-04T01:00"];
    expect(hours(await kpis({ days: { start: 390 }, tz }))).toEqual(local);
    const dataset = join(folder, "dataset");
    await convert({ inputs: [log], output: dataset, units: "metric", tz });
    expect(hours(await kpis({ days: { start: 390 } }, dataset))).toEqual(local);
  });
});
