/** When bytes arrived, for those that are read, kept, cut and handed on. */
import type { Arrival } from "../../wits/decoding/arrival.js";
import type { ByteReader } from "./source.js";

/** What arrived when, of bytes that are read one piece after the other. */
export class Arrivals {
  #list: Arrival[] = [];

  /** Notes that the bytes from `offset` on arrived at `time`. */
  note(offset: number, time: number | undefined): void {
    if (this.#list.at(-1)?.time !== time) this.#list.push({ offset, time });
  }

  /** Those of the bytes before `end`, which are forgotten; the last of them goes on behind it. */
  takeBefore(end: number): readonly Arrival[] {
    const taken = this.#list.filter(({ offset }) => offset < end);
    const last = taken.at(-1);
    const rest = this.#list.slice(taken.length);
    this.#list = last === undefined || rest[0]?.offset === end ? rest : [{ ...last, offset: end }, ...rest];
    return taken;
  }

  get all(): readonly Arrival[] {
    return this.#list;
  }
}

/** A reader that tells again when its bytes arrived. The first of them stands at `offset`. */
export function arriving(
  reader: ByteReader,
  arrivals: readonly Arrival[] | undefined,
  offset: number,
): ByteReader {
  if (arrivals === undefined || arrivals.length === 0) return reader;
  let at = offset;
  let next = 0;
  let arrival: number | undefined;
  return {
    async read(target) {
      while (next < arrivals.length && arrivals[next]!.offset <= at) arrival = arrivals[next++]!.time;
      const until = arrivals[next]?.offset ?? Number.POSITIVE_INFINITY;
      const length = await reader.read(target.subarray(0, until - at));
      at += length;
      return length;
    },
    get arrival() {
      return arrival;
    },
    close: () => reader.close(),
  };
}
