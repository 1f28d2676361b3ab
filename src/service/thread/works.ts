/** What is done in a thread of its own, by name: what would keep everybody who asks the service waiting for as long as it takes. */
import type { billPdf } from "../export/bill-pdf.js";
import type { daysPdf } from "../export/day-pdf.js";
import type { shiftPdf } from "../export/shift-pdf.js";
import type { starArchive } from "../export/star-files.js";
import type { billWorkbook, shiftsWorkbook } from "../export/workbook.js";
import type { backUp } from "../store/backup/backup.js";

export const works = {
  billPdf: async (...words: Parameters<typeof billPdf>) =>
    (await import("../export/bill-pdf.js")).billPdf(...words),
  shiftPdf: async (...words: Parameters<typeof shiftPdf>) =>
    (await import("../export/shift-pdf.js")).shiftPdf(...words),
  daysPdf: async (...words: Parameters<typeof daysPdf>) =>
    (await import("../export/day-pdf.js")).daysPdf(...words),
  billWorkbook: async (...words: Parameters<typeof billWorkbook>) =>
    (await import("../export/workbook.js")).billWorkbook(...words),
  shiftsWorkbook: async (...words: Parameters<typeof shiftsWorkbook>) =>
    (await import("../export/workbook.js")).shiftsWorkbook(...words),
  starArchive: async (...words: Parameters<typeof starArchive>) =>
    (await import("../export/star-files.js")).starArchive(...words),
  /** SQLite copies a whole database in one call. */
  backUp: async (...words: Parameters<typeof backUp>) =>
    (await import("../store/backup/backup.js")).backUp(...words),
} as const;

export type Works = typeof works;
