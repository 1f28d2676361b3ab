/** What a plugin of a sink begins as. */
import type { Skeleton } from "./skeleton.js";

export const sink: Skeleton = {
  module: `
/** NAME:///path/of/a/file: how many rows each table has, a line a table. The file gets its name when all is in it. */
import { rename, rm, writeFile } from "node:fs/promises";

/** @type {import("witskit").Plugin} */
export const plugin = {
  api: API,
  name: "NAME",
  version: "0.1.0",
  sinks: {
    "NAME"(url) {
      if (url.path === "") throw url.failure("write it as NAME:///path/of/a/file");
      /** @type {Map<string, number>} */
      const rows = new Map();
      return {
        begin(table) {
          rows.set(table.name, 0);
          return {
            write(batch) {
              // Of each row, \`batch.columns[i].at(row)\` is a value.
              rows.set(table.name, (rows.get(table.name) ?? 0) + batch.rows);
              // Rows that have no place here are told by the reason: { "have no time": 3 }.
              return undefined;
            },
          };
        },
        /** All of it is durable, and nothing of it seen. */
        async prepare() {
          const lines = [...rows].map(([table, count]) => \`\${table} \${count}\\n\`);
          await writeFile(\`\${url.path}.part\`, lines.join(""), { flush: true });
        },
        commit: () => rename(\`\${url.path}.part\`, url.path),
        abort: () => rm(\`\${url.path}.part\`, { force: true }),
      };
    },
  },
};
`,
  test: `
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { plugin } from "./NAME.mjs";

test("shows nothing before the commit", async () => {
  const folder = await mkdtemp(join(tmpdir(), "NAME-"));
  try {
    const path = join(folder, "counts.txt");
    const sink = await /** @type {any} */ (plugin.sinks?.["NAME"])({ path }, {});
    const table = await sink.begin({ name: "r01", title: "", columns: [] });
    await table.write({ rows: 2, columns: [] });
    await table.write({ rows: 1, columns: [] });
    await sink.prepare();
    assert.equal(existsSync(path), false);
    await sink.commit();
    assert.equal(await readFile(path, "utf8"), "r01 3\\n");
  } finally {
    await rm(folder, { recursive: true });
  }
});
`,
};
