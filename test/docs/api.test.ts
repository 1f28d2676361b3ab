import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../input/source/folder.js";
import { ROOT } from "./page.js";
import { run } from "./process.js";

it("the pages of the library are built without a warning: all that is named is exported, all that is exported is told", async () => {
  const out = temporaryFolder();
  const typedoc = join(ROOT, "node_modules/typedoc/bin/typedoc");
  // Whether types hold is looked at by `npm run types`, and takes three times as long as all else here.
  const { code, printed } = await run(process.execPath, [typedoc, "--out", out, "--skipErrorChecking"], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: "1" },
  });
  expect(printed).not.toMatch(/\[(?:warning|error)\]/);
  expect(code, printed).toBe(0);
  expect(existsSync(join(out, "index.html"))).toBe(true);
  expect(readFileSync(join(out, "classes/index.WitsStream.html"), "utf8")).toContain("fromFile");
}, 300_000);
