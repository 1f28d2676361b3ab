/**
 * `witskit stream` as a process of its own, with senders beside it: many links at once, whose bytes must all be in the
 * dataset; one slow link, for what the program takes when little happens; and how long after a frame's last byte a subscriber has
 * its row.
 */
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { generateWhole } from "../src/samples/shapes/generator.js";
import { measureLatency } from "./live-latency.mjs";
import { MAIN, runMain } from "./process.mjs";

/** Bytes of the log that senders have in memory. */
const LOG = 4_000_000;
/** So that segments become parts while bytes arrive, as they do in months of recording, and not at the end alone. */
const ROTATE = "64MiB";
/** Milliseconds for a run to convert what the one before has left. */
const MOST_WAIT = 120_000;
/** Ticks of /proc a second, on all that Linux runs on. */
const TICKS = 100;

/**
 * @typedef {{ links: number, rate: number, seconds: number, quietSeconds: number, frames: number }} LiveOptions `rate`
 *   in bytes a second, all links together; `frames` are those whose latency is measured.
 * @param {LiveOptions & { folder: string }} options
 */
export async function raceLive({ folder, links, rate, seconds, quietSeconds, frames }) {
  const many = await recordLinks({ folder, links, rate, seconds });
  process.stderr.write("one link ...\n");
  const one = await recordOneLink({ folder, seconds: quietSeconds });
  process.stderr.write("latency ...\n");
  const latency = await measureLatency(frames);
  process.stderr.write("the same bytes through convert ...\n");
  const converted = await convertBytes({ folder, bytes: many.bytes });
  return { many, one, latency, converted };
}

/**
 * Converts as many bytes of the log that the senders have, with one worker as `stream` has it.
 * @param {{ folder: string, bytes: number }} options
 */
async function convertBytes({ folder, bytes }) {
  const log = join(folder, "live.wits");
  const out = mkdtempSync(join(folder, "converted-"));
  const piece = generateWhole({ bytes: LOG, seed: 7 }).bytes;
  const file = openSync(log, "w");
  for (let left = bytes; left > 0; left -= piece.length)
    writeSync(file, piece, 0, Math.min(left, piece.length));
  closeSync(file);
  try {
    return await runMain(["convert", log, "-o", join(out, "dataset"), "--workers", "1", "-q"]);
  } finally {
    rmSync(log, { force: true });
    rmSync(out, { recursive: true, force: true });
  }
}

/**
 * Many links for some seconds. `kept` are the bytes that the dataset says it has, when the program has ended.
 * @param {{ folder: string, links: number, rate: number, seconds: number }} options
 */
async function recordLinks({ folder, links, rate, seconds }) {
  const out = mkdtempSync(join(folder, "live-"));
  const sender = fork(fileURLToPath(new URL("live-sender.mjs", import.meta.url)));
  /** @returns {Promise<any>} */
  const answer = async () => (await once(sender, "message"))[0];
  try {
    sender.send({ listen: links, bytes: LOG });
    const { ports } = await answer();
    const urls = ports.map(
      (/** @type {number} */ port, /** @type {number} */ i) => `rig-${i}=tcp://127.0.0.1:${port}`,
    );
    const stream = startStream([...urls, "-o", out, "--rotate-size", ROTATE, "-q"]);
    await Promise.race([answer(), stream.failed]);
    sender.send({ send: seconds, rate });
    const { sent, frames, seconds: taken } = await Promise.race([answer(), stream.failed]);
    const usage = await stream.stop();
    const bytes = sent.reduce((/** @type {number} */ sum, /** @type {number} */ each) => sum + each, 0);
    const kept = await allKept(out, bytes, `rig-0=tcp://127.0.0.1:${ports[0]}`);
    return { links, wanted: rate, bytes, frames, seconds: taken, kept, ...usage };
  } finally {
    sender.kill();
    rmSync(out, { recursive: true, force: true });
  }
}

