/** What a plugin of a command begins as. */
import type { Skeleton } from "./skeleton.js";

export const command: Skeleton = {
  module: `
/** \`witskit NAME WORD...\`: says how many words it was given. */
import { parseArgs } from "node:util";

/** @type {import("witskit").Plugin} */
export const plugin = {
  api: API,
  name: "NAME",
  version: "0.1.0",
  commands: {
    "NAME": {
      summary: "Say how many words there are.",
      run({ words, print }) {
        const { values, positionals } = parseArgs({
          args: [...words],
          allowPositionals: true,
          options: { json: { type: "boolean" } },
        });
        print(values.json ? JSON.stringify({ words: positionals.length }) : \`\${positionals.length} words\`);
        // An exit code, or nothing when all is done.
        return undefined;
      },
    },
  },
};
`,
  test: `
import assert from "node:assert/strict";
import { test } from "node:test";
import { plugin } from "./NAME.mjs";

test("counts words, and not flags", async () => {
  /** @type {string[]} */
  const said = [];
  const { signal } = new AbortController();
  const run = /** @type {any} */ (plugin.commands?.["NAME"]).run;
  await run({ words: ["a", "b", "--json"], print: (/** @type {string} */ text) => said.push(text), signal });
  assert.deepEqual(said, ['{"words":2}']);
});
`,
};
