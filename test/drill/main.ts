/**
 * `npm run drill -- --seed 7 --kills 300 --only stream`: kills at system calls, over all kinds in turn. Every fault is printed with
 * the kills that lead to it; the same seed makes the same ones, as far as threads and time allow.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { drill } from "./drill.js";
import { whyNot } from "./interposed.js";
import { kinds } from "./kinds.js";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    kills: { type: "string", default: "60" },
    only: { type: "string" },
    list: { type: "boolean", default: false },
  },
});

const chosen = kinds.filter(({ name }) => values.only === undefined || name.startsWith(values.only));
if (values.list || chosen.length === 0) {
  for (const { name, about } of kinds) console.log(`${name.padEnd(20)}  ${about}`);
  process.exit(values.list ? 0 : 2);
}
const reason = whyNot();
if (reason !== undefined) {
  console.error(`no drill here: ${reason}`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "witskit-drill-"));
let struck = 0;
let faults = 0;
try {
  for (const [i, kind] of chosen.entries()) {
    const cannot = kind.whyNot?.();
    if (cannot !== undefined) {
      console.log(`${kind.name.padEnd(20)}  left out: ${cannot}`);
      continue;
    }
    const kills = Math.ceil(Number(values.kills) / chosen.length);
    const trials = await drill(kind, { seed: Number(values.seed) + i, kills, folder }, (trial) => {
      if (trial.fault !== undefined)
        console.log(`FAULT ${kind.name} after ${trial.kills.join(", ")}\n${trial.fault}`);
    });
    const here = trials.reduce((sum, trial) => sum + trial.kills.length, 0);
    const wrong = trials.filter(({ fault }) => fault !== undefined).length;
    struck += here;
    faults += wrong;
    console.log(`${kind.name.padEnd(20)}  ${trials.length} trials, ${here} kills, ${wrong} faults`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`seed ${values.seed}: ${struck} kills, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
