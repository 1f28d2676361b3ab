/**
 * A live run: links that bring bytes, a recorder that keeps them, and subscribers that see them pass. The recorder comes
 * first: nobody who looks on can hold it up.
 */

import type { ShapeOptions } from "../bulk/task-setup.js";
import { callBack } from "../failure/callback.js";
import { Failure } from "../failure/failure.js";
import type { FilePlace } from "../input/bytes/file-place.js";
import { isJournalPlace } from "../input/bytes/journal-place.js";
import { dataOptions, type FeedOptions } from "../input/feed/options.js";
import type { Arrived, Link } from "../input/link/link.js";
import type { LinkStatus } from "../input/link/link-status.js";
import type { LinkSettings, LiveLink } from "../input/link/links.js";
import { maskedUrl } from "../text/secrets.js";
import type { DeliveryTarget } from "./delivery/target.js";
import { fitOf } from "./journal/told-place.js";
import { guarded, type LookingOn, reasonIn } from "./lookers-on.js";
import { Recorder } from "./recorder.js";
import type { JournalStatus, RecordingOptions } from "./recording.js";

export type { LiveLink } from "../input/link/links.js";

/** What a live run is told: of its feeds as `convert` is, of its links, and how to keep what arrives. */
export interface LiveOptions extends FeedOptions, ShapeOptions, Partial<RecordingOptions>, LookingOn {
  readonly links: readonly LiveLink[];
  /** For all links; what a URL says goes before it. */
  readonly link?: Omit<LinkSettings, "name"> | undefined;
  /** The folder of the dataset; nothing is kept when undefined. */
  readonly output?: string | undefined;
  /** Who is given all that arrives, from the journal: whoever is away gets it later. They need an `output`. */
  readonly targets?: readonly DeliveryTarget[] | undefined;
  /** URLs of databases that are given each part of the dataset: they need an `output` too. */
  readonly databases?: readonly string[] | undefined;
  /** Milliseconds that the end may take to make a part of what has arrived last; 10 s unless told. */
  readonly stopWithin?: number | undefined;
}

/** Bytes that wait to be written; 256 links at 20 MB/s together have so many while small pieces are gathered. */
const BUSY = 1 << 20;

/** Bytes of a stream, as its subscribers see them. */
export interface StreamPiece {
  /** As the column `source` has it: the link's name, and behind a slash the sender where there are several. */
  readonly stream: string;
  readonly link: LinkStatus;
  /** Where it changes, bytes may be missing, and a frame that had begun does not go on. */
  readonly connection: number;
  /** The place of the first byte in the stream, as the column `offset` has it. Where nothing is recorded, it begins anew with each run. */
  readonly offset: number;
  /** Not to be changed, and to be copied by who keeps them: they hold until \`take\` returns. */
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970, UTC. */
  readonly arrival: number;
}

/** Somebody who sees bytes pass. */
export interface Subscriber {
  /** Takes a piece at once. Whoever is slow keeps what he needs himself, or leaves it out and counts that. */
  take(piece: StreamPiece): void;
  /** Nothing more will come. */
  end?(): Promise<void> | void;
}

export const DEFAULTS = {
  sync: 1000,
  rotateEvery: 15 * 60_000,
  rotateSize: 256 << 20,
  stopWithin: 10_000,
} as const;

/** Milliseconds in which links end: a sender may wait to hear that what it sent is on a disk that takes nothing. */
const LINKS_END_WITHIN = 1000;

/** Links that are read, recorded and watched, as `witskit stream` does it. */
export class LiveRun {
  readonly #options: LiveOptions;
  readonly #looking: Required<LookingOn>;
  readonly #links: readonly Link[];
  readonly #recorder: Recorder | undefined;
  readonly #subscribers = new Set<Subscriber>();
  /** Of each stream where its next byte stands, and where that is elsewhere, where nobody records it. */
  readonly #received = new Map<string, Received>();
  /** The link whose senders' own names are those of the streams. */
  readonly #naming: Link | undefined;

