/**
 * What is wrong in a log, found in one pass: rejects where they stand, and what was accepted but is worth knowing.
 * Findings come in the order of the source. Of a frame it is known only when the next one begins that nothing more of it
 * follows: the last frame waits until then, so that memory holds one or two frames and no more.
 */

import type { TableBatch } from "../kernel/batch.js";
import { bytesOf, columnNamed, numbersOf, presence, wordsOf } from "../kernel/cells.js";
import { type Code, parseCode } from "../wits/catalog/code.js";
import { type Plan, type PlanOptions, planOf } from "../wits/catalog/layout.js";
import type { Catalog } from "../wits/catalog/overlay.js";
import type { Reason } from "../wits/decoding/counters.js";
import type { Places } from "../wits/decoding/places.js";
import type { Dialect } from "../wits/dialect/dialect.js";
import type { Finding, UnmappedFound } from "./findings.js";
import { RecentBytes } from "./recent-bytes.js";

/** A row for every frame, whatever it holds, with all codes that turn up. */
export const validationPlan = ({ records, map }: Pick<PlanOptions, "records" | "map">): Plan => ({
  ...planOf({ layout: "frame", records, map }),
  everyFrame: true,
});

interface Head {
  readonly number: number;
  readonly offset: number;
  readonly timestamp: number | undefined;
}

interface Reject {
  readonly offset: number;
  readonly length: number;
  readonly code: Code | undefined;
  readonly reason: Reason;
  readonly bytes: Uint8Array;
}

export class Validation {
  /** As they were decoded. */
  readonly #recent: RecentBytes;
  /** As they stand in a source that wraps its frames, and where those that were decoded stood in it. */
  readonly #stored: RecentBytes;
  #places: Places | undefined;
  #isPlain = false;
  readonly #catalog: Catalog;
  /** By code: they are few, and told when all sources have been read. */
  readonly unmapped: Map<Code, UnmappedFound>;
  #source = "";
  #frames = 0;
  #lastTime: number | undefined;
  /** Bytes of the frame that was told last, from `&&` to `!!`, in memory that is used again. */
  #previous = Buffer.alloc(FIRST_ROOM);
  #previousLength = 0;
  /** Closed frames and rejects that were not told yet. */
  #heads: Head[] = [];
  #rejects: Reject[] = [];

  /** `unmapped` is that of others too where sources are read in different ways. */
  constructor({ maxFrame, maxLine }: Dialect, catalog: Catalog, unmapped = new Map<Code, UnmappedFound>()) {
    this.#catalog = catalog;
    this.unmapped = unmapped;
    // The open frame, the line that may still belong to it, and the frame before.
    const least = 2 * (maxFrame + maxLine);
    this.#recent = new RecentBytes(least);
    this.#stored = new RecentBytes(WRAPPING * least);
  }

  startSource(name: string): void {
    this.#source = name;
    this.#recent.clear();
    this.#stored.clear();
    this.#places = undefined;
    this.#isPlain = false;
    this.#frames = 0;
    this.#lastTime = undefined;
    this.#previousLength = 0;
  }

  /** The places of the source that was opened; undefined when nothing wraps its frames. */
  unwrap(places: Places | undefined): void {
    this.#places = places?.another();
    this.#isPlain = places === undefined;
  }

  /** Sees the next bytes of the source as they stand, whatever wraps its frames. Needed only where something does. */
  seeStored(bytes: Uint8Array): void {
    if (!this.#isPlain) this.#stored.add(bytes);
  }

  /** Sees the next bytes of the source, before the decoder gives what they hold. */
  see(bytes: Uint8Array): void {
    this.#recent.add(bytes);
    this.#places?.forget(this.#recent.start, this.#recent.end);
  }

  #lineAt(offset: number): number {
    return (this.#places === undefined ? this.#recent : this.#stored).lineAt(offset);
  }

  /** Decoded bytes that stood between two places of the source; undefined when they are no longer kept. */
  #between(from: number, to: number): Buffer | undefined {
    return this.#recent.between(this.#decodedAt(from), this.#decodedAt(to));
  }

  /** The first decoded byte that stood at this place or behind it. */
  #decodedAt(place: number): number {
    const places = this.#places;
    if (places === undefined) return place;
    let { start: low, end: high } = this.#recent;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (places.sourceOffset(middle) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Takes what the decoder gave. `begun` counts the source's frames so far, an open one included. */
  take(batches: readonly TableBatch[], begun: number): Finding[] {
    for (const batch of batches) {
      if (batch.table.name === "rejects") this.#takeRejects(batch);
      else this.#takeHeads(batch);
    }
    const last = this.#heads.at(-1);
    // Rejects behind the last closed frame may be of it or of the open one.
    if (begun > this.#frames) return this.#tell(last?.offset ?? 0);
    const isOver = this.#rejects.some(
      ({ reason, offset }) => reason === "outside-frame" && offset > (last?.offset ?? -1),
    );
    return this.#tell(last === undefined || isOver ? Number.POSITIVE_INFINITY : last.offset);
  }

  /** What is left when the source has ended. */
  endSource(): Finding[] {
    return this.#tell(Number.POSITIVE_INFINITY);
  }

