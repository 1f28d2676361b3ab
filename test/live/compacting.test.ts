/** A stream that compacts its dataset while it goes on: few parts, each row once, whatever becomes of a compaction. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lockParts } from "../../src/dataset/lock.js";
import { query } from "../bulk/query.js";
import { filesIn, MANIFEST, witskit } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { askedNow } from "../query/beside-compaction.js";
import { until } from "../until.js";
import { NumberedSender } from "./numbered.js";
import { Run } from "./run.js";

const units = (output: string): number =>
  existsSync(join(output, MANIFEST))
    ? readFileSync(join(output, MANIFEST), "utf8").split('{"unit":').length - 1
    : 0;

it("makes few parts of many while links go on, tells what fails, and tries it again", async () => {
  const cwd = temporaryFolder({
    "witskit.toml": '[stream]\ncompact = true\ncompact-every = "100ms"\n[compact]\npartition = "day"\n',
  });
  const output = join(cwd, "out");
  const sender = await NumberedSender.start(2);
  const run = new Run(`stream rig=${sender.url} -o out --rotate-every 100ms --monitor 0`, cwd);
  await run.until(() => units(output) > 0);
  const lock = await lockParts(output);
  await run.says(/could not compact the dataset: .*out.*The stream goes on/);
  const [, monitor] = /metrics at (\S+\/metrics)/.exec(run.said)!;
  const metrics = async (): Promise<string> => (await fetch(monitor!)).text();
  expect(await metrics()).toMatch(/^witskit_compaction_trouble 1$/m);
  const begun = units(output);
  await run.until(() => units(output) > begun + 3);
  await lock.release();
  const read = async (): Promise<boolean> => {
    const [counted] = await askedNow(output, 'SELECT count(*)::INT, count(DISTINCT "offset")::INT FROM r01');
    expect(counted![0]).toBe(counted![1]);
    return /compacted {2}made /.test(run.said);
  };
  await until(read);
  expect(await metrics()).toMatch(/^witskit_compaction_trouble 0$/m);
  expect(await metrics()).toMatch(/^witskit_compactions_total\{outcome="failed"\} [1-9]/m);
  expect(await run.end("SIGTERM")).toBe(0);
  // What it was in the middle of is gone on with.
  expect(witskit("compact out", { cwd }).code).toBe(0);
  const parts = filesIn(output).filter((path) => /^record=01\/.*\.parquet$/.test(path));
  expect(parts.every((path) => path.startsWith("record=01/day="))).toBe(true);
  expect(parts.length).toBeLessThan(units(output) / 2);
  const numbers = (await query(`SELECT DBTM FROM '${output}/record=01/**/*.parquet' ORDER BY ALL`)).flat();
  expect(numbers.length).toBeGreaterThan(1);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
}, 120_000);

it.each([
  ["--compact-every 1h -o out", "", /give --compact too/],
  ["--compact -o -", "", /--compact is of a dataset/],
  ["--compact -o out", "[compact]\ntargte = 3\n", /did you mean target\?/],
])("%s, where it cannot be done, is refused before a link is opened", (flags, toml, why) => {
  const cwd = temporaryFolder({ "witskit.toml": toml });
  const ran = witskit(`stream tcp://127.0.0.1:9 ${flags}`, { cwd });
  expect([ran.code, ran.err]).toEqual([2, expect.stringMatching(why)]);
  expect(existsSync(join(cwd, "out"))).toBe(false);
});
