/** Events of a log, and how they compare with what happened. */
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rig } from "../../../src/analysis/rig/rig.js";
import type { EventRow } from "../../../src/analysis/table.js";
import { trouble } from "../../../src/analysis/trouble/trouble.js";
import { measure } from "../../../src/bulk/measure-input.js";
import type { FormationTruth, ScenarioTruth } from "../../../src/samples/scenarios/truth.js";

export interface FoundEvent extends EventRow {
  /** Milliseconds of the row in which it was sure. */
  readonly raised: number;
}

export interface Reading {
  readonly units?: "metric" | "fps" | undefined;
  readonly mode?: "causal" | "look-ahead";
}

/** Events of a file, in the order in which they were over. */
export async function eventsIn(path: string, { units, mode = "causal" }: Reading): Promise<FoundEvent[]> {
  const finishedEvents: EventRow[] = [];
  const raised = new Map<string, number>();
  const key = ({ well, kind, start }: EventRow): string => `${well} ${kind} ${start}`;
  const stage = trouble({ raised: (event, at) => void raised.set(key(event), at) });
  const finished: Parameters<typeof rig>[0]["finished"] = (table, row) => {
    if (table !== "events") return;
    finishedEvents.push(row as EventRow);
  };
  await measure(path, { rig: rig({ finished, mode, stages: [stage] }) }, { units });
  return finishedEvents.map((event) => ({ ...event, raised: raised.get(key(event))! }));
}

export async function eventsOf(log: string, reading: Reading = {}): Promise<FoundEvent[]> {
  const path = join(tmpdir(), `trouble-${process.pid}-${Math.random().toString(36).slice(2)}.wits`);
  writeFileSync(path, log, "latin1");
  try {
    return await eventsIn(path, reading);
  } finally {
    rmSync(path);
  }
}

export interface Detection {
  readonly kind: string;
  readonly well: string;
  /** Milliseconds. */
  readonly truth: number;
  /** Seconds from its beginning until it was sure; undefined where it was missed. */
  readonly delay: number | undefined;
}

export interface Score {
  readonly detections: readonly Detection[];
  /** Events that nothing in the truth explains. */
  readonly others: readonly FoundEvent[];
}

const MARGIN = 120_000;
const AFTER = 1_800_000;
/** Tanks are compared with themselves so long ago: near a stop of the pumps a transfer may be told after its end. */
const lookedBack = ({ kind }: FoundEvent): number => (kind === "tank_transfer" ? 180_000 : 0);
/** What the truth calls a transfer. */
const called = (kind: string): string => (kind === "transfer" ? "tank_transfer" : kind);

/** Metres below a top within which softer rock must show, for a mean of minutes of drilling. */
const SHOWS = 5;
/** The bit's gas is at surface one lag after it drilled: at least and at most, connections between, in milliseconds. */
const LAG = { least: 15 * 60_000, most: 75 * 60_000 } as const;
/** Times the gas of the rock above. */
const MORE_GAS = 2;

/** A drilling break at the top of softer rock, or gas of rock that has more of it. `metre` is the unit of depths in metres. */
function isOfRock(
  { kind, start, hole_depth, evidence }: FoundEvent,
  formations: readonly FormationTruth[],
  metre: number,
): boolean {
  return formations.some(({ top, drilled, hardness, gas }, i) => {
    const above = formations[i - 1];
    if (above === undefined || drilled === null) return false;
    if (kind === "drilling_break") {
      const below = (hole_depth ?? Number.NaN) * metre - top;
      return hardness < above.hardness && below >= 0 && below <= SHOWS;
    }
    if (kind !== "anomaly" || !evidence.startsWith("gas ")) return false;
    const since = start - Date.parse(`${drilled}Z`);
    return gas >= MORE_GAS * above.gas && since >= LAG.least && since <= LAG.most;
  });
}

export function scored(truth: ScenarioTruth, found: readonly FoundEvent[]): Score {
  const detections: Detection[] = [];
  const explained = new Set<FoundEvent>();
  const end = Date.parse(`${truth.end}Z`);
  for (const well of truth.wells) {
    for (const event of well.events) {
      const from = Date.parse(`${event.start}Z`);
      const to = event.end === null ? end : Date.parse(`${event.end}Z`);
      const same = found.filter(
        (one) =>
          one.well === well.name &&
          one.kind === called(event.kind) &&
          // Tanks that were levelled just before may go on as the transfer that follows.
          (one.raised >= from - 1000 || (one.kind === "tank_transfer" && one.end >= from)) &&
          one.start <= to + lookedBack(one),
      );
      detections.push({
        kind: event.kind,
        well: well.name,
        truth: from,
        delay:
          same.length === 0
            ? undefined
            : Math.max(0, Math.min(...same.map(({ raised }) => raised)) - from) / 1000,
      });
      // Whatever stands out while something goes wrong, and until what was stirred up has settled, is no false alarm. Mud that is moved
      // stirs up nothing: it explains what is said of tanks and no more.
      for (const one of found) {
        if (one.well !== well.name || one.start < from - MARGIN) continue;
        if (event.kind === "transfer") {
          if (one.kind === "tank_transfer" && one.start <= to + lookedBack(one)) explained.add(one);
        } else if (one.start <= to + AFTER) explained.add(one);
      }
    }
    const metre = truth.log.units === "fps" ? 0.3048 : 1;
    for (const one of found) {
      if (one.well === well.name && isOfRock(one, well.formations, metre)) explained.add(one);
    }
  }
  return { detections, others: found.filter((one) => !explained.has(one)) };
}
