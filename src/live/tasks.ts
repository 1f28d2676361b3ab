/** Segments to tasks: small ones together, large ones in ranges, so that row groups are full and memory is bounded. */

import { isWrapped, type SegmentRange } from "../bulk/segment-range.js";
import { openRandomAccess } from "../input/bytes/file.js";
import { cutBehind } from "../input/bytes/frame-cut.js";
import type { Dialect } from "../wits/dialect/dialect.js";
import type { StoredSegment } from "./journal/segment.js";
import { UnreadableSegment, unreadableSegment } from "./unreadable-segment.js";

export interface StreamRange {
  readonly segment: StoredSegment;
  readonly range: SegmentRange;
}

/** Log text of one task. At four times as much row groups are fuller, and a worker takes 60 MB more. */
const TASK_BYTES = 8 << 20;

/** Ranges of one task: row groups of very many are no larger. */
const MOST_RANGES = 4096;

/** The tasks of segments in their order; together they have every byte once. Throws an UnreadableSegment. */
export async function* tasksOf(
  segments: readonly StoredSegment[],
  dialect: Dialect,
  rangeBytes = TASK_BYTES,
): AsyncGenerator<readonly StreamRange[]> {
  let task: StreamRange[] = [];
  let bytes = 0;
  for (const segment of segments) {
    const { path, first } = segment;
    for await (const [from, to] of rangesOf(segment, dialect, rangeBytes)) {
      if (bytes > 0 && (bytes + to - from > rangeBytes || task.length >= MOST_RANGES)) {
        yield task;
        task = [];
        bytes = 0;
      }
      task.push({ segment, range: { segment: path, base: first, from, to } });
      bytes += to - from;
    }
  }
  if (task.length > 0) yield task;
}

type Range = readonly [from: number, to: number];

async function* rangesOf(
  segment: StoredSegment,
  dialect: Dialect,
  rangeBytes: number,
): AsyncGenerator<Range> {
  if (segment.broken !== undefined) throw new UnreadableSegment(segment, segment.broken);
  const ranges = rangesIn(segment, dialect, rangeBytes);
  for (;;) {
    const range = await ranges.next().catch((error: unknown) => {
      throw unreadableSegment(segment, error);
    });
    if (range.done) return;
    yield range.value;
  }
}

async function* rangesIn(
  { path, size }: StoredSegment,
  dialect: Dialect,
  rangeBytes: number,
): AsyncGenerator<Range> {
  // What is wrapped is read as a whole, and where codes end frames there may be no cut in it.
  if (isWrapped(dialect)) {
    yield [0, size];
    return;
  }
  const file = await openRandomAccess(path);
  try {
    let from = 0;
    while (size - from > rangeBytes && dialect.frameEnd !== "repeat") {
      const to = await cutBehind(file, from + rangeBytes, size);
      if (to >= size) break;
      yield [from, to];
      from = to;
    }
    if (from < size) yield [from, size];
  } finally {
    await file.close();
  }
}
