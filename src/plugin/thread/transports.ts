/** Links of a plugin, in its thread: what is open there goes by numbers, for objects do not cross threads. */
import type { Chunk, Connection, Opened, Transport } from "../../input/link/transport/transport.js";
import { LinkUrl } from "../../network/link-url.js";
import type { PluginTransportOptions } from "../contract.js";
import type { Told } from "../protocol.js";
import { loaded } from "./load.js";
import { Moved, ownBytes } from "./moved.js";

interface OpenLink {
  readonly opened: Opened;
  readonly connections: AsyncIterator<Connection>;
}

interface OpenConnection {
  readonly connection: Connection;
  readonly link: OpenLink;
}

/** Things by numbers that are never used again. */
class Numbered<Thing> {
  readonly #things = new Map<number, Thing>();
  #last = 0;

  add(thing: Thing): number {
    this.#things.set(++this.#last, thing);
    return this.#last;
  }

  get(number: number): Thing | undefined {
    return this.#things.get(number);
  }

  take(number: number): Thing | undefined {
    const thing = this.#things.get(number);
    this.#things.delete(number);
    return thing;
  }
}

const transports = new Numbered<Omit<Transport, "resume">>();
const opening = new Map<number, AbortController>();
const links = new Numbered<OpenLink>();
const connections = new Numbered<OpenConnection>();
const settling = new Numbered<() => void>();

export const transportMethods = (tell: (told: Told) => void) => ({
  /** `known` are parameters that the link has taken for itself. */
  async "transport.make"(
    scheme: string,
    address: string,
    known: readonly string[],
    options: PluginTransportOptions,
  ) {
    const url = new LinkUrl(address);
    for (const name of known) url.parameter(name, String);
    const transport = await loaded().transports![scheme]!(url, options);
    url.checkParameters();
    if (typeof transport?.open !== "function")
      throw new TypeError(`the transport of ${scheme}:// has no open`);
    const number = transports.add(transport);
    transport.onRemark = (text) => tell({ told: "remark", of: number, text: String(text) });
    const { shown = url.shown, finite = false, idleTimeout } = transport;
    return { number, shown: String(shown), finite: finite === true, idleTimeout };
  },

  /** `attempt` is what `transport.stop` calls it by. */
  async "transport.open"(number: number, attempt: number) {
    const controller = new AbortController();
    opening.set(attempt, controller);
    try {
      const opened = await transports.get(number)!.open(controller.signal);
      const iterator = opened.connections[Symbol.asyncIterator]();
      const link = links.add({ opened, connections: iterator });
      return { link, shown: opened.shown };
    } finally {
      opening.delete(attempt);
    }
  },

  "transport.stop"(attempt: number) {
    opening.get(attempt)?.abort();
  },

  async "link.next"(number: number) {
    const link = links.get(number);
    const next = await link?.connections.next();
    if (link === undefined || next === undefined || next.done) return undefined;
    const connection = next.value;
    if (typeof connection?.next !== "function") throw new TypeError("a connection has no next");
    const { peer = "", sender, send } = connection;
    return {
      connection: connections.add({ connection, link }),
      peer: String(peer),
      sender,
      answers: typeof send === "function",
    };
  },

  async "link.close"(number: number) {
    await links.take(number)?.opened.close?.();
  },

  async "connection.next"(number: number) {
    const open = connections.get(number);
    const chunk = await open?.connection.next();
    const lost = open?.connection.lost ?? 0;
    const lostBefore = open?.link.opened.lost ?? 0;
    if (chunk === undefined) return { lost, lostBefore };
    const { bytes: given, arrival, settle }: Chunk = chunk;
    const bytes = ownBytes(given, "what a connection answers as bytes");
    const settles = settle && settling.add(settle);
    return new Moved({ lost, lostBefore, bytes, arrival, settles }, [bytes.buffer]);
  },

  "connection.settle"(number: number) {
    settling.take(number)?.();
  },

  async "connection.send"(number: number, bytes: Uint8Array) {
    await connections.get(number)?.connection.send?.(bytes);
  },

  async "connection.close"(number: number) {
    await connections.take(number)?.connection.close?.();
  },
});
