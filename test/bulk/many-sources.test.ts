import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import type { ManifestHead, ManifestUnit } from "../../src/bulk/manifest.js";
import { SourceLedger } from "../../src/bulk/source-ledger.js";
import { noCounts } from "../../src/kernel/counters.js";
import { MANIFEST } from "../cli/binary.js";
import { temporaryFolder } from "../source/folder.js";

/** Twice what the manifest writes at once, and more than one task. */
const SOURCES = 5000;

function workshop() {
  const names = Array.from({ length: SOURCES }, (_, i) => `logs/${String(i).padStart(4, "0")}.wits`);
  const folder = temporaryFolder(Object.fromEntries(names.map((name, i) => [name, `&&\n0108${i}\n!!\n`])));
  writeFileSync(join(folder, "logs/0007.wits"), "no log");
  const output = join(folder, "out/");
  const run = () => convert({ inputs: [join(folder, "logs")], output, workers: 2 });
  const lines = () => readFileSync(join(output, MANIFEST), "utf8").trimEnd().split("\n");
  return { folder, run, lines };
}

it("each of many sources is in the report and in the manifest, with its own counts", async () => {
  const { folder, run, lines } = workshop();
  const { sources, bytes, frames } = await run();
  expect(sources).toHaveLength(SOURCES);
  expect(sources.reduce((sum, source) => sum + source.bytes.total, 0)).toBe(bytes.total);
  expect(frames).toBe(SOURCES - 1);
  expect(sources[7]).toMatchObject({
    frames: 0,
    error: expect.stringContaining("0007.wits is not a WITS log"),
  });
  expect(sources[4999]).toEqual({
    name: `${folder}/logs/4999.wits`,
    bytes: { total: 15, framing: 6, items: 9, blank: 0, rejected: 0 },
    frames: 1,
  });
  const [head, unit, end] = lines().map((line) => JSON.parse(line) as unknown);
  expect([...(head as ManifestHead).inputs].map(({ name }) => name)).toEqual(sources.map(({ name }) => name));
  expect((unit as ManifestUnit).sources).toHaveLength(SOURCES);
  expect([...(unit as ManifestUnit).sources][4999]).toEqual(sources[4999]);
  expect(end).toEqual({ complete: true });
  // Written in pieces, a line is what it would be in one.
  expect([head, unit, end].map((line) => JSON.stringify(line))).toEqual(lines());
});

it("a run over many sources that was cut off in the middle of its manifest goes on", async () => {
  const { folder, run, lines } = workshop();
  await run();
  const before = lines();
  writeFileSync(join(folder, "out", MANIFEST), `${before[0]}\n${before[1]!.slice(0, 200_000)}`);
  const { notes, sources } = await run();
  expect(lines()).toEqual(before);
  expect(notes).not.toContainEqual(expect.stringContaining("done before"));
  const again = await run();
  expect(again.notes).toContainEqual("of 1, 1 unit was done before; nothing was left to do");
  expect(again.sources.map(({ name, bytes }) => ({ name, bytes }))).toEqual(
    sources.map(({ name, bytes }) => ({ name, bytes })),
  );
});

it("the ledger of a unit knows its own sources, those that were seen", () => {
  const ledger = new SourceLedger(10, 14);
  const names = Array.from({ length: 20 }, (_, i) => ({ name: `log-${i}` }));
  ledger.add(11, { bytes: { ...noCounts().bytes, total: 3, items: 3 }, frames: 1 });
  ledger.fail(13, "broken");
  ledger.fail(13, "broken again");
  expect(ledger.reports(names)).toHaveLength(2);
  expect([...ledger.reports(names)]).toEqual([
    { name: "log-11", bytes: { total: 3, framing: 0, items: 3, blank: 0, rejected: 0 }, frames: 1 },
    { name: "log-13", bytes: noCounts().bytes, frames: 0, error: "broken" },
  ]);
});
