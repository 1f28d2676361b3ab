/** Lines that the rig opens itself, again when they break: to a listener by TCP, or through a serial port. */
import { once } from "node:events";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { addressText } from "../../address.js";
import { Failure } from "../../failure.js";
import { choice, integer, type LinkUrl } from "../../link-url.js";
import { Gate } from "./gate.js";
import { duplexWire, type Port, socketWire, type TakeWire, untilGone, type Wire } from "./wire.js";

/** Milliseconds before a line that broke is opened again. */
const PAUSE = 500;

/** `tcp://host:port`, where somebody listens, sooner or later. `count` lines side by side. */
export function dialTcp(url: LinkUrl, take: TakeWire, count: number): Port {
  const { host, port } = url.address(1);
  url.checkParameters();
  const open = async (signal: AbortSignal): Promise<Wire> => {
    const socket = connect({ host, port, signal });
    await once(socket, "connect");
    return socketWire(socket);
  };
  return calling(`tcp-listen://${addressText(host, port)}`, open, take, count);
}

/** `serial:///dev/ttyUSB0?baudRate=9600&dataBits=8&parity=none&stopBits=1`. */
export async function openSerial(url: LinkUrl, take: TakeWire): Promise<Port> {
  const { SerialPort } = await import("serialport").catch((error: unknown) => {
    throw new Failure("usage", "serial ports need the optional package serialport; install it with npm", {
      cause: error,
    });
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
    return duplexWire(device as unknown as Duplex, path);
  };
  const first = await open().catch((error: Error) => {
    throw new Failure("network", `cannot open ${path}: ${error.message}; check the device and its rights`, {
      cause: error,
    });
  });
  return calling(shown, open, take, 1, first);
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
