/**
 * A process that sends to many links, and does little else: the log lies in memory, and every link gets it again and
 * again, beginning at a frame of its own. The process that started it says what to do, in messages.
 *
 *   in   { listen: 256, bytes: 4_000_000 }   out  { ports: [...] }
 *   in   { send: 10, rate: 100_000_000 }     out  { sent: [bytes of each link], frames, seconds }
 */
import { createServer } from "node:net";
import { generateWhole } from "../src/samples/shapes/generator.js";

/** Bytes written at a time: what a socket on loopback takes at once. */
const PIECE = 65_536;
/** Milliseconds between two turns, where a rate is kept. */
const TICK = 10;

/** @type {import("node:net").Server[]} */
const servers = [];
/** @type {import("node:net").Socket[]} */
const sockets = [];
let log = Buffer.alloc(0);
/** Where frames begin. */
let starts = [0];

process.on("message", async (/** @type {any} */ message) => {
  if (message.listen !== undefined) await listen(message.listen, message.bytes);
  if (message.send !== undefined) await send(message.send, message.rate);
});

/**
 * @param {number} count
 * @param {number} bytes
 */
async function listen(count, bytes) {
  log = Buffer.from(generateWhole({ bytes, seed: 7 }).bytes);
  starts = [];
  for (let at = log.indexOf("&&"); at >= 0; at = log.indexOf("\n&&", at) + 1 || -1) starts.push(at);
  const ports = [];
  for (let i = 0; i < count; i++) {
    const server = createServer((socket) => {
      socket.setNoDelay(true);
      socket.on("error", () => {});
      sockets[i] = socket;
      if (sockets.filter(Boolean).length === count) process.send?.({ connected: count });
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
    servers.push(server);
    ports.push(/** @type {import("node:net").AddressInfo} */ (server.address()).port);
  }
  process.send?.({ ports });
}

/**
 * Each link gets whole frames until the time is over; the last socket is closed when all was taken.
 * @param {number} seconds
 * @param {number | undefined} rate Bytes a second, of all links together; as fast as they are taken when undefined.
 */
async function send(seconds, rate) {
  for (const server of servers) server.close();
  const start = performance.now();
  const each = rate === undefined ? Number.POSITIVE_INFINITY : rate / sockets.length / 1000;
  const lines = await Promise.all(sockets.map((socket, i) => feed(socket, i, start, seconds * 1000, each)));
  process.send?.({
    sent: lines.map(({ bytes }) => bytes),
    frames: lines.reduce((sum, { frames }) => sum + frames, 0),
    seconds: (performance.now() - start) / 1000,
  });
}

/**
 * @param {import("node:net").Socket} socket
 * @param {number} index
 * @param {number} start
 * @param {number} milliseconds
 * @param {number} rate Bytes a millisecond.
 */
async function feed(socket, index, start, milliseconds, rate) {
  const first = (index * 7919) % starts.length;
  let at = starts[first] ?? 0;
  let bytes = 0;
  const closed = new Promise((resolve) => socket.once("close", resolve));
  for (;;) {
    const passed = performance.now() - start;
    if (passed >= milliseconds) break;
    const due = Math.min(rate * passed - bytes, PIECE);
    if (due < Math.min(rate * TICK, PIECE) / 2) {
      await new Promise((resolve) => setTimeout(resolve, TICK));
      continue;
    }
    const end = frameEnd(Math.min(at + due, log.length));
    const piece = log.subarray(at, end);
    bytes += piece.length;
    at = end === log.length ? 0 : end;
    if (!socket.write(piece)) await new Promise((resolve) => socket.once("drain", resolve));
  }
  socket.end();
  socket.resume();
  await closed;
  return { bytes, frames: framesIn(first, bytes) };
}

/**
 * The first beginning of a frame at this place or behind it.
 * @param {number} at
 */
function frameEnd(at) {
  if (at >= log.length) return log.length;
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return starts[low] ?? log.length;
}

/**
 * Frames in so many bytes of the log from this one on, again and again.
 * @param {number} first
 * @param {number} bytes
 */
function framesIn(first, bytes) {
  const end = (starts[first] ?? 0) + bytes;
  const rounds = Math.floor(end / log.length);
  const place = starts.indexOf(end % log.length);
  return rounds * starts.length + place - first;
}
