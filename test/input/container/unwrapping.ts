/** Takes the wrapping off bytes as a command would, whatever pieces they come in, and says all that can be known of it. */

import type { ByteReader } from "../../../src/input/bytes/source.js";
import { openContainer } from "../../../src/input/container/open.js";
import { Decoder } from "../../../src/kernel/decoder.js";
import { type Layout, planOf } from "../../../src/wits/catalog/layout.js";
import type { Counters } from "../../../src/wits/decoding/counters.js";
import type { Places } from "../../../src/wits/decoding/places.js";
import type { DialectOptions } from "../../../src/wits/dialect/dialect.js";
import { decodeReference } from "../../../src/wits/reference/decoder.js";
import { type Cut, describeBatches, type Outcome, outcomeOf, pieces } from "../../decode/outcome.js";

export interface Unwrapping {
  readonly containers: string;
  readonly text: Buffer;
  /** The place in the source of every byte of the text. */
  readonly places: readonly number[];
  /** Arrivals by the byte of the text from which they hold. */
  readonly arrivals: readonly (readonly [offset: number, time: number | undefined])[];
  readonly wrapping: number;
  readonly wholeLines: boolean;
}

/** A reader that gives at most a piece at a time. */
export function piecewise(bytes: Uint8Array, cut: Cut): ByteReader {
  const all = pieces(bytes, cut);
  let rest: Uint8Array = new Uint8Array(0);
  return {
    async read(target) {
      if (rest.length === 0) rest = all.next().value ?? rest;
      const taken = rest.subarray(0, target.length);
      target.set(taken);
      rest = rest.subarray(taken.length);
      return taken.length;
    },
    async close() {},
  };
}

export const usualCuts: readonly Cut[] = [Number.POSITIVE_INFINITY, 1, 2, 3, 7, 100];

export async function unwrap(
  bytes: Uint8Array,
  cut: Cut = Number.POSITIVE_INFINITY,
  options: DialectOptions = {},
): Promise<Unwrapping> {
  const { reader, containers } = await openContainer(piecewise(bytes, cut), options);
  const parts: Buffer[] = [];
  const arrivals: [number, number | undefined][] = [];
  const target = new Uint8Array(1 << 16);
  let length = 0;
  for (let read = await reader.read(target); read > 0; read = await reader.read(target)) {
    parts.push(Buffer.from(target.subarray(0, read)));
    const time = reader.arrival;
    if ((arrivals.at(-1)?.[1] ?? undefined) !== time) arrivals.push([length, time]);
    length += read;
  }
  const text = Buffer.concat(parts);
  const places = Array.from(text, (_, i) => reader.places?.sourceOffset(i) ?? i);
  return {
    containers: containers.join("+"),
    text,
    places,
    arrivals,
    wrapping: reader.places?.wrapping ?? 0,
    wholeLines: reader.places?.wholeLines ?? false,
  };
}

export interface Decoded extends Outcome {
  readonly counters: Counters;
}

/** What a kernel decoder makes of wrapped bytes. */
export async function decodeWrapped(
  bytes: Uint8Array,
  {
    cut = Number.POSITIVE_INFINITY,
    layout = "long",
    options = {},
  }: { cut?: Cut; layout?: Layout; options?: DialectOptions } = {},
): Promise<Decoded> {
  const { reader } = await openContainer(piecewise(bytes, cut), options);
  const decoder = new Decoder({ ...options, plan: planOf({ layout }), sources: ["log"] });
  decoder.start(0, { places: reader.places });
  const outcome: Outcome = { tables: {}, rejects: [], counters: decoder.counters() };
  const take = (which: "full" | "all") => describeBatches(decoder.flush(which), outcome);
  for (;;) {
    const read = await reader.read(decoder.window());
    if (read === 0) break;
    decoder.arrival = reader.arrival;
    decoder.advance(read);
    while (decoder.full) take("full");
  }
  decoder.end();
  while (!decoder.ended) take("full");
  take("all");
  return { ...outcome, counters: decoder.counters() };
}

export { decodeReference, outcomeOf, type Places };
