/**
 * Sheets as a workbook. Beside each formula stands what it comes to, so that a viewer that does not calculate shows it too: the library
 * writes formulas without it.
 */
import { withoutClock } from "../../text/excel-file.js";
import type { Sheet } from "./sheets.js";

/** The same sheets are the same bytes. */
export async function workbookOf(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const written = sheets.map(({ name, rows, widths, heads }) => ({
    sheet: name,
    data: rows,
    columns: widths.map((width) => ({ width })),
    ...(heads !== undefined && { stickyRowsCount: heads }),
  }));
  const features = [
    {
      files: {
        transform: {
          "xl/worksheets/sheet{id}.xml": {
            transform: (xml: string, _: unknown, { sheetIndex }: { readonly sheetIndex: number }) =>
              withResults(xml, sheets[sheetIndex]!),
          },
        },
      },
    },
  ];
  return withoutClock(await writeExcelFile(written as never, { features } as never).toBuffer());
}

/** `<c r="C12"><f>...</f></c>`, as the library writes a formula, with its value behind it. */
const withResults = (xml: string, { results }: Sheet): string =>
  xml.replace(
    /(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*<\/f>)/g,
    (formula, _: string, address: string) => `${formula}<v>${results.get(address)}</v>`,
  );
