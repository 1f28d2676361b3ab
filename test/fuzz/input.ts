/** What a seed stands for: an input, the way in which it is decoded, and how it is cut. */
import type { KernelBuild } from "../../src/kernel/load.js";
import { Random } from "../../src/samples/random.js";
import type { Cut } from "../decode/outcome.js";
import type { Input, Run } from "./check.js";
import type { Corpus } from "./corpus.js";
import { mutate, someArrivals } from "./mutate.js";
import { someFrame } from "./tokens.js";

export interface Drawn extends Input {
  /** Among the ways of its block. */
  readonly way: number;
  readonly runs: readonly Run[];
}

/** Bytes of the log that is damaged. Most faults need no more than a frame or two. */
const sizes = [60, 120, 200, 300, 450, 600];

export function drawn(seed: number, { cases, logs }: Corpus, ways: number): Drawn {
  const random = new Random(seed);
  const some = () => (random.below(2) === 0 ? cases : logs);
  const seedling = () => {
    const among = some();
    return among[random.below(among.length)]!.bytes;
  };
  const most = random.below(100) === 0 ? 3000 : sizes[random.below(sizes.length)]!;
  const bytes = random.below(8) === 0 ? made(random) : mutate(random, seedling(), most, seedling());
  const first: KernelBuild = random.below(2) === 0 ? "simd" : "scalar";
  return {
    bytes,
    arrivals: random.below(4) === 0 ? someArrivals(random, bytes.length) : [],
    way: random.below(ways),
    runs: [
      { build: first, cut: someCut(random) },
      { build: first === "simd" ? "scalar" : "simd", cut: someCut(random) },
    ],
  };
}

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
