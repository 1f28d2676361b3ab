/**
 * Frames as WITS for other people's programs, in their dialect: who connects to a port, or whom we connect to, or who hears on a serial
 * line. The sender's side of Pason's handshake where it is asked for. Nobody is waited for: what a receiver misses is counted.
 */
import type { FrameItem } from "../../frame/frame-reader.js";
import { planOptions } from "../../input/feed/options.js";
import { type Port, untilGone, type Wire } from "../../input/link/sending/wire.js";
import { PATIENCE, type PasonMode, Permission, WordCounter } from "../../input/link/sending/words.js";
import { LinkUrl } from "../../network/link-url.js";
import { type Code, formatCode } from "../../wits/catalog/code.js";
import { planOf } from "../../wits/catalog/layout.js";
import { frameText } from "../../wits/writing/frame-text.js";
import { KEEP_VENDOR, NO_VENDOR, type Writing } from "../../wits/writing/writing.js";
import type { Outlet } from "./feed.js";
import type { Decoding, Passing } from "./passing.js";

/** Bytes that may wait for a receiver. */
const MOST_WAITING = 1 << 20;
/** Frames that wait for its word: as many as Pason's Full WITS answers one with. Older ones would be news no more. */
const MOST_UNASKED = 8;
/** Milliseconds in which receivers must take what is left at the end. */
const LEAVING = 1000;
/** Who we are, where receivers tell their own frames from ours by it and nothing else was said. */
const IDENTITY = "WITSKIT";

export interface ReceiversOptions {
  /** What receivers must say before they are sent anything; default: nothing. */
  readonly pason?: PasonMode | undefined;
  readonly writing: Writing;
  readonly onTrouble?: ((trouble: string | undefined) => void) | undefined;
}

const SCHEMES = ["tcp-listen", "tls-listen", "tcp", "serial"];

