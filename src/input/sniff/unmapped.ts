/** Codes that are not in the catalog, and the template of a map for them. */

import { counted } from "../../text/quantity.js";
import { type Code, formatCode } from "../../wits/catalog/code.js";
import type { LogLook } from "./look.js";

export interface Unmapped {
  readonly code: Code;
  /** Without a map these items are numbers: texts among them are rejected. */
  readonly type: "float" | "int" | "text";
  values: number;
  nulls: number;
  texts: number;
  min: number | undefined;
  max: number | undefined;
  /** Bytes of a rejected text that are no ASCII are dots. */
  readonly example: number | string | undefined;
}

/** By code: those with values or nulls, and those of which every line was rejected because it is no number. */
export function unmappedIn({ codes, spreads, rejects, catalog }: LogLook): readonly Unmapped[] {
  const texts = new Map<Code, { count: number; example: string }>();
  for (const { reason, code, bytes } of rejects) {
    if (reason !== "not-a-number" || code === undefined || catalog.itemByCode(code) !== undefined) continue;
    const known = texts.get(code);
    if (known === undefined) texts.set(code, { count: 1, example: shownBytes(bytes).trim().slice(4) });
    else known.count++;
  }
  const found = new Map<Code, Unmapped>();
  for (const { code, mapped, values, nulls, min, max, example } of codes) {
    if (mapped) continue;
    const text = texts.get(code);
    const isText = text !== undefined && text.count > values;
    const type = isText ? "text" : (spreads.of(code)?.whole ?? false) ? "int" : "float";
    found.set(code, {
      code,
      type,
      values,
      nulls,
      texts: text?.count ?? 0,
      min,
      max,
      example: isText ? text.example : example,
    });
  }
  for (const [code, { count, example }] of texts) {
    if (found.has(code)) continue;
    const none = { values: 0, nulls: 0, min: undefined, max: undefined };
    found.set(code, { code, type: "text", texts: count, ...none, example });
  }
  return [...found.values()].sort((a, b) => a.code - b.code);
}

/** Characters of an example in a comment. */
const LONGEST = 24;

/**
 * A map in CSV that loads as it stands: each code with a name made of its digits and the type that fits what was seen.
 * Whole numbers are floats too: the next log may send decimals.
 */
export function mapTemplate(looks: readonly LogLook[]): { readonly text: string; readonly codes: number } {
  const found = merged(looks);
  const lines = [
    "# Items outside the catalog. Give each its mnemonic, and where you know them its unit and name; the type is guessed.",
    "# value = number in the log * scale + offset. Convert with --map and this file.",
    "code,mnemonic,type,unit,name,scale,offset",
  ];
  for (const { code, type, values, min, max, texts, example } of found) {
    const shown = formatCode(code);
    const range = min === undefined || max === undefined ? "" : `, ${min} to ${max}`;
    const rejected = texts === 0 ? "" : `, ${counted(texts, "text")} rejected`;
    const such =
      example === undefined || example === ""
        ? ""
        : `, such as ${String(example)
            .replace(/[\p{Cc}\p{Cf}]/gu, "·")
            .slice(0, LONGEST)}`;
    lines.push(`# ${shown}: ${counted(values, "value")}${range}${rejected}${such}`);
    lines.push(`${shown},WITS${shown},${type === "text" ? "text" : "float"},,,,`);
  }
  return { text: `${lines.join("\n")}\n`, codes: found.length };
}

function merged(looks: readonly LogLook[]): readonly Unmapped[] {
  const found = new Map<Code, Unmapped>();
  for (const one of looks.flatMap(unmappedIn)) {
    const known = found.get(one.code);
    if (known === undefined) {
      found.set(one.code, { ...one });
      continue;
    }
    known.values += one.values;
    known.nulls += one.nulls;
    known.texts += one.texts;
    known.min = least(known.min, one.min, Math.min);
    known.max = least(known.max, one.max, Math.max);
  }
  return [...found.values()].sort((a, b) => a.code - b.code);
}

const least = (
  a: number | undefined,
  b: number | undefined,
  of: (a: number, b: number) => number,
): number | undefined => (a === undefined ? b : b === undefined ? a : of(a, b));

/** Bytes of a line, without its line end. */
export const shownBytes = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString("latin1")
    .replace(/[\r\n]+$/, "")
    .replace(/[^\x20-\x7e\xa0-\xff]/g, "·");
