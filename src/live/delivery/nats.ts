/**
 * A NATS server as a target: `nats://hub:4222/rig`. Raw pieces of the journal go to `rig.STREAM.raw`, into a stream of JetStream, which
 * says of each that it has it. A piece that went out twice has the same id, by which the server drops the second one; where its bytes
 * were cut otherwise the second time, its place tells who consumes it.
 */
import type { JetStreamManager } from "@nats-io/jetstream";
import type { MsgHdrs, NatsConnection } from "@nats-io/transport-node";
import { Failure } from "../../failure/failure.js";
import { abortable } from "../../input/bytes/abortable.js";
import { tellPlace, tokenOf } from "../../input/link/transport/nats-message.js";
import { type NatsServer, natsFailure, natsServer } from "../../input/link/transport/nats-server.js";
import type { TlsOptions } from "../../input/link/transport/tls-options.js";
import { integer, LinkUrl, text, truth } from "../../network/link-url.js";
import { durationIn } from "../../text/duration.js";
import type { DeliveryPiece, DeliveryTarget, OpenTarget } from "./target.js";

/** What a URL of `--to-nats` says. */
export interface NatsPublishing {
  readonly url: LinkUrl;
  readonly server: NatsServer;
  /** Begins all subjects. */
  readonly prefix: string;
  readonly name: string;
  readonly publish: readonly Published[];
  readonly stream: StreamTold;
}

/** What is published: the last token of its subject. */
export const published = ["raw", "frames", "batches", "events", "report"] as const;
export type Published = (typeof published)[number];

interface StreamTold {
  readonly name: string;
  /** Whether it is made where none holds our subjects. */
  readonly create: boolean;
  /** Milliseconds, bytes and copies that it is made with. */
  readonly maxAge: number;
  readonly maxBytes: number | undefined;
  readonly replicas: number;
}

/** Bytes of a piece, and of a message with what its headers take. */
const LARGEST = 128 << 10;
const LARGEST_MESSAGE = 256 << 10;
const CONNECT_TIMEOUT = 10_000;
/** Milliseconds in which the server must say that it has a piece. */
const TAKEN_WITHIN = 10_000;
const NANOSECONDS = 1e6;
/** Milliseconds for which the server knows the ids of messages. */
const KNOWN_FOR = 120_000;
const WEEK = 7 * 86_400_000;

/** Throws Failure("usage") for a URL that can never be. */
export function natsPublishing(address: string, tls?: TlsOptions | undefined): NatsPublishing {
  const url = new LinkUrl(address);
  if (!["nats", "natss"].includes(url.scheme)) throw url.failure("a NATS server is nats:// or natss://");
  const server = natsServer(url, { tls, connectTimeout: CONNECT_TIMEOUT });
  const prefix = url.path.replace(/^\/|\/$/g, "") || "rig";
  if (!/^[^\s.*>/]+(\.[^\s.*>/]+)*$/.test(prefix))
    throw url.failure(`"${prefix}" begins no subject; tokens parted by dots do, without blanks, * and >`);
  const stream: StreamTold = {
    name: url.parameter("stream", text) ?? `${prefix.replaceAll(".", "-")}s`.toUpperCase(),
    create: url.parameter("create", truth) ?? true,
    maxAge: url.parameter("maxAge", durationIn) ?? WEEK,
    maxBytes: url.parameter("maxBytes", integer(1, Number.MAX_SAFE_INTEGER)),
    replicas: url.parameter("replicas", integer(1, 5)) ?? 1,
  };
  if (!/^[\w-]+$/.test(stream.name))
    throw url.failure(`stream: ${stream.name} is no name of a stream at a NATS server`);
  const name = url.parameter("name", text) ?? url.bare;
  const publish = url.parameter("publish", publishedIn) ?? ["raw"];
  url.checkParameters();
  return { url, server, prefix, name, publish, stream };
}

function publishedIn(given: string): Published[] {
  return given.split(",").map((word) => {
    const found = published.find((one) => one === word);
    if (found === undefined)
      throw new Error(`there is no ${word} to publish; there are ${published.join(", ")}`);
    return found;
  });
}

