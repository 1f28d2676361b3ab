/** One client of a mock rig: its frames at their pace, with the faults that fall to it, as long as its line holds. */
import { setImmediate, setTimeout } from "node:timers/promises";
import { untilGone, untilLeft, type Wire } from "../../input/link/sending/wire.js";
import { type Permission, WordCounter } from "../../input/link/sending/words.js";
import type { Pace } from "../../input/link/transport/pace.js";
import type { Cursor } from "./cursor.js";
import type { FaultKind, Faults, Strike } from "./fault.js";

export interface ClientOptions {
  readonly wire: Wire;
  readonly cursor: Cursor;
  readonly pace: Pace;
  readonly permission: Permission;
  readonly faults: Faults;
  /** Sends back what it hears, as a half-duplex line does. */
  readonly echo: boolean;
  /** Waited for before each frame: a rig that was told to stall. */
  readonly held: () => Promise<void> | undefined;
  readonly onFault: (kind: FaultKind, frame: number) => void;
  readonly onSent: (frames: number, bytes: number) => void;
  readonly onHeard: (frames: number, bytes: number) => void;
}

/** Milliseconds. */
const LONGEST_TURN = 10;
/** In which a machine that has nobody on its end of a line any more says so, when something is sent to it. */
const ANSWER = 50;

/** Frames that are due together are written together, up to this. */
const WRITE = 65_536;

