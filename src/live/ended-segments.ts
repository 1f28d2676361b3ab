/**
 * Segments of the journal that have ended, on their way into the dataset, a unit at a time. One that cannot be read is held up, with what is
 * behind it in its stream, while all others go on.
 */
import { unwritable } from "../durable/unwritable.js";
import type { LiveDataset } from "./dataset.js";
import type { Deliveries } from "./delivery/deliveries.js";
import { keptOf, moveSegment, undeliveredOf } from "./delivery/undelivered.js";
import { removeSegment, type StoredSegment } from "./journal/segment.js";
import type { Quota } from "./quota.js";
import { type HeldStream, UnreadableSegment } from "./unreadable-segment.js";

/** Log text of one unit, where more has come together: its parts are an eighth of that, and those of days wait in memory. */
const UNIT_BYTES = 256 << 20;

export interface EndedSegmentsOptions {
  /** The dataset's folder. */
  readonly output: string;
  /** Keep segments that are in the dataset, in `_witskit/raw`. */
  readonly keepRaw: boolean;
  readonly dataset: LiveDataset;
  readonly quota: Quota | undefined;
  readonly deliveries: Deliveries;
  /** Ends a conversion for which there is no time. */
  readonly hurry: AbortSignal;
  /** `stuck` is another. */
  onStuck(): void;
  /** A stream is held up, and why; undefined when it is no more. */
  onHeld(stream: string, why: string | undefined): void;
  /** A unit is in the dataset. */
  onConverted(): void;
}

export class EndedSegments {
  readonly #options: EndedSegmentsOptions;
  /** Not in the dataset. */
  #waiting: StoredSegment[];
  #stuck: string | undefined;
  /** Of each stream the first segment that cannot be read. */
  #held: ReadonlyMap<string, UnreadableSegment> = new Map();
  #seconds = 0;

  constructor(segments: readonly StoredSegment[], options: EndedSegmentsOptions) {
    this.#waiting = [...segments];
    this.#options = options;
  }

  /** Segments that wait to be converted, and their bytes. */
  get count(): number {
    return this.#waiting.length;
  }

  get bytes(): number {
    return sizeOf(this.#waiting);
  }

  /** That conversions have taken. */
  get seconds(): number {
    return this.#seconds;
  }

  /** What stands in the way of all, a sentence; undefined when nothing does. */
  get stuck(): string | undefined {
    return this.#stuck;
  }

  /** Streams of which a segment cannot be read. */
  get held(): readonly HeldStream[] {
    return [...this.#held].map(([stream, { segment, message: why }]) => {
      const behind = this.#waiting.filter((one) => one.stream === stream && one.first >= segment.first);
      return { stream, why, bytes: sizeOf(behind) };
    });
  }

  add(segments: readonly StoredSegment[]): void {
    this.#waiting.push(...segments);
  }

  /** Tells what stands in the way; undefined when nothing does any more. */
  stick(stuck: string | undefined): void {
    if (this.#stuck === stuck) return;
    this.#stuck = stuck;
    this.#options.onStuck();
  }

  /** Makes units of all that can be read; false when it must soon be tried again. */
  async convert(): Promise<boolean> {
    // Those that are held up are tried again when the others are in the dataset, one by one.
    for (const again of [undefined, ...this.#held.keys()]) {
      const held = new Map(this.#held);
      if (again !== undefined) held.delete(again);
      const done = await this.#convertUnless(held);
      this.#hold(held);
      if (!done) return false;
    }
    this.stick(undefined);
    return true;
  }

  /** Converts what is not behind a segment that cannot be read, and adds to those where it finds one. */
  async #convertUnless(held: Map<string, UnreadableSegment>): Promise<boolean> {
    const { dataset, quota, deliveries, hurry, onConverted } = this.#options;
    while (!hurry.aborted) {
      const free = this.#waiting.filter(
        ({ stream, first }) => first < (held.get(stream)?.segment.first ?? Number.POSITIVE_INFINITY),
      );
      if (free.length === 0) return true;
      const segments = firstUnit(free);
      const started = performance.now();
      try {
        await dataset.add(segments, hurry);
      } catch (error) {
        if (hurry.aborted) return false;
        if (!dataset.sure) throw error;
        if (error instanceof UnreadableSegment) {
          held.set(error.segment.stream, error);
          continue;
        }
        const why = error instanceof Error ? error.message : String(error);
        this.stick(`cannot convert what has arrived: ${why}. It is kept, and tried again`);
        return false;
      }
      this.#seconds += (performance.now() - started) / 1000;
      const converted = new Set(segments);
      this.#waiting = this.#waiting.filter((segment) => !converted.has(segment));
      for (const segment of segments) await putAway(segment, this.#options);
      await quota?.measure();
      deliveries.rotated();
      onConverted();
    }
    return true;
  }

  #hold(held: ReadonlyMap<string, UnreadableSegment>): void {
    const { onHeld } = this.#options;
    const before = this.#held;
    this.#held = held;
    for (const [stream, { message }] of held) {
      if (message !== before.get(stream)?.message) onHeld(stream, message);
    }
    for (const stream of before.keys()) if (!held.has(stream)) onHeld(stream, undefined);
  }
}

/** Of a segment that is in the dataset. Throws a Failure where it can neither be moved nor removed. */
export async function putAway(
  segment: StoredSegment,
  { output, keepRaw, deliveries }: Pick<EndedSegmentsOptions, "output" | "keepRaw" | "deliveries">,
): Promise<void> {
  const { path } = segment;
  try {
    if (deliveries.keeps(segment)) await moveSegment(path, undeliveredOf(output));
    else if (keepRaw) await moveSegment(path, keptOf(output));
    else await removeSegment(path);
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** The first segments that make a unit. */
function firstUnit(segments: readonly StoredSegment[]): readonly StoredSegment[] {
  let bytes = 0;
  const end = segments.findIndex(({ size }, i) => {
    bytes += size;
    return i > 0 && bytes > UNIT_BYTES;
  });
  return end < 0 ? segments.slice() : segments.slice(0, end);
}

const sizeOf = (segments: readonly StoredSegment[]): number =>
  segments.reduce((sum, { size }) => sum + size, 0);