export function natsTarget(publishing: NatsPublishing): DeliveryTarget {
  const { url, server, prefix, name } = publishing;
  return {
    name,
    shown: url.bare,
    largest: LARGEST,
    async open(signal): Promise<OpenTarget> {
      const opened = await openJetStream(publishing, LARGEST_MESSAGE, signal);
      return {
        broken: opened.broken,
        async deliver(piece, until) {
          const headers = opened.headers();
          tellPlace(headers, piece);
          const subject = `${prefix}.${tokenOf(piece.stream)}.raw`;
          try {
            await opened.publish(subject, piece.bytes, { id: idOf(piece), headers, signal: until });
          } catch (error) {
            until.throwIfAborted();
            throw natsFailure(`${server.address} does not take bytes of ${piece.stream}`, error);
          }
        },
        close: opened.close,
      };
    },
  };
}

/** A connection to a server whose JetStream holds our subjects. */
export interface OpenJetStream {
  /** Why it is over, once it is. */
  readonly broken: Promise<Failure>;
  headers(): MsgHdrs;
  /** Comes back when the server has it. Throws what the client does. */
  publish(
    subject: string,
    bytes: Uint8Array,
    told: { readonly id: string; readonly headers: MsgHdrs; readonly signal: AbortSignal },
  ): Promise<void>;
  close(): Promise<void>;
}

/** Throws a Failure where there is no server, no stream, or no room for a message of that many bytes. */
export async function openJetStream(
  { url, server, prefix, stream }: NatsPublishing,
  largest: number,
  signal: AbortSignal,
): Promise<OpenJetStream> {
  const connection = await server.connect(signal);
  try {
    checkSize(connection, server, largest);
    const { jetstreamManager } = await import("@nats-io/jetstream");
    const manager = await abortable(signal, jetstreamManager(connection));
    await abortable(signal, streamAt(manager, server, `${prefix}.>`, stream));
    const { headers } = await import("@nats-io/transport-node");
    const client = manager.jetstream();
    return {
      broken: connection
        .closed()
        .then((error) =>
          natsFailure(`lost the connection to ${server.address}`, error ?? new Error("it closed it")),
        ),
      headers,
      async publish(subject, bytes, { id, headers: told, signal: until }) {
        await abortable(
          until,
          client.publish(subject, bytes, { msgID: id, headers: told, timeout: TAKEN_WITHIN }),
        );
      },
      close: () => connection.close(),
    };
  } catch (error) {
    await connection.close();
    signal.throwIfAborted();
    throw natsFailure(`cannot publish to ${url.bare}`, error);
  }
}

/** Source and place; with the length, for what went out once may have more behind it the next time. */
const idOf = ({ journal, stream, offset, bytes }: DeliveryPiece): string =>
  `${journal}.${tokenOf(stream)}.${offset}+${bytes.length}`;

function checkSize(connection: NatsConnection, server: NatsServer, needed: number): void {
  const most = connection.info?.max_payload ?? Number.POSITIVE_INFINITY;
  if (most >= needed) return;
  throw new Failure(
    "unreachable",
    `${server.address} takes messages of at most ${most} bytes, and one of ours may have ${needed}; ` +
      "set its max_payload to that or more",
  );
}

/** Makes the stream that holds our subjects, where there is none. */
async function streamAt(
  manager: JetStreamManager,
  server: NatsServer,
  subjects: string,
  { name, create, maxAge, maxBytes, replicas }: StreamTold,
): Promise<void> {
  const known = await manager.streams.find(subjects).catch((error: Error) => {
    if (/no stream matches/i.test(error.message)) return undefined;
    throw error;
  });
  if (known !== undefined) return;
  if (!create) {
    throw new Failure(
      "unreachable",
      `no stream of ${server.address} holds ${subjects}, and create=false leaves that to you: nats stream add ${name} --subjects '${subjects}'`,
    );
  }
  await manager.streams.add({
    name,
    subjects: [subjects],
    storage: "file",
    retention: "limits",
    // The oldest go, and who consumes them hears of it by their places; otherwise nobody could publish any more.
    discard: "old",
    max_age: maxAge * NANOSECONDS,
    duplicate_window: Math.min(KNOWN_FOR, maxAge) * NANOSECONDS,
    num_replicas: replicas,
    ...(maxBytes !== undefined && { max_bytes: maxBytes }),
  });
}
