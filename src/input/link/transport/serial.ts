/**
 * `serial:///dev/ttyUSB0?baudRate=9600&dataBits=8&parity=none&stopBits=1`, `serial://COM3`: a serial line. A line cannot be
 * held up: what comes faster than it is taken is dropped when a megabyte waits, and counted; what the driver loses
 * before nobody tells. A port that is pulled breaks off, and can be opened again when it is back.
 */
import { Failure } from "../../../failure/failure.js";
import { choice, integer, type LinkUrl, truth } from "../../../network/link-url.js";
import { durationText } from "../../../text/duration.js";
import { abortable } from "../../bytes/abortable.js";
import { arrivalNow } from "../../bytes/arrival-clock.js";
import { Inbox } from "../../bytes/inbox.js";
import { CONNECT_TIMEOUT } from "./tcp.js";
import { type Chunk, oneConnection, type Transport } from "./transport.js";
import type { TransportOptions } from "./transport-options.js";

const MOST_WAITING = 1 << 20;

interface Line {
  readonly baudRate: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 1.5 | 2;
  readonly rtscts: boolean;
  readonly xon: boolean;
  readonly xoff: boolean;
}

export function serialTransport(url: LinkUrl, options: TransportOptions): Transport {
  const path = url.path === "" ? url.host : url.path;
  if (path === "" || (url.host !== "" && url.path !== "")) {
    throw url.failure("a device follows, such as serial:///dev/ttyUSB0 or serial://COM3");
  }
  const line: Line = {
    baudRate: url.parameter("baudRate", integer(50, 4_000_000)) ?? 9600,
    dataBits: Number(url.parameter("dataBits", choice(["5", "6", "7", "8"])) ?? "8") as Line["dataBits"],
    parity: url.parameter("parity", choice(["none", "even", "odd"])) ?? "none",
    stopBits: Number(url.parameter("stopBits", choice(["1", "1.5", "2"])) ?? "1") as Line["stopBits"],
    rtscts: url.parameter("rtscts", truth) ?? false,
    xon: url.parameter("xon", truth) ?? false,
    xoff: url.parameter("xoff", truth) ?? false,
  };
  const { connectTimeout = CONNECT_TIMEOUT } = options;
  return {
    shown: url.shown,
    async open(signal) {
      const { SerialPort } = await import("serialport").catch((error: unknown) => {
        throw new Failure(
          "library-missing",
          `${url.shown}: serial lines need the package serialport, which is not there or does not run here; ` +
            "install it with npm install serialport",
          { cause: error },
        );
      });
      signal.throwIfAborted();
      const port = new SerialPort({ path, ...line, autoOpen: false });
      await openPort(port, { path, timeout: connectTimeout, signal });
      const inbox = new Inbox<Chunk>({ sizeOf: ({ bytes }) => bytes.length, most: MOST_WAITING });
      let lost = 0;
      port.on("data", (bytes: Buffer) => {
        if (inbox.full) lost += bytes.length;
        else inbox.push({ bytes, arrival: arrivalNow() });
      });
      const broke = (error: Error | null | undefined): Failure =>
        new Failure(
          "connection-broken",
          `${path} broke off: ${error?.message ?? "it was closed"}; check the cable`,
          {
            cause: error,
          },
        );
      port.on("error", (error: Error) => inbox.end(broke(error)));
      port.on("close", (error?: Error | null) => inbox.end(broke(error)));
      return oneConnection({
        peer: path,
        get lost() {
          return lost;
        },
        next: () => inbox.next(),
        send: (bytes) =>
          new Promise((resolve, reject) => {
            port.write(Buffer.from(bytes), (error) => {
              if (error)
                reject(
                  new Failure("connection-broken", `cannot answer ${path}: ${error.message}`, {
                    cause: error,
                  }),
                );
              else resolve();
            });
          }),
        async close() {
          inbox.end();
          await closeSerial(port);
        },
      });
    },
  };
}

/** What of a serial port is needed to open and to close it. */
interface Port {
  open(callback: (error: Error | null) => void): void;
  flush(callback: () => void): void;
  close(callback: () => void): void;
  readonly isOpen: boolean;
}

/** What was written and cannot leave, where the other side holds the line up, is given up: the system waits half a minute for it. */
export async function closeSerial(port: Pick<Port, "flush" | "close" | "isOpen">): Promise<void> {
  if (!port.isOpen) return;
  await new Promise<void>((resolve) => port.flush(() => resolve()));
  if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
}

/** A driver may take its time: what is opened too late is closed again. */
async function openPort(
  port: Port,
  {
    path,
    timeout,
    signal,
  }: { readonly path: string; readonly timeout: number; readonly signal: AbortSignal },
): Promise<void> {
  let late = false;
  let timer: NodeJS.Timeout | undefined;
  const opening = new Promise<void>((resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(new Failure("no-answer", `cannot open ${path}: no answer within ${durationText(timeout)}`)),
      timeout,
    );
    port.open((error) => {
      if (late && port.isOpen) port.close(() => {});
      if (error === null) resolve();
      else
        reject(
          new Failure("unreachable", `cannot open ${path}: ${reasonIn(error.message)}`, { cause: error }),
        );
    });
  });
  try {
    await abortable(signal, opening);
  } catch (error) {
    late = true;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function reasonIn(message: string): string {
  if (/no such file|file not found/i.test(message))
    return "there is no such device; check the cable and the name";
  if (/permission denied|access denied/i.test(message)) {
    return "you may not open it; on Linux be in the group of the device, most often dialout";
  }
  if (/temporarily unavailable|cannot lock|busy/i.test(message)) return "another program has it open";
  return message.replace(/^Error:?\s*/, "");
}
