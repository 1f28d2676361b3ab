/**
 * Each kind of trouble that the scenarios do not have, put into a log of ordinary drilling as its sensors would show it, is found; and
 * what only looks like one is none.
 */
import { describe, expect, it } from "vitest";
import { as, type Gauge, scenarioLog } from "./feed.js";
import { eventsOf, type FoundEvent } from "./found.js";

const ordinary = scenarioLog("basic_drilling", { seed: 12, hours: 4 }, { every: 5 });
/** Seconds from the start: in the middle of a stand. */
const drilling = ordinary.truth.wells[0]!.states.filter(({ state }) => state === "drill_rotate")
  .map(({ start, seconds }) => ({
    from: (Date.parse(`${start}Z`) - Date.parse(`${ordinary.truth.start}Z`)) / 1000,
    seconds,
  }))
  .filter(({ from, seconds }) => from > 7_200 && seconds > 1_500)[0]!;
const AT = drilling.from + 300;

async function changed(
  gauges: Readonly<Record<string, Gauge>>,
  without: readonly string[] = [],
): Promise<FoundEvent[]> {
  return eventsOf(as(ordinary.log, { gauges, without }, 1), { units: "metric" });
}

/** From `AT` on, for so long, growing to its full size in a minute. */
const grown = (second: number, lasts = 3_600): number =>
  second < AT || second > AT + lasts ? 0 : Math.min(1, (second - AT) / 60);
const kinds = (events: readonly FoundEvent[]): string[] => [...new Set(events.map(({ kind }) => kind))];
const timely = (events: readonly FoundEvent[], kind: string, seconds: number): void => {
  const start = Date.parse(`${ordinary.truth.start}Z`) + 1000 * AT;
  const found = events.filter((event) => event.kind === kind);
  expect(found.length, kind).toBeGreaterThanOrEqual(1);
  expect(found[0]!.raised).toBeGreaterThan(start);
  expect(found[0]!.raised).toBeLessThanOrEqual(start + 1000 * seconds);
};

describe("from ordinary drilling", () => {
  it("nothing is found", async () => {
    expect(kinds(await changed({}))).toEqual([]);
  });

  it("a hole in the string is told by pressure that falls alone", async () => {
    const events = await changed({ "0121": (v, _, s) => v * (1 - 0.09 * grown(s, 1_000)) });
    expect(kinds(events)).toEqual(["washout"]);
    timely(events, "washout", 420);
  });

  it("a nozzle that closes, by pressure that rises alone", async () => {
    const events = await changed({ "0121": (v, _, s) => v * (1 + 0.14 * grown(s, 1_000)) });
    expect(kinds(events)).toEqual(["plugged_bit"]);
    timely(events, "plugged_bit", 360);
  });

  it("a bit that sticks and slips, by torque that swings", async () => {
    const events = await changed({
      "0118": (v, _, s) => v * (1 + 0.7 * grown(s, 900) * Math.sin(s / 1.1)),
    });
    expect(kinds(events)).toEqual(["stick_slip"]);
    timely(events, "stick_slip", 300);
  });

  it("a pump that loses mud, by its strokes", async () => {
    const events = await changed({ "0130": (v, _, s) => v * (1 - 0.1 * grown(s, 1_000)) });
    expect(kinds(events)).toContain("pump_trouble");
    timely(events, "pump_trouble", 420);
  });

  it("a gauge that froze, and one that is silent", async () => {
    let held = 0;
    const frozen = await changed({
      "0121": (v, _, s) => {
        if (s < AT) held = v;
        return held;
      },
    });
    expect(kinds(frozen)).toContain("sensor_fault");
    timely(frozen, "sensor_fault", 900);
    const silent = await changed({
      "0114": (v, _, s) => (s > AT ? Number.NaN : v),
      "0115": (v, _, s) => (s > AT ? Number.NaN : v),
    });
    expect(kinds(silent)).toContain("sensor_fault");
    timely(silent, "sensor_fault", 360);
  });

  it("what no rule names, by how far it is from usual", async () => {
    const events = await changed({ "0133": (v, _, s) => v + 14 * grown(s, 1_200) });
    expect(kinds(events)).toEqual(["anomaly"]);
    expect(events[0]!.evidence).toMatch(/temperature out at .* °C/);
    timely(events, "anomaly", 600);
  });

  it("all returns lost, by flow and tanks", async () => {
    const lost = (s: number): number => Math.max(0, Math.min(s - AT, 900)) / 60;
    const events = await changed({
      "0129": (v, _, s) => v * (1 - grown(s, 900)),
      "0128": (v, _, s) => v * (1 - grown(s, 900)),
      "0126": (v, _, s) => v - 2.2 * lost(s),
      "0127": (v, _, s) => v - 2.2 * lost(s),
      "1111": (v, _, s) => v - 2.2 * lost(s),
    });
    timely(events, "loss", 120);
    expect(events.find(({ kind }) => kind === "loss")!.evidence).toMatch(/^total loss/);
  });

  it("tanks that fall while as much returns are no loss, and a paddle that drifts is no kick", async () => {
    const moved = (s: number): number => 0.5 * (Math.max(0, Math.min(s - AT, 900)) / 60);
    const pits = await changed({
      "0126": (v, _, s) => v - moved(s),
      "0127": (v, _, s) => v - moved(s),
    });
    expect(kinds(pits)).toEqual(["tank_transfer"]);
    const paddle = await changed({
      "0129": (v, _, s) => v * (1 + 0.1 * grown(s, 1_200)),
      "0128": (v, _, s) => v * (1 + 0.1 * grown(s, 1_200)),
    });
    expect(kinds(paddle).filter((kind) => kind !== "anomaly")).toEqual([]);
  });
});

describe("on a trip out", () => {
  const trip = scenarioLog("multi_well", { seed: 3 }, { every: 5 });
  const from = 3 * 3_600;
  const filled = (swabbed: number) => ({
    "0626": (v: number, _: () => number, s: number) => (s > from ? v + swabbed : v),
  });

  it.each(["metric", undefined] as const)("steel alone is nothing, units %s", async (units) => {
    const found = await eventsOf(trip.log, { units });
    expect(kinds(found).filter((kind) => kind !== "tank_transfer")).toEqual([]);
  });

  it("a hole that takes less than the steel is swabbed in, and one that takes more loses", async () => {
    const swabbed = await eventsOf(as(trip.log, { gauges: filled(0.08) }), { units: "metric" });
    expect(kinds(swabbed)).toContain("kick");
    expect(swabbed.find(({ kind }) => kind === "kick")!.evidence).toMatch(/took less .* \+\d\.\d+ m³/);
    expect(kinds(swabbed)).not.toContain("loss");
    const lost = await eventsOf(as(trip.log, { gauges: filled(-0.08) }), { units: "metric" });
    expect(kinds(lost)).toContain("loss");
  });
});
