/**
 * A report as a workbook: real numbers and dates, units in the heads, totals as formulas. Beside each formula stands what it comes to, so
 * that a viewer that does not calculate shows it too: the library writes formulas without it.
 */
import { withoutClock } from "../../excel-file.js";
import type { Render } from "../renderer.js";
import { type Sheet, sheetsOf } from "./sheets.js";

export const excel: Render = async (report) => {
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const sheets = sheetsOf(report);
  const written = sheets.map(({ name, rows, widths }) => ({
    sheet: name,
    data: rows,
    columns: widths.map((width) => ({ width })),
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
};

/** `<c r="C12"><f>...</f></c>`, as the library writes a formula, with its value behind it. */
const withResults = (xml: string, { results }: Sheet): string =>
  xml.replace(
    /(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*<\/f>)/g,
    (formula, _: string, address: string) => `${formula}<v>${results.get(address)}</v>`,
  );
