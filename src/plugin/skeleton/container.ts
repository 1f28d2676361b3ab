/** What a plugin of a container begins as. */
import type { Skeleton } from "./skeleton.js";

export const container: Skeleton = {
  module: `
/** --input plugin:NAME: lines with a number and a colon before what arrived, as 17:0108650.4. */

/** @type {import("witskit").Plugin} */
export const plugin = {
  api: API,
  name: "NAME",
  version: "0.1.0",
  containers: {
    "NAME": {
      words: "a number before each line",
      cuts: "line",
      reader: () => ({
        /** A line, whole; \`at\` is its place in the source. */
        read(line, at, output) {
          const colon = line.indexOf(58);
          const numbered = colon > 0 && line.subarray(0, colon).every((byte) => byte >= 48 && byte <= 57);
          // What it is not is passed on as it stands, and rejected where it is no WITS.
          if (!numbered) return false;
          // Each byte that is written stands for one of the source; the others are framing.
          output.copy(line.subarray(colon + 1), at + colon + 1);
          return true;
        },
      }),
    },
  },
};
`,
  test: `
import assert from "node:assert/strict";
import { test } from "node:test";
import { plugin } from "./NAME.mjs";

test("takes numbers off lines, and leaves others as they are", () => {
  /** @type {[string, number][]} */
  const copied = [];
  const output = {
    copy: (/** @type {Uint8Array} */ bytes, /** @type {number} */ at) =>
      copied.push([Buffer.from(bytes).toString(), at]),
  };
  const reader = /** @type {any} */ (plugin.containers?.["NAME"]).reader();
  assert.equal(reader.read(Buffer.from("17:0108650.4\\r\\n"), 100, output), true);
  assert.equal(reader.read(Buffer.from("noise: 3\\r\\n"), 114, output), false);
  assert.deepEqual(copied, [["0108650.4\\r\\n", 103]]);
});
`,
};
