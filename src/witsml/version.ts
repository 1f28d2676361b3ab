/**
 * What versions of WITSML differ in, where a report is written: how elements are called, how a depth names what it is measured from,
 * how a document refers to another, how much text fits. Names are told as 1.4.1.1 spells them, `dTimStart`.
 */
import { shownText } from "../text/shown-text.js";
import { type Generation, uomOf } from "./uom.js";
import { leaf, type Xml } from "./write/xml.js";

/** A number with its unit, rounded already. */
export interface Amount {
  readonly value: number | null;
  readonly unit: string | null;
  /** Null: all of its digits. */
  readonly decimals: number | null;
}

export type VersionName = "1.3.1.1" | "1.4.1.1" | "2.0" | "2.1";

/** An interval of depth: 1.4.1.1 has its ends, 2.x the whole. */
export interface IntervalNames {
  readonly from: string;
  readonly to: string;
  readonly whole: string;
}

export interface Version {
  readonly name: VersionName;
  readonly generation: Generation;
  /** Characters of a comment and of a description; a name has 64. */
  readonly longestComment: number;
  readonly longestDescription: number;
  /** `dTimStart`, or `DTimStart`. */
  tag(name: string): string;
  depth(name: string, amount: Amount): Xml | null;
  verticalDepth(name: string, amount: Amount): Xml | null;
  /** From and to, as one element or as two. */
  interval(names: IntervalNames, from: Amount, to: Amount): readonly (Xml | null)[];
  /** A company by its name: a text, or a reference to it. */
  company(name: string, title: string | null): Xml | null;
  /** The rig of a status, and among what a wellbore is told with. */
  rig(title: string | null): Xml | null;
  rigAlias(title: string | null): Xml | null;
  /** Of a code of somebody else's list. */
  otherCode(system: string, code: string | null): Xml | null;
}

export const LONGEST_NAME = 64;

/** What it is called here. */
export const DATUM = "log";
export const DATUM_NAME = "what the log measures depth from";

/** The number as it stands in the report; undefined where it or its unit is not known. */
export function measured(
  { value, unit, decimals }: Amount,
  generation: Generation,
): { readonly text: string; readonly uom: string } | undefined {
  const uom = uomOf(unit, generation);
  if (value === null || uom === null) return undefined;
  return { text: decimals === null ? String(value) : value.toFixed(decimals), uom };
}

export function measure(version: Version, name: string, amount: Amount): Xml | null {
  const known = measured(amount, version.generation);
  return known === undefined ? null : leaf(version.tag(name), known.text, { uom: known.uom });
}

/** A text that fits: what is longer ends in `…`. */
export const fitting = (text: string | null, most: number): string | null =>
  text === null ? null : shownText(text.replace(/\s+/g, " ").trim(), most) || null;

export const text = (version: Version, name: string, value: string | null, most = LONGEST_NAME): Xml | null =>
  leaf(version.tag(name), fitting(value, most));

export const comment = (version: Version, name: string, value: string | null): Xml | null =>
  text(version, name, value, version.longestComment);

export const description = (version: Version, name: string, value: string | null): Xml | null =>
  text(version, name, value, version.longestDescription);
