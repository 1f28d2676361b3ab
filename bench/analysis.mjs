/** What the analysis of a long time takes: states and connections of rows at one a second, from the log, in a process of its own. */
import { fileURLToPath } from "node:url";
import { runNode } from "./process.mjs";

const HOOK = new URL("../scripts/typescript.mjs", import.meta.url).href;
const ROWS = fileURLToPath(new URL("analysis-rows.mjs", import.meta.url));

/**
 * Rows, the seconds of processor that they took, and the most bytes of memory.
 * @param {{ rows: number }} options
 * @returns {Promise<{ rows: number, seconds: number, peak: number }>}
 */
export const timeAnalysis = async ({ rows }) =>
  JSON.parse(await runNode(["--import", HOOK, ROWS, String(rows)]));
