/**
 * Encodings of text items, by their labels in the WHATWG Encoding Standard.
 *
 * Lines are found before anything is decoded, so an encoding must leave ASCII as it is, and no byte of a longer character may be
 * CR, LF, `!` or `&`. That holds for all that are accepted here: the bytes that follow a first byte from 0x80 on begin at 0x30 in
 * gb18030 and GBK, at 0x40 in Big5 and Shift_JIS, at 0x41 in EUC-KR, at 0xA1 in EUC-JP; the line's marks are 0x0D, 0x0A, 0x21 and 0x26.
 * Nor are they blanks, which are taken off around a value. UTF-16 and ISO-2022-JP break the rule.
 */

import { Failure } from "../../failure/failure.js";

/** The text of bytes, or undefined where they are none in this encoding. */
export type TextOf = (bytes: Uint8Array) => string | undefined;

export const UTF8 = "utf-8";

/** The name of the encoding that a label means. Throws a Failure that says what is wrong with it. */
export function encodingNamed(label: string): string {
  let name: string;
  try {
    name = new TextDecoder(label, { fatal: true }).encoding;
  } catch (cause) {
    throw new Failure(
      "unknown-name",
      `this Node has no encoding ${label}; give a label of the WHATWG Encoding Standard, such as windows-1252, windows-1251, ` +
        "koi8-r, ibm866, gbk, big5, shift_jis or euc-kr (a Node that was built with small ICU lacks most of them)",
      { cause },
    );
  }
  if (name.startsWith("utf-16")) {
    throw new Failure(
      "bad-option",
      `${name} is no encoding of text items: a log is in it as a whole, and its byte order mark tells`,
    );
  }
  if (name === "iso-2022-jp") {
    throw new Failure(
      "bad-option",
      "iso-2022-jp shifts between sets of characters, so that & and ! do not always mean themselves",
    );
  }
  return name;
}

/** Text of ASCII alone is itself in every encoding; what has other bytes must be well-formed as a whole. */
export function textDecoder(encoding: string): TextOf {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const mend = encoding === "windows-1252";
  return (bytes) => {
    if (bytes.every((byte) => byte < 0x80)) return Buffer.from(bytes).toString("latin1");
    try {
      const text = decoder.decode(bytes);
      return mend ? text.replace(/[\x80-\x9f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 0x80]!) : text;
    } catch {
      return undefined;
    }
  };
}

/**
 * Characters 0x80 to 0x9F of windows-1252, https://encoding.spec.whatwg.org/index-windows-1252.txt. Some releases of Node 20 to 24
 * decode it as ISO 8859-1, in which these are control characters.
 */
const WINDOWS_1252 =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f" +
  "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";
