/** Texts in columns of a terminal: what a feed sends is shown, and never obeyed. */

/** Characters that take two columns: East Asian ones and pictures. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
/** Those that stand on the one before, and take none. */
const NONE = /[\p{Mn}\p{Me}]/u;
/** What moves the cursor, changes colours or the direction of a line, or cannot be seen. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Without any character that a terminal would act upon. */
export const shown = (text: string): string => text.replace(UNSEEN, "·");

export function columnsOf(character: string): 0 | 1 | 2 {
  if (character < "\u0300") return 1;
  if (NONE.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

/** Within so many columns: what is longer ends in `…`, or in the sign that is given. */
export function clipped(text: string, columns: number, sign = "…"): string {
  if (widthOf(text) <= columns) return text;
  let [kept, width] = ["", 0];
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns - sign.length) break;
    kept += character;
  }
  return columns < sign.length ? "" : kept + sign;
}

/** Exactly so many columns wide. */
export function padded(text: string, columns: number, side: "left" | "right" = "left", sign = "…"): string {
  const fit = clipped(text, columns, sign);
  const blanks = " ".repeat(Math.max(0, columns - widthOf(fit)));
  return side === "left" ? fit + blanks : blanks + fit;
}
