/** Logs of scenarios as other rigs would send them: fewer rows, other gauges, channels that are not there. */
import { generateScenario } from "../../../src/samples/scenarios/generator.js";
import type { ScenarioName } from "../../../src/samples/scenarios/names.js";
import { scenarioNamed } from "../../../src/samples/scenarios/scenarios.js";
import type { ScenarioTruth } from "../../../src/samples/scenarios/truth.js";

export type Gauge = (value: number, random: () => number, second: number) => number;

export interface Other {
  /** Seconds between rows of record 01; those between are left out. */
  readonly every?: number;
  /** Codes that this rig does not send. */
  readonly without?: readonly string[];
  /** By code, what its gauge makes of a value; `second` counts from the first row. NaN sends nothing. */
  readonly gauges?: Readonly<Record<string, Gauge>>;
}

export interface Made {
  readonly log: string;
  readonly truth: ScenarioTruth;
}

/** `random` is seeded: the same call makes the same log. */
export function scenarioLog(
  name: ScenarioName,
  options: { seed?: number; hours?: number; units?: "metric" | "fps" } = {},
  other: Other = {},
): Made {
  const chunks: string[] = [];
  const made = generateScenario(scenarioNamed(name), options);
  for (let step = made.next(); ; step = made.next()) {
    if (step.done) return { log: as(chunks.join(""), other, options.seed ?? 1), truth: step.value };
    chunks.push(Buffer.from(step.value).toString("latin1"));
  }
}

/** A log as another rig would have sent it. */
export function as(log: string, { every = 1, without = [], gauges }: Other, seed = 1): string {
  if (every === 1 && without.length === 0 && gauges === undefined) return log;
  let state = seed * 2_654_435_761;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 31 - 1;
  };
  const kept: string[] = [];
  let first = Number.NaN;
  for (const frame of log.split("&&\r\n")) {
    if (frame === "") continue;
    let lines = frame.split("\r\n");
    const clock = lines.find((line) => /^\d\d06/.test(line));
    let second = Number.NaN;
    if (clock !== undefined) {
      const text = clock.slice(4).padStart(6, "0");
      second = Number(text.slice(0, 2)) * 3600 + Number(text.slice(2, 4)) * 60 + Number(text.slice(4));
      if (clock.startsWith("01") && second % every !== 0) continue;
      if (Number.isNaN(first)) first = second;
    }
    if (without.length > 0) lines = lines.filter((line) => !without.includes(line.slice(0, 4)));
    if (gauges !== undefined) {
      const since = (second - first + 86_400) % 86_400;
      lines = lines.flatMap((line) => {
        const gauge = gauges[line.slice(0, 4)];
        if (gauge === undefined) return line;
        const value = gauge(Number(line.slice(4)), random, since);
        return Number.isNaN(value) ? [] : `${line.slice(0, 4)}${value.toFixed(2)}`;
      });
    }
    kept.push(`&&\r\n${lines.join("\r\n")}`);
  }
  return kept.join("");
}
