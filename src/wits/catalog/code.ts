/**
 * A code names one quantity on the wire: two digits of record, two of item, `0108`.
 * In memory it is the integer `record * 100 + item`, 101 to 9999; item and record are never 0.
 */
export type Code = number;

/** One more than the largest code: the length of a table indexed by code. */
export const CODE_LIMIT = 10_000;

/** The code of an item: `codeOf(1, 8)` is 108, on the wire `0108`. */
export const codeOf = (record: number, item: number): Code => record * 100 + item;
/** The record of a code: `recordOf(1108)` is 11. */
export const recordOf = (code: Code): number => Math.trunc(code / 100);
/** The item of a code within its record: `itemOf(1108)` is 8. */
export const itemOf = (code: Code): number => code % 100;

/** Four digits, as on the wire: `formatCode(108)` is `"0108"`. */
export const formatCode = (code: Code): string => code.toString().padStart(4, "0");

/** Reads a code of four digits, or returns undefined when the text is none. */
export function parseCode(text: string): Code | undefined {
  if (!/^\d{4}$/.test(text)) return undefined;
  const code = Number(text);
  return recordOf(code) > 0 && itemOf(code) > 0 ? code : undefined;
}
