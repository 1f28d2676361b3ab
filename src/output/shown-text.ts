/**
 * Texts of a feed as a spreadsheet or a header may show them: what a reader cannot see, and what turns the order of letters
 * round, is written as an escape, `\\x1B`. XML and many readers refuse such characters; files of data keep them as they are.
 */

/** Control characters but TAB and line ends, bidirectional signs, halves of a character, and what no text may hold. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ufeff]|\p{Cs}/gu;

export const shownText = (text: string): string => text.replace(UNSEEN, escapeOf);

function escapeOf(character: string): string {
  const hex = character.charCodeAt(0).toString(16).toUpperCase();
  return hex.length > 2 ? `\\u${hex.padStart(4, "0")}` : `\\x${hex.padStart(2, "0")}`;
}
