/** The letters of charts and reports. They come with the package: a server or a container often has no fonts. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export const FONT = "IBM Plex Sans Condensed";

const FILES = {
  regular: "400Regular/IBMPlexSansCondensed_400Regular.ttf",
  italic: "400Regular_Italic/IBMPlexSansCondensed_400Regular_Italic.ttf",
  semibold: "600SemiBold/IBMPlexSansCondensed_600SemiBold.ttf",
  bold: "700Bold/IBMPlexSansCondensed_700Bold.ttf",
} as const;

/** The path of its file. */
export function fontFile(weight: keyof typeof FILES): string {
  const found = createRequire(import.meta.url).resolve(
    "@expo-google-fonts/ibm-plex-sans-condensed/package.json",
  );
  return join(dirname(found), FILES[weight]);
}

/**
 * What the font has letters for, of what texts hold: Latin with all its signs, Vietnamese, money, arrows and the signs of
 * arithmetic. It has no Greek but the pi, no Cyrillic and nothing of other scripts.
 */
const LETTERS =
  "\\n\\u0020-\\u007e\\u00a0-\\u017f\\u01a0\\u01a1\\u01af\\u01b0\\u01cd-\\u01dc\\u0218-\\u021b\\u02c6\\u02c7\\u02d8-\\u02dd\\u03c0" +
  "\\u1e80-\\u1e85\\u1ea0-\\u1ef9\\u2013\\u2014\\u2018-\\u201a\\u201c-\\u201e\\u2020-\\u2022\\u2026\\u2030\\u2032\\u2033\\u2039\\u203a\\u2044" +
  "\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u20ac\\u2116\\u2122\\u2190-\\u2199\\u2202\\u2206\\u220f\\u2211\\u2212\\u221a\\u221e\\u2248\\u2260" +
  "\\u2264\\u2265\\u25ca\\u2713";
const COVERED = new RegExp(`^[${LETTERS}]*$`);
const BEYOND = new RegExp(`[^${LETTERS}]`, "gu");

/** Whether the font has every letter of the text. */
export const hasLettersFor = (text: string): boolean => COVERED.test(text);

/** Of a text, the letters that the font lacks, each once. */
export const lettersBeyond = (text: string): string[] => [...new Set(text.match(BEYOND))];
