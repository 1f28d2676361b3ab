/**
 * States and connections of a dataset that was converted before. Run as a process of its own: writes rows, seconds of processor and the most
 * memory to descriptor 3.
 */
import { writeSync } from "node:fs";
import { connections } from "../src/analysis/connection/connections.js";
import { neededBy } from "../src/analysis/measure.js";
import { rig } from "../src/analysis/rig/rig.js";
import { states } from "../src/analysis/state/states.js";
import { readingBy, readRows } from "../src/bulk/input-rows.js";

const measure = rig({ finished() {}, stages: [states, connections] });
const reading = await readingBy({});
let rows = 0;
const before = process.cpuUsage();
await readRows(process.argv[2] ?? "", {
  ...reading,
  signal: undefined,
  wants: neededBy([measure]),
  add(page) {
    rows += page.rows;
    measure.add(page);
  },
  reached: (source, offset) => measure.reached?.(source, offset),
});
measure.end();
const { user, system } = process.cpuUsage(before);
writeSync(
  3,
  JSON.stringify({ rows, seconds: (user + system) / 1e6, peak: process.resourceUsage().maxRSS * 1024 }),
);
