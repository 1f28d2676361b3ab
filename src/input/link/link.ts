/**
 * A configured live connection: it opens a transport, hands on what arrives, and opens it again when it breaks, for as
 * long as it takes. It says at any time how it is. Nobody is at the rig to help it.
 */
import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { callBack } from "../../failure/callback.js";
import { Failure, isFailure } from "../../failure/failure.js";
import { durationText } from "../../text/duration.js";
import type { FilePlace } from "../bytes/file-place.js";
import { Attempts, type Outcome } from "./attempts.js";
import { type Dialogue, spokenTo } from "./dialogue.js";
import { type LinkOptions, type ToldLink, toldLink } from "./link-options.js";
import type { LinkState, LinkStatus } from "./link-status.js";
import { Settlement } from "./settlement.js";
import { SilenceWatch } from "./silence-watch.js";
import type { Chunk, ChunkPlace, Connection, Opened, Transport } from "./transport/transport.js";

/** Bytes that a sender sent. */
export interface Arrived {
  /**
   * Names the byte stream within the link: empty for a link with one sender; else the sender's host or topic, made
   * unique among those that are connected now.
   */
  readonly sender: string;
  /** What the sender itself calls the stream, where it records it too. */
  readonly source?: string | undefined;
  /** Counts the connections of the link from 1: where it changes, bytes may be missing. */
  readonly connection: number;
  /** They hold until they were taken. */
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970, UTC; never before that of bytes that came earlier. */
  readonly arrival: number;
  /** Where they can be read again. */
  readonly place?: ChunkPlace | undefined;
}

/**
 * `settle` is there where the sender waits to hear that these bytes are on disk: to be called then. It sends little more
 * until it hears of some.
 */
export type Take = (arrived: Arrived, settle: (() => void) | undefined) => Promise<void> | void;

export class Link {
  /** Called when the state or the number of senders has changed. What it throws ends the link, and is thrown by `run`. */
  onChange?: ((status: LinkStatus) => void) | undefined;
  /** Called with a sentence that people should know, though the link goes on. What it throws ends it too. */
  onRemark?: ((status: LinkStatus, remark: string) => void) | undefined;
  /** Called when nothing more comes of the connection of that number, and all that came was taken. */
  onEnd?: ((connection: number) => void) | undefined;
  readonly #transport: Transport;
  readonly #told: ToldLink;
  readonly #status: { -readonly [Key in keyof LinkStatus]: LinkStatus[Key] };
  readonly #stale: SilenceWatch;
  /** The names of those that are connected now. */
  readonly #senders = new Set<string>();
  #opened: Opened | undefined;
  readonly #connected = new Set<Connection & Partial<Dialogue>>();
  /** Bytes of connections that are closed: lost, and echoed. */
  #lostBefore = 0;
  #echoedBefore = 0;
  /** Ends the run with what a callback has thrown. */
  readonly #failing = new AbortController();

  constructor(transport: Transport, options: LinkOptions = {}) {
    this.#transport = transport;
    transport.onRemark = (remark) =>
      callBack(
        () => this.onRemark?.(this.#status, remark),
        (error) => this.#fail(error),
      );
    this.#told = toldLink(options, transport);
    this.#stale = new SilenceWatch(this.#told.staleAfter, () => this.#enter("stale"));
    const lost = (): number => this.#lost;
    const echoed = (): number => this.#echoed;
    this.#status = {
      name: options.name ?? transport.shown,
      url: transport.shown,
      state: "connecting",
      since: Date.now(),
      bytes: 0,
      get lost() {
        return lost();
      },
      get echoed() {
        return echoed();
      },
      connections: 0,
      failures: 0,
      lastArrival: undefined,
      trouble: undefined,
      senders: 0,
    };
  }

  /** Whether what it read can be read again, by a later run, from a place on. */
  get resumable(): boolean {
    return this.#transport.resume !== undefined;
  }

  /** Whether what arrives tells where it stands in the journal of who recorded it. */
  get tellsPlaces(): boolean {
    return this.#transport.tellsPlaces ?? false;
  }

