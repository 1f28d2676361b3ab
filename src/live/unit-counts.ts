/** What has been counted of a unit, as a whole and by stream. */
import type { TaskResult } from "../bulk/task.js";
import type { SourceReport } from "../dataset/report.js";
import {
  addBytes,
  addCounts,
  type Counters,
  noCounts,
  type Span,
  stepsBetween,
} from "../wits/decoding/counters.js";

export class UnitCounts {
  readonly total = noCounts();
  readonly #streams: {
    readonly name: string;
    bytes: Counters["bytes"];
    frames: number;
    span: Span | undefined;
  }[];

  constructor(names: readonly string[]) {
    this.#streams = names.map((name) => ({ name, bytes: noCounts().bytes, frames: 0, span: undefined }));
  }

  add({ counters, pieces }: TaskResult): void {
    addCounts(this.total, counters);
    for (const { source, bytes, frames, span } of pieces) {
      const stream = this.#streams[source]!;
      this.total.time.back += stepsBetween(stream.span, span);
      stream.span = span ?? stream.span;
      addBytes(stream.bytes, bytes);
      stream.frames += frames;
    }
  }

  reports(): SourceReport[] {
    return this.#streams.map(({ name, bytes, frames }) => ({ name, bytes, frames }));
  }
}
