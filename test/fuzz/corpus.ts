/** What mutations start from: the bytes of all cases, the samples, and real logs where there are any. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { cases } from "../decode/case.js";
import { fixtures } from "../decode/fixtures.js";

export interface Seedling {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Beside the checkout; they are not ours to commit. */
const LOGS = new URL("../../../shared/logs/", import.meta.url);
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
    logs: [...fixtures, ...realLogs()],
  };
}

/** Of a case's flags, those that tell the wrapping: the others come with the way. */
const WRAPPING = /--seven-bit|--(?:input|markers) (?:'[^']*'|\S+)/g;

function realLogs(): Seedling[] {
  if (!existsSync(LOGS)) return [];
  return readdirSync(LOGS)
    .filter((name) => /\.(wits|txt)(\.gz)?$/.test(name))
    .map((name) => {
      const stored = readFileSync(new URL(name, LOGS));
      const log = name.endsWith(".gz") ? gunzipSync(stored) : stored;
      const middle = Math.max(MOST, log.length >> 1);
      const bytes = Buffer.concat([log.subarray(0, MOST), log.subarray(middle, middle + MOST)]);
      return { name, bytes };
    });
}
