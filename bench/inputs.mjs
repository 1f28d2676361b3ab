/**
 * The logs that are measured: generated ones of every shape, and real ones when they are at hand, up to the same size. Each
 * lies in memory, and in a file for the contenders that read files themselves.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { generateWhole } from "../src/samples/shapes/generator.js";

/**
 * @typedef {object} Input
 * @property {string} name
 * @property {string} path Holds `bytes`.
 * @property {Uint8Array} bytes
 * @property {Excerpt} excerpt Whole frames from its start, for contenders that would take minutes for all of it.
 * @typedef {{ path: string, bytes: Uint8Array }} Excerpt
 */

/** @type {readonly import("../src/samples/shapes/generator.js").LogShape[]} */
const SHAPES = ["rig", "short", "wide", "noisy", "sparse", "shuffled"];
/** Real logs, gunzipped, beside the checkout or where the environment says. */
const LOGS = process.env["WITSKIT_LOGS"] ?? fileURLToPath(new URL("../../shared/logs", import.meta.url));
/** Files below this tell nothing about speed. */
const LEAST_BYTES = 100_000;

/**
 * @param {{ folder: string, megabytes: number, excerptBytes: number, only: readonly string[] }} options `only` names
 *   the inputs to take, all when empty.
 * @returns {Generator<Input>}
 */
export function* inputs({ folder, megabytes, excerptBytes, only }) {
  const wanted = (/** @type {string} */ name) => only.length === 0 || only.includes(name);
  /** @param {string} name @param {Uint8Array} bytes */
  const input = (name, bytes) => ({
    name,
    ...placed(folder, name, bytes),
    excerpt: placed(folder, `${name}-excerpt`, wholeFrames(bytes, excerptBytes)),
  });
  for (const name of realLogs().filter((file) => wanted(basename(file, ".wits.gz")))) {
    const log = gunzipSync(readFileSync(join(LOGS, name)));
    yield input(basename(name, ".wits.gz"), wholeFrames(log, megabytes * 1_000_000));
  }
  for (const shape of SHAPES.filter(wanted)) {
    yield input(shape, generateWhole({ shape, bytes: megabytes * 1_000_000, seed: 7 }).bytes);
  }
}

function realLogs() {
  if (!existsSync(LOGS)) return [];
  return readdirSync(LOGS)
    .filter((file) => file.endsWith(".wits.gz") && readFileSync(join(LOGS, file)).length >= LEAST_BYTES)
    .sort();
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {Uint8Array} bytes
 */
function placed(folder, name, bytes) {
  const path = join(folder, `${name}.wits`);
  writeFileSync(path, bytes);
  return { path, bytes };
}

/**
 * @param {Uint8Array} bytes
 * @param {number} length
 */
function wholeFrames(bytes, length) {
  if (bytes.length <= length) return bytes;
  const next = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf("\n&&", length);
  return next < 0 ? bytes : bytes.subarray(0, next + 1);
}
