/**
 * Records streams in a folder: first into the journal, then, a rotation at a time, into the dataset. One recorder holds a
 * folder at a time; what it or another has left when it was killed is taken up by the next.
 */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { MadeFolders } from "../dataset/folder.js";
import { lockDataset } from "../dataset/lock.js";
import { MANIFEST_FOLDER } from "../dataset/manifest.js";
import type { FolderLock } from "../durable/folder-lock.js";
import { unwritable } from "../durable/unwritable.js";
import { Failure } from "../failure/failure.js";
import type { FilePlace } from "../input/bytes/file-place.js";
import { LiveDataset } from "./dataset.js";
import { Deliveries } from "./delivery/deliveries.js";
import { keptOf, undeliveredOf } from "./delivery/undelivered.js";
import { EndedSegments, putAway } from "./ended-segments.js";
import { journalOf } from "./journal/format.js";
import { Journal } from "./journal/journal.js";
import type { StoredSegment } from "./journal/segment.js";
import { storedSegments } from "./journal/stored.js";
import type { JournalPiece } from "./journal/stream-journal.js";
import { Quota } from "./quota.js";
import type { JournalStatus, RecorderOptions } from "./recording.js";

/** Milliseconds between two looks at whether a rotation is due. */
const LOOK = 500;
/** At the end: milliseconds between two looks at whether a disk takes something again, and so many looks are enough. */
const FULL_LOOK = 100;
const FULL_FOR = 12;
/** Milliseconds after which a conversion that failed is tried again. */
const RETRY = 10_000;
/** At the end: milliseconds in which targets that can be reached are given what is left. */
const DELIVER_WITHIN = 2000;

export class Recorder {
  readonly #options: RecorderOptions;
  readonly #lock: FolderLock;
  readonly #dataset: LiveDataset;
  readonly #journal: Journal;
  readonly #quota: Quota | undefined;
  readonly #deliveries: Deliveries;
  /** Ended, and not in the dataset. */
  readonly #segments: EndedSegments;
  #rotating: Promise<void>;
  /** Rotations, one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #stopping = new AbortController();
  /** Ends a conversion for which there is no time. */
  readonly #hurry = new AbortController();
  #fail: (error: unknown) => void = () => {};
  /** Rejects when the run cannot go on. */
  readonly failed: Promise<never>;

  /** Throws a Failure where the folder is another's, or another run writes to it. */
  static async open(options: RecorderOptions): Promise<Recorder> {
    const { output, data, shape, quota: limit } = options;
    const state = join(output, MANIFEST_FOLDER);
    const folders = new MadeFolders();
    await folders.make(state);
    const lock = await lockDataset(output).catch(async (error: unknown) => {
      await folders.remove();
      throw error;
    });
    try {
      const dataset = await LiveDataset.open({
        output,
        data,
        shape,
        links: options.links,
        onNote: options.onNote,
      });
      const folder = journalOf(output);
      const stored = await storedSegments(folder, dataset.positions);
      const quota =
        limit === undefined ? undefined : new Quota(output, [keptOf(output), undeliveredOf(output)], limit);
      const deliveries = await Deliveries.open({
        dataset: output,
        targets: options.targets ?? [],
        databases: options.databases,
        keepRaw: options.keepRaw,
        onTrouble: (target, trouble) => options.onDelivery?.(target, trouble),
        onNote: (note) => options.onNote?.(note),
      });
      for (const segment of stored.converted)
        await putAway(segment, { output, keepRaw: options.keepRaw, deliveries });
      for (const stranger of stored.strangers) {
        options.onNote?.(
          `${stranger} is the folder of no stream, and is left alone: witskit has not made it under that name. ` +
            "Convert its segments by themselves, and move it away",
        );
      }
      await quota?.measure();
      const journal = await Journal.open(
        {
          folder,
          sync: options.sync,
          dialect: data.dialect,
          room: (bytes) => quota?.take(bytes),
          onTrouble: () => recorder.#tellTrouble(),
          onDurable: () => deliveries.wake(),
        },
        { ...stored, resumable: options.resumable ?? [], told: options.told },
      );
      const segments = stored.segments.filter((segment) => !journal.growsOn(segment));
      const recorder = new Recorder(options, { lock, dataset, journal, quota, deliveries, segments });
      await deliveries.start({
        dialect: data.dialect,
        streams: () => journal.names,
        durable: (stream) => journal.durable(stream),
      });
      return recorder;
    } catch (error) {
      await lock.release();
      await folders.remove();
      throw error;
    }
  }

