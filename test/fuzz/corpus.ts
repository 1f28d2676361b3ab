/** What mutations start from: the bytes of all cases, the samples, and real logs where there are any. */

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { cases } from "../decode/case.js";
import { fixtures } from "../decode/fixtures.js";
import { realLog, realLogs } from "../real-logs.js";

export interface Seedling {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A log's lines repeat: so much of it, from its start and from its middle, has all there is. */
const MOST = 200_000;

export interface WrappedSeedling extends Seedling {
  readonly flags: string;
}

export interface Corpus {
  readonly cases: readonly Seedling[];
  readonly wrappedCases: readonly WrappedSeedling[];
  readonly logs: readonly Seedling[];
}

export function corpus(): Corpus {
  const all = cases().filter(({ bytes }) => bytes.length > 0);
  const wrappings = (flags: string): string => (flags.match(WRAPPING) ?? []).join(" ");
  return {
    cases: all.filter(({ wrapped }) => !wrapped),
    wrappedCases: all
      .filter(({ wrapped }) => wrapped)
      .map(({ name, bytes, flags }) => ({ name, bytes, flags: wrappings(flags) })),
    logs: [...fixtures, ...ofRealLogs()],
  };
}

/** Of a case's flags, those that tell the wrapping: the others come with the way. */
const WRAPPING = /--seven-bit|--(?:input|markers) (?:'[^']*'|\S+)/g;

const ofRealLogs = (): Seedling[] =>
  realLogs().map((name) => {
    const stored = readFileSync(realLog(name)!);
    const log = name.endsWith(".gz") ? gunzipSync(stored) : stored;
    const middle = Math.max(MOST, log.length >> 1);
    const bytes = Buffer.concat([log.subarray(0, MOST), log.subarray(middle, middle + MOST)]);
    return { name, bytes };
  });
