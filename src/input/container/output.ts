/**
 * What a container's reader makes of a source: plain WITS bytes, each with the byte of the source that it stands for,
 * and when they arrived. Every byte has one of its own, further on than that of the byte before; only the markers of
 * a frame that was sent without may lack them, and the third byte of a character that UTF-16 has in two.
 */

import { grownTo } from "../../arrays/growing.js";
import type { Places } from "../../wits/decoding/places.js";
import { PlaceTable } from "../bytes/places.js";

/** Bytes that arrived together. */
export interface ArrivedBytes {
  bytes: Uint8Array;
  readonly arrival: number | undefined;
}

export interface OutputOptions {
  readonly wholeLines?: boolean | undefined;
  /** Of bytes that were unwrapped before. */
  readonly below?: Places | undefined;
  /** Runs of places after which a decoder lets go of its rows. */
  readonly crowd?: number | undefined;
}

const LEAST = 65_536;
const LF = 10;

export class Output {
  readonly #table: PlaceTable;
  readonly #below: Places | undefined;
  #bytes = new Uint8Array(LEAST);
  #length = 0;
  /** The first byte of the input that none stands for yet. */
  #free = 0;
  #settled = 0;
  #received: number | undefined;
  #told: number | undefined;
  #arrival: number | undefined;
  #segments: ArrivedBytes[] = [];
  readonly places: Places;

  constructor({ wholeLines = false, below, crowd }: OutputOptions = {}) {
    this.#table = new PlaceTable({ wholeLines, ...(crowd !== undefined && { crowd }) });
    this.#below = below;
    this.places = this.#table.view();
  }

  /** Bytes that stand in the input as they are, from `at` on. */
  copy(bytes: Uint8Array, at: number): void {
    if (bytes.length === 0) return;
    this.#take(at, bytes.length);
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    this.#append(at, bytes.length, 1);
  }

  /** A byte that stands for `width` bytes of the input at `at`. */
  put(byte: number, at: number, width = 1): void {
    this.#take(at, width);
    this.#room(1);
    this.#bytes[this.#length++] = byte;
    this.#append(at, 1, width);
  }

  /** `&&` for the bytes of [from, to) that are free, and its line end where there is one more. */
  open(from: number, to: number): void {
    this.#mark("&&", Math.max(from, this.#free), to);
  }

  /** `!!` for the free bytes before `to`, and its line end where there is one more. */
  close(to: number): void {
    this.#mark("!!", this.#free, to);
  }

  /** A line end, for the byte at `at`; for none when there is no such byte before `to`. */
  endLine(at: number, to: number): void {
    if (at < to) this.put(LF, at);
    else this.#putForNone(LF);
  }

  #mark(marker: string, start: number, to: number): void {
    for (let i = 0; i < marker.length; i++) {
      if (start + i < to) this.put(marker.charCodeAt(i), start + i);
      else this.#putForNone(marker.charCodeAt(i));
    }
    if (start + marker.length < to) this.put(LF, start + marker.length);
  }

  #putForNone(byte: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = byte;
    this.#append(this.#free, 1, 0);
  }

  /** The third byte of a character that is two in UTF-16: none is left for it. */
  extra(byte: number): void {
    this.#putForNone(byte);
  }

  /** The first byte of the input that none stands for yet. */
  get free(): number {
    return this.#free;
  }

  /** When the bytes of the input arrived that come from here on. */
  arrive(time: number | undefined): void {
    this.#received = time;
    this.#date();
  }

  /** When the container itself says that what comes from here on arrived; undefined where it says nothing. */
  tell(time: number | undefined): void {
    this.#told = time;
    this.#date();
  }

  #date(): void {
    const time = this.#told ?? this.#received;
    if (time === this.#arrival) return;
    this.#cut();
    this.#arrival = time;
  }

  /** All of the input before `at` is decided. At the end of a unit, whose place depends on the input alone, places may crowd. */
  settle(at: number, unitEnds = true): void {
    this.#settled = at;
    this.#free = Math.max(this.#free, at);
    this.#table.settle(this.#below === undefined ? at : at + this.#below.wrapping);
    if (unitEnds && this.#table.mark()) this.#cut();
  }

  /** No byte will follow. What was unwrapped before may have counted bytes since that nothing came out of. */
  end(): void {
    if (this.#below !== undefined) this.#table.settle(this.#settled + this.#below.wrapping);
  }

  /** What has come since the last time. */
  take(): ArrivedBytes[] {
    this.#cut();
    this.#below?.forget(this.#settled, this.#settled);
    const segments = this.#segments;
    this.#segments = [];
    return segments;
  }

  #take(at: number, length: number): void {
    if (at < this.#free) throw new Error(`byte ${at} of the input stands for two`);
    this.#free = at + length;
  }

  #append(at: number, length: number, width: number): void {
    const below = this.#below;
    if (below === undefined) {
      this.#table.append(at, length, 1, width);
      return;
    }
    if (width === 0) {
      this.#table.append(below.sourceEnd(at), 1, 1, 0);
      return;
    }
    for (let i = 0; i < length; i++) {
      const start = below.sourceOffset(at + i);
      this.#table.append(start, 1, 1, below.sourceEnd(at + i + width) - start);
    }
  }

  #room(length: number): void {
    this.#bytes = grownTo(this.#bytes, this.#length, this.#length + length);
  }

  #cut(): void {
    if (this.#length === 0) return;
    this.#segments.push({ bytes: this.#bytes.slice(0, this.#length), arrival: this.#arrival });
    this.#length = 0;
  }
}
