/** A database that follows the dataset of a stream: its rows are there once, whenever it was away. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { AnalysisFiles, folderPaths } from "../../src/bulk/analysis/files.js";
import { Meanings } from "../../src/bulk/analysis/meanings.js";
import type { Recorder } from "../../src/live/recorder.js";
import { frame } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";
import { type RecordingOptions, recorder, rowsIn } from "./recording.js";

const frames = (from: number, to: number): Buffer =>
  Buffer.from(Array.from({ length: to - from }, (_, i) => frame(from + i)).join(""));

async function running(output: string, options: RecordingOptions): Promise<Recorder> {
  const one = await recorder(output, options);
  onTestFinished(() => one.stop(5000).catch(() => {}));
  return one;
}

async function answerOf(path: string, sql: string): Promise<unknown[]> {
  const { DatabaseSync } = await import("@photostructure/sqlite");
  const database = new DatabaseSync(path);
  try {
    return Object.values(database.prepare(sql).get() as Record<string, unknown>);
  } finally {
    database.close();
  }
}

/** How many rows of a table a database has, and how many of them are told apart. */
const rowsOf = async (path: string): Promise<number[]> =>
  (
    await answerOf(
      path,
      'SELECT count(*) AS n, count(DISTINCT "offset") AS d, count(DISTINCT "DBTM") AS v FROM record_01',
    )
  ).map(Number);

/** A part of the analysis of a stream: a connection a number. */
async function connections(output: string, part: number, stands: readonly number[]): Promise<void> {
  const files = new AnalysisFiles({
    ...{ format: "parquet", onlyWithRows: true, force: true },
    pathOf: folderPaths(output, ".parquet", part),
  });
  for (const stand of stands) {
    files.finished("connections", {
      ...{ source: "rig", well: undefined, start: stand, end: stand, kind: "drilling", stand },
      ...{ bit_depth: stand, slip_to_slip_s: 60, bottom_to_slips_s: undefined, slips_to_bottom_s: undefined },
      ...{ weight_to_weight_s: undefined, pumps_off_s: undefined },
    });
  }
  await files.commit(new Meanings([]));
}

it("has each part once, in the run that made it or in a later one", async () => {
  const folder = temporaryFolder();
  const [output, path] = [join(folder, "rig"), join(folder, "there", "rig.db")];
  const databases = [`sqlite://${path}`];
  const troubles: (string | undefined)[] = [];
  const first = await recorder(output, { databases, onDelivery: (_, trouble) => troubles.push(trouble) });
  void first.take("rig", { connection: 1, bytes: frames(0, 100), arrival: 0 });
  await until(() => first.status.queuedBytes === 0);
  await first.rotate();
  // Its folder is not there yet.
  await until(() => troubles.length === 1);
  expect(first.status.deliveries).toMatchObject([{ target: databases[0], open: false }]);
  await first.stop(5000);
  mkdirSync(join(folder, "there"));
  const second = await running(output, { databases });
  await until(() => second.status.deliveries[0]!.lag === 0);
  expect(await rowsOf(path)).toEqual([100, 100, 100]);
  void second.take("rig", { connection: 1, bytes: frames(100, 130), arrival: 1000 });
  await until(() => second.status.queuedBytes === 0);
  await second.rotate();
  await until(async () => second.status.deliveries[0]!.lag === 0 && (await rowsOf(path))[0] === 130);
  void second.take("rig", { connection: 1, bytes: frames(130, 140), arrival: 2000 });
  await second.stop(5000);
  expect(await rowsOf(path)).toEqual([140, 140, 140]);
  expect((await rowsIn(output))["record=01"]).toHaveLength(140);
});

it("has the rows of an analysis once, as its parts come and after it was made anew", async () => {
  const folder = temporaryFolder();
  const [output, path] = [join(folder, "rig"), join(folder, "rig.db")];
  const databases = [`sqlite://${path}`];
  const stands = (): Promise<unknown[]> =>
    answerOf(
      path,
      "SELECT group_concat(stand, ' ') AS all_of FROM (SELECT stand FROM analysis_connections ORDER BY place)",
    );
  const first = await recorder(output, { databases });
  void first.take("rig", { connection: 1, bytes: frames(0, 10), arrival: 0 });
  await connections(output, 0, [1, 2]);
  await first.rotate();
  await until(async () => first.status.deliveries[0]!.lag === 0 && (await stands())[0] === "1 2");
  await connections(output, 1, [3]);
  void first.take("rig", { connection: 1, bytes: frames(10, 20), arrival: 1000 });
  await until(() => first.status.queuedBytes === 0);
  await first.rotate();
  await until(async () => (await stands())[0] === "1 2 3");
  await connections(output, 2, [4]);
  await first.stop(5000);
  expect(await stands(), "what lies there when the run ends").toEqual(["1 2 3 4"]);
  for (const part of [1, 2]) rmSync(folderPaths(output, ".parquet", part)("connections"));
  await connections(output, 0, [1, 5]);
  const second = await running(output, { databases });
  await until(async () => (await stands())[0] === "1 5");
  expect(second.status.deliveries[0]!.trouble).toBeUndefined();
});
