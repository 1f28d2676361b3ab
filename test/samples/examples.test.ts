/** Each example of `samples/examples/`, from a copy, with the built program: its script ends well, and prints what its page shows. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SAMPLES } from "../cli/binary.js";
import { blocksIn, exampleOf, examplePages, type Page, pages, ROOT } from "../docs/page.js";
import { runCommandsOf } from "../docs/run-commands.js";
import { neededBy } from "./servers.js";

const isScript = (name: string): boolean => name.endsWith(".sh");
const isProgram = (name: string): boolean => /\.(sh|mjs|sql)$/.test(name);
const textIn = (page: Page) => (name: string) => readFileSync(join(ROOT, exampleOf(page)!, name), "utf8");

for (const page of examplePages) {
  const needed = neededBy(page);
  const missing = needed?.missing;
  describe.skipIf(missing !== undefined)(
    `${page.path}${missing === undefined ? "" : ` (skipped: there is no ${missing})`}`,
    () => runCommandsOf(page, needed?.start),
  );
}

it("every folder has a page, a script that the page runs, and a line in the index", () => {
  const folders = readdirSync(join(SAMPLES, "examples"));
  const index = pages.find(({ path }) => path === "samples/README.md")!.text;
  for (const folder of folders) {
    const page = examplePages.find(({ path }) => path === `samples/examples/${folder}/README.md`)!;
    const files = readdirSync(join(ROOT, exampleOf(page)!));
    // What nothing runs cannot be held against anything.
    const run = [
      ...blocksIn(page, "console").map(({ text }) => text),
      ...files.filter(isScript).map(textIn(page)),
    ];
    for (const file of files.filter(isProgram)) expect(run.join("\n"), folder).toContain(file);
    for (const file of files.filter((name) => name !== "README.md"))
      expect(page.text).toContain(`](${file})`);
    expect(index).toContain(`(examples/${folder}/README.md)`);
  }
});
