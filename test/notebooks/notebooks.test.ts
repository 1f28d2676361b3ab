import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findPython } from "../../scripts/notebooks.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const names = readdirSync(`${root}samples/notebooks`).filter((name) => name.endsWith(".ipynb"));
const found = findPython();
const missing = "missing" in found ? found.missing : undefined;

interface Notebook {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source: readonly string[];
    readonly outputs?: readonly { readonly output_type: string }[];
  }[];
}

/** Kernels start slowly on a busy machine. */
const MINUTES = 600_000;

describe.skipIf(missing !== undefined)(`notebooks${missing === undefined ? "" : ` (${missing})`}`, () => {
  it.each(names)(
    "%s runs from top to bottom, and says what is written in it",
    { timeout: MINUTES },
    (name) => {
      const python = "python" in found ? found.python : "";
      const { status, stdout, stderr } = spawnSync(python, ["scripts/notebooks.py", name], {
        cwd: root,
        encoding: "utf8",
        timeout: MINUTES,
      });
      expect(status, stdout + stderr).toBe(0);
    },
  );
});

describe("as they are kept, notebooks", () => {
  it.each(names)("%s have their outputs, are small, and name no folder of a machine", (name) => {
    const text = readFileSync(`${root}samples/notebooks/${name}`, "utf8");
    const { cells } = JSON.parse(text) as Notebook;
    const outputs = cells.flatMap((cell) => cell.outputs ?? []);
    expect(outputs.length).toBeGreaterThan(2);
    expect(outputs.filter(({ output_type }) => output_type === "error")).toEqual([]);
    expect(text.length).toBeLessThan(100_000);
    expect(text).not.toMatch(/\/(home|root|tmp|Users)\//);
  });
});
