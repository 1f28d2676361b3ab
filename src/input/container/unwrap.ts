/** A reader of plain WITS bytes over one of a container's bytes. */
import type { Places } from "../../wits/decoding/places.js";
import type { ByteReader } from "../bytes/source.js";
import { type ArrivedBytes, Output, type OutputOptions } from "./output.js";

/** Takes a container's bytes in pieces of any size; what it writes does not depend on their sizes. */
export interface Unwrapper {
  push(piece: Uint8Array, output: Output): void | Promise<void>;
  /** No byte will follow. */
  end(output: Output): void | Promise<void>;
}

export interface PlacedReader extends ByteReader {
  readonly places: Places;
}

const PIECE = 65_536;

export function unwrapped(
  input: ByteReader & { readonly places?: Places | undefined },
  unwrapper: Unwrapper,
  options: Omit<OutputOptions, "below"> = {},
): PlacedReader {
  const output = new Output({ ...options, below: input.places });
  const piece = new Uint8Array(PIECE);
  let segments: ArrivedBytes[] = [];
  let next = 0;
  let arrival: number | undefined;
  let ended = false;
  let fault: { readonly error: unknown } | undefined;

  async function fill(): Promise<void> {
    let length = 0;
    try {
      length = await input.read(piece);
    } catch (error) {
      // What has been read counts, to the last byte.
      fault = { error };
    }
    if (length > 0) {
      output.arrive(input.arrival);
      await unwrapper.push(piece.subarray(0, length), output);
    } else {
      ended = true;
      await unwrapper.end(output);
      output.end();
    }
    segments = output.take();
    next = 0;
  }

  return {
    places: output.places,
    async read(target) {
      while (next === segments.length) {
        if (ended) {
          if (fault !== undefined) throw fault.error;
          return 0;
        }
        await fill();
      }
      const segment = segments[next]!;
      const taken = segment.bytes.subarray(0, target.length);
      target.set(taken);
      arrival = segment.arrival;
      if (taken.length === segment.bytes.length) next++;
      else segment.bytes = segment.bytes.subarray(taken.length);
      return taken.length;
    },
    get arrival() {
      return arrival;
    },
    get remark() {
      return input.remark;
    },
    close: () => input.close(),
  };
}
