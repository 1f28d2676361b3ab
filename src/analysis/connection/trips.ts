/** Stand after stand in the same direction, with nothing drilled between: from the first setting of the slips to the last. */
import type { ConnectionRow, TripRow, Whose } from "../table.js";

/** The string is set in slips: when, until when, and how deep the bit hangs. */
export interface Setting {
  readonly start: number;
  readonly end: number;
  /** NaN where nobody knows. */
  readonly bit: number;
  readonly isDrilling: boolean;
}

/** What the bit moves by between two settings at least, if a stand lies between; in any unit of length, for a joint has more. */
const LEAST_STAND = 5;
/** A trip has so many stands. */
const LEAST_STANDS = 2;

export class Trips {
  readonly #finished: (trip: Omit<TripRow, keyof Whose>) => void;
  #before: Setting | undefined;
  #direction: "in" | "out" | undefined;
  #first: Setting | undefined;
  #stands = 0;
  /** Milliseconds in slips between the first setting and the last. */
  #inSlips = 0;
  /** Since the direction changed, or hole was made. */
  #stand = 0;
  #kind: ConnectionRow["kind"] | undefined;

  constructor(finished: (trip: Omit<TripRow, keyof Whose>) => void) {
    this.#finished = finished;
  }

  /** The next setting; after it the bit came to bottom, if that is a time. */
  set(setting: Setting, onBottom: number): { kind: ConnectionRow["kind"]; stand: number | undefined } {
    const by = this.#before === undefined ? Number.NaN : setting.bit - this.#before.bit;
    const isStand = Math.abs(by) >= LEAST_STAND;
    const direction = setting.isDrilling || !isStand ? undefined : by > 0 ? "in" : "out";
    if (setting.isDrilling) this.end();
    else if (direction !== undefined && direction !== this.#direction) this.#begin(direction);
    const kind = setting.isDrilling
      ? "drilling"
      : direction !== undefined
        ? direction === "in"
          ? "trip_in"
          : "trip_out"
        : ((this.#kind === "drilling" ? undefined : this.#kind) ??
          (Number.isNaN(onBottom) ? "trip_out" : "trip_in"));
    if (kind !== this.#kind) this.#stand = 0;
    this.#kind = kind;
    if (setting.isDrilling || isStand || this.#stand === 0) this.#stand++;
    if (direction !== undefined) this.#stands++;
    if (this.#direction !== undefined) this.#inSlips += setting.end - setting.start;
    this.#before = setting;
    if (!Number.isNaN(onBottom)) this.#close();
    return { kind, stand: Number.isNaN(setting.bit) ? undefined : this.#stand };
  }

  /** What follows belongs to no trip that is open. */
  end(): void {
    this.#close();
    this.#before = undefined;
  }

  #begin(direction: "in" | "out"): void {
    this.#close();
    this.#direction = direction;
    this.#first = this.#before;
  }

  #close(): void {
    const [first, last, direction] = [this.#first, this.#before, this.#direction];
    if (
      first !== undefined &&
      last !== undefined &&
      direction !== undefined &&
      this.#stands >= LEAST_STANDS
    ) {
      // The slips that hold now are none of the way.
      const [start, end] = [first.end, last.start];
      const inSlips = this.#inSlips - (last.end - last.start);
      const way = Math.abs(last.bit - first.bit);
      const speed = (milliseconds: number): number | undefined =>
        milliseconds > 0 ? (way * 3_600_000) / milliseconds : undefined;
      this.#finished({
        start,
        end,
        direction,
        bit_depth_start: first.bit,
        bit_depth_end: last.bit,
        stands: this.#stands,
        speed: speed(end - start),
        speed_without_slips: speed(end - start - inSlips),
      });
    }
    this.#first = undefined;
    this.#direction = undefined;
    this.#stands = 0;
    this.#inSlips = 0;
  }
}
