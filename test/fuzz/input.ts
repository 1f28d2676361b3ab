/** What a seed stands for: an input, the way in which it is decoded, and how it is cut. */
import type { KernelBuild } from "../../src/kernel/load.js";
import { Random } from "../../src/samples/random.js";
import type { Cut } from "../decode/outcome.js";
import type { Input, Run } from "./check.js";
import type { Corpus } from "./corpus.js";
import { mutate, mutateWrapping, someArrivals, someLines } from "./mutate.js";
import { someFrame } from "./tokens.js";
import { wrapped } from "./wrap.js";

export const kinds = ["kernel", "containers"] as const;
export type Kind = (typeof kinds)[number];

export interface Drawn extends Input {
  /** What is tried: the decoders alone, or what takes off wrapping before them. */
  readonly kind: Kind;
  /** Those that tell the wrapping. */
  readonly flags: string;
  /** Among the ways of its block. */
  readonly way: number;
  readonly runs: readonly Run[];
}

/** Every so many seeds wrap their log. */
const WRAPPED = 6;
/** Every so many inputs, one is repeated up to this length. */
const LONG = 4000;
const LONGEST = 1_000_000;
/** Bytes of the log that is damaged. Most faults need no more than a frame or two. */
const sizes = [60, 120, 200, 300, 450, 600];

/** Without drawing the rest. */
export const kindOf = (seed: number): Kind => (seed % WRAPPED === 0 ? "containers" : "kernel");

export function drawn(seed: number, { cases, wrappedCases, logs }: Corpus, ways: number): Drawn {
  const random = new Random(seed);
  const kind = kindOf(seed);
  const seedling = () => {
    const among = random.below(2) === 0 ? cases : logs;
    return among[random.below(among.length)]!;
  };
  const most = random.below(100) === 0 ? 3000 : sizes[random.below(sizes.length)]!;
  let flags = "";
  let bytes: Uint8Array;
  if (kind === "kernel") {
    bytes = random.below(8) === 0 ? made(random) : mutate(random, seedling().bytes, most, seedling().bytes);
  } else if (random.below(3) === 0) {
    const one = wrappedCases[random.below(wrappedCases.length)]!;
    bytes = mutate(random, one.bytes, most, one.bytes);
    flags = random.below(3) === 0 ? "" : one.flags;
  } else {
    const log = random.below(8) === 0 ? made(random) : someLines(random, seedling().bytes, most);
    ({ bytes, flags } = wrapped(random, random.below(4) === 0 ? mutate(random, log) : log));
    if (random.below(2) === 0) bytes = mutate(random, bytes, 4 * most);
  }
  if (kind === "containers") bytes = mutateWrapping(random, bytes);
  const long = random.below(LONG) === 0;
  if (long) bytes = repeated(bytes, random.below(LONGEST));
  const cutOf = long ? longCut : someCut;
  const first: KernelBuild = random.below(2) === 0 ? "simd" : "scalar";
  const runs: Run[] = [
    { build: first, cut: cutOf(random) },
    { build: first === "simd" ? "scalar" : "simd", cut: cutOf(random) },
  ];
  return {
    kind,
    flags,
    bytes,
    arrivals: random.below(4) === 0 ? someArrivals(random, bytes.length) : [],
    way: random.below(ways),
    runs: kind === "kernel" ? runs : runs.slice(0, 1),
  };
}

/** Fills windows and batches, and takes long where time is not linear in the input. */
function repeated(bytes: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(bytes.length === 0 ? 0 : length);
  for (let at = 0; at < out.length; at += bytes.length) out.set(bytes.subarray(0, out.length - at), at);
  return out;
}

const longCut = (random: Random): Cut =>
  random.below(2) === 0 ? Number.POSITIVE_INFINITY : 1000 + random.below(100_000);

/** Of tokens alone. */
function made(random: Random): Uint8Array {
  let text = "";
  for (let frames = 1 + random.below(4); frames > 0; frames--) text += someFrame(random);
  return Buffer.from(text, "latin1");
}

function someCut(random: Random): Cut {
  switch (random.below(8)) {
    case 0:
    case 1:
      return Number.POSITIVE_INFINITY;
    case 2:
      return [1, 2, 3][random.below(3)]!;
    case 3:
      return [7, 100][random.below(2)]!;
    default:
      return Array.from({ length: 1 + random.below(12) }, () => 1 + random.below(60));
  }
}
