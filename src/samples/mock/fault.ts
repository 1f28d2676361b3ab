/** Faults on demand: what may go wrong with a rig's line, how often, and for how long; from a seed, so that it goes wrong again. */

import { nearest } from "../../failure/nearest.js";
import { durationIn } from "../../text/duration.js";
import { Random } from "../random.js";

/**
 * `drop`: the connection breaks in the middle of a frame. `stall`: nothing comes for a while. `half-open`: nothing
 * comes any more, and nobody says so. `slow`: a byte at a time. `garbage`: bytes that are no frame, before one.
 * `split`: a frame in odd pieces. `duplicate`: a frame twice. `reorder`: a frame behind its successor.
 */
export const faultKinds = [
  "drop",
  "stall",
  "half-open",
  "slow",
  "garbage",
  "split",
  "duplicate",
  "reorder",
] as const;
/** One of `faultKinds`. */
export type FaultKind = (typeof faultKinds)[number];

/** A fault that a mock rig commits, and how often. */
export interface Fault {
  readonly kind: FaultKind;
  /** With this probability at each frame, from 0 to 1; or at every so many frames. */
  readonly chance?: number | undefined;
  readonly every?: number | undefined;
  /** Milliseconds: how long a stall is, and between two bytes of a slow frame. */
  readonly milliseconds?: number | undefined;
}

/** Of a frame, where nothing is said. */
const USUAL_CHANCE: Readonly<Record<FaultKind, number>> = {
  drop: 0.01,
  stall: 0.01,
  "half-open": 0.01,
  slow: 1,
  garbage: 0.1,
  split: 1,
  duplicate: 0.05,
  reorder: 0.05,
};
const USUAL_MILLISECONDS: Readonly<Partial<Record<FaultKind, number>>> = { stall: 5000, slow: 10 };

/** `drop:10%,stall:5s:@100`: a kind, then in any order a probability, `@` every so many frames, a length of time. */
export function faultsIn(text: string): readonly Fault[] {
  return text.split(",").map((part) => faultIn(part.trim()));
}

function faultIn(text: string): Fault {
  const [word = "", ...rest] = text.toLowerCase().split(":");
  const kind = faultKinds.find((one) => one === word);
  if (kind === undefined) {
    const near = nearest(word, faultKinds);
    const hint = near === undefined ? "" : `. Did you mean ${near}?`;
    throw new Error(`there is no fault ${word}; there are ${faultKinds.join(", ")}${hint}`);
  }
  return Object.assign({ kind }, ...rest.map((setting) => settingIn(setting, kind)));
}

function settingIn(word: string, kind: FaultKind): Omit<Fault, "kind"> {
  const [, percent] = /^(\d+(?:\.\d+)?)%$/.exec(word) ?? [];
  if (percent !== undefined && Number(percent) <= 100) return { chance: Number(percent) / 100 };
  const [, every] = /^@(\d+)$/.exec(word) ?? [];
  if (Number(every) > 0) return { every: Number(every) };
  if (/^\d+(\.\d+)?[a-z]+$/.test(word)) {
    if (USUAL_MILLISECONDS[kind] === undefined) throw new Error(`${kind} takes no time; stall and slow do`);
    return { milliseconds: durationIn(word) };
  }
  throw new Error(
    `"${word}" says neither how often nor how long; write it as 10%, @100 (every hundredth frame) or 5s`,
  );
}

/** What falls to one frame. */
export interface Strike {
  readonly kind: FaultKind;
  readonly milliseconds: number;
}

/** The faults of one client. They depend on the seed, the client's number and the frame's, and on no clock. */
export class Faults {
  readonly #faults: readonly Fault[];
  readonly random: Random;
  #frame = 0;

  constructor(faults: readonly Fault[], seed: number, client: number) {
    this.#faults = faults;
    this.random = new Random(seed * 65_536 + client);
  }

  /** Those of the next frame, in the order in which they were asked for. */
  next(): readonly Strike[] {
    this.#frame++;
    if (this.#faults.length === 0) return [];
    return this.#faults
      .filter((fault) => this.#strikes(fault))
      .map(({ kind, milliseconds = USUAL_MILLISECONDS[kind] ?? 0 }) => ({ kind, milliseconds }));
  }

  #strikes({ kind, chance, every }: Fault): boolean {
    if (every !== undefined && chance === undefined) return this.#frame % every === 0;
    const struck = this.random.chance(chance ?? USUAL_CHANCE[kind]);
    return struck && (every === undefined || this.#frame % every === 0);
  }

  /** Bytes that are no frame: any but the signs of markers, so that what is lost is these bytes and no others. */
  garbage(): Uint8Array {
    const bytes = Buffer.alloc(1 + this.random.below(64));
    for (let at = 0; at < bytes.length; at++) {
      const byte = this.random.below(256);
      bytes[at] = byte === 0x26 || byte === 0x21 ? 0x7e : byte;
    }
    return Buffer.concat([bytes, Buffer.from("\r\n")]);
  }

  /** Cuts bytes into pieces of 1 to 16. */
  *pieces(bytes: Uint8Array): Generator<Uint8Array> {
    for (let at = 0; at < bytes.length; ) {
      const length = 1 + this.random.below(16);
      yield bytes.subarray(at, at + length);
      at += length;
    }
  }
}
