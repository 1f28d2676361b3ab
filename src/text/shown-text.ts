/**
 * Texts of a feed, and names of files and links, as people may see them: a terminal obeys control characters, and signs of
 * direction turn the order of letters round, so both, and what nobody can see, are written as escapes: `\x1B`, `\u202E`.
 * XML and many readers refuse such characters besides. Files of data keep texts as they are.
 */

/** Control characters, signs of direction, characters of no width, halves of a character, and what no text may hold. */
const UNSEEN = String.raw`\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\p{Cs}\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}`;
const IN_TEXT = new RegExp(String.raw`[\t\n${UNSEEN}]`, "gu");
const IN_LINES = new RegExp(String.raw`\r\n|[${UNSEEN}]`, "gu");

/** On one line, whatever it holds. With `most`, what is longer ends in `…`. What was shown before stays as it is. */
export function shownText(text: string, most = Number.POSITIVE_INFINITY): string {
  // More than that is cut away in any case, and need not be looked at.
  const shown = (text.length > most ? text.slice(0, most + 1) : text).replace(IN_TEXT, escapeOf);
  return shown.length > most ? `${shown.slice(0, Math.max(0, most - 1)).replace(/\p{Cs}$/u, "")}…` : shown;
}

/** A page, or a text of several lines: ends of lines and tabs are its layout, and pass. */
export const shownLines = (text: string): string => text.replace(IN_LINES, escapeOf);

/** `\u0416`, for a character that cannot be shown. */
export function escapeOf(character: string): string {
  if (character === "\r\n") return "\n";
  const hex = character.codePointAt(0)!.toString(16).toUpperCase();
  if (hex.length > 4) return `\\u{${hex}}`;
  return hex.length > 2 ? `\\u${hex.padStart(4, "0")}` : `\\x${hex.padStart(2, "0")}`;
}
