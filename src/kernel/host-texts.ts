/** Texts that the kernel leaves to the host, which knows the encodings. Names repeat, so the last ones are remembered. */
import { textDecoder } from "../wits/dialect/encoding.js";

/** Texts remembered, and the longest of them, bytes: less than 4 MiB together. */
const MOST = 4096;
const LONGEST = 256;

export class HostTexts {
  readonly #textOf: (bytes: Uint8Array) => string | undefined;
  readonly #encoder = new TextEncoder();
  readonly #known = new Map<string, Uint8Array | undefined>();

  constructor(encoding: string) {
    this.#textOf = textDecoder(encoding);
  }

  /** The UTF-8 of a text, or undefined where it is none. */
  utf8(bytes: Uint8Array): Uint8Array | undefined {
    if (bytes.length > LONGEST) return this.#decode(bytes);
    const key = String.fromCharCode(...bytes);
    if (!this.#known.has(key)) {
      if (this.#known.size === MOST) this.#known.clear();
      this.#known.set(key, this.#decode(bytes));
    }
    return this.#known.get(key);
  }

  #decode(bytes: Uint8Array): Uint8Array | undefined {
    const text = this.#textOf(bytes);
    return text === undefined ? undefined : this.#encoder.encode(text);
  }
}
