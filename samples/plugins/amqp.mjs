// @ts-nocheck the library of the broker is not a dependency of witskit: npm install amqplib
/**
 * AMQP 0-9-1, as RabbitMQ speaks it, out and in: a link that is acknowledged when its bytes are on disk, and a command that sends. Tried by hand with
 * RabbitMQ 3.10 and amqplib 2.3.1, recorder and broker killed in between: no byte was missing. A message that is on disk and was not acknowledged yet
 * when the recorder is killed comes twice, for a queue has no places. The tests have no broker, and look at what is said without one.
 *
 *     witskit stream rig-7=tcp://10.0.0.5:12345 -o - --format wits | witskit amqp-send amqp://broker/rig-7
 *     witskit stream 'rig-7=amqp://user@broker/rig-7?passwordFile=/run/secrets/amqp' -o rig/
 */
import { createReadStream, readFileSync } from "node:fs";

const library = () =>
  import("amqplib").catch((error) => {
    throw new Error("it needs its library: npm install amqplib beside witskit.toml", { cause: error });
  });

/** A broker that is away is no fault of the plugin: the link is opened again. */
const away = (shown) => (error) => {
  throw Object.assign(new Error(`${shown}: ${error.message}`, { cause: error }), { code: "unreachable" });
};

/** Messages that are under way and not acknowledged: they wait here until they are on disk. */
const UNDER_WAY = 200;

/** Bytes of a message, at most. */
const PIECE = 64 << 10;

async function channelOf({ hostname, port, username, password, vhost, protocol }, queue, confirmed) {
  const { default: amqp } = await library();
  const connection = await amqp.connect({ protocol, hostname, port, username, password, vhost });
  try {
    const channel = await (confirmed ? connection.createConfirmChannel() : connection.createChannel());
    // It is told by the call that failed; without a listener it would end the thread.
    for (const one of [connection, channel]) one.on("error", () => {});
    await channel.assertQueue(queue, { durable: true });
    return { connection, channel };
  } catch (error) {
    await connection.close().catch(() => {});
    throw error;
  }
}

const secretIn = (path) => readFileSync(path, "utf8").replace(/\r?\n$/, "");

/** The messages of a queue are bytes of WITS, one behind the other. What was not acknowledged comes again, in its order. */
function receive(url, protocol) {
  const queue = decodeURIComponent(url.path.replace(/^\//, ""));
  if (url.host === "" || queue === "") throw url.failure("write it as amqp://broker:5672/queue");
  const vhost = url.parameter("vhost", String) ?? "/";
  const file = url.parameter("passwordFile", String);
  return {
    shown: url.shown,
    async open() {
      const told = {
        ...{ protocol, hostname: url.host, port: url.port, vhost, username: url.user },
        password: file === undefined ? url.password : secretIn(file),
      };
      const { connection, channel } = await channelOf(told, queue, false).catch(away(url.shown));
      const waiting = [];
      let wake = () => {};
      let ended;
      const end = (why) => {
        ended ??= why;
        wake();
      };
      connection.on("error", (error) => end(error));
      channel.on("error", (error) => end(error));
      for (const one of [connection, channel])
        one.on("close", () => end(new Error("the broker has closed the connection")));
      await channel.prefetch(UNDER_WAY);
      // Alone: two who take from one queue would tear the bytes of a rig apart.
      await channel
        .consume(
          queue,
          (message) => {
            if (message === null) return end(new Error(`the queue ${queue} is gone`));
            waiting.push(message);
            wake();
          },
          { exclusive: true },
        )
        .catch(async (error) => {
          await connection.close().catch(() => {});
          return away(url.shown)(error);
        });
      const connectionOfRig = {
        peer: url.bare,
        lost: 0,
        async next() {
          while (waiting.length === 0 && ended === undefined)
            await new Promise((resolve) => {
              wake = resolve;
            });
          const message = waiting.shift();
          if (message === undefined) return ended === "closed" ? undefined : away(url.shown)(ended);
          return {
            bytes: message.content,
            arrival: Date.now(),
            // Called when the bytes are on disk. A channel that is gone has given them to nobody: they come again.
            settle() {
              if (ended === undefined) channel.ack(message);
            },
          };
        },
        async close() {
          end("closed");
          await connection.close().catch(() => {});
        },
      };
      return {
        connections: (async function* () {
          yield connectionOfRig;
        })(),
        close: () => connectionOfRig.close(),
      };
    },
  };
}

/** Bytes of standard input, in their order; done when the broker has all of them on its disk. */
async function send({ words: [address], print, signal }) {
  if (!URL.canParse(address ?? "")) throw new Error("write it as witskit amqp-send amqp://broker:5672/queue");
  const url = new URL(address);
  const queue = decodeURIComponent(url.pathname.replace(/^\//, ""));
  if (url.hostname === "" || queue === "")
    throw new Error("write it as witskit amqp-send amqp://broker:5672/queue");
  const shown = `${url.protocol}//${url.host}${url.pathname}`;
  const file = url.searchParams.get("passwordFile");
  const told = {
    ...{ protocol: url.protocol.replace(":", ""), hostname: url.hostname, port: url.port || undefined },
    username: url.username === "" ? undefined : decodeURIComponent(url.username),
    password: file ? secretIn(file) : decodeURIComponent(url.password) || undefined,
    vhost: url.searchParams.get("vhost") ?? "/",
  };
  const { connection, channel } = await channelOf(told, queue, true).catch(away(shown));
  let sent = 0;
  try {
    for await (const bytes of createReadStream("/dev/stdin", { signal, highWaterMark: PIECE })) {
      sent += bytes.length;
      if (!channel.sendToQueue(queue, bytes, { persistent: true }))
        await channel.waitForConfirms().catch(away(shown));
    }
    await channel.waitForConfirms().catch(away(shown));
  } finally {
    await connection.close().catch(() => {});
  }
  print(`${sent} bytes`);
  return 0;
}

export const plugin = {
  api: 1,
  name: "amqp",
  version: "0.1.0",
  transports: { amqp: (url) => receive(url, "amqp"), amqps: (url) => receive(url, "amqps") },
  commands: { "amqp-send": { summary: "Send bytes of standard input to a queue of AMQP.", run: send } },
};
