/** `convert --watch`: what comes is taken in, once, until it is stopped. */
import { appendFileSync, closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { query } from "../bulk/query.js";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";
import { hearWitskit, witskit } from "./binary.js";

const frame = (value: number): string => `&&\r\n0105240301\r\n0106060000\r\n0108${value}\r\n!!\r\n`;

const running = new Set<ReturnType<typeof hearWitskit>["child"]>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
});

function watching(line: string, folder: string) {
  const watch = hearWitskit(line, folder);
  running.add(watch.child);
  return watch;
}

const depthsIn = async (folder: string): Promise<unknown> =>
  (await query(`SELECT DBTM FROM read_parquet('${folder}/out/record=01/*.parquet') ORDER BY ALL`)).flat();

it("takes in files that come and grow, a line each time, and ends by Ctrl-C with what it has", async () => {
  const folder = temporaryFolder({ "logs/a.wits": frame(1) });
  const { child, said, ended } = watching("convert logs -o out --watch", folder);
  await until(() => said.err.includes("took in logs/a.wits: "));
  expect(await depthsIn(folder)).toEqual([1]);
  appendFileSync(join(folder, "logs/a.wits"), frame(2));
  await until(() => said.err.split("took in logs/a.wits: ").length === 3);
  mkdirSync(join(folder, "logs/later"));
  writeFileSync(join(folder, "logs/later/b.wits"), frame(3));
  await until(() => said.err.includes("took in logs/later/b.wits: 1 new part, 3 frames in all"));
  child.kill("SIGINT");
  expect(await ended).toBe(130);
  expect(said.out).toBe("");
  expect(await depthsIn(folder)).toEqual([1, 2, 3]);
  const after = witskit("convert logs -o out", { cwd: folder });
  expect([after.code, after.err]).toEqual([0, expect.stringContaining("nothing was left to do")]);
});

it("leaves a file alone while it is written, tells of one that cannot be read once, and ends by kill with 0", async () => {
  const folder = temporaryFolder({ "logs/a.wits": frame(1) });
  writeFileSync(join(folder, "logs/cut.wits.gz"), Buffer.from("1f8b0800000000000003", "hex"));
  const file = openSync(join(folder, "logs/b.wits"), "w");
  let written = 0;
  const write = (): void => void writeSync(file, frame(100 + written++));
  write();
  const writer = setInterval(write, 100);
  const { child, said, ended } = watching("logs -o out --watch", folder);
  try {
    await until(() => said.err.includes("took in logs/a.wits"));
    expect(await depthsIn(folder)).toEqual([1]);
  } finally {
    clearInterval(writer);
    closeSync(file);
  }
  await until(() => said.err.includes("took in logs/b.wits"));
  rmSync(join(folder, "logs/a.wits"));
  writeFileSync(join(folder, "logs/c.wits"), frame(2));
  await until(() => said.err.includes("took in logs/c.wits") && said.err.includes("[input-gone]"));
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(said.err.split("cut.wits.gz").length).toBe(2);
  expect(await depthsIn(folder)).toEqual([1, 2, ...Array.from({ length: written }, (_, i) => 100 + i)]);
});

it.each([
  ["convert - -o out --watch", "standard input"],
  ["convert logs -o out.parquet --watch", "--watch is for a Parquet dataset"],
  ["convert logs -o out/ --format csv --watch", "--watch is for a Parquet dataset"],
  ["convert logs -o out --watch --dry-run", "--dry-run"],
  ["convert logs -o out --watch --shard 0/2", "--shard"],
  ["convert logs -o out --watch --force", "--force"],
  ["convert logs -o out --watch --replace-changed", "--replace-changed"],
  ["convert logs -o out --watch --every 1m", "--every"],
])("%s is refused", (line, why) => {
  const { code, err } = witskit(line, { cwd: temporaryFolder({ "logs/a.wits": frame(1) }) });
  expect([code, err]).toEqual([2, expect.stringContaining(why)]);
});