  /** Bytes turn out to be missing that no transport could know of. */
  lose(bytes: number): void {
    this.#lostBefore += bytes;
  }

  /** Whether its end is the end, as of a file that does not grow. */
  get finite(): boolean {
    return this.#transport.finite ?? false;
  }

  /** Before it runs: goes on at a place to which an earlier run has read. */
  resume(place: FilePlace): void {
    this.#transport.resume?.(place);
  }

  /** Always current; the same object all the time. */
  get status(): LinkStatus {
    return this.#status;
  }

  /**
   * Runs until the signal aborts, or a transport that is finite has ended; then it resolves, when all that had arrived
   * was taken. `take` is given what arrives, in order a sender; a sender's next bytes are read when it has resolved.
   * Throws Failure("usage") or Failure("input") where the link can never work, what `take` throws, and without
   * `reconnect` what the link broke with. A link runs once.
   */
  async run(take: Take, signal: AbortSignal): Promise<void> {
    const failing = this.#failing.signal;
    await this.#run(take, AbortSignal.any([signal, failing]));
    failing.throwIfAborted();
  }

  async #run(take: Take, signal: AbortSignal): Promise<void> {
    const { breakerFailures, reconnect } = this.#told;
    const attempts = new Attempts(this.#told);
    // All that the link waits for waits for this too.
    setMaxListeners(0, signal);
    try {
      while (!signal.aborted) {
        const { fault, wait, resting } = await attempts.make(() => this.#attempt(take, signal));
        if (signal.aborted) return;
        if (!reconnect && fault !== undefined) throw fault;
        if (!reconnect || (this.#transport.finite && fault === undefined)) return;
        const why = fault?.message ?? `${this.#status.url} ended the connection`;
        const row = `${why}; that was so ${breakerFailures} times in a row, and the next attempt is in ${durationText(wait)}`;
        this.#status.trouble = resting ? row : why;
        this.#enter("waiting");
        await delay(wait, undefined, { signal }).catch(() => {});
      }
    } finally {
      this.#stale.stop();
      this.#enter("closed");
    }
  }

  /** Opens the transport and reads it until it breaks or ends. Throws what no further attempt can mend. */
  async #attempt(take: Take, signal: AbortSignal): Promise<Outcome> {
    this.#enter("connecting");
    let opened: Opened;
    try {
      opened = await this.#transport.open(signal);
    } catch (error) {
      if (signal.aborted) return { fault: undefined, fruitful: true };
      this.#status.failures++;
      return { fault: networkFailure(error), fruitful: false };
    }
    const [bytesBefore, since] = [this.#status.bytes, performance.now()];
    this.#opened = opened;
    this.#status.url = opened.shown ?? this.#transport.shown;
    this.#enter("open");
    this.#stale.note();
    try {
      const fault = await this.#session(opened, take, signal);
      const longOpen = performance.now() - since > this.#told.longestWait;
      return { fault, fruitful: longOpen || this.#status.bytes > bytesBefore };
    } finally {
      this.#stale.stop();
      this.#lostBefore += opened.lost ?? 0;
      this.#opened = undefined;
    }
  }

  /** Reads all that connect, until the transport breaks or ends, or the signal aborts. Answers what it broke with. */
  async #session(opened: Opened, take: Take, signal: AbortSignal): Promise<Failure | undefined> {
    let closing: Promise<void> | undefined;
    const close = (): Promise<void> => {
      closing ??= opened.close();
      return closing;
    };
    const settlement = new Settlement();
    const stop = async (): Promise<void> => {
      await settlement.settled(this.#told.settleTimeout);
      await close();
    };
    const onAbort = (): void => void stop();
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    const reading = new Set<Promise<void>>();
    const fatal: unknown[] = [];
    let fault: Failure | undefined;
    try {
      for await (const connected of opened.connections) {
        const { handshake } = this.#told;
        const connection = handshake === undefined ? connected : spokenTo(connected, handshake);
        const one = this.#read(connection, settlement, take, signal)
          .then((broke) => {
            fault = broke ?? fault;
            if (broke !== undefined) this.#status.trouble = broke.message;
          })
          .catch((error: unknown) => {
            fatal.push(error);
            void close();
          })
          .finally(() => reading.delete(one));
        reading.add(one);
      }
    } catch (error) {
      fault = networkFailure(error);
      void close();
    } finally {
      await Promise.all(reading);
      signal.removeEventListener("abort", onAbort);
      await close();
    }
    if (fatal.length > 0) throw fatal[0];
    return fault;
  }

  /** Reads one connection to its end. Answers what it broke with; throws what `take` throws. */
  async #read(
    connection: Connection,
    settlement: Settlement,
    take: Take,
    signal: AbortSignal,
  ): Promise<Failure | undefined> {
    const number = ++this.#status.connections;
    const sender = this.#join(connection);
    const { idleTimeout } = this.#told;
    let silent = false;
    const idle = new SilenceWatch(idleTimeout, () => {
      silent = true;
      void connection.close();
    });
    idle.note();
    try {
      for (;;) {
        const chunk = await connection.next().catch(networkFailure);
        if (chunk instanceof Failure) return chunk;
        // Aborted, what is not taken is not acknowledged, and comes again.
        if (chunk === undefined || (signal.aborted && chunk.settle !== undefined)) break;
        this.#note(chunk);
        const { bytes, arrival, place } = chunk;
        const arrived = { sender, source: connection.source, connection: number, bytes, arrival, place };
        const taken = take(arrived, chunk.settle && settlement.owe(chunk.settle));
        if (taken !== undefined) await this.#held(idle, taken);
        idle.note();
      }
    } finally {
      idle.stop();
      if (!signal.aborted) await connection.close();
      this.#leave(connection, sender);
      this.onEnd?.(number);
    }
    if (!silent) return undefined;
    return new Failure("no-answer", `${connection.peer} has been silent for ${durationText(idleTimeout)}`);
  }

  #note({ bytes, arrival }: Chunk): void {
    this.#status.bytes += bytes.length;
    this.#status.lastArrival = arrival;
    this.#stale.note();
    if (this.#status.state === "stale") this.#enter("open");
  }

  /** Waits for what is being taken. Who does not take holds its sender up, which is no silence. */
  async #held(idle: SilenceWatch, taken: Promise<void>): Promise<void> {
    idle.busy++;
    this.#stale.busy++;
    try {
      await taken;
    } finally {
      idle.busy--;
      this.#stale.busy--;
    }
  }

  /** Names a sender, unlike all others that are connected. */
  #join(connection: Connection): string {
    const { sender: given = "" } = connection;
    let name = given;
    for (let i = 2; this.#senders.has(name); i++) name = `${given}#${i}`;
    this.#senders.add(name);
    this.#connected.add(connection);
    this.#status.senders = this.#senders.size;
    this.#changed();
    return name;
  }

  #leave(connection: Connection & Partial<Dialogue>, name: string): void {
    this.#lostBefore += connection.lost;
    this.#echoedBefore += connection.echoed ?? 0;
    this.#connected.delete(connection);
    this.#senders.delete(name);
    this.#status.senders = this.#senders.size;
    this.#changed();
  }

  get #lost(): number {
    let lost = this.#lostBefore + (this.#opened?.lost ?? 0);
    for (const connection of this.#connected) lost += connection.lost;
    return lost;
  }

  get #echoed(): number {
    let echoed = this.#echoedBefore;
    for (const connection of this.#connected) echoed += connection.echoed ?? 0;
    return echoed;
  }

  #enter(state: LinkState): void {
    if (state === this.#status.state) return;
    this.#status.state = state;
    this.#status.since = Date.now();
    this.#changed();
  }

  #changed(): void {
    callBack(
      () => this.onChange?.(this.#status),
      (error) => this.#fail(error),
    );
  }

  #fail(error: unknown): void {
    this.onChange = undefined;
    this.onRemark = undefined;
    this.#failing.abort(error);
  }
}

/** A failure of the network, which may pass; all else is thrown on. */
function networkFailure(error: unknown): Failure {
  if (isFailure(error, "network")) return error;
  throw error;
}
