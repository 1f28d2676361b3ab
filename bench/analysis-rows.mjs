/**
 * States and connections of rows that are made on the fly. Run as a process of its own, so that its memory is its own: writes rows, seconds of
 * processor and the most memory to descriptor 3.
 */
import { writeSync } from "node:fs";
import { connections } from "../src/analysis/connection/connections.js";
import { neededBy } from "../src/analysis/measure.js";
import { rig } from "../src/analysis/rig/rig.js";
import { states } from "../src/analysis/state/states.js";
import { DecodedPages } from "../src/columns/decoded-pages.js";
import { dataOptions, decodeOptions, planOptions } from "../src/input/feed/options.js";
import { Decoder } from "../src/kernel/decoder.js";
import { planOf } from "../src/wits/catalog/layout.js";
import { days } from "./year.mjs";

const data = await dataOptions({ units: "metric" }, "record");
const plan = planOf(planOptions(data));
const decoder = new Decoder({ ...decodeOptions(data), plan, sources: ["year"] });
const measure = rig({ finished() {}, stages: [states, connections] });
const pages = new DecodedPages({ catalog: plan.catalog, utc: false, wants: neededBy([measure]) });
let rows = 0;

/** @param {ReturnType<Decoder["flush"]>} batches */
function give(batches) {
  let last = -1;
  for (const batch of batches) {
    for (const page of pages.of(batch)) {
      rows += page.rows;
      measure.add(page);
      last = page.offsets[page.rows - 1] ?? last;
    }
  }
  measure.reached?.("year", last + 1);
}

let processor = 0;
decoder.start(0, {});
for (const log of days(Number(process.argv[2]))) {
  // What makes the log is none of what reads it.
  const before = process.cpuUsage();
  for (let at = 0; at < log.length; ) {
    const window = decoder.window();
    const length = Math.min(window.length, log.length - at);
    window.set(log.subarray(at, at + length));
    at += length;
    decoder.advance(length);
    while (decoder.full) give(decoder.flush("all"));
  }
  const { user, system } = process.cpuUsage(before);
  processor += user + system;
}
const before = process.cpuUsage();
decoder.end();
while (decoder.full) give(decoder.flush("all"));
give(decoder.flush("all"));
measure.end();
const { user, system } = process.cpuUsage(before);
const told = {
  rows,
  seconds: (processor + user + system) / 1e6,
  peak: process.resourceUsage().maxRSS * 1024,
};
writeSync(3, JSON.stringify(told));
