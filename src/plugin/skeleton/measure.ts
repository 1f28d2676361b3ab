/** What a plugin of a measure begins as. */
import type { Skeleton } from "./skeleton.js";

export const measure: Skeleton = {
  module: `
/** NAME: the deepest hole, and how many rows say how deep it is. */

/** @type {import("witskit").Plugin} */
export const plugin = {
  api: API,
  name: "NAME",
  version: "0.1.0",
  measures: {
    "NAME": () => {
      /** @type {number | null} */
      let deepest = null;
      let rows = 0;
      return {
        name: "NAME",
        // Channels, by which no other column is read; or "every item".
        needs: ["hole-depth"],
        add(page) {
          const index = page.fields.findIndex(({ mnemonic }) => mnemonic === "DMEA");
          const depths = page.values[index];
          // Undefined says that no row of the page has a value; NaN, that this row has none.
          if (!(depths instanceof Float64Array)) return;
          for (const depth of depths) {
            if (Number.isNaN(depth)) continue;
            rows++;
            if (deepest === null || depth > deepest) deepest = depth;
          }
        },
        end: () => ({ deepest, rows }),
      };
    },
  },
};
`,
  test: `
import assert from "node:assert/strict";
import { test } from "node:test";
import { plugin } from "./NAME.mjs";

const page = (/** @type {number[]} */ ...depths) =>
  /** @type {any} */ ({
    rows: depths.length,
    fields: [{ name: "DMEA", mnemonic: "DMEA" }],
    values: [Float64Array.from(depths)],
  });

test("does not depend on how rows are cut into pages", () => {
  for (const pages of [[page(1, 3, Number.NaN, 2)], [page(1), page(3, Number.NaN), page(2)]]) {
    const measure = /** @type {any} */ (plugin.measures?.["NAME"])();
    for (const one of pages) measure.add(one);
    assert.deepEqual(measure.end(), { deepest: 3, rows: 3 });
  }
});
`,
};
