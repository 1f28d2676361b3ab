/**
 * How well states and connections agree with what is known: every scenario, seed, set of units and interval that is asked for, and the
 * real rigs beside the project where they are: `node scripts/rig-scores.mjs --seeds 1-20`.
 */
import { parseArgs } from "node:util";
import { connections } from "../../src/analysis/connection/connections.js";
import type { Mode } from "../../src/analysis/state/engine.js";
import { states } from "../../src/analysis/state/states.js";
import { scenarioNames } from "../../src/samples/scenarios/names.js";
import { analysed, logBytes } from "../analysis/state/analysed.js";
import * as scoring from "../analysis/state/scoring.js";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1-2" },
    scenarios: { type: "string", default: scenarioNames.join(",") },
    units: { type: "string", default: "metric,fps" },
    every: { type: "string", default: "1,5,10,15" },
    mode: { type: "string", default: "look-ahead" },
  },
});
const [first = 1, last = first] = values.seeds.split("-").map(Number);
const stages = [states, connections];
const mode: Mode = values.mode === "causal" ? "causal" : "look-ahead";
const percent = (share: number): string => `${share.toFixed(2)} %`;

if (scoring.hasTruths) {
  for (const [name, log, guard] of [
    ["f9-15s", `${scoring.TRUTHS}volve-f9/f9-15s.wits.gz`, 15],
    ["f9-3s", `${scoring.LOGS}volve-f9-metric.wits.gz`, 3.1],
  ] as const) {
    const labels = scoring.csvLines(`${scoring.TRUTHS}volve-f9/${name}.states.csv.gz`);
    const { tables } = analysed(logBytes(log), { units: "metric", stages, mode });
    const slips = scoring.slipsScore(labels, tables.states ?? [], guard);
    const found = scoring.connectionsFound(tables.states ?? [], name === "f9-3s" ? labels : undefined);
    console.log(
      `${name}: in slips ${percent(slips.all)} of all rows, balanced ${percent(slips.balanced)}; connections ${percent(found.share)}, start off by ${found.median} s`,
    );
  }
  const labels = scoring.csvLines(`${scoring.TRUTHS}drilling/stand-1.states.csv.gz`);
  const { tables } = analysed(logBytes(`${scoring.TRUTHS}drilling/stand-1.wits.gz`), {
    units: "metric",
    stages,
    mode,
  });
  console.log(
    `stand-1: in slips ${percent(scoring.slipsScore(labels, tables.states ?? [], 10).all)}`,
    tables.connections,
  );
} else console.log(`skipped: real rigs, for they are not in ${scoring.TRUTHS}`);

let [low, faulty, all] = [0, 0, 0];
for (const name of values.scenarios.split(",") as (typeof scenarioNames)[number][]) {
  for (let seed = first; seed <= last; seed++) {
    for (const units of values.units.split(",") as ("metric" | "fps")[]) {
      const { log, truth } = scoring.scenarioLog(name, seed, units);
      for (const every of values.every.split(",").map(Number)) {
        const { tables } = analysed(log, { units, stages, mode, change: scoring.thinned(every) });
        for (const well of truth.wells) {
          const share = scoring.stateShare(tables.states ?? [], well);
          const faults = scoring.connectionFaults(tables.connections ?? [], well, every);
          all++;
          if (share < (every === 1 ? 0.97 : 0.95)) low++;
          if (faults.length > 0) faulty++;
          console.log(
            `${name} seed ${seed} ${units} ${every} s ${well.name}: ${percent(100 * share)}`,
            ...faults.slice(0, 3),
          );
        }
      }
    }
  }
}
console.log(`${all} runs: ${low} with too little of the time right, ${faulty} with a connection that is off`);
