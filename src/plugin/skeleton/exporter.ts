/** What a plugin of an exporter begins as. */
import type { Skeleton } from "./skeleton.js";

export const exporter: Skeleton = {
  module: `
/** NAME: a table as text, a line a row, its values parted by bars. */

/** @type {import("witskit").Plugin} */
export const plugin = {
  api: API,
  name: "NAME",
  version: "0.1.0",
  exporters: {
    "NAME": {
      endings: [".NAME".replaceAll("-", "")],
      open(output, table) {
        output.write(\`\${table.columns.map(({ name }) => name).join("|")}\\n\`);
        return {
          write(batch) {
            for (let row = 0; row < batch.rows; row++) {
              const texts = batch.columns.map((column) => {
                const value = column.at(row);
                if (value === undefined) return "";
                return column.column.type === "timestamp" ? new Date(Number(value)).toISOString() : String(value);
              });
              output.write(\`\${texts.join("|")}\\n\`);
            }
          },
          end() {},
        };
      },
    },
  },
};
`,
  test: `
import assert from "node:assert/strict";
import { test } from "node:test";
import { plugin } from "./NAME.mjs";

test("writes a line for the names, and a line a row", async () => {
  let text = "";
  const output = { name: "out", write: (/** @type {string | Uint8Array} */ more) => void (text += more) };
  const exporter = /** @type {any} */ (plugin.exporters?.["NAME"]);
  const column = { name: "DBTM", type: "float64" };
  const file = await exporter.open(output, { name: "r01", title: "", columns: [column] }, {});
  const values = [650.4, undefined];
  await file.write({ rows: 2, columns: [{ column, at: (/** @type {number} */ row) => values[row] }] });
  await file.end();
  assert.equal(text, "DBTM\\n650.4\\n\\n");
});
`,
};
