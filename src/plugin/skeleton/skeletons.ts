/** What a plugin of each kind begins as: short, whole, and doing something that its test can see. */

export interface Skeleton {
  readonly module: string;
  readonly test: string;
}

const transport: Skeleton = {
  module: `
/** NAME://host:port: what a program at that address sends over TCP, as it comes. */
import { once } from "node:events";
import { connect } from "node:net";

/** @type {import("witskit").Plugin} */
export const plugin = {
  api: API,
  name: "NAME",
  version: "0.1.0",
  transports: {
    "NAME"(url) {
      const address = url.address(1);
      return {
        shown: url.shown,
        async open(signal) {
          const socket = connect({ ...address, signal });
          // An error with the code of a socket, such as ECONNREFUSED, is tried again.
          await once(socket, "connect", { signal });
          const pieces = socket[Symbol.asyncIterator]();
          const connection = {
            peer: url.bare,
            lost: 0,
            /** The next bytes, or undefined at the end; asked for again when they were taken. */
            async next() {
              const { value, done } = await pieces.next();
              return done ? undefined : { bytes: value, arrival: Date.now() };
            },
            async close() {
              socket.destroy();
            },
          };
          return {
            connections: (async function* () {
              yield connection;
            })(),
            close: () => connection.close(),
          };
        },
      };
    },
  },
};
`,
  test: `
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { plugin } from "./NAME.mjs";

test("delivers what the other side sends", async () => {
  const server = createServer((socket) => socket.end("&&\\n0108650.4\\n!!\\n")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const url = { shown: "NAME://here", bare: "NAME://here", address: () => ({ host: "127.0.0.1", port }) };
  const make = /** @type {any} */ (plugin.transports?.["NAME"]);
  const opened = await make(url, {}).open(new AbortController().signal);
  let text = "";
  for await (const connection of opened.connections) {
    for (;;) {
      const chunk = await connection.next();
      if (chunk === undefined) break;
      text += Buffer.from(chunk.bytes).toString();
    }
  }
  await opened.close();
  server.close();
  assert.equal(text, "&&\\n0108650.4\\n!!\\n");
});
`,
};

const exporter: Skeleton = {
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

const measure: Skeleton = {
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

const command: Skeleton = {
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

const notifier: Skeleton = {
  module: `
/** NAME: notices as lines of a file, whose path its table in witskit.toml tells: [plugins.NAME] and file = "notices.txt". */
import { appendFile } from "node:fs/promises";

let file = "NAME.txt";

/** @type {import("witskit").Plugin} */
export const plugin = {
  api: API,
  name: "NAME",
  version: "0.1.0",
  start(settings) {
    if (typeof settings["file"] === "string") file = settings["file"];
  },
  notifiers: {
    // What it throws is told, and the notice is given again later.
    "NAME": (notice) => appendFile(file, \`\${notice.time} \${notice.phase} \${notice.source} \${notice.text}\\n\`),
  },
};
`,
  test: `
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { plugin } from "./NAME.mjs";

test("writes a line a notice", async () => {
  const folder = await mkdtemp(join(tmpdir(), "NAME-"));
  try {
    const file = join(folder, "notices.txt");
    await plugin.start?.({ file });
    const since = "2024-03-04T06:00:00.000Z";
    const text = "SPPA is 25100 KPA";
    await plugin.notifiers?.["NAME"]?.({
      ...{ id: "1", rule: "pressure", when: "SPPA > 25000", phase: /** @type {const} */ ("opened"), source: "rig-7" },
      ...{ since, time: since, text },
    });
    assert.equal(await readFile(file, "utf8"), \`\${since} opened rig-7 \${text}\\n\`);
  } finally {
    await rm(folder, { recursive: true });
  }
});
`,
};

export const skeletons = { transport, exporter, measure, command, notifier } as const satisfies Readonly<
  Record<string, Skeleton>
>;