  /** Settles all that can be wrong, and opens no link yet. Throws a Failure. */
  static async open(options: LiveOptions): Promise<LiveRun> {
    const data = await dataOptions(options, "record");
    // With what opens links again: whoever imports the package may never open one.
    const { linksOf } = await import("../input/link/links.js");
    const { input = "auto" } = options;
    const { output, targets = [], databases = [] } = options;
    const settings = { ...options.link, unwrapped: input === "auto", kept: output !== undefined };
    const links = await linksOf(options.links, settings);
    refuseTwins(links);
    const [waits] = [...targets.map(({ shown }) => shown), ...databases.map(maskedUrl)];
    if (output === undefined && waits !== undefined) {
      throw new Failure(
        "missing-option",
        `what ${waits} does not take waits in a dataset and its journal, and there is none; give -o OUT/`,
      );
    }
    const { sync = DEFAULTS.sync, rotateEvery = DEFAULTS.rotateEvery } = options;
    const { rotateSize = DEFAULTS.rotateSize, keepRaw = false, quota } = options;
    const looking = guarded(options);
    const resumable = links.filter((link) => link.resumable);
    const { compression, rowGroupRows, partition } = options;
    const recorder =
      output === undefined
        ? undefined
        : await Recorder.open({
            output,
            data,
            shape: { compression, rowGroupRows, partition },
            ...{ sync, rotateEvery, rotateSize, keepRaw, quota },
            links: links.map(({ status }) => status.name),
            resumable: resumable.map(({ status }) => status.name),
            told: links.some(({ tellsPlaces }) => tellsPlaces),
            targets,
            databases,
            onDelivery: looking.onDelivery,
            onTrouble: looking.onTrouble,
            onHeld: looking.onHeld,
            onNote: looking.onNote,
            onRotated: looking.onRotated,
          });
    for (const link of resumable) {
      const place = recorder?.origin(link.status.name);
      if (place !== undefined) link.resume(place);
    }
    return new LiveRun(options, links, recorder, looking);
  }

  private constructor(
    options: LiveOptions,
    links: readonly Link[],
    recorder: Recorder | undefined,
    looking: Required<LookingOn>,
  ) {
    this.#looking = looking;
    this.#options = options;
    this.#links = links;
    this.#recorder = recorder;
    // Of several, two might have the same names.
    const telling = links.filter(({ tellsPlaces }) => tellsPlaces);
    this.#naming = telling.length === 1 ? telling[0] : undefined;
    for (const link of links) {
      link.onChange = looking.onLink;
      link.onRemark = looking.onRemark;
    }
  }

  /** In the order of the options; always current. */
  get links(): readonly LinkStatus[] {
    return this.#links.map(({ status }) => status);
  }

  /** Undefined where nothing is kept. */
  get journal(): JournalStatus | undefined {
    return this.#recorder?.status;
  }

  /** More waits to be written than is written at once: who decodes for others lets the recording go first. */
  get busy(): boolean {
    return this.#recorder !== undefined && this.#recorder.status.queuedBytes > BUSY;
  }

  /** Answers how to leave. */
  subscribe(subscriber: Subscriber): () => void {
    this.#subscribers.add(subscriber);
    return () => void this.#subscribers.delete(subscriber);
  }

