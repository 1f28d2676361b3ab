/** Clients that connect, by TCP or TLS. */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { Failure, systemCode } from "../../../failure/failure.js";
import { addressText } from "../../../network/address.js";
import { type LinkUrl, text } from "../../../network/link-url.js";
import { Gate } from "./gate.js";
import { selfSigned } from "./self-signed.js";
import { type Port, socketWire, type TakeWire } from "./wire.js";

/** Who has nothing to say, and closes that side of its line at once, is there to listen: `ncat </dev/null`, a service's socket. */
const HALF_OPEN = { allowHalfOpen: true } as const;

/** `tcp-listen://host:port`; port 0 is any that is free. Throws Failure("network") where nobody may listen. */
export async function listenTcp(url: LinkUrl, take: TakeWire): Promise<Port> {
  url.checkParameters();
  return listening(createServer(HALF_OPEN), url, "tcp", take);
}

/**
 * `tls-listen://host:port?cert=FILE&key=FILE`, in PEM; without them a certificate is made for the host, `localhost` and
 * 127.0.0.1. `ca=FILE` asks clients for a certificate that these authorities signed.
 */
export async function listenTls(url: LinkUrl, take: TakeWire): Promise<Port> {
  const [cert, key, ca] = await Promise.all(
    ["cert", "key", "ca"].map((name) => fileOf(name, url.parameter(name, text))),
  );
  url.checkParameters();
  if ((cert === undefined) !== (key === undefined)) {
    throw url.failure("a certificate needs its key; give cert=FILE and key=FILE");
  }
  const identity =
    cert === undefined || key === undefined
      ? await selfSigned({ names: [...new Set([url.host, "localhost", "127.0.0.1"])] })
      : { cert, key };
  const server = createTlsServer({
    ...HALF_OPEN,
    ...identity,
    ...(ca && { ca, requestCert: true, rejectUnauthorized: true }),
  });
  return { ...(await listening(server, url, "tls", take)), certificate: identity.cert };
}

async function fileOf(name: string, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  return readFile(path, "utf8").catch((error: unknown) => {
    throw new Failure("input-unreadable", `${name}=${path} cannot be read: ${(error as Error).message}`, {
      cause: error,
      place: { file: path },
    });
  });
}

async function listening(server: Server, url: LinkUrl, scheme: "tcp" | "tls", take: TakeWire): Promise<Port> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // Of a handshake that fails there is nobody to tell but the client.
    socket.on("error", () => {});
  });
  server.on(scheme === "tls" ? "secureConnection" : "connection", (socket: Socket) => {
    const wire = socketWire(socket);
    void take(wire).then((outcome) => (outcome === "complete" ? wire.end() : undefined));
  });
  server.on("tlsClientError", () => {});

  let { host, port } = url.address(0);
  const listen = async (): Promise<void> => {
    server.listen({ host, port });
    try {
      await once(server, "listening");
    } catch (error) {
      throw new Failure("address-taken", `cannot listen on ${addressText(host, port)}: ${reasonOf(error)}`, {
        cause: error,
      });
    }
    port = (server.address() as AddressInfo).port;
  };
  await listen();
  const refuse = (): Promise<void> =>
    new Promise((resolve) => {
      server.close();
      // `close` waits for clients that stay; the port is free at once.
      setImmediate(resolve);
    });
  const closed = new Gate();
  return {
    url: `${scheme}://${addressText(host, port)}`,
    done: closed.opened,
    refuse,
    listen: async () => {
      if (!server.listening) await listen();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await refuse();
      closed.open();
    },
  };
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there; choose another port, 0 is any that is free",
  EADDRNOTAVAIL: "this machine has no such address; 127.0.0.1 is this machine, 0.0.0.0 all its addresses",
  EACCES: "ports below 1024 need rights that this program does not have; choose one above",
  ENOTFOUND: "there is no such host; check the name",
};

const reasonOf = (error: unknown): string =>
  REASONS[systemCode(error) ?? ""] ?? (error instanceof Error ? error.message : String(error));
