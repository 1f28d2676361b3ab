/** What a decoder has counted. Every byte is in exactly one of framing, items, blank and rejected. */

/** Why bytes were rejected, in the order of `assembly/status.ts`. */
export const reasons = [
  "outside-frame",
  "bad-line",
  "not-a-number",
  "not-an-integer",
  "number-range",
  "bad-date",
  "bad-time",
  "encoding",
  "line-too-long",
  "frame-too-long",
  "unterminated-frame",
  "duplicate-item",
  "text-too-long",
  "too-many-codes",
  "cut-line",
] as const;
/** Why bytes could not become a value: one of `reasons`. */
export type Reason = (typeof reasons)[number];

/** Where the bytes of a source went: `total = framing + items + blank + rejected`, exactly. */
export interface ByteCounts {
  total: number;
  framing: number;
  items: number;
  blank: number;
  rejected: number;
}

/** Frames by where their time came from, each in one; how many went back; and those of hours in which clocks are changed. */
export interface TimeCounts {
  /** Their own date and time. */
  clock: number;
  /** Their own time, and a date that the source told before. */
  carried: number;
  arrival: number;
  none: number;
  /** Frames whose time is before that of the last frame of the source that had one. */
  back: number;
  /** Frames whose own time occurs twice on the rig's clock, as it was put back. */
  twice: number;
  /** Frames whose own time never occurs on the rig's clock, as it was put forward. */
  never: number;
}

/** A time of a frame: milliseconds on the rig's clock and on that of the output, and whether it is the second of two. */
export interface FrameMoment {
  readonly local: number;
  readonly output: number;
  readonly second: boolean;
}

/** By the rig's clock; where that was put back between the two, by that of the output. */
export const isBefore = (a: FrameMoment, b: FrameMoment): boolean =>
  a.second === b.second ? a.local < b.local : a.output < b.output;

/** Times of the first and the last frame that have one, in the order of the bytes. */
export interface Span {
  readonly first: FrameMoment;
  readonly last: FrameMoment;
}

/** The steps back between two stretches of a source that were counted apart: 1 or 0. */
export const stepsBetween = (before: Span | undefined, after: Span | undefined): number =>
  before !== undefined && after !== undefined && isBefore(after.first, before.last) ? 1 : 0;

/** What a decoder has counted of a source. */
export interface Counters {
  bytes: ByteCounts;
  frames: number;
  /** Rows that reached the tables, by the table's name; record tables by their two digits. */
  rows: Record<string, number>;
  /** Item lines that became a value. */
  values: number;
  /** Item lines that became null: `empty`, or the null value or word as it was declared. */
  nulls: Record<string, number>;
  /** Item lines left out because their record was not asked for. */
  skipped: number;
  /** Rows left out because of the time bounds. */
  filtered: number;
  rejects: Partial<Record<Reason, number>>;
  time: TimeCounts;
}

export const noCounts = (): Counters => ({
  bytes: { total: 0, framing: 0, items: 0, blank: 0, rejected: 0 },
  frames: 0,
  rows: {},
  values: 0,
  nulls: {},
  skipped: 0,
  filtered: 0,
  rejects: {},
  time: { clock: 0, carried: 0, arrival: 0, none: 0, back: 0, twice: 0, never: 0 },
});

function addEach<Key extends string>(
  sum: Partial<Record<Key, number>>,
  more: Partial<Record<Key, number>>,
): void {
  for (const key of Object.keys(more) as Key[]) sum[key] = (sum[key] ?? 0) + (more[key] ?? 0);
}

/** Adds `more` to `sum` in place. */
export const addBytes = (sum: ByteCounts, more: ByteCounts): void => addEach(sum, more);

/** Adds `more` to `sum` in place. */
export function addCounts(sum: Counters, more: Counters): void {
  addBytes(sum.bytes, more.bytes);
  addEach(sum.rows, more.rows);
  addEach(sum.nulls, more.nulls);
  addEach(sum.rejects, more.rejects);
  addEach(sum.time, more.time);
  sum.frames += more.frames;
  sum.values += more.values;
  sum.skipped += more.skipped;
  sum.filtered += more.filtered;
}

/** The contract of conservation: true when every byte is accounted for. */
export const isConserved = ({ total, framing, items, blank, rejected }: ByteCounts): boolean =>
  total === framing + items + blank + rejected;
