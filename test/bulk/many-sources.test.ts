import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import { SourceLedger } from "../../src/bulk/source-ledger.js";
import { readManifest } from "../../src/dataset/manifest-file.js";
import { noCounts } from "../../src/wits/decoding/counters.js";
import { MANIFEST } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";

/** More than a line of the manifest has, and more than one task. */
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
  const { head, units, complete } = (await readManifest(join(folder, "out")))!;
  expect([...head.inputs].map(({ name }) => name)).toEqual(sources.map(({ name }) => name));
  expect(units).toHaveLength(1);
  expect(units[0]!.sources).toHaveLength(SOURCES);
  expect([...units[0]!.sources][4999]).toEqual(sources[4999]);
  expect(complete).toBe(true);
  expect(Math.max(...lines().map((line) => line.split('"name"').length - 1))).toBe(1000);
});

it("a run over many sources whose manifest was cut off anywhere in a unit goes on", async () => {
  const { folder, run, lines } = workshop();
  const { sources } = await run();
  const before = lines();
  const head = before.findIndex((line) => line.startsWith('{"sources":'));
  const unit = before.findIndex((line) => line.startsWith('{"unit":'));
  expect(unit - head).toBe(4);
  for (const [whole, piece] of [
    [head, 0],
    [head, 90_000],
    [head + 2, 0],
    [unit, 300],
  ] as const) {
    const text = `${before.slice(0, whole).join("\n")}\n${before[whole]!.slice(0, piece)}`;
    writeFileSync(join(folder, "out", MANIFEST), text);
    const { notes } = await run();
    expect(notes).not.toContainEqual(expect.stringContaining("done before"));
    expect(lines()).toEqual(before);
  }
  const again = await run();
  expect(again.notes).toContainEqual("of 1, 1 unit was done before; nothing was left to do");
  expect(again.sources.map(({ name, bytes }) => ({ name, bytes }))).toEqual(
    sources.map(({ name, bytes }) => ({ name, bytes })),
  );
});

it("a manifest whose lists stand in one line each, as they once did, is gone on with", async () => {
  const { folder, run } = workshop();
  await run();
  const { head, units } = (await readManifest(join(folder, "out")))!;
  const lines = [{ ...head, inputs: [...head.inputs] }, ...units, { complete: true }];
  writeFileSync(join(folder, "out", MANIFEST), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const { notes } = await run();
  expect(notes).toContainEqual("of 1, 1 unit was done before; nothing was left to do");
});

it("the ledger of a unit knows its own sources, those that were seen", () => {
  const ledger = new SourceLedger(10, 14);
  const names = Array.from({ length: 20 }, (_, i) => ({ name: `log-${i}` }));
  ledger.add(11, { bytes: { ...noCounts().bytes, total: 3, items: 3 }, frames: 1 });
  ledger.fail(13, { code: "input-cut", message: "broken" });
  ledger.fail(13, { code: "input-damaged", message: "broken again" });
  expect(ledger.reports(names)).toHaveLength(2);
  expect([...ledger.reports(names)]).toEqual([
    { name: "log-11", bytes: { total: 3, framing: 0, items: 3, blank: 0, rejected: 0 }, frames: 1 },
    { name: "log-13", bytes: noCounts().bytes, frames: 0, error: "broken", error_code: "input-cut" },
  ]);
});
