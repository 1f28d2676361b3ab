/** The tasks of a unit of work, in order: small sources together, ranges of a large one, what can be read but once as it comes. */
import { Failure, isFailure } from "../failure/failure.js";
import type { ByteReader, Source } from "../input/bytes/source.js";
import { closeReader, unlessAborted } from "../input/feed/inputs.js";
import { openOptions } from "../input/feed/options.js";
import type { Readings } from "../input/feed/per-source.js";
import { type OpenSource, openSource } from "../input/source/open.js";
import type { Piece } from "./piece.js";
import { estimate, type SourceSpan, type WorkUnit } from "./plan.js";
import { type RangeBuffers, rangesOf } from "./ranges.js";

/** What there is to know of a run's sources to read them. */
export interface TaskSources {
  readonly sources: readonly Source[];
  readonly readings: Readings;
  readonly signal: AbortSignal | undefined;
  /** Bytes of a range of a source that is read from front to back, and the buffers in which they stand. */
  readonly streamBytes: number;
  readonly buffers: RangeBuffers;
  /** A source that cannot be read, or not to its end; the others go on. */
  onFault(source: number, failure: Failure): void;
  onRemark(source: number, remark: string): void;
}

/** Throws what is no fault of an input. */
export async function* tasksOf(
  unit: WorkUnit,
  { sources, readings, signal, streamBytes, buffers, onFault, onRemark }: TaskSources,
): AsyncGenerator<readonly Piece[]> {
  for (const work of unit.work) {
    signal?.throwIfAborted();
    if ("small" in work) {
      for (const { first, end } of tasksIn(work.small, { sources, readings }))
        yield sources.slice(first, end).map(({ name, path, size }, i) => ({
          source: first + i,
          name,
          reading: readings.of(first + i),
          range: { whole: true, size, place: path },
        }));
      continue;
    }
    if ("pieces" in work) {
      yield work.pieces;
      continue;
    }
    if ("piece" in work) {
      yield [work.piece];
      continue;
    }
    const { stream } = work;
    const { name } = sources[stream]!;
    const reading = readings.of(stream);
    const data = readings.all[reading]!;
    const reader = await unlessAborted(signal, () => openSource(sources[stream]!, openOptions(data))).catch(
      inputFailure,
    );
    if (reader instanceof Failure) {
      onFault(stream, reader);
      continue;
    }
    const abortable = unlessStopped(reader, signal);
    // Where codes end frames there may be no cut in it at all, and a range would be as long as the source.
    if (reader.containers.length > 0 || data.dialect.frameEnd === "repeat") {
      yield [{ source: stream, name, reading, range: { opened: abortable } }];
      continue;
    }
    let left = false;
    try {
      for await (const { fault, rest, ...range } of rangesOf(abortable, streamBytes, buffers)) {
        if (rest !== undefined) {
          const { offset } = range;
          left = true;
          const opened: ByteReader = {
            read: (target) => rest.read(target),
            get arrival() {
              return rest.arrival;
            },
            close: () => abortable.close(),
          };
          yield [{ source: stream, name, reading, range: { opened, offset } }];
          continue;
        }
        yield [{ source: stream, name, reading, range }];
        if (fault === undefined) continue;
        if (!isFailure(fault, "input")) throw fault;
        onFault(stream, fault);
      }
      if (reader.remark !== undefined) onRemark(stream, reader.remark);
    } finally {
      // What is left is read, and closed, when its turn has come.
      if (!left) await abortable.close();
    }
  }
}

/**
 * Bytes of WITSML of a task, whose rows wait in memory, all of them, until their turn comes to be written. With as many as of a log, 32 MiB, 1.2 GB
 * took 205 MB of memory and not 176, in as much time of the processor.
 */
const DOCUMENT_BYTES = 8 << 20;

/** Small sources as tasks: those of a log are one. */
function* tasksIn(
  { first, end }: SourceSpan,
  { sources, readings }: Pick<TaskSources, "sources" | "readings">,
): Generator<SourceSpan> {
  let begin = first;
  let bytes = 0;
  for (let source = first; source < end; source++) {
    const { name, path = name, size = 0 } = sources[source]!;
    if (readings.isDocument(source)) bytes += estimate(path, size);
    if (bytes < DOCUMENT_BYTES && source + 1 < end) continue;
    yield { first: begin, end: source + 1 };
    begin = source + 1;
    bytes = 0;
  }
}

/** A source whose reads are given up on when the signal is aborted: a pipe may stay silent for ever. */
const unlessStopped = (reader: OpenSource, signal: AbortSignal | undefined): OpenSource => ({
  compression: reader.compression,
  containers: reader.containers,
  asStored: reader.asStored,
  get places() {
    return reader.places;
  },
  get arrival() {
    return reader.arrival;
  },
  get remark() {
    return reader.remark;
  },
  read: (target) => unlessAborted(signal, () => reader.read(target)),
  close: () => closeReader(reader, signal),
});

function inputFailure(error: unknown): Failure {
  if (isFailure(error, "input")) return error;
  throw error;
}
