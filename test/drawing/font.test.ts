/** What is said of the font's letters, by the tables of its own files. */
import { openSync } from "fontkit";
import { describe, expect, it } from "vitest";
import {
  fontFile,
  fontFileBeside,
  hasLettersBesideFor,
  hasLettersFor,
  lettersBeyond,
} from "../../src/drawing/font.js";

const weights = ["regular", "italic", "semibold", "bold"] as const;

describe.each(weights)("the letters of the font, %s", (weight) => {
  const font = openSync(fontFile(weight));
  if (!("characterSet" in font)) throw new Error("a collection of fonts");
  const own = new Set(font.characterSet);
  /** Of those that lie in one plane, without what is no character. */
  const all = Array.from({ length: 0xfffe }, (_, code) => code).filter(
    (code) => code < 0xd800 || code > 0xf8ff,
  );

  it("are there, each that is promised", () => {
    const promised = all.filter((code) => code !== 10 && hasLettersFor(String.fromCodePoint(code)));
    expect(promised.length).toBeGreaterThan(400);
    expect(promised.filter((code) => !own.has(code))).toEqual([]);
  });

  it("have figures of one width, so that columns of numbers stand under each other", () => {
    const widths = [..."0123456789"].map((digit) => font.layout(digit).advanceWidth);
    expect(new Set(widths).size).toBe(1);
  });
});

it.each(["regular", "semibold"] as const)("has Greek and Cyrillic beside, %s", (weight) => {
  const font = openSync(fontFileBeside(weight));
  if (!("characterSet" in font)) throw new Error("a collection of fonts");
  const own = new Set(font.characterSet);
  const promised = Array.from({ length: 0x500 }, (_, code) => code).filter((code) =>
    hasLettersBesideFor(String.fromCodePoint(code)),
  );
  expect(promised.length).toBeGreaterThan(200);
  expect(promised.filter((code) => !own.has(code)).map((code) => code.toString(16))).toEqual([]);
});

it("names the letters that are beyond it, each once", () => {
  expect(lettersBeyond("Øst Ж-3, Ж-4 \u4e95 ±0.5 °C")).toEqual(["Ж", "\u4e95"]);
  expect(hasLettersFor("Скважина 5")).toBe(false);
  expect(hasLettersFor("\u{1f600}")).toBe(false);
  expect(lettersBeyond("\u{1f600}")).toEqual(["\u{1f600}"]);
});
