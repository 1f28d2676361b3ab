/** What a rig's troubles look like in its rows is found, soon enough, and ordinary work is not taken for trouble. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type BegunStage, rig } from "../../../src/analysis/rig/rig.js";
import type { RigRows } from "../../../src/analysis/rig/rows.js";
import type { EventRow } from "../../../src/analysis/table.js";
import { trouble } from "../../../src/analysis/trouble/trouble.js";
import { measure } from "../../../src/bulk/measure-input.js";
import { temporaryFolder } from "../../input/source/folder.js";
import { scenarioLog } from "./feed.js";
import { eventsIn, eventsOf, scored } from "./found.js";

/** Seconds, as docs/analysis/trouble.md states them. */
const LONGEST: Readonly<Record<string, number>> = {
  kick: 480,
  loss: 300,
  pack_off: 120,
  circulation_break: 240,
  // Near a start or a stop of the pumps tanks say nothing for 8 minutes.
  transfer: 660,
};
/** Until the kick is known; the whole day takes twice as long to make. */
const HOURS = 13.5;
const STAND = "../shared/data/truths/drilling/stand-1.wits.gz";

describe("a day with a loss, a pack-off and a kick", () => {
  it.each([
    { seed: 3, units: "metric", every: 15, other: {} },
    { seed: 5, units: "fps", every: 10, other: { without: ["0129", "0220"] } },
  ] as const)(
    "is told as it was: seed $seed, $units, every $every s",
    async ({ seed, units, every, other }) => {
      const { log, truth } = scenarioLog("comprehensive", { seed, units, hours: HOURS }, { every, ...other });
      const found = await eventsOf(log, { units });
      const { detections, others } = scored(truth, found);
      expect.soft(others).toEqual([]);
      for (const { kind, delay } of detections) {
        expect.soft(delay, kind).toBeLessThanOrEqual(LONGEST[kind]!);
      }
      for (const { kind, evidence, advice, hole_depth } of found) {
        expect(advice).not.toBe("");
        expect(hole_depth, kind).toBeGreaterThan(0);
        // Numbers with their units.
        expect(evidence).toMatch(/\d (%|s|min|h|m³|bbl|kPa|psi|L\/min|gpm|m|ft)/);
      }
      const kick = found.find(({ kind }) => kind === "kick")!;
      expect(kick.evidence).toMatch(/flow out .* more than usual/);
      expect(kick.evidence).toMatch(/tanks \+/);
    },
  );
});

describe("ordinary work", () => {
  it.each([
    { name: "connection_sequence", seed: 4, every: 1 },
    { name: "basic_drilling", seed: 9, every: 10 },
    { name: "formation_change", seed: 2, every: 5 },
  ] as const)("is no trouble: $name every $every s", async ({ name, seed, every }) => {
    const { log, truth } = scenarioLog(name, { seed }, { every });
    const found = await eventsOf(log, { units: "metric" });
    // Drilling breaks are where soft rock lies under hard, and nowhere else.
    expect(scored(truth, found).others).toEqual([]);
  });

  it.skipIf(!existsSync(STAND))("has no kick and no loss on a real rig that mixes mud", async () => {
    for (const units of ["metric", undefined] as const) {
      const kinds = (await eventsIn(STAND, { units })).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind !== "tank_transfer")).toEqual([]);
    }
  });
});

describe("the stage", () => {
  const pieces = (lengths: readonly number[]): BegunStage => {
    const begin = trouble();
    return (finished) => {
      const stage = begin(finished);
      return {
        ...stage,
        name: stage.name,
        needs: stage.needs,
        add: (rows) => {
          for (let from = 0, i = 0; from < rows.rows; i++) {
            const to = Math.min(rows.rows, from + lengths[i % lengths.length]!);
            stage.add(part(rows, from, to));
            from = to;
          }
        },
        end: () => stage.end(),
      };
    };
  };

  it("tells the same however rows are cut", async () => {
    const { log } = scenarioLog("circulation_break", { seed: 6, hours: 2 }, { every: 2 });
    const path = join(temporaryFolder({ "log.wits": log }), "log.wits");
    const told = async (stage: BegunStage): Promise<EventRow[]> => {
      const events: EventRow[] = [];
      const finished: Parameters<typeof rig>[0]["finished"] = (table, row) => {
        if (table === "events") events.push(row as EventRow);
      };
      await measure(path, { rig: rig({ finished, stages: [stage] }) }, { units: "metric" });
      return events;
    };
    const whole = await told(trouble());
    expect(whole.length).toBeGreaterThan(1);
    for (const lengths of [[1], [7, 1, 100], [1000]]) expect(await told(pieces(lengths))).toEqual(whole);
  });

  it("tells an event while it is open, once", async () => {
    const { log } = scenarioLog("circulation_break", { seed: 1, hours: 0.4 });
    const path = join(temporaryFolder({ "log.wits": log }), "log.wits");
    const open: EventRow[] = [];
    const begin = trouble();
    const watched: BegunStage = (finished) => {
      const stage = begin(finished);
      return {
        name: stage.name,
        needs: stage.needs,
        add: (rows) => {
          for (let row = 0; row < rows.rows; row++) {
            stage.add(part(rows, row, row + 1));
            open.push(...stage.open!());
          }
        },
        end: () => stage.end(),
      };
    };
    await measure(path, { rig: rig({ finished: () => {}, mode: "causal", stages: [watched] }) });
    const breaks = open.filter(({ kind }) => kind === "circulation_break");
    expect(new Set(breaks.map(({ start }) => start)).size).toBe(1);
    expect(breaks.at(-1)!.end).toBeGreaterThan(breaks[0]!.end);
  });
});

function part(rows: RigRows, from: number, to: number): RigRows {
  const flags = Object.fromEntries(
    Object.entries(rows.flags).map(([name, values]) => [name, values.subarray(from, to)]),
  ) as RigRows["flags"];
  return {
    rows: to - from,
    source: rows.source,
    log: rows.log,
    before: rows.before,
    well: rows.well,
    times: rows.times.subarray(from, to),
    offsets: rows.offsets.subarray(from, to),
    began: rows.began.subarray(from, to),
    states: rows.states.subarray(from, to),
    gapBefore: rows.gapBefore.subarray(from, to),
    moving: rows.moving.subarray(from, to),
    flags,
    signal: (channel) => rows.signal(channel)?.subarray(from, to),
    unit: (channel) => rows.unit(channel),
  };
}
