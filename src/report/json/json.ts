/** The document itself, for programs: `docs/report.schema.json` describes it. */
import type { Render } from "../renderer.js";

export const json: Render = async (report) => Buffer.from(`${JSON.stringify(report, null, 1)}\n`);