  /**
   * Runs until the signal aborts or all links have ended; then what has arrived is on disk. Throws the Failure that
   * keeps it from going on; what arrived before is kept all the same.
   */
  async run(signal: AbortSignal): Promise<void> {
    const stop = new AbortController();
    let onAbort = (): void => {};
    // A link that is held up because nothing can be written does not end.
    const aborted = new Promise<void>((resolve) => {
      onAbort = (): void => {
        stop.abort(signal.reason);
        resolve();
      };
    });
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    const { stopWithin = DEFAULTS.stopWithin } = this.#options;
    const ended = this.#links.map((link) => this.#read(link, stop.signal));
    try {
      // A link that can never work ends the others, or nobody would find out.
      await Promise.race([Promise.all(ended), aborted, ...(this.#recorder ? [this.#recorder.failed] : [])]);
    } finally {
      const started = performance.now();
      stop.abort();
      this.#recorder?.ending();
      signal.removeEventListener("abort", onAbort);
      await within(Math.min(stopWithin, LINKS_END_WITHIN), Promise.allSettled(ended));
      const left = Math.max(stopWithin - (performance.now() - started), 1000);
      // None of those who look on is waited for longer than it takes to keep what was received.
      const looking = Promise.allSettled([...this.#subscribers].map((subscriber) => subscriber.end?.()));
      await this.#recorder?.stop(left, looking).finally(() => looking);
      await looking;
    }
  }

  async #read(link: Link, signal: AbortSignal): Promise<void> {
    const { status } = link;
    await link.run((arrived, settle) => this.#take(link, arrived, settle), signal);
    if (link.finite && !signal.aborted) this.#recorder?.end(status.name);
  }

  #take(link: Link, arrived: Arrived, settle: (() => void) | undefined): Promise<void> | undefined {
    const { connection, arrival, place } = arrived;
    const stream = this.#streamOf(link, arrived);
    let { bytes } = arrived;
    let offset = this.#recorder?.position(stream) ?? this.#received.get(stream)?.position ?? 0;
    if (place !== undefined && isJournalPlace(place)) {
      const fit = this.#fit(link, stream, place);
      if (fit.known >= bytes.length) {
        this.#settled(stream, settle);
        return undefined;
      }
      bytes = bytes.subarray(fit.known);
      offset = fit.at;
    }
    const known = arrived.bytes.length - bytes.length;
    const stands = place && { ...place, offset: place.offset + known, joined: place.joined || known > 0 };
    const next = stands && { ...stands, offset: stands.offset + bytes.length };
    if (this.#recorder === undefined)
      this.#received.set(stream, { position: offset + bytes.length, place: next });
    const piece = { connection, bytes, arrival, place: stands, at: offset };
    const taken = this.#recorder?.take(stream, piece, settle);
    if (this.#recorder === undefined) settle?.();
    for (const subscriber of this.#subscribers) {
      callBack(
        () => subscriber.take({ stream, link: link.status, connection, offset, bytes, arrival }),
        (error) => {
          // Recording goes on, whatever becomes of those who look on.
          if (!this.#subscribers.delete(subscriber)) return;
          this.#looking.onTrouble(`a subscriber has failed and is left out from now on: ${reasonIn(error)}`);
        },
      );
    }
    return taken;
  }

  /** Senders that record themselves are known by their own names, unless a link has that name. */
  #streamOf(link: Link, { sender, source }: Arrived): string {
    const { name } = link.status;
    if (link === this.#naming && source !== undefined) {
      const taken = this.#links.some(
        (other) =>
          other !== link && (source === other.status.name || source.startsWith(`${other.status.name}/`)),
      );
      if (!taken) return source;
    }
    return sender === "" ? name : `${name}/${sender}`;
  }

  /** Holds bytes against what is here of the journal that they are of, and says what people should know of it. */
  #fit(link: Link, stream: string, place: FilePlace) {
    const received = this.#received.get(stream);
    const expected = this.#recorder === undefined ? received?.place : this.#recorder.expected(stream);
    const fit = fitOf(expected, this.#recorder?.position(stream) ?? received?.position ?? 0, place);
    if (fit.missing > 0) {
      link.lose(fit.missing);
      this.#looking.onRemark(
        link.status,
        `${stream}: ${fit.missing.toLocaleString("en-US")} bytes before byte ${fit.at} are missing: who recorded them has not sent ` +
          "them, or they are no more where they were kept for us",
      );
    } else if (fit.another) {
      this.#looking.onRemark(
        link.status,
        `${stream} comes from another journal than before, and its places are no more the same there: byte ${place.offset} there ` +
          `is byte ${fit.at} here`,
      );
    }
    return fit;
  }

  /** They are here; who waits to hear of it hears when they are on disk. */
  #settled(stream: string, settle: (() => void) | undefined): void {
    if (settle === undefined) return;
    if (this.#recorder === undefined) settle();
    else this.#recorder.settled(stream, settle);
  }
}

/** What came of a stream that nobody records. */
interface Received {
  readonly position: number;
  readonly place: FilePlace | undefined;
}

/** Two links of one name would make one stream of two. */
function refuseTwins(links: readonly Link[]): void {
  const names = links.map(({ status }) => status.name);
  const twin = names.find((name, i) => names.indexOf(name) !== i);
  if (twin === undefined) return;
  throw new Failure(
    "conflicting-options",
    `two links are called ${twin}, and their bytes could not be told apart; give each a name, as rig-7=tcp://10.0.0.5:12345`,
  );
}

/** Waits no longer than so many milliseconds. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