export class Client {
  readonly #options: ClientOptions;
  /** Aborted when nothing more is heard. */
  readonly #quiet: AbortSignal;
  frames = 0;
  bytes = 0;
  /** Frames of the data that this client was due. */
  #taken = 0;
  /** Due, and not written. */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #waitingFrames = 0;
  /** When the event loop last had a turn, milliseconds of `performance.now()`. */
  #turned = performance.now();
  /** It was found out whether one who is silent still listens. */
  #asked = false;
  /** Sent behind its successor. */
  #heldBack: Uint8Array | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#quiet = AbortSignal.any([options.wire.gone, options.wire.silent]);
    const { wire, permission, echo, onHeard, onSent } = options;
    const words = new WordCounter();
    wire.hear((bytes) => {
      const frames = words.count(bytes);
      onHeard(frames, bytes.length);
      for (let word = 0; word < frames; word++) permission.grant();
      if (echo)
        wire.write(bytes).then(
          () => onSent(0, bytes.length),
          () => {},
        );
    });
  }

  /** Until all is sent, or the line broken. */
  async run(): Promise<"complete" | "broken"> {
    const { wire, cursor } = this.#options;
    let unsent: Uint8Array | undefined;
    try {
      for (;;) {
        unsent = await cursor.next();
        if (unsent === undefined) break;
        const frame = unsent;
        const asking = await this.#turn(frame);
        if (!asking) unsent = undefined;
        await this.#send(frame);
        if (asking) await this.#answered();
        unsent = undefined;
      }
      if (this.#heldBack !== undefined) await this.#queue(this.#heldBack);
      await this.#flush();
      return "complete";
    } catch (error) {
      // What is thrown once the line is gone says only that it is gone.
      if (!wire.gone.aborted) throw error;
      if (unsent !== undefined) cursor.giveBack(unsent);
      return "broken";
    }
  }

  /**
   * Waits until a frame may be sent. True: it goes before its time, to one who has just fallen silent, for whether that one
   * still listens shows only when something is sent.
   */
  async #turn(frame: Uint8Array): Promise<boolean> {
    const { wire, pace, permission, held } = this.#options;
    const wait = pace.wait(frame);
    let asking = false;
    if (wait > 0) {
      await this.#flush();
      const change = this.#asked ? wire.gone : this.#quiet;
      await setTimeout(wait, undefined, { signal: change }).catch(() => {});
      wire.gone.throwIfAborted();
      asking = change.aborted;
      this.#asked ||= asking;
    }
    for (let gate = held(); gate !== undefined; gate = held()) {
      await this.#flush();
      await Promise.race([gate, untilGone(wire)]);
      wire.gone.throwIfAborted();
    }
    while (!permission.take()) {
      await this.#flush();
      // Who has said its last word says none that would let it be sent anything.
      if (wire.silent.aborted) wire.destroy();
      await permission.granted(this.#quiet);
      wire.gone.throwIfAborted();
      pace.restart();
    }
    return asking;
  }

  async #answered(): Promise<void> {
    await this.#flush();
    await setTimeout(ANSWER, undefined, { signal: this.#options.wire.gone });
  }

  /** With what goes wrong with it. */
  async #send(frame: Uint8Array): Promise<void> {
    const { faults, onFault } = this.#options;
    this.#taken++;
    const strikes = faults.next();
    if (strikes.length === 0 && this.#heldBack === undefined) return this.#queue(frame);
    const kinds = new Map(strikes.map((strike) => [strike.kind, strike] as const));
    for (const { kind } of strikes) onFault(kind, this.#taken);
    const stall = kinds.get("stall");
    if (stall !== undefined) await this.#pause(stall);
    if (kinds.has("half-open")) await this.#fallSilent();
    if (kinds.has("garbage")) await this.#queue(faults.garbage(), 0);
    if (kinds.has("reorder") && this.#heldBack === undefined) {
      this.#heldBack = frame;
      return;
    }
    if (kinds.has("drop")) {
      await this.#drop(frame);
      return;
    }
    for (let copy = kinds.has("duplicate") ? 2 : 1; copy > 0; copy--) await this.#queueIn(frame, kinds);
    const late = this.#heldBack;
    this.#heldBack = undefined;
    if (late !== undefined) await this.#queue(late);
  }

  async #pause({ milliseconds }: Strike): Promise<void> {
    await this.#flush();
    await setTimeout(milliseconds, undefined, { signal: this.#options.wire.gone });
  }

  async #fallSilent(): Promise<void> {
    const { wire } = this.#options;
    await this.#flush();
    await untilLeft(wire);
    wire.destroy();
    wire.gone.throwIfAborted();
  }

  /** A packet is lost; a connection breaks, with a part of the frame sent. */
  async #drop(frame: Uint8Array): Promise<void> {
    const { wire, faults } = this.#options;
    if (wire.datagrams) return;
    await this.#queue(frame.subarray(0, faults.random.below(Math.min(frame.length, 65_536))), 0);
    await this.#flush();
    wire.destroy();
    await untilGone(wire);
    wire.gone.throwIfAborted();
  }

  /** Whole, in pieces, or a byte at a time. */
  async #queueIn(frame: Uint8Array, kinds: ReadonlyMap<FaultKind, Strike>): Promise<void> {
    const { faults, wire } = this.#options;
    const slow = kinds.get("slow");
    if (slow === undefined && !kinds.has("split")) return this.#queue(frame);
    await this.#flush();
    const pieces = slow === undefined ? faults.pieces(frame) : bytesOf(frame);
    let rest = frame.length;
    for (const piece of pieces) {
      rest -= piece.length;
      await this.#queue(piece, rest === 0 ? 1 : 0);
      await this.#flush();
      // A turn of the loop between two writes keeps the system from joining them, most of the time.
      if (slow === undefined) await setImmediate();
      else await setTimeout(slow.milliseconds, undefined, { signal: wire.gone });
    }
  }

  async #queue(bytes: Uint8Array, frames = 1): Promise<void> {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    this.#waitingFrames += frames;
    if (this.#waitingBytes >= WRITE || this.#options.wire.datagrams) await this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const { wire, onSent } = this.#options;
    const [pieces, bytes, frames] = [this.#waiting, this.#waitingBytes, this.#waitingFrames];
    [this.#waiting, this.#waitingBytes, this.#waitingFrames] = [[], 0, 0];
    await wire.write(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, bytes));
    this.frames += frames;
    this.bytes += bytes;
    onSent(frames, bytes);
    // A line that takes everything at once would let nothing else happen in this process.
    if (performance.now() - this.#turned < LONGEST_TURN) return;
    await setImmediate();
    this.#turned = performance.now();
  }
}

function* bytesOf(frame: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < frame.length; at++) yield frame.subarray(at, at + 1);
}
