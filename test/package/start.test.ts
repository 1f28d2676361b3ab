/** `npm start`, the first thing that a newcomer types, in a copy of the checkout: it goes all the way, and shows what it made. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { ROOT } from "../docs/page.js";
import { run } from "../docs/process.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("goes from a checkout to columns, a chart, and the next command", async () => {
  // What is built already is not built again: its stamps go with it.
  for (const name of ["assembly", "build", "dist", "samples/rig.wits", "scripts", "src"])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const name of ["asconfig.json", "package.json", "package-lock.json", "tsconfig.json"])
    cpSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const { code, printed } = await run("npm", ["start"], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1" },
  });
  expect(code, printed).toBe(0);
  expect(printed).toMatch(/^convert {2}samples\/rig\.wits is now out\/rig, /m);
  // A row of each table with its rows and columns, and rows of the first with times and values.
  expect(printed).toMatch(/^out\/rig\/record=01\/part-00000\.parquet +1138 +\d+ +[\d.]+ KiB$/m);
  expect(printed).toMatch(/^timestamp .*\bDMEA\b/m);
  expect(printed).toMatch(/^2024-03-01 06:00:00\.000 .*\b2971\.93\b/m);
  expect(readFileSync(join(folder, "out/rig.html"), "utf8")).toContain("</html>");
  const [, command] = /node (dist\/cli\/main\.js) quickstart/.exec(printed) ?? [];
  expect(existsSync(join(folder, command ?? "nowhere"))).toBe(true);
}, 180_000);
