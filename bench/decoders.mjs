/** The decoders of the project, and what each must have found: the benchmark compares work only that is the same. */

import { Decoder } from "../src/kernel/decoder.js";
import { planOf } from "../src/wits/catalog/layout.js";
import { decodeReference } from "../src/wits/reference/decoder.js";

/**
 * @typedef {import("../src/kernel/batch.js").TableBatch} TableBatch
 * @typedef {import("../src/kernel/load.js").KernelBuild} KernelBuild
 *
 * @typedef {object} Found What is in a log.
 * @property {number} frames
 * @property {number} values
 * @property {number} nulls
 * @property {number} rejects
 * @property {number} sum Of all numbers.
 */

export const plan = planOf({ layout: "record" });
const options = { plan, sources: ["log"] };

/** @param {KernelBuild} [build] */
export const newDecoder = (build) => new Decoder(options, build);

/**
 * A log from memory through the kernel; `take` is given every batch.
 * @param {Decoder} decoder
 * @param {Uint8Array} bytes
 * @param {(batch: TableBatch) => void} take
 */
export function decode(decoder, bytes, take) {
  run(decoder, bytes, (which) => decoder.flush(which).forEach(take));
}

/**
 * The same with batches that are lent: the columns stay in the kernel's memory, as those of the C decoder in its.
 * @param {Decoder} decoder
 * @param {Uint8Array} bytes
 * @param {(batch: TableBatch) => void} take
 */
export function decodeInPlace(decoder, bytes, take) {
  run(decoder, bytes, (which) => decoder.lend(which, take));
}

/**
 * @param {Decoder} decoder
 * @param {Uint8Array} bytes
 * @param {(which: "full" | "all") => void} empty
 */
function run(decoder, bytes, empty) {
  decoder.start(0);
  for (let at = 0; at < bytes.length; ) {
    at += decoder.push(bytes.subarray(at));
    while (decoder.full) empty("full");
  }
  decoder.end();
  while (!decoder.ended) {
    empty("full");
    decoder.end();
  }
  empty("all");
}

/** @param {Uint8Array} bytes */
export const decodeByReference = (bytes) => decodeReference(bytes, options);

/**
 * @param {Uint8Array} bytes
 * @param {KernelBuild} build
 * @returns {Found}
 */
export function foundByKernel(bytes, build) {
  const decoder = newDecoder(build);
  let sum = 0;
  decode(decoder, bytes, (batch) => {
    sum += sumOf(batch);
  });
  return { ...foundBy(decoder.counters()), sum };
}

/** @param {import("../src/wits/decoding/counters.js").Counters} counters */
function foundBy({ frames, values, nulls, rejects }) {
  const total = (/** @type {Record<string, number>} */ counts) =>
    Object.values(counts).reduce((a, b) => a + b, 0);
  return { frames, values, nulls: total(nulls), rejects: total(rejects) };
}

/** @param {TableBatch} batch */
function sumOf({ columns, rows }) {
  let sum = 0;
  for (const { column, values, validity } of columns) {
    const isItem = column.code !== undefined || column.name === "value";
    if (!isItem || values === undefined || "offsets" in values) continue;
    for (let row = 0; row < rows; row++) {
      const valid = validity === undefined || (((validity[row >> 3] ?? 0) >> (row & 7)) & 1) === 1;
      if (valid) sum += Number(values[row]);
    }
  }
  return sum;
}

/**
 * Throws when two decoders did not find the same. Sums may differ in the order of their additions.
 * @param {string} name
 * @param {Found} found
 * @param {Found} expected
 */
export function requireSame(name, found, expected) {
  const same = (/** @type {keyof Found} */ key) =>
    Math.abs(found[key] - expected[key]) <= Math.abs(expected[key]) * (key === "sum" ? 1e-9 : 0);
  const different = /** @type {const} */ (["frames", "values", "nulls", "rejects", "sum"]).filter(
    (key) => !same(key),
  );
  if (different.length === 0) return;
  const list = different.map((key) => `${key} ${found[key]}, not ${expected[key]}`).join("; ");
  throw new Error(`${name} found something else than the kernel: ${list}`);
}
