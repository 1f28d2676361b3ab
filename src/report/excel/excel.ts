/** A report as a workbook: real numbers and dates, units in the heads, totals as formulas. */
import type { Render } from "../renderer.js";
import { sheetsOf } from "./sheets.js";
import { workbookOf } from "./workbook.js";

export const excel: Render = (report) => workbookOf(sheetsOf(report));
