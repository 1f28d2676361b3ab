/**
 * `udp://127.0.0.1:8001`: datagrams that come to a port, those of each sending host a stream of their own. Nobody can be
 * held up here: what comes faster than it is taken is dropped, and counted; what the system drops before is counted where
 * it tells. A host that is a group of multicast is joined.
 */
import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import { isIPv6 } from "node:net";
import { addressText } from "../../../network/address.js";
import { integer, type LinkUrl } from "../../../network/link-url.js";
import { unreachable } from "../../../network/unreachable.js";
import { arrivalNow } from "../../bytes/arrival-clock.js";
import { Inbox } from "../../bytes/inbox.js";
import { LOOPBACK, MOST_SENDERS, portShown } from "./tcp-listen.js";
import type { Chunk, Connection, Transport } from "./transport.js";
import { DropCount } from "./udp-drops.js";

/** Bytes of a sender that wait to be taken, at most. */
const MOST_WAITING = 1 << 20;
/** Asked of the system for bursts; it may grant less. */
const RECEIVE_BUFFER = 4 << 20;

/** Put behind a datagram that is a line and has no end of its own. */
const LINE_FEED = Buffer.from("\n");

interface UdpSender {
  readonly connection: Connection;
  push(bytes: Uint8Array, from: RemoteInfo): void;
  end(): void;
}

export function udpTransport(url: LinkUrl): Transport {
  const { host, port } = url.address(0, url.host || LOOPBACK);
  const maxSenders = url.parameter("maxSenders", integer(1, 65_535)) ?? MOST_SENDERS;
  return {
    shown: url.shown,
    async open(signal) {
      signal.throwIfAborted();
      const socket = createSocket({ type: isIPv6(host) ? "udp6" : "udp4", recvBufferSize: RECEIVE_BUFFER });
      const isGroup = /^(22[4-9]|23\d)\./.test(host) || /^ff/i.test(host);
      try {
        socket.bind({ port, ...(isGroup ? {} : { address: host }), exclusive: true });
        await once(socket, "listening", { signal });
        if (isGroup) socket.addMembership(host);
      } catch (error) {
        socket.close();
        signal.throwIfAborted();
        throw unreachable(`cannot take datagrams at ${addressText(host, port)}`, error);
      }
      const arriving = new Inbox<Connection>({ sizeOf: () => 1, most: Number.POSITIVE_INFINITY });
      // The one that has been silent for the longest is the first.
      const senders = new Map<string, UdpSender>();
      const drops = new DropCount(socket.address().port);
      const senderAt = (from: RemoteInfo): UdpSender => {
        const known = senders.get(from.address);
        if (known !== undefined) {
          senders.delete(from.address);
          senders.set(from.address, known);
          return known;
        }
        const [oldest] = senders;
        if (senders.size >= maxSenders && oldest !== undefined) {
          senders.delete(oldest[0]);
          oldest[1].end();
        }
        const made = senderOf(
          from,
          (bytes, { address, port: to }) =>
            new Promise((resolve, reject) => {
              socket.send(bytes, to, address, (error) => {
                if (error) reject(unreachable(`cannot answer ${address}`, error));
                else resolve();
              });
            }),
          () => senders.delete(from.address),
        );
        senders.set(from.address, made);
        arriving.push(made.connection);
        return made;
      };
      socket.on("message", (bytes, from) => {
        drops.note(bytes.length);
        if (bytes.length > 0) senderAt(from).push(bytes, from);
      });
      const end = (fault?: Error): void => {
        drops.stop();
        arriving.end(fault);
        for (const sender of senders.values()) sender.end();
        senders.clear();
      };
      socket.on("error", (error) => end(unreachable(`${url.shown} broke off`, error)));
      return {
        connections: arriving,
        shown: portShown(url, socket.address().port),
        get lost() {
          return drops.bytes;
        },
        async close() {
          end();
          await new Promise<void>((resolve) => {
            socket.once("close", resolve);
            socket.close();
          }).catch(() => {});
        },
      };
    },
  };
}

/** `&&`, `!!` or a code, and no line end anywhere: a line by itself, or the rest of one. */
const isBareLine = (bytes: Uint8Array): boolean =>
  /^[ \t\0]*(?:&&|!!|\d{4})[^\r\n]*$/.test(Buffer.from(bytes).toString("latin1"));

/** The datagrams of one host. Answers go to the port that the last one came from. */
function senderOf(
  first: RemoteInfo,
  send: (bytes: Uint8Array, to: RemoteInfo) => Promise<void>,
  onClose: () => void,
): UdpSender {
  const inbox = new Inbox<Chunk>({ sizeOf: ({ bytes }) => bytes.length, most: MOST_WAITING });
  let last = first;
  let lost = 0;
  // A line a datagram, its end left out: so for as long as no datagram shows that they are pieces of a text with line ends.
  let bare = true;
  return {
    connection: {
      peer: addressText(first.address, first.port),
      sender: first.address,
      get lost() {
        return lost;
      },
      next: () => inbox.next(),
      send: (bytes) => send(bytes, last),
      async close() {
        onClose();
        inbox.end();
      },
    },
    push(bytes, from) {
      last = from;
      bare &&= isBareLine(bytes);
      if (inbox.full) lost += bytes.length;
      else inbox.push({ bytes: bare ? Buffer.concat([bytes, LINE_FEED]) : bytes, arrival: arrivalNow() });
    },
    end: () => inbox.end(),
  };
}
