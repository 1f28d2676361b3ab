/** What tasks are made of, and what becomes of it: plain data that crosses threads. */

import type { FailureNote } from "../failure/failure.js";
import type { ByteReader } from "../input/bytes/source.js";
import type { ContainerKind } from "../input/container/registry.js";
import type { OpenSource } from "../input/source/open.js";
import type { Clock } from "../kernel/decoder.js";
import type { Arrival } from "../wits/decoding/arrival.js";
import { type ByteCounts, noCounts, type Span } from "../wits/decoding/counters.js";
import type { SegmentRange } from "./segment-range.js";

/** A range of a source: of a plain file between two nominal places, bytes that are at hand, or all of a small source. */
export interface Piece {
  /** Index among the run's sources. */
  readonly source: number;
  /** As the column `source` has it. */
  readonly name: string;
  /** Which of the run's readings it has; the first unless told. */
  readonly reading?: number | undefined;
  readonly range: FileRange | BytesAtHand | WholeSource | OpenedSource | SegmentRange;
  /** The clock of the bytes before; undefined when they are of no account, or not known yet. */
  readonly clock?: Clock | undefined;
  /** The bytes before are those of the piece before, whose clock goes on. */
  readonly goesOn?: boolean | undefined;
}

export interface FileRange {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly size: number;
  /** `from` is where a frame, or what stands between frames, begins: nothing before it is looked for. */
  readonly cut?: boolean;
}

export interface BytesAtHand {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offset: number;
  /** When they arrived, their places being those in the source. */
  readonly arrivals?: readonly Arrival[] | undefined;
}

/** All of the source that the piece names. */
export interface WholeSource {
  readonly whole: true;
  /** What it had when it was found: of a plain log no more is read. */
  readonly size?: number | undefined;
  /** Where it is, when its name is not its path. */
  readonly place?: string | undefined;
  /** A file that says when its bytes arrived. */
  readonly sidecar?: string;
  /** It gives too many row groups to be handed over together. */
  readonly long?: boolean;
}

/** A source that is open already, and can be read only once and in one go. It cannot go to a worker. */
export interface OpenedSource {
  readonly opened: ByteReader & Partial<Pick<OpenSource, "places" | "containers">>;
  /** Where in the source its bytes begin, when they are not all. */
  readonly offset?: number;
}

/** A task may have thousands of pieces, whose results cross threads: what most of them lack is absent. */
export interface PieceResult {
  readonly source: number;
  readonly bytes: ByteCounts;
  readonly frames: number;
  /** The piece has the source's first bytes, or the source has none. */
  readonly begins: boolean;
  /** Where in the source its bytes begin; absent at its beginning. */
  readonly from?: number;
  /** Frames of it have their date, or which of two hours they are in, from the frames before. */
  readonly carries?: true;
  /** What the pieces of the source beside it must know; absent in a whole source, and where no frame tells it. */
  readonly clock?: Clock | undefined;
  readonly span?: Span | undefined;
  /** Times that the clock before the range would have completed; absent when there is none, and in a whole source. */
  readonly unsureTimes?: number;
  /** Its first bytes, when it begins and has no frame. */
  readonly head?: Uint8Array;
  /** What wrapped the source's frames. */
  readonly containers?: readonly ContainerKind[];
  /** What made the source unreadable, or ended it before its end. What came before it is decoded. */
  readonly failure?: FailureNote;
  /** What people should know of the source, although all of it was read. */
  readonly warning?: string;
  /** Of its bytes, where a run keeps them. */
  readonly crc32?: number;
  /** The bytes at hand, given back: they may be decoded again when a date becomes known, and their buffer is used again. */
  readonly buffer?: Uint8Array<ArrayBuffer>;
  /** Nothing was decoded, since the range has no cut for too long. */
  readonly deferred?: true;
}

/** A range that has not been decoded: it is to be run again where its row groups can be taken as they come. */
export const deferredPiece = (source: number): PieceResult => ({
  source,
  bytes: noCounts().bytes,
  frames: 0,
  begins: false,
  deferred: true,
});