/**
 * One link with a frame a second.
 * @param {{ folder: string, seconds: number }} options
 */
async function recordOneLink({ folder, seconds }) {
  const { startMockRig } = await import("../src/samples/mock/rig.js");
  const out = mkdtempSync(join(folder, "live-"));
  const rig = await startMockRig({
    data: generateWhole({ frames: 2 * seconds, seed: 7 }).bytes,
    rate: 1,
    hold: true,
  });
  try {
    const stream = startStream([`rig=${rig.url}`, "-o", out, "-q"]);
    while (rig.sent.frames === 0) await Promise.race([delay(10), stream.failed]);
    const before = stream.usage();
    const start = performance.now();
    await Promise.race([delay(seconds * 1000), stream.failed]);
    const after = stream.usage();
    const passed = (performance.now() - start) / 1000;
    const { peak } = await stream.stop();
    return { seconds: passed, share: (after.cpu - before.cpu) / passed, memory: after.memory, peak };
  } finally {
    await rig.close();
    rmSync(out, { recursive: true, force: true });
  }
}

/**
 * Starts `witskit stream`; what it has used is asked of Linux.
 * @param {readonly string[]} args
 */
function startStream(args) {
  const child = spawn(process.execPath, [MAIN, "stream", ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  let stopping = false;
  const ended = new Promise((resolve) => child.once("close", resolve));
  const failed = ended.then((code) => {
    if (!stopping) throw new Error(`witskit stream ended with ${code}: ${said.trim()}`);
    return /** @type {never} */ (undefined);
  });
  failed.catch(() => {});
  const usage = () => {
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    const [, ...stat] = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ");
    const fields = stat.join(") ").split(" ");
    /** @param {string} name */
    const kilobytes = (name) => Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, "m").exec(status)?.[1]) * 1024;
    return {
      cpu: (Number(fields[11]) + Number(fields[12])) / TICKS,
      memory: kilobytes("VmRSS"),
      peak: kilobytes("VmHWM"),
    };
  };
  /** Ends it as a service manager does. Answers what it had used when it last could be asked. */
  const stop = async () => {
    stopping = true;
    let last = { cpu: Number.NaN, memory: Number.NaN, peak: Number.NaN };
    if (child.exitCode === null) {
      last = usage();
      child.kill("SIGTERM");
    }
    while (child.exitCode === null && child.signalCode === null) {
      try {
        const now = usage();
        if (now.peak > 0) last = now;
      } catch {
        // It has just ended.
      }
      await Promise.race([delay(20), ended]);
    }
    if (child.exitCode !== 0) throw new Error(`witskit stream ended with ${child.exitCode}: ${said.trim()}`);
    return last;
  };
  return { failed, usage, stop };
}

/**
 * What a dataset has when all is converted: what the end of a run had no time for, the next one does.
 * @param {string} dataset
 * @param {number} bytes
 * @param {string} link
 */
async function allKept(dataset, bytes, link) {
  if (keptIn(dataset).bytes >= bytes) return keptIn(dataset);
  const stream = startStream([link, "-o", dataset, "-q"]);
  const until = performance.now() + MOST_WAIT;
  while (keptIn(dataset).bytes < bytes && performance.now() < until) {
    await Promise.race([delay(100), stream.failed]);
  }
  await stream.stop();
  return keptIn(dataset);
}

/**
 * The bytes and frames that a dataset has, by its manifest, which counts them as they are decoded.
 * @param {string} dataset
 */
function keptIn(dataset) {
  const lines = readFileSync(join(dataset, "_witskit", "manifest.ndjson"), "utf8")
    .trim()
    .split("\n");
  const units = lines.map((line) => JSON.parse(line)).filter(({ counts }) => counts !== undefined);
  return {
    bytes: units.reduce((sum, { counts }) => sum + counts.bytes.total, 0),
    frames: units.reduce((sum, { counts }) => sum + counts.frames, 0),
  };
}
