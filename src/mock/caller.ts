/** Lines that the rig opens itself, again when they break: to a listener by TCP, or through a serial port. */
import { once } from "node:events";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { Failure } from "../failure.js";
import { Gate } from "./gate.js";
import { duplexWire, type Port, socketWire, type TakeWire, untilGone, type Wire } from "./wire.js";

/** Milliseconds before a line that broke is opened again. */
const PAUSE = 500;

/** `tcp://host:port`, where somebody listens, sooner or later. `count` lines side by side. */
export function dialTcp(url: URL, take: TakeWire, count: number): Port {
  const [host, port] = [url.hostname.replace(/^\[|\]$/g, ""), Number(url.port)];
  if (!(port > 0)) throw new Failure("usage", `${url.href} has no port; write it as tcp://host:port`);
  const open = async (signal: AbortSignal): Promise<Wire> => {
    const socket = connect({ host, port, signal });
    await once(socket, "connect");
    return socketWire(socket);
  };
  return calling(`tcp-listen://${url.host}`, open, take, count);
}

/** `serial:///dev/ttyUSB0?baudRate=9600&dataBits=8&parity=none&stopBits=1`. */
export async function openSerial(url: URL, take: TakeWire): Promise<Port> {
  const { SerialPort } = await import("serialport").catch((error: unknown) => {
    throw new Failure("usage", "serial ports need the optional package serialport; install it with npm", {
      cause: error,
    });
  });
  const setting = (name: string, usual: number): number => Number(url.searchParams.get(name) ?? usual);
  const path = decodeURIComponent(url.pathname);
  const open = async (): Promise<Wire> => {
    const device = new SerialPort({
      path,
      baudRate: setting("baudRate", 9600),
      dataBits: setting("dataBits", 8) as 8,
      stopBits: setting("stopBits", 1) as 1,
      parity: (url.searchParams.get("parity") ?? "none") as "none",
      autoOpen: false,
    });
    await new Promise<void>((resolve, reject) => {
      device.open((error) => (error ? reject(error) : resolve()));
    });
    return duplexWire(device as unknown as Duplex, path);
  };
  const first = await open().catch((error: Error) => {
    throw new Failure("network", `cannot open ${path}: ${error.message}; check the device and its rights`, {
      cause: error,
    });
  });
  return calling(url.href, open, take, 1, first);
}

function calling(
  url: string,
  open: (signal: AbortSignal) => Promise<Wire>,
  take: TakeWire,
  count: number,
  first?: Wire,
): Port {
  const stop = new AbortController();
  const { signal } = stop;
  const wires = new Set<Wire>();
  let refusing: Gate | undefined;
  let opened = first;

  const line = async (): Promise<void> => {
    while (!signal.aborted) {
      await refusing?.opened;
      const wire = opened ?? (await open(signal).catch(() => undefined));
      opened = undefined;
      if (wire !== undefined) {
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
