/**
 * The predefined records, 1 to 25: what each is for and when a rig sends it. Records above 25 are the users' own and
 * have no entry here.
 */
import { recordLines } from "./data/records.js";

/** One of the 25 records of the specification, with its items by number. */
export interface RecordType {
  readonly number: number;
  readonly name: string;
  /** Who sends it: `automatic`, `manual`, or how either may. */
  readonly mode: string;
  /** What makes the sender send it: time, depth or an event. */
  readonly trigger: string;
  readonly items: number;
  /** How many of the items are spare, free for sender and receiver to agree on. */
  readonly spares: number;
  /** The record's size in the binary form of level 1: the sum of its items' lengths. */
  readonly level1Bytes: number;
  /** The LIS logical record type at levels 1 to 4, and what many senders put in item 03: 150 + number. */
  readonly lisType: number;
}

let parsed: readonly RecordType[] | undefined;

/** All 25, by number. */
export function records(): readonly RecordType[] {
  parsed ??= Object.freeze(recordLines.trim().split("\n").map(parseRecord));
  return parsed;
}

/** A record by its number, 1 to 25; undefined for any other. */
export const recordByNumber = (number: number): RecordType | undefined => records()[number - 1];

function parseRecord(line: string): RecordType {
  const fields = /^ *(\d+) (\d+) +(\d+) +(\d+) +(\d+) (.+) \| (.+) \| (.+)$/.exec(line);
  if (fields === null) throw new Error(`src/catalog/data/records.ts has a line that is no record: "${line}"`);
  const [, number, lisType, items, spares, level1Bytes, name = "", mode = "", trigger = ""] = fields;
  return Object.freeze({
    number: Number(number),
    name,
    mode,
    trigger,
    items: Number(items),
    spares: Number(spares),
    level1Bytes: Number(level1Bytes),
    lisType: Number(lisType),
  });
}
