/** The Python of the documentation, run where the modules that it imports are found. */
import { spawnSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { hold } from "./output.js";
import { blocksIn, pagesWith, placeOf } from "./page.js";
import { run } from "./process.js";
import { Scratch } from "./scratch.js";

const PYTHON = process.env["WITSKIT_PYTHON"] ?? "python3";

const found = new Map<string, boolean>();
function has(module: string): boolean {
  const known = found.get(module) ?? spawnSync(PYTHON, ["-c", `import ${module}`]).status === 0;
  found.set(module, known);
  return known;
}

/** Those that a program imports and that are not there; what a program of pandas reads Parquet with is one of them. */
function missing(program: string): string[] {
  const imported = [...program.matchAll(/^(?:import|from) (\w+)/gm)].map(([, name]) => name!);
  const wanted = /read_parquet|read_feather/.test(program) ? [...imported, "pyarrow"] : imported;
  return [...new Set(wanted)].filter((module) => !has(module));
}

describe.each(pagesWith("python"))("$path", (page) => {
  const scratch = new Scratch(page);
  afterAll(() => scratch.remove());

  for (const block of blocksIn(page, "python")) {
    const lacking = missing(block.text);
    const title = lacking.length === 0 ? "runs" : `is skipped: ${PYTHON} has no ${lacking.join(", ")}`;
    it.skipIf(lacking.length > 0)(
      `${placeOf(block)} ${title}`,
      async () => {
        scratch.provide(block.text);
        const { code, printed } = await run(PYTHON, ["-c", block.text], {
          cwd: scratch.folder,
          env: scratch.environment,
        });
        expect(code, printed).toBe(0);
        hold(block.page, block.output, printed);
      },
      120_000,
    );
  }
});
