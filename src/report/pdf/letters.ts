/// <reference path="./pdfmake.d.ts" />
/**
 * Texts in the fonts that are embedded: what the one lacks, Greek and Cyrillic, is set in the one beside it, and what neither has is written
 * as the code of its character. Nothing of a text is lost, and no font of the machine can change the bytes.
 */
import type { Run } from "pdfmake";
import { FONT_BESIDE, hasLettersBesideFor, hasLettersFor, lettersBeyond } from "../../drawing/font.js";
import { escapeOf, shownLines } from "../../text/shown-text.js";

/** A unit, `m/h`, with what stands before it and behind it up to the next spaces: no line ends at its stroke. */
const WITH_STROKE = /(?<=^|\s)(\S{0,10}\p{L}\/\p{L}\S{0,10}(?:\s|$))/u;

/** Runs of letters of one font, and those within which no line may end. */
export function lettered(text: string): string | readonly Run[] {
  const shown = shownLines(text).replaceAll("\t", "    ");
  if (hasLettersFor(shown)) {
    const pieces = shown.split(WITH_STROKE);
    if (pieces.length === 1) return shown;
    return pieces
      .map((piece, place): Run => (place % 2 === 1 ? { text: piece, noWrap: true } : { text: piece }))
      .filter((run) => run.text !== "");
  }
  const runs: { text: string; font?: string }[] = [];
  for (const letter of shown) {
    const beside = !hasLettersFor(letter) && hasLettersBesideFor(letter);
    const written = beside || hasLettersFor(letter) ? letter : escapeOf(letter);
    const last = runs.at(-1);
    if (last !== undefined && (last.font === FONT_BESIDE) === beside) last.text += written;
    else runs.push(beside ? { text: written, font: FONT_BESIDE } : { text: written });
  }
  return runs;
}

/** Of a picture, each of whose texts stands in one font: in the one beside, which has Latin letters too, where the other does not do. */
export function letteredPicture(svg: string): string {
  if (hasLettersFor(svg)) return svg;
  const beyond = lettersBeyond(svg).filter((letter) => !hasLettersBesideFor(letter));
  const shown = beyond.reduce((text, letter) => text.replaceAll(letter, escapeOf(letter)), svg);
  return shown.replace(/<text ([^>]*)>([^<]*)<\/text>/g, (whole, rest: string, words: string) =>
    hasLettersFor(words) ? whole : `<text font-family="${FONT_BESIDE}" ${rest}>${words}</text>`,
  );
}

/** Shares of the size that letters are wide at most, in either weight: looked up for each letter of each text, so as a table. */
const WIDTHS = new Float64Array(128).fill(0.68);
for (const letter of " .,:;'|!il1jI()[]{}-/") WIDTHS[letter.charCodeAt(0)] = 0.37;
for (const letter of 'abcdefghkmnopqrstuvwxyz"') WIDTHS[letter.charCodeAt(0)] = 0.54;
for (const letter of "0123456789+<>=~$") WIDTHS[letter.charCodeAt(0)] = 0.55;
for (const letter of "mw@%MW") WIDTHS[letter.charCodeAt(0)] = 0.88;

/** How wide a line of text is at most, in points. */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (let i = 0; i < text.length; i++) width += WIDTHS[text.charCodeAt(i)] ?? 0.9;
  // A line that fills its place to the last thousandth is broken, where it should not be.
  return width * size + 0.5;
}
