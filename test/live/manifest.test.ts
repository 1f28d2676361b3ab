/** The manifest of a dataset that grows for years: what it says stays the same while its lines become one. */
import { existsSync, mkdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { ManifestUnit } from "../../src/dataset/manifest.js";
import { query } from "../bulk/query.js";
import { MANIFEST } from "../cli/binary.js";
import { frame } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { recorder } from "./recording.js";

const linesOf = (output: string): string[] =>
  readFileSync(join(output, MANIFEST), "utf8").trimEnd().split("\n");
const piece = (text: string) => ({ connection: 1, bytes: Buffer.from(text), arrival: 0 });
const frames = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => frame(1000 + from + i)).join("");

it("lines by the thousand are gathered at start, and the stream goes on behind them", async () => {
  const output = join(temporaryFolder(), "live");
  const first = await recorder(output);
  first.take("rig", piece(frames(0, 10)));
  await first.stop(60_000);
  const [head, line = ""] = linesOf(output);
  const unit = JSON.parse(line) as ManifestUnit;
  const size = unit.streams![0]!.to;
  const units = Array.from({ length: 4000 }, (_, i) => ({
    ...unit,
    unit: i,
    streams: [{ ...unit.streams![0]!, from: i * size, to: (i + 1) * size }],
  }));
  // The last one was cut off by a crash.
  const cut = `${JSON.stringify(units[0])}\n`.slice(0, 100);
  writeFileSync(
    join(output, MANIFEST),
    `${[head, ...units.map((one) => JSON.stringify(one))].join("\n")}\n${cut}`,
  );
  const second = await recorder(output);
  const { length } = linesOf(output);
  expect(length).toBe(2);
  expect(second.position("rig")).toBe(4000 * size);
  expect(second.status).toMatchObject({
    units: 4000,
    parts: 4000,
    counters: { frames: 40_000, rows: { "01": 40_000 } },
    streams: [{ name: "rig", frames: 40_000 }],
  });
  second.take("rig", piece(frames(10, 20)));
  await second.stop(60_000);
  expect(existsSync(join(output, "record=01/part-04000.parquet"))).toBe(true);
  const third = await recorder(output);
  expect(third.position("rig")).toBe(4001 * size);
  expect(third.status).toMatchObject({ units: 4001, parts: 4001, counters: { frames: 40_010 } });
  await third.stop(60_000);
  expect(linesOf(output).length).toBe(3);
  expect(JSON.parse(linesOf(output)[0]!)).toMatchObject({ live: true });
});

it("lines are gathered while a run goes on; where they cannot be, it goes on with those that there are", async () => {
  const output = join(temporaryFolder(), "live");
  const names = Array.from({ length: 12 }, (_, i) => `${i} ${"x".repeat(1800)}`);
  const recording = await recorder(output);
  const rotate = async (from: number, to: number): Promise<void> => {
    for (let i = from; i < to; i++) {
      for (const name of names) recording.take(name, piece(frames(i, i + 1)));
      expect(await recording.rotate()).toBe(true);
    }
  };
  // In the place of the file that would be written.
  const inTheWay = join(output, "_witskit/.manifest.ndjson.partial");
  mkdirSync(inTheWay);
  await rotate(0, 30);
  expect(linesOf(output).length).toBe(31);
  expect(statSync(join(output, MANIFEST)).size).toBeGreaterThan(1.2 * 2 ** 20);
  rmdirSync(inTheWay);
  await rotate(30, 34);
  expect(linesOf(output).length).toBe(6);
  await recording.stop(60_000);
  const again = await recorder(output);
  expect(again.status).toMatchObject({ units: 34, parts: 34, counters: { frames: 34 * 12 } });
  for (const name of names) expect(again.position(name)).toBe(34 * frame(1000).length);
  await again.stop(60_000);
  const rows = await query(
    `SELECT count(*), count(DISTINCT (source, "offset")), count(DISTINCT (source, DBTM)) FROM '${output}/record=01/*.parquet'`,
  );
  expect(rows).toEqual([["408", "408", "408"]]);
});