  private constructor(options: RecorderOptions, opened: Opened) {
    const { lock, dataset, journal, quota, deliveries, segments } = opened;
    this.#options = options;
    this.#lock = lock;
    this.#dataset = dataset;
    this.#journal = journal;
    this.#quota = quota;
    this.#deliveries = deliveries;
    this.#segments = new EndedSegments(segments, {
      output: options.output,
      keepRaw: options.keepRaw,
      dataset,
      quota,
      deliveries,
      hurry: this.#hurry.signal,
      onStuck: () => this.#tellTrouble(),
      onHeld: (stream, why) => options.onHeld?.(stream, why),
      onConverted: () => options.onRotated?.(),
    });
    this.failed = Promise.race([
      journal.failed,
      new Promise<never>((_, reject) => {
        this.#fail = reject;
      }),
    ]);
    this.failed.catch(() => undefined);
    this.#rotating = this.#rotate().catch((error: unknown) => this.#fail(error));
  }

  get status(): JournalStatus {
    return {
      pendingBytes: this.#segments.bytes + this.#journal.growing,
      queuedBytes: this.#journal.queued,
      lag: this.#journal.lag,
      segments: this.#segments.count,
      units: this.#dataset.units,
      parts: this.#dataset.parts,
      counters: this.#dataset.counters,
      streams: this.#dataset.streams,
      convertSeconds: this.#segments.seconds,
      trouble: this.#trouble,
      held: this.#segments.held,
      deliveries: this.#deliveries.status,
    };
  }

  /** See `Journal.take`. */
  take(stream: string, piece: JournalPiece, settle?: () => void): Promise<void> | undefined {
    return this.#journal.take(stream, piece, settle);
  }

  /** The place of the next byte of a stream, which is what the column `offset` counts in. */
  position(stream: string): number {
    return this.#journal.position(stream);
  }

  /** Where a stream goes on in what it is read from; undefined where nobody knows. */
  origin(stream: string): FilePlace | undefined {
    return this.#journal.origin(stream);
  }

  /** Where the next byte of a stream stands elsewhere, if it follows the last one. */
  expected(stream: string): FilePlace | undefined {
    return this.#journal.expected(stream);
  }

  /** Calls when all is on disk that has arrived of a stream. */
  settled(stream: string, settle: () => void): void {
    this.#journal.settled(stream, settle);
  }

  /** Nothing comes of a stream any more, though it could be read again: what is open of it is open for good. */
  end(stream: string): void {
    this.#journal.end(stream);
  }

  /** The links are about to end: what they have received is taken, whatever the quota. */
  ending(): void {
    this.#quota?.lift();
  }

  /**
   * Nothing more will be taken: writes what was, and makes it a part of the dataset if that takes no more than so many
   * milliseconds; the next recorder of the folder does it otherwise. `looking`: those who look on have ended, and what they have found is in the
   * dataset. Throws a Failure where bytes cannot be written.
   */
  async stop(limit: number, looking: Promise<unknown> = Promise.resolve()): Promise<void> {
    this.#stopping.abort();
    this.ending();
    const late = setTimeout(
      () => this.#hurry.abort(new Failure("interrupted", "there is no more time")),
      limit,
    );
    try {
      const flushed = new AbortController();
      const flush = this.#journal.flush().finally(() => flushed.abort());
      await Promise.race([flush, this.failed, this.#late(), this.#inVain(flushed.signal)]);
      if (this.#journal.queued > 0) throw this.#unwritten();
      await this.#rotating;
      await this.#turn;
      this.#segments.add(await this.#journal.cut(true));
      await this.#segments.convert();
    } finally {
      await Promise.race([this.#journal.close(), this.#late()]);
      // What those who look on have found is delivered too.
      if (this.#options.databases?.length) await Promise.race([looking, this.#late()]);
      clearTimeout(late);
      await this.#deliveries.end(DELIVER_WITHIN);
      await this.#dataset.close();
      await this.#lock.release();
    }
  }

  #unwritten(): Failure {
    return new Failure(
      "output-unwritable",
      `${this.#journal.queued.toLocaleString("en-US")} bytes that had been received could not be written: ` +
        (this.#journal.trouble?.message ?? `${this.#options.output} is too slow`),
    );
  }

  /** Resolves when what was received cannot be written, and could not be for a while: it is known why, and time is no help. */
  async #inVain(flushed: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([flushed, this.#hurry.signal]);
    for (let looks = 0; looks < FULL_FOR && !signal.aborted; ) {
      await delay(FULL_LOOK, undefined, { signal }).catch(() => undefined);
      looks = this.#journal.trouble === undefined ? 0 : looks + 1;
    }
  }

  async #late(): Promise<void> {
    const { signal } = this.#hurry;
    if (signal.aborted) return;
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  }

  async #rotate(): Promise<void> {
    const { rotateEvery, rotateSize } = this.#options;
    // What an earlier run has left comes first.
    let failedAt = (await this.#inTurn(() => this.#segments.convert())) ? undefined : performance.now();
    let last = performance.now();
    while (!this.#stopping.signal.aborted) {
      const pause = Math.min(LOOK, rotateEvery);
      await delay(pause, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      if (this.#stopping.signal.aborted) return;
      const now = performance.now();
      const short = this.#quota?.short ?? false;
      if (short) await this.#quota?.measure();
      const due = now - last >= rotateEvery || this.#journal.growing >= rotateSize || short;
      const again = failedAt !== undefined && now - failedAt >= RETRY;
      if (!due && !again) continue;
      if (failedAt !== undefined && !again) continue;
      last = now;
      failedAt = (await this.rotate()) ? undefined : performance.now();
    }
  }

  /** Makes what has arrived a part of the dataset now; false when it could not be, and is tried again later. */
  rotate(): Promise<boolean> {
    return this.#inTurn(() => this.#cutAndConvert());
  }

  #inTurn(work: () => Promise<boolean>): Promise<boolean> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #cutAndConvert(): Promise<boolean> {
    try {
      this.#segments.add(await this.#journal.cut());
    } catch (error) {
      // What has ended is kept apart from what has not: the next cut gives it.
      this.#segments.stick(`cannot cut segments: ${unwritable(this.#options.output, error).message}`);
      return false;
    }
    return this.#segments.convert();
  }

  get #trouble(): string | undefined {
    return this.#journal.trouble?.message ?? this.#segments.stuck;
  }

  #tellTrouble(): void {
    this.#options.onTrouble?.(this.#trouble);
  }
}

interface Opened {
  readonly lock: FolderLock;
  readonly dataset: LiveDataset;
  readonly journal: Journal;
  readonly quota: Quota | undefined;
  readonly deliveries: Deliveries;
  readonly segments: readonly StoredSegment[];
}
