/** What a file of Excel can hold: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 */

/** Cells of a file: beyond them the writer wants gigabytes, and no spreadsheet opens the file in a tolerable time. */
export const EXCEL_CELLS = 6_000_000;
export const SHEET_ROWS = 1_048_576;
export const SHEET_COLUMNS = 16_384;
/** Characters of a sheet's name. */
export const LONGEST_NAME = 31;
/** The first day that Excel's dates know. */
export const FIRST_DATE = Date.UTC(1900, 2, 1);
