/** How WITS is written for a receiver: the dialect that it wants, whole and checked. What is not said is as the specification has it. */
import { Failure } from "../../failure/failure.js";
import { checkWhole, checkWord } from "../../failure/option-check.js";
import type { MapEntry } from "../catalog/map-entry.js";
import { type DateOrder, type DecimalSign, dateOrders, decimalSigns } from "../dialect/dialect.js";
import { UTF8 } from "../dialect/encoding.js";
import { type Encode, encoderOf } from "./encode.js";

export const lineEnds = ["crlf", "lf", "cr"] as const;
export type LineEndName = (typeof lineEnds)[number];
export const separators = ["none", "space", "tab", "equals", "colon"] as const;
export type SeparatorName = (typeof separators)[number];

/** Of an identity line: `keep` writes the one that a frame came with, `none` none. */
export const KEEP_VENDOR = "keep";
export const NO_VENDOR = "none";
/** Of nulls: items without a value are left out, or stand there with nothing behind their code. */
export const OMIT_NULLS = "omit";
export const EMPTY_NULLS = "empty";

export interface WritingOptions {
  readonly lineEnd?: LineEndName | undefined;
  /** What stands between a code and its value. */
  readonly separator?: SeparatorName | undefined;
  readonly decimal?: DecimalSign | undefined;
  /** Digits behind the decimal sign of measurements; undefined: as few as tell the number. */
  readonly decimals?: number | undefined;
  /** `omit`, `empty`, or the text of a number such as -999.25. */
  readonly nulls?: string | undefined;
  /** Of dates of digits; undefined: as they came. */
  readonly dateOrder?: DateOrder | undefined;
  /** `keep`, `none`, or the text of item 84 of record 19, which every frame begins with. */
  readonly vendor?: string | undefined;
  /** Of texts, a label of the WHATWG Encoding Standard; undefined: UTF-8. */
  readonly encoding?: string | undefined;
  /** What codes mean to the receiver. */
  readonly map?: readonly MapEntry[] | undefined;
}

/** The same, with what is usual where nothing is said. */
export interface Writing {
  readonly lineEnd: string;
  readonly separator: string;
  readonly decimal: DecimalSign;
  readonly decimals: number | undefined;
  /** Of an item without a value; undefined: it is left out. */
  readonly nullText: string | undefined;
  readonly dateOrder: DateOrder | undefined;
  /** As it stands in a line, encoded. */
  readonly vendor: string;
  readonly encode: Encode;
  readonly map: readonly MapEntry[] | undefined;
}

const LINE_ENDS: Readonly<Record<LineEndName, string>> = { crlf: "\r\n", lf: "\n", cr: "\r" };
const SEPARATORS: Readonly<Record<SeparatorName, string>> = {
  none: "",
  space: " ",
  tab: "\t",
  equals: "=",
  colon: ":",
};

/** More would be digits that no float64 has. */
export const MOST_DECIMALS = 15;

/** Throws a `Failure` for what no frame can be written with. */
export function writingOf(options: WritingOptions = {}): Writing {
  const { lineEnd = "crlf", separator = "none", decimal = "point", decimals, dateOrder, map } = options;
  const { nulls = OMIT_NULLS, vendor = KEEP_VENDOR, encoding = UTF8 } = options;
  const encode = encoderOf(encoding);
  checkWord("lineEnd", lineEnd, lineEnds);
  checkWord("separator", separator, separators);
  checkWord("decimal", decimal, decimalSigns);
  checkWord("dateOrder", dateOrder, dateOrders);
  if (decimals !== undefined) checkWhole("decimals", decimals, 0, MOST_DECIMALS);
  return {
    lineEnd: LINE_ENDS[lineEnd],
    separator: SEPARATORS[separator],
    decimal,
    decimals,
    nullText: nullTextIn(nulls),
    dateOrder,
    vendor: encodedVendor(vendorIn(vendor), encoding, encode),
    encode,
    map,
  };
}

/** Throws a `Failure` for a text that a receiver would take for something else than a null. */
export function nullTextIn(text: string): string | undefined {
  if (text === OMIT_NULLS) return undefined;
  if (text === EMPTY_NULLS) return "";
  if (/^-?\d+(?:[.,]\d+)?$/.test(text)) return text;
  throw new Failure(
    "bad-option",
    `"${text}" is nothing that a null is written as; take ${OMIT_NULLS}, ${EMPTY_NULLS}, or a number such as -999.25`,
  );
}

/** Whether what is written of a number is what a null is written as, so that a receiver takes it for none. */
export function nullLike({ nullText }: Pick<Writing, "nullText">): (text: string) => boolean {
  if (nullText === undefined || nullText === "") return () => false;
  const number = (text: string): number => Number(text.replace(",", "."));
  const none = number(nullText);
  return (text) => number(text) === none;
}

export function vendorIn(text: string): string {
  const trimmed = text.trim();
  if (trimmed !== "" && isWritable(trimmed)) return trimmed;
  throw new Failure(
    "bad-option",
    `"${text}" cannot stand behind the code 1984; take ${KEEP_VENDOR}, ${NO_VENDOR}, or an identity such as WITSKIT`,
  );
}

function encodedVendor(vendor: string, encoding: string, encode: Encode): string {
  const encoded = encode(vendor);
  if (encoded !== undefined) return encoded;
  throw new Failure(
    "bad-option",
    `"${vendor}" cannot be told in ${encoding}; give an identity in plain letters`,
  );
}

/** What would end the line or the frame, or be taken for the sign between code and value. */
const UNWRITABLE = /[\r\n]|&&[ \t\0]*$|^[=:]/;

/** Whether a text without blanks around it is read back as it is. */
export const isWritable = (text: string): boolean => !UNWRITABLE.test(text);
