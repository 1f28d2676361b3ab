/**
 * Inputs of which size, time, first and last bytes are as they were, read whole: whether all bytes are those that were converted. The
 * manifest has a checksum of what each unit has of an input, where the dataset was made with `--verify`.
 */
import { crc32 } from "node:zlib";
import { Failure, isFailure } from "../failure/failure.js";
import type { ByteReader, Source } from "../input/bytes/source.js";
import { closeReader, unlessAborted } from "../input/feed/inputs.js";
import { type DataOptions, openOptions } from "../input/feed/options.js";
import { openSource } from "../input/source/open.js";
import type { InputChanges, Pair } from "./input-changes.js";
import { hasFailed, type KnownInput, type KnownShare } from "./known-inputs.js";

export interface Verified {
  /** With what was found to be other bytes among the changed. */
  readonly changes: InputChanges;
  /** What is to be told of inputs, by the names of their rows: where they differ, and which could not be read. */
  readonly differing: ReadonlyMap<string, Failure>;
  /** Those that nothing can be held against. */
  readonly unverified: ReadonlyMap<string, Failure>;
  /** How many were read and are as they were. */
  readonly verified: number;
}

export interface VerifyOptions {
  /** Of a source, by its path. */
  dataOf(path: string): DataOptions;
  readonly signal: AbortSignal | undefined;
}

export async function verifyInputs(changes: InputChanges, options: VerifyOptions): Promise<Verified> {
  const differing = new Map<string, Failure>();
  const unverified = new Map<string, Failure>();
  const changed = [...changes.changed];
  let verified = 0;
  const kept = async (pairs: readonly Pair[], grown: boolean): Promise<Pair[]> => {
    const left: Pair[] = [];
    for (const pair of pairs) {
      const { known, source } = pair;
      const verdict = await verdictOf(pair, grown, options);
      if (verdict === "same") verified++;
      if (verdict === "unknown") unverified.set(known.input.name, notKept(source.name));
      if (verdict instanceof Failure) {
        differing.set(known.input.name, verdict);
        changed.push(pair);
      } else left.push(pair);
    }
    return left;
  };
  return {
    changes: {
      ...changes,
      same: await kept(changes.same, false),
      noted: await kept(changes.noted, false),
      grown: await kept(changes.grown, true),
      changed,
    },
    differing,
    unverified,
    get verified() {
      return verified;
    },
  };
}

type Verdict = "same" | "unknown" | "read-anew" | Failure;

async function verdictOf(
  { source, known }: Pair,
  grown: boolean,
  { dataOf, signal }: VerifyOptions,
): Promise<Verdict> {
  // It is tried again, and what failed before has no sum that means anything.
  if (hasFailed(known)) return "read-anew";
  if (known.shares.some(({ report }) => report.crc32 === undefined)) return "unknown";
  const place: Source = { ...source, name: known.input.name, path: source.path ?? source.name };
  try {
    const reader = await unlessAborted(signal, () => openSource(place, openOptions(dataOf(source.name))));
    try {
      // What has grown and is not as stored is made anew, and so has nothing that could be of before.
      if (grown && !(reader.asStored && reader.containers.length === 0)) return "read-anew";
      return await heldAgainst(reader, source.name, known, signal, {
        wrapped: reader.containers.length > 0,
        grown,
      });
    } finally {
      await closeReader(reader, signal);
    }
  } catch (error) {
    if (isFailure(error, "input")) return error;
    throw error;
  }
}

/** Bytes that are read at once. */
const AT_ONCE = 1 << 20;
const buffer = new Uint8Array(AT_ONCE);

async function heldAgainst(
  reader: ByteReader,
  path: string,
  { shares }: KnownInput,
  signal: AbortSignal | undefined,
  { wrapped, grown }: { wrapped: boolean; grown: boolean },
): Promise<Verdict> {
  const read = async (most: number): Promise<Uint8Array> => {
    const target = buffer.subarray(0, Math.min(AT_ONCE, most));
    return target.subarray(0, await unlessAborted(signal, () => reader.read(target)));
  };
  for (const share of shares) {
    // Of what is wrapped, places are those in the file, and the bytes are those of the frames: it is one share.
    const length = wrapped ? Number.POSITIVE_INFINITY : share.to - share.from;
    let checksum = 0;
    for (let left = length; left > 0; ) {
      const bytes = await read(left);
      if (bytes.length === 0) break;
      checksum = crc32(bytes, checksum);
      left -= bytes.length;
    }
    if (checksum !== share.report.crc32) return otherBytes(path, share);
  }
  if (!grown && (await read(1)).length > 0) return otherBytes(path, shares.at(-1)!);
  return "same";
}

const otherBytes = (path: string, { from, to }: KnownShare): Failure =>
  new Failure(
    "input-changed",
    `${path} has other bytes than were converted, between byte ${from} and ${to}, although its size, its first and its last bytes ` +
      "are as they were. Nothing of it was taken over; --replace-changed makes its rows anew",
    { place: { file: path } },
  );

const notKept = (path: string): Failure =>
  new Failure(
    "input-unverified",
    `nothing tells whether ${path} has the bytes that were converted: it was converted without --verify. --force with --verify makes ` +
      "the dataset anew, with checksums",
    { place: { file: path } },
  );
