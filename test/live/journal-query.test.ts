/** A stream's dataset is asked while it is recorded: what is in the journal is there, once, whatever is rotated meanwhile. */
import { truncateSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { openStream } from "../../src/live/open-dataset.js";
import { repairStream } from "../../src/live/repair.js";
import { query } from "../bulk/query.js";
import { filesIn, witskit } from "../cli/binary.js";
import { frame } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";
import { recorder } from "./recording.js";

const piece = (text: string, connection = 1) => ({ connection, bytes: Buffer.from(text), arrival: 0 });
const frames = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => frame(1000 + from + i)).join("");

it("before the first rotation query, info, qc, export and plot have what arrived, without the frame that is open", {
  timeout: 60_000,
}, async () => {
  const folder = temporaryFolder();
  const output = join(folder, "live");
  const recording = await recorder(output);
  recording.take("rig", piece(`${frames(0, 20)}&&\r\n01089999\r\n`));
  await until(() => recording.status.lag === 0 && recording.status.queuedBytes === 0);
  const ask = (...words: string[]) => witskit(words, { cwd: folder });
  const count = "SELECT count(*) AS n, max(DBTM) AS most FROM log";
  expect(ask("query", count, "live", "--format", "csv")).toMatchObject({ code: 0, out: "n,most\n20,1019\n" });
  expect(ask("query", count, "live", "--no-journal")).toMatchObject({ code: 3 });
  expect(JSON.parse(ask("info", "live", "--json").out)).toMatchObject({
    tables: [{ name: "record=01", rows: 20, files: [], journal_rows: 20 }],
  });
  expect(ask("qc", "live").code).toBe(0);
  expect(ask("export", "live", "-o", "rows.csv", "--records", "1").code).toBe(0);
  await recording.rotate();
  expect(ask("query", count, "live", "--no-journal", "--format", "csv").out).toBe("n,most\n20,1019\n");
  await recording.stop(60_000);
  expect(filesIn(join(output, "_witskit"))).toEqual(["manifest.ndjson", "metadata.json"]);
});

it("beside rotations no row is there twice, and none is missing that was on disk", {
  timeout: 60_000,
}, async () => {
  const output = join(temporaryFolder(), "live");
  const recording = await recorder(output);
  let written = 0;
  let stopped = false;
  const write = async (): Promise<void> => {
    while (!stopped) {
      for (const name of ["a", "b"]) recording.take(name, piece(frames(written, written + 10)));
      written += 10;
      if (written % 30 === 0) await recording.rotate();
      await setImmediate();
    }
  };
  recording.take("a", piece(frames(0, 0)));
  const writing = write();
  await until(() => written > 100);
  for (let look = 0; look < 6; look++) {
    const { tables, close } = await openStream(output);
    const files = tables.find(({ name }) => name === "record=01")!.files.map((file) => `'${file}'`);
    const rows = await query(
      `SELECT source, count(*) = count(DISTINCT "offset"), count(*) = max(DBTM) - 999 FROM read_parquet([${files}]) GROUP BY ALL ORDER BY 1`,
    );
    expect(rows).toEqual([
      ["a", true, true],
      ["b", true, true],
    ]);
    await close();
  }
  stopped = true;
  await writing;
  await recording.stop(60_000);
});

it("a part is made again from raw segments that were kept; without them it is said that it cannot be", {
  timeout: 60_000,
}, async () => {
  const rowsOf = (output: string) =>
    query(`SELECT source, "offset", DBTM FROM '${output}/record=01/*.parquet' ORDER BY ALL`);
  for (const keepRaw of [true, false]) {
    const output = join(temporaryFolder(), "live");
    const recording = await recorder(output, { keepRaw });
    for (let unit = 0; unit < 3; unit++) {
      for (const name of ["a", "b/c"]) recording.take(name, piece(frames(unit * 5, unit * 5 + 5), unit));
      await recording.rotate();
    }
    await recording.stop(60_000);
    const before = await rowsOf(output);
    truncateSync(join(output, "record=01/part-00001.parquet"), 500);
    const { units, left } = await repairStream(output);
    expect(units).toEqual(keepRaw ? [1] : []);
    expect(left.map(({ path }) => path)).toEqual(
      keepRaw ? [] : expect.arrayContaining(["record=01/part-00001.parquet"]),
    );
    if (keepRaw) expect(await rowsOf(output)).toEqual(before);
  }
});
