/** A log that is cut into files is that of one rig; those of rigs side by side are not. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Analyzed, analyze } from "../../../src/bulk/analysis/analyze.js";
import type { AnalyzeOptions } from "../../../src/bulk/analysis/rig-inputs.js";
import { convert } from "../../../src/bulk/convert.js";
import { witskit } from "../../cli/binary.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-cut-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const told = (inputs: string | readonly string[], options?: AnalyzeOptions): Promise<Analyzed> =>
  analyze(typeof inputs === "string" ? join(folder, inputs) : inputs.map((name) => join(folder, name)), {
    units: "metric",
    ...options,
  });

/** Rows of every table, but where they stand, of rigs whose source is like this. */
const rowsOf = ({ inputs: _, unitOf: __, ...tables }: Analyzed, source = "") =>
  Object.fromEntries(
    Object.entries(tables).map(([name, rows]) => [
      name,
      rows.filter((row) => row.source.includes(source)).map((row) => ({ ...row, source: "" })),
    ]),
  );

/** Every tenth second of a scenario, which is enough to tell it by, without names in record 01 unless they are asked for. */
function logOf(seed: number, named: boolean): readonly string[] {
  const made = witskit(`samples --create comprehensive --hours 4 --seed ${seed} -o made.wits --force -q`, {
    cwd: folder,
  });
  expect([made.code, made.err]).toEqual([0, ""]);
  const frames = readFileSync(join(folder, "made.wits"), "latin1").split(/(?<=!!\r\n)/);
  const kept = frames.filter((frame, i) => i % 10 === 0 || !frame.includes("\r\n0108"));
  return named ? kept : kept.map((frame) => frame.replace(/^0101.*\r\n/m, ""));
}

/** The same frames in files of these names, in order. */
function cut(frames: readonly string[], names: readonly string[]): void {
  const each = Math.ceil(frames.length / names.length);
  for (const [i, name] of names.entries()) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), frames.slice(i * each, (i + 1) * each).join(""), "latin1");
  }
}

const days = [1, 2, 3, 4, 5];

describe("a log that is cut into files", () => {
  let whole: Analyzed;
  let frames: readonly string[];
  beforeAll(async () => {
    frames = logOf(1, true);
    cut(frames, ["whole.wits"]);
    cut(
      frames,
      days.map((day) => `days/day-${day}.wits`),
    );
    whole = await told("whole.wits");
    expect(whole.connections.length).toBeGreaterThan(20);
    expect(whole.events.length).toBeGreaterThan(0);
  });

  it("gives the tables of the uncut one, from its folder and from the dataset that is made of it", async () => {
    expect(rowsOf(await told("days"))).toEqual(rowsOf(whole));
    await convert({ inputs: [join(folder, "days")], output: join(folder, "dataset"), units: "metric" });
    expect(rowsOf(await told("dataset"))).toEqual(rowsOf(whole));
  });

  it("does so whatever its files are called, in a folder each, and in any order", async () => {
    const names = ["5/e.wits", "2/c.wits", "1/d.wits", "4/a.wits", "3/b.wits"];
    cut(frames, names);
    const sorted = [...names].sort();
    const found = await told(sorted);
    expect(rowsOf(found)).toEqual(rowsOf(whole));
    expect(found.inputs.map(({ path }) => path)).toEqual(sorted.map((name) => join(folder, name)));
    expect(found.inputs.reduce((sum, { rigs }) => sum + rigs[0]!.rows, 0)).toBe(
      whole.inputs[0]!.rigs[0]!.rows,
    );
  });

  it("is known by its first file, and its rows of flags by where they stand", async () => {
    const { states, flags } = await told("days", { withFlags: true });
    expect(new Set(states.map(({ source }) => source))).toEqual(new Set([join(folder, "days/day-1.wits")]));
    for (const day of days) {
      const path = join(folder, `days/day-${day}.wits`);
      const first = flags.find(({ source }) => source === path)!;
      expect(readFileSync(path, "latin1").slice(first.offset, first.offset + 2)).toBe("&&");
      expect(first.offset).toBeLessThan(10_000);
    }
  });

  it("is a rig a file where that is asked for", async () => {
    const { kpis } = await told("days", { apart: true });
    expect(new Set(kpis.map(({ source }) => source)).size).toBe(days.length);
  });
});

describe("logs of two rigs without a name in one folder", () => {
  it("stay apart, each gives the tables of its own uncut one", async () => {
    for (const rig of [1, 2]) {
      const frames = logOf(rig, false);
      cut(frames, [`rig-${rig}.wits`]);
      cut(
        frames,
        days.map((day) => `both/rig-${rig}-day-${day}.wits`),
      );
    }
    const both = await told("both");
    for (const rig of [1, 2])
      expect(rowsOf(both, `rig-${rig}-`)).toEqual(rowsOf(await told(`rig-${rig}.wits`)));
  });
});
