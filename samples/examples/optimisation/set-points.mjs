// The steps of each rock that took the least energy, and how they were drilled. A place to begin from, and no advice: what the hole, the mud and the
// bit allow is not in these rows.
import { analyze } from "witskit";

const [log = "rig.wits"] = process.argv.slice(2);
const settings = { well: { bitDiameter: "8.5 in" } };
const { depth } = await analyze(log, { units: "metric", settings });

/** @type {Map<string, { mse: number, rate: number, cut: number }[]>} */
const rocks = new Map();
for (const { lithology, mse, rate, depth_of_cut } of depth) {
  if (lithology === undefined || mse === undefined || rate === undefined || depth_of_cut === undefined)
    continue;
  const steps = rocks.get(lithology) ?? [];
  rocks.set(lithology, steps);
  steps.push({ mse, rate, cut: depth_of_cut });
}

console.log("rock   steps  of the best tenth: energy (MPa), rate (m/h), depth of cut (mm)");
for (const [rock, steps] of rocks) {
  const best = steps.sort((a, b) => a.mse - b.mse).slice(0, Math.ceil(steps.length / 10));
  const mean = (/** @type {"mse" | "rate" | "cut"} */ name) =>
    best.reduce((sum, step) => sum + step[name], 0) / best.length;
  console.log(
    [
      rock.padEnd(6),
      String(steps.length).padStart(5),
      mean("mse").toFixed(0).padStart(8),
      mean("rate").toFixed(1).padStart(8),
      mean("cut").toFixed(2).padStart(8),
    ].join(" "),
  );
}
