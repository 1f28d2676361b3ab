/** The SQL of the documentation, asked of a dataset. */
import { afterAll, describe, expect, it } from "vitest";
import { hold } from "./output.js";
import { blocksIn, pagesWith, placeOf } from "./page.js";
import { run } from "./process.js";
import { Scratch } from "./scratch.js";

describe.each(pagesWith("sql"))("$path", (page) => {
  const scratch = new Scratch(page);
  afterAll(() => scratch.remove());

  it.each(blocksIn(page, "sql").map((block) => [placeOf(block), block] as const))(
    "%s has an answer",
    async (_place, block) => {
      scratch.provide(`dataset ${block.text}`);
      const { code, printed } = await run("witskit", ["query", "-", "dataset"], {
        cwd: scratch.folder,
        env: scratch.environment,
        input: block.text,
      });
      expect(code, printed).toBe(0);
      expect(printed).not.toMatch(/^0 rows$/m);
      hold(block.page, block.output, printed);
    },
    120_000,
  );
});
