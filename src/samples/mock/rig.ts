/**
 * A rig that is none: sends frames to whoever connects, at the pace and with the faults that were asked for. For
 * programs and tests; `witskit mock-server` is the same as a command.
 *
 * Each client has a cursor of its own, so that none waits for another. Who connects goes on behind what a client that
 * left was sent, or from the beginning where nobody left: a single client that comes back misses only what was under way.
 */
import { callBack } from "../../failure/callback.js";
import { Failure } from "../../failure/failure.js";
import type { Calls } from "../../input/link/sending/caller.js";
import { Gate } from "../../input/link/sending/gate.js";
import { type Port, type TakeWire, untilLeft, type Wire } from "../../input/link/sending/wire.js";
import { PATIENCE, type PasonMode, Permission } from "../../input/link/sending/words.js";
import { Pace } from "../../input/link/transport/pace.js";
import { LinkUrl } from "../../network/link-url.js";
import { Client } from "./client.js";
import { Cursor } from "./cursor.js";
import { type Data, openData } from "./data.js";
import { type Fault, type FaultKind, Faults, faultKinds } from "./fault.js";

/** What a mock rig sends, where, how fast, and what goes wrong. */
export interface MockRigOptions {
  /**
   * `tcp-listen://host:port` or `tls-listen://host:port?cert=FILE&key=FILE` where clients connect, port 0 for any;
   * `tcp://host:port` where the rig connects itself; `udp://host:port`; `serial:///dev/ttyUSB0?baudRate=9600`.
   * Default `tcp-listen://127.0.0.1:0`.
   */
  readonly url?: string | undefined;
  /** A scenario, a shape of generated frames, a path of a log, or bytes. Default `basic_drilling`. */
  readonly data?: string | Uint8Array | undefined;
  /** Frames a second. Where neither this nor `speed` is given, frames come as their own clock says. */
  readonly rate?: number | undefined;
  /** Times the frames' own clock. */
  readonly speed?: number | "max" | undefined;
  /** Of what is made up, and of faults. Default 1. */
  readonly seed?: number | undefined;
  readonly units?: "metric" | "fps" | undefined;
  /** Of a scenario. */
  readonly hours?: number | undefined;
  /** Begin again at the end, for ever. */
  readonly loop?: boolean | undefined;
  /** At the end keep silent, and the line open; otherwise it is closed. */
  readonly hold?: boolean | undefined;
  readonly pason?: PasonMode | undefined;
  /** Milliseconds from the last word of a client to silence; default 30,000, as Pason has it. */
  readonly patience?: number | undefined;
  /** Send back what is heard, as half-duplex lines do. */
  readonly echo?: boolean | undefined;
  readonly faults?: readonly Fault[] | undefined;
  /** Lines side by side, where the rig connects itself; default 1. */
  readonly clients?: number | undefined;
  /** Called for whoever comes and goes, and for each fault. What it throws `done` throws. */
  readonly onEvent?: ((event: MockEvent) => void) | undefined;
}

/** What happens at a mock rig: who comes and goes, and which fault fell to which frame. */
export type MockEvent =
  | { readonly kind: "came"; readonly client: number; readonly peer: string }
  | {
      readonly kind: "left";
      readonly client: number;
      readonly peer: string;
      /** Whether it was sent all there is. */
      readonly complete: boolean;
      readonly frames: number;
      readonly bytes: number;
    }
  /** It was sent all there is. */
  | { readonly kind: "through"; readonly client: number }
  /** Nobody can be reached where the rig connects itself, and why; it tries again. Said once, until somebody was. */
  | { readonly kind: "waiting"; readonly why: string }
  /** `frame` counts those of the data, from 1 for each client. */
  | { readonly kind: "fault"; readonly client: number; readonly fault: FaultKind; readonly frame: number };

/** What the system has taken for all clients together, and what they said. */
export interface MockCounters {
  readonly clients: number;
  readonly frames: number;
  readonly bytes: number;
  readonly framesHeard: number;
  readonly bytesHeard: number;
  readonly faults: Readonly<Record<FaultKind, number>>;
}

/** A running rig, to be told to misbehave, and to be closed. */
export interface MockRig {
  /** What a client is given to reach it, its port included. */
  readonly url: string;
  /** What it sends, for people. */
  readonly shown: string;
  /** Of TLS, in PEM: what clients are to trust. */
  readonly certificate: string | undefined;
  /** Always current. */
  readonly sent: MockCounters;
  /** Clients that are there now. */
  readonly clients: number;
  /** All is sent, where the rig connects itself; of a listener, when it is closed. Throws where the data cannot be read on. */
  readonly done: Promise<void>;
  /** Breaks all lines off. */
  drop(): void;
  /** Sends nothing, lines stay open, until `resume`. */
  stall(): void;
  /** Goes on behind `stall`. */
  resume(): void;
  /** Turns newcomers away, until `listen`. */
  refuse(): Promise<void>;
  /** Lets clients in again, behind `refuse`. */
  listen(): Promise<void>;
  /** Bytes as they are to all clients, between two writes. */
  send(bytes: Uint8Array | string): Promise<void>;
  /** Closes all lines, and what it listens on. */
  close(): Promise<void>;
}

