/**
 * What the sources of a run, or of one of its units, have come to. A run may have a million sources: their counts stand
 * side by side in one array, what only few of them have is kept apart, and reports are made when they are asked for.
 */

import { containerOf, errorOf, type SourceReport, type SourceReports } from "../dataset/report.js";
import { type FailureNote, noteOf } from "../failure/failure.js";
import type { ContainerKind } from "../input/container/registry.js";
import type { Clock } from "../kernel/decoder.js";
import { type ByteCounts, type Span, stepsBetween } from "../wits/decoding/counters.js";
import { joinedChecksum } from "./checksum.js";
import type { PieceResult } from "./piece.js";

/** Places of a source's counts in its row. Its total is their sum, frames apart. */
const FRAMING = 0;
const ITEMS = 1;
const BLANK = 2;
const REJECTED = 3;
const FRAMES = 4;
const COUNTS = 5;

/** Bits of a source's mark. */
const SEEN = 1;
const BEGUN = 2;

/** What most sources do not have. */
interface Remark {
  /** The first bytes of a source whose first piece has no frame. */
  head?: Uint8Array;
  containers?: readonly ContainerKind[];
  failure?: FailureNote;
  warning?: string;
  /** Where the bytes begin that are counted here; absent at the source's beginning. */
  from?: number;
  /** The clock behind them, where frames have their dates by it. */
  clock?: Clock;
}

export class SourceLedger {
  readonly #first: number;
  readonly #counts: Float64Array;
  readonly #marks: Uint8Array;
  readonly #remarks = new Map<number, Remark>();
  /** Of the bytes of sources, where the run keeps them. */
  readonly #checksums = new Map<number, number>();
  /** Of the last piece that has one. */
  #span: { readonly source: number; readonly span: Span } | undefined;

  /** For sources [first, end). */
  constructor(first: number, end: number) {
    this.#first = first;
    this.#counts = new Float64Array((end - first) * COUNTS);
    this.#marks = new Uint8Array(end - first);
  }

  add(source: number, { bytes, frames }: Pick<PieceResult, "bytes" | "frames">): void {
    const row = (source - this.#first) * COUNTS;
    const counts = this.#counts;
    counts[row + FRAMING]! += bytes.framing;
    counts[row + ITEMS]! += bytes.items;
    counts[row + BLANK]! += bytes.blank;
    counts[row + REJECTED]! += bytes.rejected;
    counts[row + FRAMES]! += frames;
    this.#marks[source - this.#first]! |= SEEN;
  }

  /** Pieces come in the order of their bytes. Answers the steps back in time from the piece of that source before. */
  addPiece(piece: PieceResult): number {
    const { source, span, begins, head, containers, failure, warning } = piece;
    // It is told of the first bytes that are counted.
    const from = this.bytesOf(source).total === 0 && piece.bytes.total > 0 ? piece.from : undefined;
    this.add(source, piece);
    if (piece.crc32 !== undefined)
      this.#checksums.set(
        source,
        joinedChecksum(this.#checksums.get(source) ?? 0, piece.crc32, piece.bytes.total),
      );
    if (from !== undefined) this.#remark(source).from = from;
    if (begins) this.#marks[source - this.#first]! |= BEGUN;
    if (head !== undefined) this.#remark(source).head ??= head;
    if (containers !== undefined) this.wrapped(source, containers);
    if (failure !== undefined) this.fail(source, failure);
    if (warning !== undefined) this.warn(source, warning);
    if (piece.carries) this.#remark(source).clock = piece.clock ?? {};
    else if (piece.clock !== undefined && this.#remarks.get(source)?.clock !== undefined)
      this.#remark(source).clock = piece.clock;
    const before = this.#span?.source === source ? this.#span.span : undefined;
    if (span !== undefined) this.#span = { source, span };
    return stepsBetween(before, span);
  }

  /** The next piece does not follow on the last one. */
  forgetSpan(): void {
    this.#span = undefined;
  }

  wrapped(source: number, containers: readonly ContainerKind[]): void {
    this.#remark(source).containers = containers;
  }

  /** The first failure is the source's. */
  fail(source: number, failure: FailureNote): void {
    this.#remark(source).failure ??= noteOf(failure);
    this.#marks[source - this.#first]! |= SEEN;
  }

  warn(source: number, warning: string): void {
    this.#remark(source).warning = warning;
  }

  /** Takes over why its sources could not be read, and what else there is to know of them. */
  failAs(run: SourceLedger): void {
    for (let i = 0; i < this.#marks.length; i++) {
      const { failure, warning } = run.#remarks.get(this.#first + i) ?? {};
      if (failure !== undefined) this.fail(this.#first + i, failure);
      if (warning !== undefined) this.warn(this.#first + i, warning);
    }
  }

  bytesOf(source: number): ByteCounts {
    const row = (source - this.#first) * COUNTS;
    const at = (place: number): number => this.#counts[row + place]!;
    const [framing, items, blank, rejected] = [at(FRAMING), at(ITEMS), at(BLANK), at(REJECTED)];
    return { total: framing + items + blank + rejected, framing, items, blank, rejected };
  }

  framesOf(source: number): number {
    return this.#counts[(source - this.#first) * COUNTS + FRAMES]!;
  }

  /** The source's first bytes are among those decoded. */
  hasBegun(source: number): boolean {
    return (this.#marks[source - this.#first]! & BEGUN) !== 0;
  }

  headOf(source: number): Uint8Array | undefined {
    return this.#remarks.get(source)?.head;
  }

  failureOf(source: number): FailureNote | undefined {
    return this.#remarks.get(source)?.failure;
  }

  /** Clocks behind sources of which frames have their dates from frames before, by the names of the sources. */
  clocks(sources: readonly { readonly name: string }[]): Record<string, Clock> {
    const clocks: Record<string, Clock> = {};
    for (const [source, { clock }] of this.#remarks)
      if (clock !== undefined) clocks[sources[source]!.name] = clock;
    return clocks;
  }

  /** Those that something is known of, in order. */
  *seen(): Generator<number> {
    for (let i = 0; i < this.#marks.length; i++) if ((this.#marks[i]! & SEEN) !== 0) yield this.#first + i;
  }

  /** Of the sources that were seen; `sources` are those of the run. */
  reports(
    sources: readonly { readonly name: string }[],
    toldOf: (source: number) => SourceReport["told"] | undefined = () => undefined,
    { checksums = false }: { checksums?: boolean } = {},
  ): SourceReports {
    const ledger = this;
    return {
      get length() {
        return ledger.#marks.reduce((count, mark) => count + (mark & SEEN), 0);
      },
      *[Symbol.iterator]() {
        for (const source of ledger.seen())
          yield {
            ...ledger.#report(source, sources[source]!.name, toldOf(source)),
            ...(checksums && ledger.#checksums.has(source) && { crc32: ledger.#checksums.get(source)! }),
          };
      },
    };
  }

  #report(source: number, name: string, told: SourceReport["told"] | undefined): SourceReport {
    const { containers = [], failure, warning, from } = this.#remarks.get(source) ?? {};
    return {
      name,
      ...containerOf(containers),
      bytes: this.bytesOf(source),
      frames: this.framesOf(source),
      ...(from !== undefined && { from }),
      ...(told !== undefined && { told }),
      ...errorOf(failure),
      ...(warning !== undefined && { warning }),
    };
  }

  #remark(source: number): Remark {
    let remark = this.#remarks.get(source);
    if (remark === undefined) {
      remark = {};
      this.#remarks.set(source, remark);
    }
    return remark;
  }
}
