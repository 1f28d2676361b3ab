// @ts-nocheck the library of the broker is not a dependency of witskit: npm install @platformatic/kafka
/**
 * Kafka, out and in. Not tested against a broker, but for one that is away: it shows how a link that is acknowledged, and a command that
 * sends, are written.
 *
 *     witskit stream rig-7=tcp://10.0.0.5:12345 -o - | witskit kafka-send kafka://broker:9092/rigs
 *     witskit stream kafka://user:password@broker:9092/rig-7?group=recorder&tls=true -o rig/
 */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

const library = () =>
  import("@platformatic/kafka").catch((error) => {
    throw new Error("it needs its library: npm install @platformatic/kafka beside witskit.toml", {
      cause: error,
    });
  });

const bootstrap = (host, port, user, password, tls) => ({
  clientId: "witskit",
  bootstrapBrokers: [`${host}:${port ?? 9092}`],
  ...(user !== undefined && { sasl: { mechanism: "PLAIN", username: user, password: password ?? "" } }),
  ...(tls && { tls: {} }),
});

/** A broker that is away is no fault of the plugin: the link is opened again. */
const away = (shown) => (error) => {
  throw Object.assign(new Error(`${shown}: ${error.message}`, { cause: error }), { code: "unreachable" });
};

/** The values of messages are bytes of WITS, in the order of a partition. What was not on disk is sent again. */
function receive(url) {
  const topic = url.path.replace(/^\//, "");
  if (url.host === "" || topic === "") throw url.failure("write it as kafka://broker:9092/topic");
  const groupId = url.parameter("group", String) ?? "witskit";
  const tls = url.parameter("tls", (text) => text === "true") ?? false;
  return {
    shown: url.shown,
    async open() {
      const { Consumer } = await library();
      const told = bootstrap(url.host, url.port, url.user, url.password, tls);
      const consumer = new Consumer({ ...told, groupId });
      const stream = await consumer
        .consume({ topics: [topic], autocommit: false, mode: "committed", fallbackMode: "earliest" })
        .catch(async (error) => {
          await consumer.close(true).catch(() => {});
          return away(url.shown)(error);
        });
      const messages = stream[Symbol.asyncIterator]();
      const connection = {
        peer: url.bare,
        lost: 0,
        async next() {
          const { value: message, done } = await messages.next().catch(away(url.shown));
          if (done) return undefined;
          return {
            bytes: message.value ?? Buffer.alloc(0),
            arrival: Date.now(),
            // Called when the bytes are on disk.
            settle: () => void Promise.resolve(message.commit()).catch(() => {}),
          };
        },
        async close() {
          await stream.close();
          await consumer.close(true);
        },
      };
      return {
        connections: (async function* () {
          yield connection;
        })(),
        close: () => connection.close(),
      };
    },
  };
}

/** Lines of standard input, a message each, in their order. */
async function send({ words: [address], print, signal }) {
  if (!URL.canParse(address ?? ""))
    throw new Error("write it as witskit kafka-send kafka://broker:9092/topic");
  const url = new URL(address);
  const { Producer, stringSerializers } = await library();
  const told = bootstrap(
    url.hostname,
    url.port || undefined,
    url.username === "" ? undefined : decodeURIComponent(url.username),
    decodeURIComponent(url.password),
    url.searchParams.get("tls") === "true",
  );
  const producer = new Producer({ ...told, serializers: stringSerializers });
  const topic = url.pathname.replace(/^\//, "");
  let sent = 0;
  let waiting = [];
  const flush = async () => {
    const messages = waiting.map((value) => ({ topic, value }));
    waiting = [];
    if (messages.length > 0)
      await producer.send({ messages, acks: -1 }).catch(away(`kafka://${url.host}${url.pathname}`));
    sent += messages.length;
  };
  try {
    for await (const line of createInterface({ input: createReadStream("/dev/stdin", { signal }) })) {
      waiting.push(line);
      if (waiting.length >= 500) await flush();
    }
    await flush();
  } finally {
    await producer.close();
  }
  print(`${sent} messages`);
  return 0;
}

export const plugin = {
  api: 1,
  name: "kafka",
  version: "0.1.0",
  transports: { kafka: receive },
  commands: { "kafka-send": { summary: "Send lines of standard input to a topic of Kafka.", run: send } },
};
