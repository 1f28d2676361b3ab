import { describe, expect, it } from "vitest";
import { textDecoder } from "../../../src/wits/dialect/encoding.js";
import { encoderOf } from "../../../src/wits/writing/encode.js";

/** Every sequence of bytes that may be a character of one of the encodings, a million of GB18030 beyond U+FFFF left out. */
function* sequences(): Generator<number[]> {
  for (let first = 0x80; first <= 0xff; first++) {
    yield [first];
    for (let second = 0x30; second <= 0xff; second++) yield [first, second];
  }
  for (let second = 0xa1; second <= 0xfe; second++)
    for (let third = 0xa1; third <= 0xfe; third++) yield [0x8f, second, third];
  for (let first = 0x81; first <= 0x84; first++)
    for (let second = 0x30; second <= 0x39; second++)
      for (let third = 0x81; third <= 0xfe; third++)
        for (let fourth = 0x30; fourth <= 0x39; fourth++) yield [first, second, third, fourth];
}

/** All characters that the decoder gives, and how many of them have three bytes or more. */
function charactersOf(encoding: string): { characters: string[]; long: number } {
  const textOf = textDecoder(encoding);
  const found = new Map<string, number>();
  for (const bytes of sequences()) {
    if (bytes.length === 3 && encoding !== "euc-jp") continue;
    if (bytes.length === 4 && encoding !== "gb18030") continue;
    const text = textOf(Uint8Array.from(bytes));
    if (text !== undefined && [...text].length === 1 && !found.has(text)) found.set(text, bytes.length);
  }
  return { characters: [...found.keys()], long: [...found.values()].filter((length) => length > 2).length };
}

describe("encoderOf", () => {
  it.each([
    ["gb18030", 39_000],
    ["euc-jp", 5_000],
    ["gbk", 0],
    ["big5", 0],
    ["shift_jis", 0],
    ["euc-kr", 0],
    ["windows-1251", 0],
    ["windows-1252", 0],
    ["koi8-r", 0],
    ["ibm866", 0],
  ])("%s: each character that the decoder gives is written so that it is read again", (encoding, least) => {
    const { characters, long } = charactersOf(encoding);
    expect(characters.length).toBeGreaterThan(60);
    expect(long).toBeGreaterThanOrEqual(least);
    const [encode, textOf] = [encoderOf(encoding), textDecoder(encoding)];
    const wrong = characters.filter((character) => {
      const bytes = encode(character);
      return bytes === undefined || textOf(Buffer.from(bytes, "latin1")) !== character;
    });
    expect(wrong).toEqual([]);
  });

  it("gb18030 has every character beyond U+FFFF", () => {
    const [encode, textOf] = [encoderOf("gb18030"), textDecoder("gb18030")];
    for (let plane = 0x1_0000; plane <= 0x10_0000; plane += 0x1_0000) {
      const text = Array.from({ length: 0x1_0000 }, (_, i) => String.fromCodePoint(plane + i)).join("");
      const bytes = encode(text)!;
      expect(bytes.length).toBe(4 * 0x1_0000);
      expect(textOf(Buffer.from(bytes, "latin1")) === text, `from U+${plane.toString(16)}`).toBe(true);
    }
  });

  it("has nothing for a text that the encoding cannot tell", () => {
    expect(encoderOf("gbk")("深井\u{1F600}")).toBeUndefined();
    expect(encoderOf("euc-jp")("井戸 \u{20000}")).toBeUndefined();
    expect(encoderOf("windows-1252")("скважина")).toBeUndefined();
    expect(encoderOf("gb18030")("\ud800")).toBeUndefined();
  });
});