/** Throws a Failure where the options cannot be meant, the data cannot be read, or the URL cannot be opened. */
export async function startMockRig(options: MockRigOptions = {}): Promise<MockRig> {
  const { url = "tcp-listen://127.0.0.1:0", data = "basic_drilling", seed = 1 } = options;
  if (options.rate !== undefined && options.speed !== undefined) {
    throw new Failure(
      "conflicting-options",
      "a rate is frames a second, a speed times the frames' own clock: give one of them",
    );
  }
  const { frames, shown } = await openData({ data, seed, units: options.units, hours: options.hours });
  const sent = {
    clients: 0,
    frames: 0,
    bytes: 0,
    framesHeard: 0,
    bytesHeard: 0,
    faults: Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>,
  };
  const wires = new Set<Wire>();
  /** Of clients that left before the end, the oldest first. */
  const idle: Cursor[] = [];
  let stalled: Gate | undefined;
  let fail = (_error: unknown): void => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Whoever waits for `done` is told; nobody has to.
  failed.catch(() => {});
  const tell = (event: MockEvent): void => callBack(() => options.onEvent?.(event), fail);

  const take: TakeWire = async (wire) => {
    const number = ++sent.clients;
    wires.add(wire);
    tell({ kind: "came", client: number, peer: wire.peer });
    const cursor = idle.shift() ?? new Cursor(options.loop ? forEver(frames) : frames());
    const client = new Client({
      wire,
      cursor,
      pace: new Pace(options),
      permission: new Permission(options.pason ?? "off", options.patience ?? PATIENCE),
      faults: new Faults(options.faults ?? [], seed, number),
      echo: options.echo ?? false,
      held: () => stalled?.opened,
      onFault(kind, frame) {
        sent.faults[kind]++;
        tell({ kind: "fault", client: number, fault: kind, frame });
      },
      onSent(framesSent, bytes) {
        sent.frames += framesSent;
        sent.bytes += bytes;
      },
      onHeard(framesHeard, bytes) {
        sent.framesHeard += framesHeard;
        sent.bytesHeard += bytes;
      },
    });
    const outcome = await client.run().catch((error: unknown) => {
      fail(error);
      wire.destroy();
      return "broken" as const;
    });
    if (outcome === "broken") idle.push(cursor);
    else {
      tell({ kind: "through", client: number });
      if (options.hold) await untilLeft(wire);
    }
    wires.delete(wire);
    const complete = outcome === "complete";
    tell({
      kind: "left",
      client: number,
      peer: wire.peer,
      complete,
      frames: client.frames,
      bytes: client.bytes,
    });
    return outcome;
  };

  const onWaiting = (why: string): void => tell({ kind: "waiting", why });
  const port = await openPort(url, take, { count: options.clients ?? 1, onWaiting });
  return {
    url: port.url,
    shown,
    certificate: port.certificate,
    sent,
    get clients() {
      return wires.size;
    },
    done: Promise.race([port.done, failed]),
    drop() {
      for (const wire of wires) wire.destroy();
    },
    stall() {
      stalled ??= new Gate();
    },
    resume() {
      stalled?.open();
      stalled = undefined;
    },
    refuse: () => port.refuse(),
    listen: () => port.listen(),
    async send(bytes) {
      const raw = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
      await Promise.all([...wires].map((wire) => wire.write(raw)));
      sent.bytes += raw.length * wires.size;
    },
    async close() {
      await port.close();
      for (const cursor of idle) await cursor.close();
    },
  };
}

async function* forEver(frames: Data["frames"]): ReturnType<Data["frames"]> {
  for (;;) yield* frames();
}

async function openPort(text: string, take: TakeWire, calls: Calls): Promise<Port> {
  const url = new LinkUrl(text);
  switch (url.scheme) {
    case "tcp-listen":
      return (await import("../../input/link/sending/listener.js")).listenTcp(url, take);
    case "tls-listen":
      return (await import("../../input/link/sending/listener.js")).listenTls(url, take);
    case "tcp":
      return (await import("../../input/link/sending/caller.js")).dialTcp(url, take, calls);
    case "serial":
      return (await import("../../input/link/sending/caller.js")).openSerial(url, take, calls);
    case "udp":
      return (await import("./udp.js")).sendUdp(url, take);
    default:
      throw url.failure(
        "a mock rig cannot send there; it takes tcp-listen://host:port, tls-listen://host:port, tcp://host:port, " +
          "udp://host:port and serial:///dev/ttyUSB0",
      );
  }
}
