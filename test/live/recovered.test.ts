/** A stream's manifest that a crash, a full disk or somebody has emptied or cut: made again, and nothing is lost or there twice. */
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { query } from "../bulk/query.js";
import { filesIn, MANIFEST } from "../cli/binary.js";
import { frame } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { recorder } from "./recording.js";

const UNITS = 4;
const FRAMES = 5;
const frames = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => frame(1000 + from + i)).join("");
const piece = (text: string) => ({ connection: 1, bytes: Buffer.from(text), arrival: 0 });

/** Two streams in four units, and behind them a segment that is not converted. */
async function recorded(): Promise<string> {
  const output = join(temporaryFolder(), "live");
  const recording = await recorder(output);
  for (let unit = 0; unit < UNITS; unit++) {
    for (const name of ["rig-1", "rig 2/ö"]) {
      recording.take(name, piece(frames(unit * FRAMES, (unit + 1) * FRAMES)));
    }
    expect(await recording.rotate()).toBe(true);
  }
  recording.take("rig-1", piece(frames(UNITS * FRAMES, (UNITS + 1) * FRAMES)));
  await recording.stop(0).catch(() => undefined);
  return output;
}

/** Goes on with a frame more on each stream, and answers what the dataset then has. */
async function goneOn(output: string): Promise<{ rows: unknown; notes: string[] }> {
  const notes: string[] = [];
  const recording = await recorder(output, { onNote: (note) => notes.push(note) });
  for (const name of ["rig-1", "rig 2/ö"]) recording.take(name, piece(frame(9)));
  await recording.stop(60_000);
  const rows = await query(
    `SELECT source, count(*), count(DISTINCT "offset"), count(DISTINCT DBTM) FROM '${output}/record=01/*.parquet' GROUP BY ALL ORDER BY 1`,
  );
  return { rows, notes };
}

const EVERYTHING = [
  ["rig 2/ö", "21", "21", "21"],
  ["rig-1", "26", "26", "26"],
];

describe("a manifest that was", () => {
  const lengthOfLines = (path: string, lines: number): number =>
    readFileSync(path, "utf8").split("\n").slice(0, lines).join("\n").length + 1;

  it.each<[string, (path: string) => void]>([
    ["emptied", (path) => truncateSync(path, 0)],
    ["cut to its head", (path) => truncateSync(path, lengthOfLines(path, 1))],
    ["cut in the middle of a line", (path) => truncateSync(path, lengthOfLines(path, 3) - 40)],
    ["cut in its head", (path) => truncateSync(path, 100)],
    ["taken away", (path) => rmSync(path)],
    ["filled with NUL", (path) => writeFileSync(path, Buffer.alloc(4096))],
    ["overwritten with other text", (path) => writeFileSync(path, "hello\nthere\n")],
  ])("%s is made again from parts and journal", { timeout: 60_000 }, async (_, spoil) => {
    const output = await recorded();
    spoil(join(output, MANIFEST));
    const { rows, notes } = await goneOn(output);
    expect(rows).toEqual(EVERYTHING);
    expect(notes).toEqual([
      expect.stringMatching(/made again from them and the journal, and nothing is lost/),
    ]);
    const again = await goneOn(output);
    expect(again.notes).toEqual([]);
  });

  it("cut before a unit whose bytes the journal still has gets that unit from there", async () => {
    const output = await recorded();
    const path = join(output, MANIFEST);
    const kept = join(output, "_witskit/journal/rig-1");
    const before = readdirSync(kept);
    truncateSync(path, lengthOfLines(path, UNITS + 1));
    expect((await goneOn(output)).rows).toEqual(EVERYTHING);
    expect(before.length).toBeGreaterThan(0);
    expect(filesIn(join(output, "_witskit"))).toEqual(["manifest.ndjson", "metadata.json"]);
  });

  it("emptied is not made again for other flags, which are named", async () => {
    const output = await recorded();
    truncateSync(join(output, MANIFEST), 0);
    await expect(recorder(output, { units: "fps" })).rejects.toThrow(
      /made by another stream: --units was not given, now it is "fps".*flags of before/,
    );
    expect((await goneOn(output)).rows).toEqual(EVERYTHING);
  });
});
