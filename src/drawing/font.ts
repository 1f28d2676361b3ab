/** The letters of charts and reports. They come with the package: a server or a container often has no fonts. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export const FONT = "IBM Plex Sans Condensed";

/** Wider, for Greek and Cyrillic, which the other does not have. */
export const FONT_BESIDE = "IBM Plex Sans";

const FILES = {
  regular: "400Regular/IBMPlexSansCondensed_400Regular.ttf",
  italic: "400Regular_Italic/IBMPlexSansCondensed_400Regular_Italic.ttf",
  semibold: "600SemiBold/IBMPlexSansCondensed_600SemiBold.ttf",
  bold: "700Bold/IBMPlexSansCondensed_700Bold.ttf",
} as const;

const FILES_BESIDE = {
  regular: "400Regular/IBMPlexSans_400Regular.ttf",
  semibold: "600SemiBold/IBMPlexSans_600SemiBold.ttf",
} as const;

/** The path of its file. */
export const fontFile = (weight: keyof typeof FILES): string =>
  fileOf("@expo-google-fonts/ibm-plex-sans-condensed", FILES[weight]);

/** The path of the file of the one beside. */
export const fontFileBeside = (weight: keyof typeof FILES_BESIDE): string =>
  fileOf("@expo-google-fonts/ibm-plex-sans", FILES_BESIDE[weight]);

const fileOf = (name: string, file: string): string =>
  join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file);

/**
 * What the font has letters for, of what texts hold: Latin with all its signs, Vietnamese, money, arrows and the signs of
 * arithmetic. It has no Greek but the pi, no Cyrillic and nothing of other scripts.
 */
const LETTERS =
  "\\n\\u0020-\\u007e\\u00a0-\\u017f\\u01a0\\u01a1\\u01af\\u01b0\\u01cd-\\u01dc\\u0218-\\u021b\\u02c6\\u02c7\\u02d8-\\u02dd\\u03c0" +
  "\\u1e80-\\u1e85\\u1ea0-\\u1ef9\\u2013\\u2014\\u2018-\\u201a\\u201c-\\u201e\\u2020-\\u2022\\u2026\\u2030\\u2032\\u2033\\u2039\\u203a\\u2044" +
  "\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u20ac\\u2116\\u2122\\u2190-\\u2199\\u2202\\u2206\\u220f\\u2211\\u2212\\u221a\\u221e\\u2248\\u2260" +
  "\\u2264\\u2265\\u25ca\\u2713";
/** Greek and Cyrillic, those of Kazakh and Ukrainian among them. */
const LETTERS_BESIDE =
  "\\u0391-\\u03a1\\u03a3-\\u03a9\\u03b1-\\u03c9\\u0400-\\u045f\\u0490-\\u04c2\\u04d0-\\u04d9\\u04dc-\\u04e9";
const COVERED_BESIDE = new RegExp(`^[${LETTERS_BESIDE}]*$`);
const COVERED = new RegExp(`^[${LETTERS}]*$`);
const BEYOND = new RegExp(`[^${LETTERS}]`, "gu");

/** Whether the font has every letter of the text. */
export const hasLettersFor = (text: string): boolean => COVERED.test(text);

/** Whether the one beside has every letter of a text that the font has not. */
export const hasLettersBesideFor = (text: string): boolean => COVERED_BESIDE.test(text);

/** Of a text, the letters that the font lacks, each once. */
export const lettersBeyond = (text: string): string[] => [...new Set(text.match(BEYOND))];
