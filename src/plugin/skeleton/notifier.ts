/** What a plugin of a notifier begins as. */
import type { Skeleton } from "./skeleton.js";

export const notifier: Skeleton = {
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
