/** Which lines a frame has, and in what order, before any value is known. */
import { type Code, codeOf } from "../../wits/catalog/code.js";
import { COUNT, type Measure, PLAIN } from "../measure.js";
import { RECORDS, type RigRecord } from "./channels.js";
import type { Rig } from "./rig.js";

/**
 * `rig`: what a rig sends. `short`: frames of 5 lines. `wide`: 160 lines, spare and unmapped codes among them.
 * `noisy`: numbers of every length and sign. `sparse`: half of the values are null. `shuffled`: each frame a new
 * choice of items in a new order, so that no frame predicts the next.
 */
export type LogShape = "rig" | "short" | "wide" | "noisy" | "sparse" | "shuffled";

/** What stands behind a code: a header item, a text, or a reading of the rig. */
export type Content =
  | { readonly kind: "well" | "sequence" | "date" | "time" | "survey-type" }
  | { readonly kind: "whole"; readonly read: (rig: Rig) => number }
  | { readonly kind: "reading"; readonly measure: Measure; readonly read: (rig: Rig) => number };

export interface Line {
  readonly code: Code;
  readonly content: Content;
}

const WIDE_LINES = 160;
const SHORT_LINES = 5;
const USER_RECORD = 63;
/** LIS numbers the WITS records from 151: item 03 of record 1 is 151. */
const LIS_BASE = 150;

function headerOf(record: number, clock: boolean): Line[] {
  const line = (item: number, content: Content): Line => ({ code: codeOf(record, item), content });
  return [
    line(1, { kind: "well" }),
    line(2, { kind: "whole", read: () => 0 }),
    line(3, { kind: "whole", read: () => LIS_BASE + record }),
    line(4, { kind: "sequence" }),
    ...(clock ? [line(5, { kind: "date" }), line(6, { kind: "time" })] : []),
    line(7, { kind: "whole", read: (rig) => rig.activity }),
  ];
}

function linesOf(record: RigRecord, clock: boolean): Line[] {
  const lines = headerOf(record, clock);
  for (const { item, measure, read } of RECORDS[record].channels) {
    lines.push({ code: codeOf(record, item), content: { kind: "reading", measure, read } });
  }
  if (record === 7) lines.push({ code: 712, content: { kind: "survey-type" } });
  if (record === 12 && clock) {
    lines.push({ code: 1210, content: { kind: "date" } }, { code: 1211, content: { kind: "time" } });
  }
  return lines.sort((a, b) => a.code - b.code);
}

/** Record 01 with every item to 99, and a user record behind it. */
function wideLines(clock: boolean): Line[] {
  const lines = linesOf(1, clock);
  const taken = new Set(lines.map((line) => line.code));
  const spare = (code: Code): Line => {
    const share = (code % 13) + 1;
    const measure = code % 4 === 0 ? COUNT : PLAIN;
    return { code, content: { kind: "reading", measure, read: (rig) => rig.gas * share + rig.tank } };
  };
  for (let item = 8; item <= 99; item++) {
    if (!taken.has(codeOf(1, item))) lines.push(spare(codeOf(1, item)));
  }
  lines.sort((a, b) => a.code - b.code);
  for (let item = 1; lines.length < WIDE_LINES; item++) lines.push(spare(codeOf(USER_RECORD, item)));
  return lines;
}

function shortLines(clock: boolean): Line[] {
  const wanted = clock ? [105, 106, 108, 110, 121] : [108, 110, 113, 121, 130];
  return linesOf(1, clock)
    .filter((line) => wanted.includes(line.code))
    .slice(0, SHORT_LINES);
}

/** The lines of a frame of a record, without the vendor's line. Shapes `short` and `wide` know record 01 alone. */
export function layoutOf(shape: LogShape, record: RigRecord, clock: boolean): Line[] {
  if (shape === "short") return shortLines(clock);
  if (shape === "wide") return wideLines(clock);
  return linesOf(record, clock);
}