  #takeHeads(batch: TableBatch): void {
    const offsetAt = numbersOf(columnNamed(batch, "offset"));
    const timeAt = numbersOf(columnNamed(batch, "timestamp"));
    const first = this.#frames + 1;
    for (let row = 0; row < batch.rows; row++) {
      this.#heads.push({ number: ++this.#frames, offset: offsetAt(row)!, timestamp: timeAt(row) });
    }
    for (const data of batch.columns) {
      const { code } = data.column;
      if (code === undefined || this.#catalog.itemByCode(code) !== undefined) continue;
      const values = batch.rows - data.nullCount;
      const known = this.unmapped.get(code);
      if (known !== undefined) {
        known.values += values;
        continue;
      }
      const has = presence(data);
      let row = 0;
      while (row < batch.rows - 1 && !has(row)) row++;
      const offset = offsetAt(row)!;
      const place = { offset, line: this.#lineAt(offset), frame: first + row };
      this.unmapped.set(code, { source: this.#source, ...place, code, values });
    }
  }

  #takeRejects(batch: TableBatch): void {
    const [offsetAt, lengthAt] = [
      numbersOf(columnNamed(batch, "offset")),
      numbersOf(columnNamed(batch, "length")),
    ];
    const [codeAt, reasonAt] = [wordsOf(columnNamed(batch, "code")), wordsOf(columnNamed(batch, "reason"))];
    const bytesAt = bytesOf(columnNamed(batch, "bytes"));
    for (let row = 0; row < batch.rows; row++) {
      this.#rejects.push({
        offset: offsetAt(row)!,
        length: lengthAt(row)!,
        code: parseCode(codeAt(row) ?? ""),
        reason: reasonAt(row) as Reason,
        bytes: bytesAt(row)!,
      });
    }
  }

  /** Tells all that begins before `end`. */
  #tell(end: number): Finding[] {
    const found: Finding[] = [];
    const rejects = this.#rejects.sort((a, b) => placeOf(a) - placeOf(b));
    let told = 0;
    const rejectsBefore = (place: number): Reject[] => {
      const first = told;
      while (told < rejects.length && placeOf(rejects[told]!) < place) told++;
      return rejects.slice(first, told);
    };
    const heads = this.#heads;
    for (const reject of rejectsBefore(Math.min(end, heads[0]?.offset ?? end))) {
      found.push(...this.#told(reject, undefined));
    }
    let i = 0;
    for (; i < heads.length && heads[i]!.offset < end; i++) {
      const head = heads[i]!;
      const next = heads[i + 1]?.offset;
      const following = rejectsBefore(Math.min(end, next ?? end));
      const outside = following.findIndex(({ reason }) => reason === "outside-frame");
      const over = following[outside]?.offset ?? next ?? Number.POSITIVE_INFINITY;
      found.push(...this.#frameFindings(head, over));
      for (const [index, reject] of following.entries()) {
        found.push(...this.#told(reject, outside < 0 || index < outside ? head.number : undefined));
      }
    }
    this.#heads = heads.slice(i);
    this.#rejects = rejects.slice(told);
    return found;
  }

  #told({ reason, ...reject }: Reject, frame: number | undefined): Finding[] {
    const line = this.#lineAt(reject.offset);
    if (reason !== "unterminated-frame") return [{ kind: "problem", reason, line, frame, ...reject }];
    return [{ kind: "warning", reason: "no-end", offset: reject.offset, line, frame }];
  }

  /** Of the frame as a whole, which lies before `end`. */
  #frameFindings({ number: frame, offset, timestamp }: Head, end: number): Finding[] {
    const found: Finding[] = [];
    const warn = (reason: "empty-frame" | "duplicate-frame" | "clock-back", rest = {}): void => {
      found.push({ kind: "warning", reason, offset, line: this.#lineAt(offset), frame, ...rest });
    };
    const from = this.#lastTime;
    if (timestamp !== undefined) {
      if (from !== undefined && timestamp < from) warn("clock-back", { step: { from, to: timestamp } });
      this.#lastTime = timestamp;
    }
    // Undefined behind a frame and more blank lines than are kept.
    const bytes = this.#between(offset, end);
    const whole = withoutBlanks(bytes ?? this.#previous.subarray(0, 0));
    if (bytes !== undefined && isEmpty(whole)) warn("empty-frame");
    else if (this.#isPrevious(whole)) warn("duplicate-frame");
    if (this.#previous.length < whole.length) this.#previous = Buffer.alloc(whole.length * 2);
    this.#previousLength = whole.copy(this.#previous);
    return found;
  }

  #isPrevious(frame: Buffer): boolean {
    return frame.length > 0 && frame.equals(this.#previous.subarray(0, this.#previousLength));
  }
}

const FIRST_ROOM = 4096;
/** What wraps a frame may take several times its length. */
const WRAPPING = 8;

/** A mark without bytes belongs to what stands before it. */
const placeOf = ({ offset, length }: Reject): number => (length === 0 ? offset - 0.5 : offset);

const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0;

function withoutBlanks(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && isBlank(bytes[end - 1])) end--;
  return bytes.subarray(0, end);
}

/** Nothing but blanks between `&&` and `!!`, or the end where there is none. */
function isEmpty(frame: Buffer): boolean {
  let at = 2;
  while (at < frame.length && isBlank(frame[at])) at++;
  return at === frame.length || (at === frame.length - 2 && frame[at] === 0x21 && frame[at + 1] === 0x21);
}
