/**
 * Sources whose frames are wrapped, through the code by which commands open them: whole for the reference, whose findings are then
 * moved to where the bytes stood; piece by piece for the kernel.
 */

import { Arrivals } from "../../src/input/bytes/arrivals.js";
import type { ByteReader } from "../../src/input/bytes/source.js";
import { type ContainerOptions, openContainer } from "../../src/input/container/open.js";
import type { ContainerKind } from "../../src/input/container/registry.js";
import type { TableBatch } from "../../src/kernel/batch.js";
import type { Decoder } from "../../src/kernel/decoder.js";
import type { Arrival } from "../../src/wits/decoding/arrival.js";
import type { DecodeOptions } from "../../src/wits/decoding/options.js";
import type { Places } from "../../src/wits/decoding/places.js";
import { type Decoded, decodeReference } from "../../src/wits/reference/decoder.js";
import { arrivingPieces, type Cut, describeBatches, type Outcome } from "./outcome.js";

/** Gives the bytes in pieces. */
function readerIn(bytes: Uint8Array, cut: Cut, arrivals: readonly Arrival[]): ByteReader {
  const pieces = arrivingPieces(bytes, cut, arrivals);
  let piece: Uint8Array = new Uint8Array();
  let arrival: number | undefined;
  return {
    async read(target) {
      while (piece.length === 0) {
        const next = pieces.next();
        if (next.done) return 0;
        [piece, arrival] = next.value;
      }
      const taken = piece.subarray(0, target.length);
      target.set(taken);
      piece = piece.subarray(taken.length);
      return taken.length;
    },
    get arrival() {
      return arrival;
    },
    async close() {},
  };
}

/** A source without what wraps it. */
export interface Unwrapped {
  readonly bytes: Uint8Array;
  readonly arrivals: readonly Arrival[];
  /** Undefined for a plain log. */
  readonly places: Places | undefined;
  /** What was taken off, the outermost first. */
  readonly containers: readonly ContainerKind[];
}

export async function unwrapped(
  bytes: Uint8Array,
  options: ContainerOptions,
  arrivals: readonly Arrival[] = [],
  cut: Cut = Number.POSITIVE_INFINITY,
): Promise<Unwrapped> {
  const { reader, containers } = await openContainer(readerIn(bytes, cut, arrivals), options);
  // Views that nobody tells to forget keep all places.
  const places = reader.places?.another();
  const pieces: Uint8Array[] = [];
  const told = new Arrivals();
  const room = new Uint8Array(65_536);
  let at = 0;
  for (let length = await reader.read(room); length > 0; length = await reader.read(room)) {
    told.note(at, reader.arrival);
    pieces.push(room.slice(0, length));
    at += length;
  }
  return { bytes: Buffer.concat(pieces), arrivals: told.all, places, containers };
}

/** What the reference finds in an unwrapped source, with the places and counts of the source itself. */
export function decodeUnwrapped(
  { bytes, arrivals, places }: Omit<Unwrapped, "containers">,
  options: DecodeOptions,
): Decoded {
  const decoded = decodeReference(bytes, options, arrivals, places?.wholeLines);
  if (places === undefined) return decoded;
  const placed = <Found extends { readonly offset: number }>(found: Found): Found => ({
    ...found,
    offset: places.sourceOffset(found.offset),
  });
  const { counters } = decoded;
  counters.bytes.total += places.wrapping;
  counters.bytes.framing += places.wrapping;
  return {
    rows: new Map([...decoded.rows].map(([table, rows]) => [table, rows.map(placed)])),
    long: decoded.long.map(placed),
    rejects: decoded.rejects.map((reject) => {
      const start = places.sourceOffset(reject.offset);
      const end = reject.length === 0 ? start : places.sourceEnd(reject.offset + reject.length);
      return { ...reject, offset: start, length: end - start };
    }),
    counters,
  };
}

/** What a decoder finds in a source that comes in pieces and is unwrapped on the way. */
export async function drainUnwrapped(
  decoder: Decoder,
  bytes: Uint8Array,
  options: ContainerOptions,
  cut: Cut,
  arrivals: readonly Arrival[],
): Promise<TableBatch[]> {
  const { reader } = await openContainer(readerIn(bytes, cut, arrivals), options);
  const batches: TableBatch[] = [];
  decoder.start(0, { places: reader.places });
  for (;;) {
    const length = await reader.read(decoder.window());
    if (length === 0) break;
    decoder.arrival = reader.arrival;
    decoder.advance(length);
    while (decoder.full) batches.push(...decoder.flush("full"));
  }
  decoder.end();
  while (!decoder.ended) batches.push(...decoder.flush("full"));
  batches.push(...decoder.flush("all"));
  return batches;
}

export async function unwrappedOutcome(
  decoder: Decoder,
  bytes: Uint8Array,
  options: ContainerOptions,
  cut: Cut,
  arrivals: readonly Arrival[],
): Promise<Outcome> {
  const batches = await drainUnwrapped(decoder, bytes, options, cut, arrivals);
  const outcome = { tables: {}, rejects: [], counters: decoder.counters() };
  describeBatches(batches, outcome);
  return outcome;
}
