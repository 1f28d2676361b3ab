/**
 * The encoding that an XML declaration names, https://www.w3.org/TR/xml/#charencoding: of text in another one than UTF-8 every character becomes UTF-8. UTF-16
 * shows itself, and is none of these.
 */
import { type TextOf, textDecoder, UTF8 } from "../../wits/dialect/encoding.js";
import type { Output } from "./output.js";
import { writeCharacter } from "./text.js";
import type { Unwrapper } from "./unwrap.js";

const DECLARATION = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']/;

/** By the first bytes of a document; undefined where it is UTF-8, or one that nobody knows. */
export function declaredEncoding(head: Uint8Array): string | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 256)).toString("latin1");
  const label = DECLARATION.exec(text)?.[1];
  if (label === undefined) return undefined;
  try {
    const name = new TextDecoder(label).encoding;
    return name === UTF8 || /^utf-16|^iso-2022/.test(name) ? undefined : name;
  } catch {
    return undefined;
  }
}

/** Bytes of the longest character: four in gb18030. */
const LONGEST = 4;
const REPLACEMENT = 0xfffd;

export class DeclaredEncoding implements Unwrapper {
  readonly #textOf: TextOf;
  /** Of characters of one byte, which most encodings have alone. */
  readonly #single = new Map<number, number>();
  #held = new Uint8Array(0);
  #base = 0;

  constructor(name: string) {
    this.#textOf = textDecoder(name);
    for (let byte = 0x80; byte < 0x100; byte++) {
      const point = this.#textOf(Uint8Array.of(byte))?.codePointAt(0);
      if (point !== undefined) this.#single.set(byte, point);
    }
  }

  push(piece: Uint8Array, output: Output): void {
    this.#run(this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]), output, false);
  }

  end(output: Output): void {
    this.#run(this.#held, output, true);
  }

  #run(bytes: Uint8Array, output: Output, last: boolean): void {
    let at = 0;
    while (at < bytes.length) {
      let end = at;
      while (end < bytes.length && bytes[end]! < 0x80) end++;
      output.copy(bytes.subarray(at, end), this.#base + at);
      at = end;
      if (at === bytes.length || (bytes.length - at < LONGEST && !last)) break;
      const { point, width } = this.#character(bytes, at);
      writeCharacter(point, this.#base + at, width, output);
      at += width;
    }
    output.settle(this.#base + at);
    this.#held = bytes.slice(at);
    this.#base += at;
  }

  #character(bytes: Uint8Array, at: number): { point: number; width: number } {
    const single = this.#single.get(bytes[at]!);
    if (single !== undefined) return { point: single, width: 1 };
    for (let width = 2; width <= Math.min(LONGEST, bytes.length - at); width++) {
      const text = this.#textOf(bytes.subarray(at, at + width));
      if (text !== undefined) return { point: text.codePointAt(0)!, width };
    }
    return { point: REPLACEMENT, width: 1 };
  }
}
