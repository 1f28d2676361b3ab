/** How well states and connections that were found agree with what is known: of the scenarios, and of the real rigs beside the project. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { wellsOf } from "../../../src/analysis/rig/wells.js";
import type { ConnectionRow, StateRow } from "../../../src/analysis/table.js";
import type { SourcePage } from "../../../src/columns/page.js";
import { selected } from "../../../src/columns/page.js";
import type { Units } from "../../../src/samples/measure.js";
import { generateScenario } from "../../../src/samples/scenarios/generator.js";
import type { ScenarioName } from "../../../src/samples/scenarios/names.js";
import { scenarioNamed } from "../../../src/samples/scenarios/scenarios.js";
import type { ScenarioTruth, WellTruth } from "../../../src/samples/scenarios/truth.js";

export const TRUTHS = new URL("../../../../shared/data/truths/", import.meta.url).pathname;
export const LOGS = new URL("../../../../shared/logs/", import.meta.url).pathname;
export const hasTruths = existsSync(`${TRUTHS}volve-f9`) && existsSync(`${LOGS}volve-f9-metric.wits.gz`);

export function scenarioLog(
  name: ScenarioName,
  seed: number,
  units: Units,
  hours?: number,
): { log: Buffer; truth: ScenarioTruth } {
  const made = generateScenario(scenarioNamed(name), { seed, units, hours });
  const parts: Uint8Array[] = [];
  for (;;) {
    const next = made.next();
    if (next.done) return { log: Buffer.concat(parts), truth: next.value };
    parts.push(Buffer.from(next.value));
  }
}

/** Of record 01 the first row of each well in every so many seconds alone. */
export function thinned(seconds: number): (page: SourcePage) => SourcePage {
  const last = new Map<string | undefined, number>();
  return (page) => {
    if (page.record !== 1) return page;
    const wells = wellsOf(page);
    return selected(page, (row) => {
      const period = Math.floor(page.times[row]! / 1000 / seconds);
      if (period === last.get(wells?.[row])) return false;
      last.set(wells?.[row], period);
      return true;
    });
  };
}

const rigTime = (text: string): number => Date.parse(`${text}Z`);

/** The share of the time for which both say the same. */
export function stateShare(rows: readonly StateRow[], well: WellTruth): number {
  const own = rows.filter((row) => row.well === well.name);
  let [same, all, at] = [0, 0, 0];
  for (const { state, start, end } of well.states) {
    const [from, to] = [rigTime(start), rigTime(end)];
    while (at + 1 < own.length && own[at]!.end <= from) at++;
    for (let row = at; row < own.length && own[row]!.start < to; row++) {
      const both = Math.min(to, own[row]!.end) - Math.max(from, own[row]!.start);
      if (both <= 0) continue;
      all += both;
      if (own[row]!.state === state) same += both;
    }
  }
  return same / all;
}

/** Of each connection of the truth that is not told so: what differs, and by how much. */
export function connectionFaults(rows: readonly ConnectionRow[], well: WellTruth, seconds: number): string[] {
  const own = rows.filter((row) => row.well === well.name && row.kind === "drilling");
  const within = 2 * Math.max(seconds, well.interval);
  return well.connections.flatMap((told) => {
    const row = own.find(({ start }) => Math.abs(start - rigTime(told.intoSlips)) <= 30_000);
    if (row === undefined) return [`the connection at ${told.intoSlips} is not found`];
    const parts = [
      ["in slips", row.slip_to_slip_s, told.slipsToSlips],
      ["bottom to slips", row.bottom_to_slips_s, told.bottomToSlips],
      ["slips to bottom", row.slips_to_bottom_s, told.slipsToBottom],
      ["weight to weight", row.weight_to_weight_s, told.weightToWeight],
      ["pumps off", row.pumps_off_s, told.pumpsOff],
    ] as const;
    return parts.flatMap(([part, found, real]) =>
      found !== undefined && Math.abs(found - real) <= within
        ? []
        : [`the connection at ${told.intoSlips} has ${found} s ${part}, and not ${real}`],
    );
  });
}

type Line = Readonly<Record<string, string>>;
export function csvLines(path: string): Line[] {
  const bytes = readFileSync(path);
  const [head, ...lines] = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes)
    .toString()
    .trim()
    .split(/\r?\n/);
  const names = head!.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((value, i) => [names[i]!, value])));
}

const SLIPS = new Set(["connection", "trip_connection", "bha_handling", "out_of_hole"]);

/** By the rule of the truths' own programs: percent of rows, balanced ones with the bit below 50 m and so far off a change of the label. */
export function slipsScore(labels: readonly Line[], rows: readonly StateRow[], guardSeconds: number) {
  const graded = labels.filter(({ in_slips, graded }) => in_slips !== "" && graded !== "0");
  const times = graded.map(({ time }) => Date.parse(time!));
  const held = graded.map(({ in_slips }) => in_slips === "1");
  const changes = times.flatMap((time, i) =>
    i + 1 < times.length && held[i] !== held[i + 1] ? [(time + times[i + 1]!) / 2] : [],
  );
  let at = 0;
  let change = 0;
  const counts = { rows: 0, same: 0, slips: 0, slipsFound: 0, free: 0, freeFound: 0 };
  for (const [i, time] of times.entries()) {
    while (at + 1 < rows.length && rows[at + 1]!.start <= time) at++;
    while (
      change + 1 < changes.length &&
      Math.abs(changes[change + 1]! - time) <= Math.abs(changes[change]! - time)
    )
      change++;
    const found = rows[at]!.start <= time && time <= rows[at]!.end ? SLIPS.has(rows[at]!.state) : undefined;
    counts.rows++;
    if (found === held[i]) counts.same++;
    const depth = graded[i]!["bit_depth_m"];
    if (depth !== undefined && !(Number(depth) > 50)) continue;
    if (changes.length > 0 && Math.abs(changes[change]! - time) <= guardSeconds * 1000) continue;
    if (held[i]) {
      counts.slips++;
      if (found === true) counts.slipsFound++;
    } else {
      counts.free++;
      if (found === false) counts.freeFound++;
    }
  }
  return {
    all: (100 * counts.same) / counts.rows,
    balanced: 50 * (counts.slipsFound / counts.slips + counts.freeFound / counts.free),
  };
}

/** How many of the logging company's connections are found within 30 s, and how far from their starts in the middle. */
export function connectionsFound(rows: readonly StateRow[], labels: readonly Line[] | undefined) {
  const runs: { start: number; end: number }[] = [];
  for (const { start, end, state } of rows) {
    if (!SLIPS.has(state)) continue;
    const last = runs.at(-1);
    if (last !== undefined && start - last.end < 1000) last.end = Math.max(end, last.end);
    else runs.push({ start, end });
  }
  const times = labels?.map(({ time }) => Date.parse(time!));
  const told = csvLines(`${TRUTHS}volve-f9/trip-connections.csv`)
    .filter(({ confirmed, bit_depth_m }) => confirmed === "1" && Number(bit_depth_m) > 20)
    .map(({ slips_start }) => Date.parse(slips_start!))
    .filter((start) => times?.some((time) => Math.abs(time - start) <= 10_000) ?? true);
  const off = told
    .map((start) => Math.min(...runs.map((run) => Math.abs(run.start - start))))
    .filter((by) => by <= 30_000)
    .sort((a, b) => a - b);
  return { share: (100 * off.length) / told.length, median: off[off.length >> 1]! / 1000 };
}
