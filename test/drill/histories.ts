/** `node scripts/histories.mjs [FROM [COUNT]]`: histories of datasets, by their seeds; see `history.ts`. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { history } from "./history.js";

const [from = 1, count = 20] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "witskit-history-"));
let faults = 0;
let kills = 0;
let runs = 0;
for (let seed = from; seed < from + count; seed++) {
  const told = await history(seed, join(folder, String(seed)));
  kills += told.kills;
  runs += told.runs;
  if (told.fault === undefined) {
    rmSync(join(folder, String(seed)), { recursive: true });
    continue;
  }
  faults++;
  console.log(
    `seed ${seed}: ${told.fault}\n  ${told.steps.join("\n  ")}\n  in ${join(folder, String(seed))}`,
  );
}
console.log(`${count} histories from seed ${from}: ${runs} runs, ${kills} kills, ${faults} faults`);
if (faults === 0) rmSync(folder, { recursive: true });
process.exit(faults === 0 ? 0 : 1);
