/**
 * How long a subscriber waits for a frame: from the moment at which its last byte is given to the system to that at which
 * its row has come out of `witskit stream URL -o -`, a process of its own, and been read here. Sender and reader share a clock.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { generateWhole } from "../src/samples/shapes/generator.js";
import { MAIN } from "./process.mjs";
import { median } from "./rounds.mjs";

/** Milliseconds between two frames: each has long been read when the next one is sent. */
const BETWEEN = 10;
/** Frames before those that count: the program warms up. */
const WARM_UP = 100;

/**
 * Milliseconds: median, 99th percentile, most.
 * @param {number} count Frames that count.
 */
export async function measureLatency(count) {
  const log = Buffer.from(generateWhole({ frames: count + WARM_UP, seed: 7 }).bytes).toString("latin1");
  const frames = log.split(/(?=&&)/).map((text) => Buffer.from(text, "latin1"));
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const stream = spawn(process.execPath, [MAIN, "stream", `rig=tcp://127.0.0.1:${port}`, "-o", "-", "-q"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    /** @type {import("node:net").Socket[]} */
    const [socket] = await Promise.race([
      once(server, "connection"),
      once(stream, "exit").then(() => {
        throw new Error("witskit stream has ended before it was sent anything");
      }),
    ]);
    if (socket === undefined) throw new Error("nobody has connected");
    socket.setNoDelay(true);
    /** @type {number[]} */
    const sent = [];
    /** @type {number[]} */
    const came = [];
    let rest = "";
    stream.stdout.on("data", (bytes) => {
      const now = performance.now();
      const lines = (rest + bytes).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) came[JSON.parse(line).frame - 1] = now;
    });
    for (const frame of frames) {
      sent.push(performance.now());
      socket.write(frame);
      await delay(BETWEEN);
    }
    for (let i = 0; i < 500 && came.length < frames.length; i++) await delay(10);
    const waits = came.slice(WARM_UP).map((at, i) => at - (sent[i + WARM_UP] ?? Number.NaN));
    if (waits.length !== count) throw new Error(`${count - waits.length} of ${count} frames did not come`);
    waits.sort((a, b) => a - b);
    return {
      frames: count,
      median: median(waits),
      percentile99: waits[Math.floor(0.99 * count)] ?? Number.NaN,
      most: waits.at(-1) ?? Number.NaN,
    };
  } finally {
    stream.kill();
    server.close();
  }
}