/** Where receivers are, by the URL. Throws Failure("usage") for another scheme. */
export function receiversAt(text: string): LinkUrl {
  const url = new LinkUrl(text);
  if (SCHEMES.includes(url.scheme)) return url;
  throw url.failure(`WITS is sent to ${SCHEMES.map((scheme) => `${scheme}://`).join(", ")}`);
}

export class WitsReceivers implements Outlet {
  readonly #receivers = new Set<Receiver>();
  readonly #text: ReturnType<typeof frameText>;
  readonly #options: { readonly pason: PasonMode; readonly writing: Writing };
  #port: Port | undefined;
  #gone = 0;
  #sentBefore = 0;
  #ended = false;
  /** Values that were not written, by their codes: receivers have none for them, or no line holds them. */
  readonly leftOut = new Map<Code, number>();
  /** Numbers that were written as a null is, by their codes. */
  readonly asNull = new Map<Code, number>();

  /** Throws Failure("network") where nobody may listen, Failure("usage") for what is no such place. */
  static async open(to: string, decoding: Decoding, options: ReceiversOptions): Promise<WitsReceivers> {
    const receivers = new WitsReceivers(decoding, options);
    receivers.#port = await portOf(
      receiversAt(to),
      (wire) => receivers.#join(wire),
      (why) => options.onTrouble?.(why),
    );
    return receivers;
  }

  private constructor({ catalog, options: data }: Decoding, { pason = "off", writing }: ReceiversOptions) {
    const vendor = pason !== "off" && writing.vendor === KEEP_VENDOR ? IDENTITY : writing.vendor;
    this.#options = { pason, writing: { ...writing, vendor } };
    const { dateOrder } = data.dialect;
    const { columnOf } = planOf(planOptions(data));
    this.#text = frameText({
      writing: this.#options.writing,
      catalog,
      dateOrder,
      unitOf: (code) => columnOf(code).unit,
      leaveOut: (code) => count(this.leftOut, code),
      asNull: (code) => count(this.asNull, code),
    });
  }

  /** What a receiver is given to reach it. */
  get url(): string {
    return this.#port!.url;
  }

  /** Frames that somebody who was there did not get. */
  get dropped(): number {
    return [...this.#receivers].reduce((sum, one) => sum + one.missed, this.#gone);
  }

  /** Frames that receivers were sent. */
  get sent(): number {
    return [...this.#receivers].reduce((sum, one) => sum + one.sent, this.#sentBefore);
  }

  get idle(): boolean {
    return this.#receivers.size === 0;
  }

  async take(passing: Passing): Promise<void> {
    for (const { timestamp, vendor, lines, number } of await passing.frames()) {
      if (number === undefined) continue;
      const items = lines.filter((line): line is FrameItem => line.kind === "item");
      const text = this.#text({ timestamp, vendor, items });
      if (text === undefined) continue;
      const bytes = Buffer.from(text, "latin1");
      for (const receiver of this.#receivers) receiver.take(bytes);
    }
  }

  async end(): Promise<void> {
    this.#ended = true;
    await Promise.all([...this.#receivers].map((receiver) => receiver.end()));
    await this.#port?.close();
  }

  async #join(wire: Wire): Promise<"complete" | "broken"> {
    const { pason, writing } = this.#options;
    const receiver = new Receiver(wire, pason, writing);
    if (this.#ended) return "complete";
    this.#receivers.add(receiver);
    await untilGone(wire);
    receiver.leave();
    this.#receivers.delete(receiver);
    this.#gone += receiver.missed;
    this.#sentBefore += receiver.sent;
    return "broken";
  }
}

function count(values: Map<Code, number>, code: Code): void {
  values.set(code, (values.get(code) ?? 0) + 1);
}

function portOf(
  url: LinkUrl,
  take: (wire: Wire) => Promise<"complete" | "broken">,
  onWaiting: (why: string) => void,
): Promise<Port> {
  const listener = import("../../input/link/sending/listener.js");
  const caller = import("../../input/link/sending/caller.js");
  switch (url.scheme) {
    case "tls-listen":
      return listener.then(({ listenTls }) => listenTls(url, take));
    case "tcp":
      return caller.then(({ dialTcp }) => dialTcp(url, take, { count: 1, onWaiting }));
    case "serial":
      return caller.then(({ openSerial }) => openSerial(url, take, { count: 1, onWaiting }));
    default:
      return listener.then(({ listenTcp }) => listenTcp(url, take));
  }
}

class Receiver {
  readonly #wire: Wire;
  readonly #permission: Permission;
  #waiting: Uint8Array[] = [];
  #bytes = 0;
  #work: Promise<void> | undefined;
  missed = 0;
  sent = 0;

  constructor(wire: Wire, pason: PasonMode, { vendor, separator }: Writing) {
    this.#wire = wire;
    this.#permission = new Permission(pason, PATIENCE);
    // On a half-duplex line our own frames come back, and are no word of the receiver's.
    const words = new WordCounter(
      pason === "off" || vendor === NO_VENDOR ? undefined : formatCode(1984) + separator + vendor,
    );
    wire.hear((bytes) => {
      for (let word = words.count(bytes); word > 0; word--) this.#permission.grant();
      this.#send();
    });
  }

  take(frame: Uint8Array): void {
    // Who has closed his side says no word any more, and without one is sent nothing that would show that he is gone.
    if (this.#wire.silent.aborted && !this.#permission.open && this.#work === undefined) {
      this.#wire.destroy();
      return;
    }
    this.#waiting.push(frame);
    this.#bytes += frame.length;
    const most = this.#permission.open ? Number.POSITIVE_INFINITY : MOST_UNASKED;
    while (this.#bytes > MOST_WAITING || this.#waiting.length > most) {
      this.#bytes -= this.#waiting.shift()!.length;
      this.missed++;
    }
    this.#send();
  }

  /** What is left and may be sent, for a short time. */
  async end(): Promise<void> {
    let late: NodeJS.Timeout | undefined;
    const tired = new Promise<void>((resolve) => {
      late = setTimeout(resolve, LEAVING);
    });
    await Promise.race([this.#work, tired]);
    this.#wire.end();
    await Promise.race([untilGone(this.#wire), tired]);
    clearTimeout(late);
    this.leave();
  }

  /** Nothing more is sent: what waits was missed. */
  leave(): void {
    this.missed += this.#waiting.length;
    this.#waiting = [];
    this.#bytes = 0;
  }

  #send(): void {
    this.#work ??= this.#write()
      // A line that is gone is told by the wire.
      .catch(() => {})
      .finally(() => {
        this.#work = undefined;
      });
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#wire.gone.aborted && this.#permission.take()) {
      const frame = this.#waiting.shift()!;
      this.#bytes -= frame.length;
      await this.#wire.write(frame);
      this.sent++;
    }
  }
}
