/** A database that follows the dataset of a stream: its rows are there once, whenever it was away. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
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

/** How many rows of a table a database has, and how many of them are told apart. */
async function rowsOf(path: string): Promise<number[]> {
  const { DatabaseSync } = await import("@photostructure/sqlite");
  const database = new DatabaseSync(path);
  try {
    const sql =
      'SELECT count(*) AS n, count(DISTINCT "offset") AS d, count(DISTINCT "DBTM") AS v FROM record_01';
    return Object.values(database.prepare(sql).get() as Record<string, number>).map(Number);
  } finally {
    database.close();
  }
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
