/** What a recorder is told, and what it tells of how far it is. */
import type { ShapeOptions } from "../bulk/task-setup.js";
import type { SourceReport } from "../dataset/report.js";
import type { DataOptions } from "../input/feed/options.js";
import type { Counters } from "../wits/decoding/counters.js";
import type { DeliveryStatus } from "./delivery/delivery.js";
import type { DeliveryTarget } from "./delivery/target.js";
import type { HeldStream } from "./unreadable-segment.js";

/** How what arrives is kept. */
export interface RecordingOptions {
  /** Milliseconds; 0: every piece is durable before the next one is taken. */
  readonly sync: number;
  /** Milliseconds, and bytes of all streams together, after which what has arrived becomes a part. */
  readonly rotateEvery: number;
  readonly rotateSize: number;
  /** Keep segments that are in the dataset, in `_witskit/raw`. */
  readonly keepRaw: boolean;
  /** Bytes that the folder may take; no limit when undefined. */
  readonly quota: number | undefined;
}

/** What a recorder must be told. */
export interface RecorderOptions extends RecordingOptions {
  /** The dataset's folder. */
  readonly output: string;
  readonly data: DataOptions;
  readonly shape: ShapeOptions;
  /** Names of the links. */
  readonly links?: readonly string[] | undefined;
  /** Streams that come from what can be read again, and go on where they were. */
  readonly resumable?: readonly string[] | undefined;
  /** Whether streams come of which others tell where they stand in their journals. */
  readonly told?: boolean | undefined;
  /** Who is given all that the journal has, see `delivery/`. */
  readonly targets?: readonly DeliveryTarget[] | undefined;
  /** URLs of databases that follow the dataset, see `delivery/database.ts`. */
  readonly databases?: readonly string[] | undefined;
  /** What stands in the way of one of them; undefined when nothing does any more. Recording goes on. */
  onDelivery?(target: string, trouble: string | undefined): void;
  /** What stands in the way, a sentence; undefined when nothing does any more. */
  onTrouble?(trouble: string | undefined): void;
  /** What people should know of what was there before, a sentence. */
  onNote?(note: string): void;
  /** When what had arrived has become parts of the dataset. */
  onRotated?(): void;
  /** The same of one stream, while all others go on. */
  onHeld?(stream: string, why: string | undefined): void;
}

/** How far what has arrived is on its way into the dataset. */
export interface JournalStatus {
  /** Bytes that have arrived and are not in the dataset, and those of them that are in memory alone. */
  readonly pendingBytes: number;
  readonly queuedBytes: number;
  /** Milliseconds since the oldest byte arrived that is not durable. */
  readonly lag: number;
  /** Segments that wait to be converted. */
  readonly segments: number;
  /** Units, and their parts, that are in the dataset. */
  readonly units: number;
  readonly parts: number;
  /** Of all that is in the dataset, and of each stream. */
  readonly counters: Counters;
  readonly streams: readonly SourceReport[];
  /** Seconds that conversions have taken in this run. */
  readonly convertSeconds: number;
  /** What stands in the way of writing or converting. */
  readonly trouble: string | undefined;
  /** Streams of which a segment cannot be read: they are recorded, and wait with what is behind it. */
  readonly held: readonly HeldStream[];
  /** How far each target of this run is behind. */
  readonly deliveries: readonly DeliveryStatus[];
}
