/** Frames as packets: `udp://host:port`, where somebody listens, or not. A frame that fits is one packet. */
import { createSocket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { Failure } from "../../failure/failure.js";
import type { Port, TakeWire, Wire } from "../../input/link/sending/wire.js";
import { addressText } from "../../network/address.js";
import type { LinkUrl } from "../../network/link-url.js";

/** The most bytes that an IPv4 packet carries. */
const LARGEST = 65_507;

export async function sendUdp(url: LinkUrl, take: TakeWire): Promise<Port> {
  const { host, port } = url.address(1);
  url.checkParameters();
  const { address, family } = await lookup(host).catch((error: unknown) => {
    throw new Failure("host-unknown", `there is no host ${host}; check the name`, { cause: error });
  });
  const socket = createSocket(family === 6 ? "udp6" : "udp4");
  // Where nobody listens, the system may say so; the next packet is sent all the same.
  socket.on("error", () => {});
  const gone = new AbortController();
  const close = (): void => {
    if (gone.signal.aborted) return;
    gone.abort();
    socket.close();
  };
  const send = (packet: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      if (gone.signal.aborted) return reject(gone.signal.reason);
      socket.send(packet, port, address, () => resolve());
    });
  const wire: Wire = {
    peer: addressText(host, port),
    datagrams: true,
    async write(bytes) {
      for (let at = 0; at < bytes.length; at += LARGEST) await send(bytes.subarray(at, at + LARGEST));
    },
    hear(take) {
      socket.on("message", take);
    },
    gone: gone.signal,
    // Nobody hangs up on packets.
    silent: new AbortController().signal,
    end: close,
    destroy: close,
  };
  const done = take(wire).then(close);
  return {
    url: `udp://${addressText(host, port)}`,
    done,
    async refuse() {},
    async listen() {},
    async close() {
      close();
      await done;
    },
  };
}
