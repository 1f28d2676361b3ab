/**
 * WITSML out of a dataset and out of a log, and in again, as whole commands: how fast, by the clock and by the processor, and in how much
 * memory. All versions at one size, and one version at several, as memory is not to grow with the input.
 */
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { writeLog } from "./large-log.mjs";
import { runMain } from "./process.mjs";

const VERSIONS = ["1.3.1.1", "1.4.1.1", "2.0", "2.1"];
const USUAL = "1.4.1.1";

/** What is told of the log. */
const MEANING = ["--units", "metric", "--tz", "UTC"];

/**
 * @typedef {object} WitsmlRun
 * @property {string} what
 * @property {string} version
 * @property {number} bytes Of WITSML.
 * @property {number} seconds
 * @property {number} cpu Seconds.
 * @property {number} peak Bytes of memory.
 *
 * @param {{ folder: string, sizes: readonly number[] }} options `sizes`: megabytes of the logs, the first of which is taken for all versions.
 * @returns {Promise<WitsmlRun[]>}
 */
export async function runWitsml({ folder, sizes }) {
  /** @type {WitsmlRun[]} */
  const runs = [];
  for (const [i, megabytes] of sizes.entries()) {
    const log = join(folder, "witsml.wits");
    const dataset = join(folder, "witsml-dataset");
    writeLog(log, megabytes);
    await runMain(["convert", log, "-o", dataset, ...MEANING, "-q"]);
    for (const version of i === 0 ? VERSIONS : [USUAL]) {
      const documents = join(folder, "witsml-documents");
      const back = join(folder, "witsml-back");
      /** @param {string} what @param {string} made @param {string[]} args */
      const run = async (what, made, args) => {
        rmSync(made, { recursive: true, force: true });
        const started = performance.now();
        const used = await runMain([...args, "-o", `${made}/`, "-q"]);
        const seconds = (performance.now() - started) / 1000;
        runs.push({ what, version, bytes: bytesIn(documents), seconds, ...used });
      };
      if (version === USUAL)
        await run("out of a log", documents, ["export", log, "--witsml", version, ...MEANING]);
      await run("out of a dataset", documents, ["export", dataset, "--witsml", version]);
      await run("in", back, ["convert", documents]);
      for (const made of [documents, back]) rmSync(made, { recursive: true, force: true });
    }
    for (const made of [log, dataset]) rmSync(made, { recursive: true, force: true });
  }
  return runs;
}

/** @param {string} folder */
const bytesIn = (folder) =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
