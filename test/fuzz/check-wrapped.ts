/**
 * One wrapped input: what is under its wrapping must be the same for every cut, each byte of it at its place, no byte lost; and the
 * kernel that is fed on the way must find what the reference finds in the whole.
 */
import type { ContainerOptions } from "../../src/input/container/open.js";
import { isConserved } from "../../src/wits/decoding/counters.js";
import { describeDecoded } from "../decode/outcome.js";
import {
  decodeUnwrapped,
  drainUnwrapped,
  type Unwrapped,
  unwrapped,
  unwrappedOutcome,
} from "../decode/unwrapped.js";
import type { Input, Run } from "./check.js";
import { isSame } from "./counts.js";
import type { ReadyDecoders } from "./decoders.js";
import { KernelDigest, referenceDigest } from "./digest.js";

/** What is wrong, in words; undefined when nothing is. */
export async function wrappedProblemOf(
  input: Input,
  decoders: ReadyDecoders,
  open: ContainerOptions,
  runs: readonly Run[],
): Promise<string | undefined> {
  const { bytes, arrivals } = input;
  const whole = await unwrapped(bytes, open, arrivals);
  const wrapping = whole.places?.wrapping ?? 0;
  if (whole.bytes.length + wrapping !== bytes.length) {
    return `${bytes.length} bytes come out as ${whole.bytes.length}, and ${wrapping} of wrapping`;
  }
  const misplaced = misplacedIn(whole, bytes.length);
  if (misplaced !== undefined) return misplaced;
  for (const { build, cut } of runs) {
    const parts = await unwrapped(bytes, open, arrivals, cut);
    const difference = differenceOf(whole, parts);
    if (difference !== undefined) return `cut ${cut}: ${difference}`;
    const problem = await decodingProblem(input, whole, decoders, open, { build, cut });
    if (problem !== undefined) return `${build}, cut ${cut}: ${problem}`;
  }
  return undefined;
}

async function decodingProblem(
  { bytes, arrivals }: Input,
  whole: Unwrapped,
  decoders: ReadyDecoders,
  open: ContainerOptions,
  { build, cut }: Run,
): Promise<string | undefined> {
  const { options } = decoders.way;
  const expected = decodeUnwrapped(whole, options);
  const decoder = decoders.of(build);
  const found = new KernelDigest();
  try {
    for (const batch of await drainUnwrapped(decoder, bytes, open, cut, arrivals)) found.add(batch);
  } catch (error) {
    decoders.drop(build);
    return error instanceof Error ? error.stack : String(error);
  }
  const counted = decoder.counters();
  if (!isConserved(counted.bytes) || counted.bytes.total !== bytes.length) {
    return `bytes are lost: ${JSON.stringify(counted.bytes)}`;
  }
  if (found.sum === referenceDigest(expected, options.plan) && isSame(counted, expected.counters))
    return undefined;
  const [lines, other] = [
    describeDecoded(expected, options),
    await outcome(bytes, arrivals, decoders, open, { build, cut }),
  ];
  return `not what the reference finds:\n  reference ${JSON.stringify(lines)}\n  ${build} ${JSON.stringify(other)}`;
}

const outcome = (
  bytes: Uint8Array,
  arrivals: Input["arrivals"],
  decoders: ReadyDecoders,
  open: ContainerOptions,
  { build, cut }: Run,
) => unwrappedOutcome(decoders.of(build), bytes, open, cut, arrivals);

function misplacedIn({ bytes, places }: Unwrapped, length: number): string | undefined {
  if (places === undefined) return undefined;
  let last = -1;
  for (let at = 0; at < bytes.length; at++) {
    const start = places.sourceOffset(at);
    const end = places.sourceEnd(at + 1);
    if (start < last || end < start || end > length) {
      return `byte ${at} of the text stands for [${start}, ${end}) of ${length}, behind ${last}`;
    }
    last = end;
  }
  return undefined;
}

function differenceOf(whole: Unwrapped, parts: Unwrapped): string | undefined {
  if (Buffer.compare(whole.bytes, parts.bytes) !== 0) {
    return `other bytes: ${JSON.stringify(Buffer.from(parts.bytes).toString("latin1"))}`;
  }
  if (whole.containers.join() !== parts.containers.join()) return `other containers: ${parts.containers}`;
  if (JSON.stringify(whole.arrivals) !== JSON.stringify(parts.arrivals)) {
    return `other arrivals: ${JSON.stringify(parts.arrivals)}`;
  }
  if (whole.places?.wholeLines !== parts.places?.wholeLines) return "whole lines or not";
  for (let at = 0; whole.places !== undefined && at < whole.bytes.length; at++) {
    const [one, other] = [whole.places.sourceOffset(at), parts.places!.sourceOffset(at)];
    const [oneEnd, otherEnd] = [whole.places.sourceEnd(at + 1), parts.places!.sourceEnd(at + 1)];
    if (one !== other || oneEnd !== otherEnd) {
      return `byte ${at} of the text is at [${other}, ${otherEnd}), not at [${one}, ${oneEnd})`;
    }
  }
  return undefined;
}
