/**
 * `node scripts/score-rock.mjs`: formations, exponent, trajectory and rates against what others said of the same wells. The labelled logs are no part of the
 * project: they lie in the folder that `WITSKIT_TRUTHS` names, or in `shared/data/truths` beside it; what is not there is left out, and named. Ends with 1 where a
 * figure misses its goal.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { medianOf } from "../../src/analysis/rock/despike.js";
import { correctedExponent, drillingExponent } from "../../src/analysis/rock/exponent.js";
import type { Mode } from "../../src/analysis/state/engine.js";
import { analyze } from "../../src/bulk/analysis/analyze.js";
import { convert } from "../../src/wits/catalog/units.js";

const folder =
  process.env["WITSKIT_TRUTHS"] ?? fileURLToPath(new URL("../../../shared/data/truths", import.meta.url));
let missed = 0;

function figure(
  what: string,
  value: number,
  digits: number,
  unit: string,
  meets: boolean,
  goal: string,
): void {
  if (!meets) missed++;
  console.log(`${meets ? "ok  " : "MISS"} ${what}: ${value.toFixed(digits)}${unit} (goal ${goal})`);
}

/** The rows of a CSV without quotes, by its heads. */
function rowsOf(path: string): Record<string, string>[] {
  const [heads = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = heads.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i]!, cell])));
}

async function formations(well: string, mode: Mode): Promise<void> {
  const { formations: found, depth } = await analyze(join(folder, `formation/${well}.wits.gz`), {
    units: "metric",
    mode,
  });
  const tops = rowsOf(join(folder, `formation/${well}.tops.csv`)).filter(({ graded }) => graded === "1");
  const distances = tops.map(({ top_m }) =>
    Math.min(...found.map((one) => Math.abs(one.depth - Number(top_m)))),
  );
  const near = distances.filter((distance) => distance <= 3);
  const logged = depth.filter(({ gamma }) => gamma !== undefined);
  const length = logged.at(-1)!.depth - logged[0]!.depth;
  const name = `formation ${well}, ${mode}`;
  const share = (100 * near.length) / tops.length;
  const median = medianOf(near);
  const many = (100 * found.length) / length;
  figure(`${name}: graded tops within 3 m`, share, 0, " %", share >= 90, "90 %");
  figure(`${name}: median distance of those`, median, 2, " m", median <= 1, "1 m");
  figure(`${name}: boundaries in 100 m`, many, 2, "", many <= 5, "5");
}

function exponent(): void {
  const rows = rowsOf(join(folder, "exponent/volve-f9-dxc.csv"));
  const differences = rows.map((row) => {
    const at = (name: string): number => Number(row[name]);
    const plain = drillingExponent({
      weight: convert(at("wob_t"), "TF", "N"),
      speed: at("rpm") / 60,
      rate: at("rop_m_per_h") / 3600,
      diameter: convert(at("bit_diameter_in"), "IN", "M"),
    });
    return Math.abs(correctedExponent(plain, 1.01, at("mud_density_g_per_cm3"))! - at("vendor_dxc"));
  });
  const mean = differences.reduce((sum, one) => sum + one, 0) / differences.length;
  figure(`exponent, ${rows.length} depths: mean difference`, mean, 4, "", mean <= 0.008, "0.008");
}

async function trajectory(): Promise<void> {
  const { surveys } = await analyze(join(folder, "volve-f9/surveys.wits"), { units: "metric" });
  const rows = rowsOf(join(folder, "volve-f9/trajectory.csv"));
  const worst = Math.max(
    ...rows.flatMap((row, i) =>
      (["tvd", "north", "east"] as const).map((name) =>
        Math.abs(surveys[i]![name]! - Number(row[`${name}_m`])),
      ),
    ),
  );
  figure(
    `trajectory, ${rows.length} stations: greatest distance`,
    worst * 1e6,
    1,
    " um",
    worst <= 1e-5,
    "10 um",
  );
}

async function rates(): Promise<void> {
  const { kpis } = await analyze(join(folder, "drilling/stand-1.wits.gz"), { units: "metric" });
  const truth = JSON.parse(readFileSync(join(folder, "drilling/stand-1.truth.json"), "utf8"));
  const value = (name: string): number => kpis.find((one) => one.name === name)?.value ?? Number.NaN;
  for (const [name, expected] of [
    ["rate_on_bottom", truth.rop_on_bottom_m_per_h],
    ["rate_gross", truth.rop_gross_m_per_h],
    ["hole_made", truth.hole_made_m],
  ] as const) {
    const off = (100 * Math.abs(value(name) - expected)) / expected;
    figure(`stand 1: ${name} is off by`, off, 2, " %", off <= 2, "2 %");
  }
  const states = kpis.filter(({ name }) => name.startsWith("time_") && name !== "time_on_bottom");
  const rest = Math.abs(states.reduce((sum, one) => sum + one.value!, 0) - value("span"));
  figure("stand 1: span less the times of all states", rest, 3, " s", rest === 0, "0 s");
}

const parts: readonly (readonly [path: string, score: () => void | Promise<void>])[] = [
  ...(["25-11-24", "25-11-15"] as const).flatMap((well) =>
    (["look-ahead", "causal"] as const).map(
      (mode) => [`formation/${well}.wits.gz`, () => formations(well, mode)] as const,
    ),
  ),
  ["exponent/volve-f9-dxc.csv", exponent],
  ["volve-f9/surveys.wits", trajectory],
  ["drilling/stand-1.wits.gz", rates],
];
for (const [path, score] of parts) {
  if (existsSync(join(folder, path))) await score();
  else console.log(`left out: ${join(folder, path)} is not there`);
}
process.exitCode = missed > 0 ? 1 : 0;
