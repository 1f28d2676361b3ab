/** Bytes from a TCP connection, as they come. One connection: whoever wants it back when it breaks connects again. */
import { once } from "node:events";
import { connect } from "node:net";
import { Failure, systemCode } from "../failure.js";
import type { ByteReader } from "./source.js";

export interface TcpOptions {
  /** Milliseconds to wait for the connection; 10,000 unless told. */
  readonly connectTimeout?: number | undefined;
  /** Milliseconds without a byte after which the connection counts as broken; never unless told. */
  readonly idleTimeout?: number | undefined;
}

/** `address` is `host:port`, the host of IPv6 in brackets. Throws Failure("network") when nobody answers there. */
export async function openTcp(address: string, options: TcpOptions = {}): Promise<ByteReader> {
  const { host, port } = partsOf(address);
  const { connectTimeout = 10_000, idleTimeout = 0 } = options;
  const socket = connect({ host, port, noDelay: true });
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(connectTimeout) });
  } catch (error) {
    socket.destroy();
    throw unreachable(address, error, connectTimeout);
  }
  let silent = false;
  socket.setTimeout(idleTimeout, () => {
    silent = true;
    socket.destroy();
  });
  const pieces = socket.iterator({ destroyOnReturn: true });
  let rest: Uint8Array = new Uint8Array(0);
  let arrival: number | undefined;
  return {
    get arrival() {
      return arrival;
    },
    async read(target) {
      if (rest.length === 0) {
        const next = await pieces.next().catch((error: unknown) => {
          if (silent) throw new Failure("network", `${address} has been silent for ${idleTimeout} ms`);
          throw new Failure("network", `${address} broke off: ${messageOf(error)}`, { cause: error });
        });
        if (next.done) return 0;
        rest = next.value as Uint8Array;
        arrival = Date.now();
      }
      const taken = rest.subarray(0, target.length);
      target.set(taken);
      rest = rest.subarray(taken.length);
      return taken.length;
    },
    async close() {
      socket.destroy();
    },
  };
}

function partsOf(address: string): { host: string; port: number } {
  const [, bracketed, bare, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(address) ?? [];
  const host = bracketed ?? bare;
  if (host === undefined || !(Number(port) > 0 && Number(port) < 65_536)) {
    throw new Failure("usage", `"${address}" is no address; write it as host:port, such as 10.0.0.5:12345`);
  }
  return { host, port: Number(port) };
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens there; check the port, and that the sender runs",
  ENOTFOUND: "there is no such host; check the name",
  EHOSTUNREACH: "the host cannot be reached; check the network",
  ENETUNREACH: "the network cannot be reached; check the cable and the route",
};

function unreachable(address: string, error: unknown, timeout: number): Failure {
  const late = error instanceof Error && error.name === "AbortError";
  const reason = late
    ? `it did not answer within ${timeout} ms`
    : (REASONS[systemCode(error) ?? ""] ?? messageOf(error));
  return new Failure("network", `cannot connect to ${address}: ${reason}`, { cause: error });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
