/**
 * `node scripts/trouble.mjs`: makes scenarios of many seeds as many rigs would send them, and says what of their troubles was
 * found, how long that took, and what else was alarmed.
 */
import { parseArgs } from "node:util";
import { scenarios } from "../../../src/samples/scenarios/scenarios.js";
import { as, type Other, scenarioLog } from "./feed.js";
import { eventsOf, type FoundEvent, scored } from "./found.js";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    first: { type: "string", default: "1" },
    only: { type: "string" },
    units: { type: "string", default: "metric,fps" },
    every: { type: "string", default: "1,5,10,15" },
    rig: { type: "string", default: "as-made" },
    verbose: { type: "boolean", default: false },
  },
});

const rigs: Readonly<Record<string, Other>> = {
  "as-made": {},
  "no-pits": { without: ["0126", "0127", ...Array.from({ length: 20 }, (_, i) => `11${i + 10}`)] },
  "no-tanks": { without: Array.from({ length: 20 }, (_, i) => `11${i + 10}`) },
  "no-flow-out": { without: ["0128", "0129", "0220", "0221"] },
  "paddle-alone": { without: ["0129", "0220"], gauges: { "0128": (v) => Math.round(8 + 0.55 * v) } },
  "strokes-alone": { without: ["0130", "0219"] },
  "gauges-off": {
    gauges: {
      "0129": (v) => 0.87 * v + 60,
      "0121": (v) => v + 300,
      "0126": (v) => v * 1.08 + 12,
      "0118": (v) => v + 0.6,
    },
  },
  noisy: {
    gauges: {
      "0129": (v, r) => Math.max(0, v * (1 + 0.06 * r())),
      "0126": (v, r) => v + 0.2 * r(),
      "0127": (v, r) => v + 0.2 * r(),
      "0121": (v, r) => Math.max(0, v * (1 + 0.03 * r())),
      "0118": (v, r) => Math.max(0, v * (1 + 0.08 * r())),
    },
  },
};

interface Tally {
  readonly delays: number[];
  missed: number;
}

const time = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
const tell = (one: FoundEvent): string =>
  `      ${one.kind} ${time(one.start)} to ${time(one.end).slice(11)} raised ${time(one.raised).slice(11)} ${one.severity} ${one.confidence} at ${one.hole_depth}: ${one.evidence}`;

const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => Number(values.first) + i);
for (const rigName of values.rig.split(",")) {
  for (const units of values.units.split(",")) {
    const tallies = new Map<string, Tally>();
    const alarms = new Map<string, number>();
    const hours = new Map<string, number>();
    for (const scenario of scenarios) {
      if (values.only !== undefined && !values.only.split(",").includes(scenario.name)) continue;
      for (const seed of seeds) {
        const made = scenarioLog(scenario.name, { seed, units: units === "fps" ? "fps" : "metric" });
        for (const every of values.every.split(",").map(Number)) {
          const log = as(made.log, { ...rigs[rigName], every }, seed);
          const declared = units === "undeclared" ? undefined : units === "fps" ? "fps" : "metric";
          const found = await eventsOf(log, { units: declared });
          const { detections, others } = scored(made.truth, found);
          for (const { kind, delay, truth, well } of detections) {
            const key = `${kind} every ${every} s`;
            const tally = tallies.get(key) ?? { delays: [], missed: 0 };
            tallies.set(key, tally);
            if (delay === undefined) tally.missed++;
            else tally.delays.push(delay);
            if (values.verbose)
              console.log(
                `    ${scenario.name} ${seed} ${every} s ${well} ${kind} ${time(truth)} ${delay ?? "MISSED"}`,
              );
            else if (delay === undefined)
              console.log(
                `    missed: ${scenario.name} seed ${seed} every ${every} s: ${kind} at ${time(truth)}`,
              );
          }
          const wells = made.truth.wells.length;
          hours.set(`${every}`, (hours.get(`${every}`) ?? 0) + scenario.hours * wells);
          for (const one of others) {
            const key = `${one.kind} every ${every} s`;
            alarms.set(key, (alarms.get(key) ?? 0) + 1);
            if (values.verbose) console.log(`    ${scenario.name} ${seed} ${every} s OTHER\n${tell(one)}`);
          }
          if (values.verbose) for (const one of found) if (!others.includes(one)) console.log(tell(one));
        }
      }
    }
    console.log(`\n${rigName}, ${units}`);
    for (const [key, { delays, missed }] of [...tallies].sort(([a], [b]) => a.localeCompare(b))) {
      const sorted = [...delays].sort((a, b) => a - b);
      const median = sorted[Math.floor(sorted.length / 2)];
      console.log(
        `  ${key.padEnd(34)} found ${delays.length} of ${delays.length + missed}, delay median ${median ?? "-"} s, longest ${sorted.at(-1) ?? "-"} s`,
      );
    }
    for (const [every, all] of hours) {
      const mine = [...alarms].filter(([key]) => key.endsWith(` ${every} s`));
      const told = mine.map(([key, count]) => `${key.split(" ")[0]} ${count}`).join(", ");
      console.log(
        `  nothing in the truth, every ${every} s, in ${(all / 24).toFixed(1)} days: ${told || "none"}`,
      );
    }
  }
}
