/** Lines that the rig opens itself, again when they break: to a listener by TCP, or through a serial port. */
import { setMaxListeners } from "node:events";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { Failure } from "../../../failure/failure.js";
import { addressText } from "../../../network/address.js";
import { choice, integer, type LinkUrl } from "../../../network/link-url.js";
import { networkReason } from "../../../network/unreachable.js";
import { closeSerial } from "../transport/serial.js";
import { opened } from "../transport/socket.js";
import { Gate } from "./gate.js";
import { duplexWire, type Port, socketWire, type TakeWire, untilGone, type Wire } from "./wire.js";

/** Milliseconds before a line that broke is opened again, and in which it must open. */
const PAUSE = 500;
const PATIENCE = 10_000;

export interface Calls {
  /** Lines side by side. */
  readonly count: number;
  /** Told why a line cannot be opened: once, until one was. */
  readonly onWaiting: (why: string) => void;
}

/** `tcp://host:port`, where somebody listens, sooner or later. */
export function dialTcp(url: LinkUrl, take: TakeWire, calls: Calls): Port {
  const { host, port } = url.address(1);
  url.checkParameters();
  const address = addressText(host, port);
  const open = async (signal: AbortSignal): Promise<Wire> => {
    const socket = connect({ host, port, allowHalfOpen: true });
    const outcome = await opened(socket, "connect", { timeout: PATIENCE, signal });
    if (outcome === "late") throw new Error("it did not answer");
    return socketWire(socket);
  };
  const reasonOf = (error: unknown): string => `cannot connect to ${address}: ${networkReason(error)}`;
  return calling({ url: `tcp-listen://${address}`, open, reasonOf, take, ...calls });
}

/** `serial:///dev/ttyUSB0?baudRate=9600&dataBits=8&parity=none&stopBits=1`. */
export async function openSerial(url: LinkUrl, take: TakeWire, { onWaiting }: Calls): Promise<Port> {
  const { SerialPort } = await import("serialport").catch((error: unknown) => {
    throw new Failure(
      "library-missing",
      "serial ports need the optional package serialport; install it with npm",
      {
        cause: error,
      },
    );
  });
  const { path, shown } = url;
  const settings = {
    path,
    baudRate: url.parameter("baudRate", integer(50, 4_000_000)) ?? 9600,
    dataBits: (url.parameter("dataBits", integer(5, 8)) ?? 8) as 5 | 6 | 7 | 8,
    stopBits: (url.parameter("stopBits", integer(1, 2)) ?? 1) as 1 | 2,
    parity: url.parameter("parity", choice(["none", "even", "odd"] as const)) ?? "none",
    autoOpen: false,
  };
  url.checkParameters();
  const open = async (): Promise<Wire> => {
    const device = new SerialPort(settings);
    await new Promise<void>((resolve, reject) => {
      device.open((error) => (error ? reject(error) : resolve()));
    });
    // As a stream it has ended when all is written; the port is open still, and keeps the process. What has left is not flushed:
    // of a pair of pseudo terminals that would take what the other side has yet to read.
    device.on("finish", () => device.drain(() => device.isOpen && device.close()));
    return duplexWire(device as unknown as Duplex, path, () => void closeSerial(device));
  };
  const reasonOf = (error: unknown): string =>
    `cannot open ${path}: ${(error as Error).message}; check the device and its rights`;
  const first = await open().catch((error: unknown) => {
    throw new Failure("unreachable", reasonOf(error), { cause: error });
  });
  return calling({ url: shown, open, reasonOf, take, count: 1, onWaiting, first });
}

interface Calling extends Calls {
  readonly url: string;
  readonly open: (signal: AbortSignal) => Promise<Wire>;
  readonly reasonOf: (error: unknown) => string;
  readonly take: TakeWire;
  readonly first?: Wire;
}

function calling({ url, open, reasonOf, take, count, onWaiting, first }: Calling): Port {
  const stop = new AbortController();
  const { signal } = stop;
  // Each line waits with it.
  setMaxListeners(0, signal);
  const wires = new Set<Wire>();
  let refusing: Gate | undefined;
  let ready = first;
  let waiting = false;
  const wait = (error: unknown): void => {
    if (!waiting && !signal.aborted) onWaiting(reasonOf(error));
    waiting = true;
  };

  const line = async (): Promise<void> => {
    while (!signal.aborted) {
      await refusing?.opened;
      const wire = ready ?? (await open(signal).catch(wait));
      ready = undefined;
      if (wire !== undefined) {
        waiting = false;
        wires.add(wire);
        const outcome = await take(wire);
        wires.delete(wire);
        if (outcome === "complete") {
          wire.end();
          return untilGone(wire);
        }
      }
      await setTimeout(PAUSE, undefined, { signal }).catch(() => {});
    }
  };
  const done = Promise.all(Array.from({ length: count }, line)).then(() => {});
  return {
    url,
    done,
    async refuse() {
      refusing ??= new Gate();
    },
    async listen() {
      refusing?.open();
      refusing = undefined;
    },
    async close() {
      stop.abort();
      refusing?.open();
      for (const wire of wires) wire.destroy();
      await done;
    },
  };
}
