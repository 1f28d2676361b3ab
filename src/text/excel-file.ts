/** What every Excel file of ours keeps to: texts that a cell can hold and shows as they are, and no clock in the file. */
import { shownLines } from "./shown-text.js";

/** Characters of a cell: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 */
const LONGEST_TEXT = 32_767;

/** A text as a cell holds it; `cut` is told of one that is longer than a cell can be. */
export function excelText(text: string, cut: () => void): string {
  const shown = withoutEscapes(shownLines(text));
  if (shown.length <= LONGEST_TEXT) return shown;
  cut();
  const end = LONGEST_TEXT - 1;
  // Never between the halves of a character.
  const whole = /[\uD800-\uDBFF]/.test(shown[end - 1]!) ? end - 1 : end;
  return `${shown.slice(0, whole)}…`;
}

/** `_x0041_` is an A to Excel, ECMA-376 22.9.2.19: where a text has that, its underline is escaped so. */
const withoutEscapes = (text: string): string => text.replace(/_(?=x[\da-f]{4}_)/gi, "_x005F_");

const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** 1 January 1980, the first day that a zip can tell. */
const NO_DATE = 0x21;

/**
 * The same zip without the times at which its members were written: the same cells are the same bytes. What wrote it packs into memory, so
 * there is no comment behind its end, and it has no sizes of eight bytes.
 */
export function withoutClock(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.byteLength - 22;
  if (end < 0 || view.getUint32(end, true) !== END)
    throw new Error("the Excel file does not end as a zip does");
  let at = view.getUint32(end + 16, true);
  for (let members = view.getUint16(end + 10, true); members > 0; members--) {
    if (view.getUint32(at, true) !== ENTRY)
      throw new Error("the Excel file lists its members in no known way");
    const local = view.getUint32(at + 42, true);
    for (const time of [at + 12, local + 10]) {
      view.setUint16(time, 0, true);
      view.setUint16(time + 2, NO_DATE, true);
    }
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return zip;
}
