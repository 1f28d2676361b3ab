/** What the analysis of a long time takes: states and connections of rows at one a second, from the log and from a dataset of it, each in a process of its own. */
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { runMain, runNode } from "./process.mjs";
import { days } from "./year.mjs";

const HOOK = new URL("../scripts/typescript.mjs", import.meta.url).href;
const here = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

/** @typedef {{ rows: number, seconds: number, peak: number }} Taken rows, the seconds of processor that they took, and the most bytes of memory */

/**
 * @param {{ rows: number, datasetRows: number, folder: string }} options
 * @returns {Promise<{ log: Taken, dataset: Taken }>}
 */
export async function timeAnalysis({ rows, datasetRows, folder }) {
  const log = await timed("analysis-rows.mjs", String(rows));
  // The log of a year is as large as a disk; rows of a dataset cost the same in its first month.
  const [text, dataset] = [join(folder, "month.wits"), join(folder, "month")];
  await pipeline(Readable.from(days(datasetRows)), createWriteStream(text));
  await runMain(["convert", text, "-o", dataset, "--units", "metric", "--workers", "1"]);
  await rm(text);
  const taken = await timed("analysis-dataset.mjs", dataset);
  await rm(dataset, { recursive: true });
  return { log, dataset: taken };
}

/**
 * @param {string} script
 * @param {string} argument
 * @returns {Promise<Taken>}
 */
const timed = async (script, argument) =>
  JSON.parse(await runNode(["--import", HOOK, here(script), argument]));
