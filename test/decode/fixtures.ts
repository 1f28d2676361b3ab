/** The sample logs, as the decoders' tests read them. */
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

export interface Fixture {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const samples = new URL("../../samples/", import.meta.url);

/** Every log in `samples/`, unpacked. */
export const fixtures: readonly Fixture[] = readdirSync(samples)
  .filter((name) => /\.wits(\.gz)?$/.test(name))
  .map((name) => {
    const bytes = readFileSync(new URL(name, samples));
    return { name, bytes: name.endsWith(".gz") ? gunzipSync(bytes) : bytes };
  });

/** Those small enough to be decoded thousands of times. */
export const smallFixtures = fixtures.filter(({ bytes }) => bytes.length < 20_000);

export interface Expected {
  readonly frames: number;
  readonly rows: Record<string, number>;
  readonly values: number;
  readonly nulls: Record<string, number>;
  readonly rejects: Record<string, number>;
  readonly bytes: { total: number; framing: number; items: number; blank: number; rejected: number };
  /** Values of the first row of a record, by code. */
  readonly first: Record<string, number | string | null>;
  /** ISO 8601 on the rig's clock, one a frame. */
  readonly timestamps?: readonly (string | null)[];
}

/** What stands beside a sample as its outcome, written independently of the decoders. */
export function expectedOf(name: string): Expected {
  const file = new URL(`${name.replace(/\.wits(\.gz)?$/, "")}.expected.json`, samples);
  return JSON.parse(readFileSync(file, "utf8")) as Expected;
}
