/**
 * Overrides on the clock of the rows, each moment under one of them: the later one holds. A row that people wrote down a little off, over
 * its neighbour on one side and leaving its own length free on the other, is moved there, and that is told.
 */
import { Failure } from "../../failure/failure.js";
import type { Moment } from "../../wits/catalog/moment.js";
import type { Timezone } from "../../wits/catalog/timezone.js";
import type { ReportOverride } from "./override.js";

export interface SaidSpan {
  readonly start: number;
  readonly end: number;
  readonly said: ReportOverride;
}

export interface SaidSpans {
  /** In order, without an overlap. */
  readonly spans: readonly SaidSpan[];
  readonly warnings: readonly { readonly start: number; readonly text: string }[];
}

export interface RowClock {
  readonly utc: boolean;
  readonly zone: Timezone | undefined;
}

/** What is written without a zone is on the rig's clock. */
export function saidSpans(overrides: readonly ReportOverride[], clock: RowClock): SaidSpans {
  const warnings: { start: number; text: string }[] = [];
  const timed = overrides.map((said) => ({
    start: timeOf(said.start, clock, said.place),
    end: timeOf(said.end, clock, said.place),
    said,
  }));
  const moved = timed.map((one, place) => {
    const [before, after] = [timed[place - 1], timed[place + 1]];
    if (before === undefined || after === undefined) return one;
    const overlaps = one.start < before.end || one.end > after.start;
    const fits = after.start - before.end === one.end - one.start && one.start !== before.end;
    if (!overlaps || !fits) return one;
    const text = `${one.said.place}: it overlaps its neighbour, and as much is free on its other side; it is taken to be from ${clockText(before.end)} to ${clockText(after.start)}. Write it so, and this goes away.`;
    warnings.push({ start: before.end, text });
    return { ...one, start: before.end, end: after.start };
  });
  const spans: SaidSpan[] = [];
  for (const [place, one] of moved.entries()) {
    const over = spans.filter((other) => other.start < one.end && other.end > one.start);
    for (const other of over) {
      spans.splice(spans.indexOf(other), 1);
      if (other.start < one.start) spans.push({ ...other, end: one.start });
      if (other.end > one.end) spans.push({ ...other, start: one.end });
      const text = `${one.said.place} and ${other.said.place} say something of the same time; the later one holds there.`;
      warnings.push({ start: one.start, text });
    }
    spans.push(one);
    // Most files are in order already.
    if (place > 0 && one.start < (spans.at(-2)?.start ?? 0)) spans.sort(byStart);
  }
  return { spans: spans.sort(byStart), warnings };
}

const byStart = (one: SaidSpan, other: SaidSpan): number => one.start - other.start;
const clockText = (time: number): string => new Date(time).toISOString().slice(11, 16);

function timeOf({ milliseconds, zoned }: Moment, { utc, zone }: RowClock, place: string): number {
  if (zoned === utc) return milliseconds;
  if (!zoned) return zone?.toUtc(milliseconds) ?? milliseconds;
  throw new Failure(
    "zone-undeclared",
    `${place}: its times have a zone, but nothing tells that of the rig's clock; give --tz, or leave the zone out of them`,
  );
}
