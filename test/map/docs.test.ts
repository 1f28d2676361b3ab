import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readMap } from "../../src/map/read.js";
import { witskit } from "../cli/binary.js";
import { temporaryFolder } from "../source/folder.js";

const page = readFileSync(new URL("../../docs/maps.md", import.meta.url), "utf8");
const blocks = (kind: string): string[] =>
  [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, is]) => is === kind)
    .map(([, , text]) => text!);

describe("docs/maps.md", () => {
  it("shows what the program prints", () => {
    const cwd = temporaryFolder({ "rig.csv": blocks("csv")[0]! });
    const [, text = "", flags = "", output] = /^\$ witskit decode '(.*)' (.*)\n([\s\S]*)$/.exec(
      blocks("console")[0]!,
    )!;
    const { code, out } = witskit(["decode", text, ...flags.split(" ")], { cwd });
    expect({ code, out }).toEqual({ code: 0, out: output });
  });

  it.each(["csv", "toml"])("has no wrong map among its examples in %s", async (kind) => {
    expect(blocks(kind).length).toBeGreaterThan(0);
    for (const block of blocks(kind)) {
      const path = join(temporaryFolder({ [`rig.${kind}`]: block }), `rig.${kind}`);
      expect((await readMap(path)).length).toBeGreaterThan(1);
    }
  });
});
