/**
 * How tests and docs write bytes: as text in which `\r \n \t \0 \xHH \\` stand for what they say. Everything else is
 * the character itself, in UTF-8.
 */

const ESCAPES: Readonly<Record<string, number>> = { r: 13, n: 10, t: 9, "0": 0, "\\": 92 };
const NAMES = new Map(Object.entries(ESCAPES).map(([name, byte]) => [byte, `\\${name}`]));

/** The bytes of a text with escapes. Throws where a backslash begins no escape. */
export function bytesIn(text: string): Uint8Array {
  const parts = text.split(/(\\x[0-9a-fA-F]{2}|\\.?)/su).map((part) => {
    if (!part.startsWith("\\")) return Buffer.from(part);
    const byte = part.startsWith("\\x") ? Number.parseInt(part.slice(2), 16) : ESCAPES[part.slice(1)];
    if (byte === undefined || Number.isNaN(byte)) throw new Error(`there is no escape ${part}`);
    return Buffer.of(byte);
  });
  return Buffer.concat(parts);
}

/** The text of bytes: ASCII as it is, all else escaped. */
export const escaped = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => {
    const name = NAMES.get(byte);
    if (name !== undefined) return name;
    return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`;
  }).join("");

/** The words of a command line, quoted with `'` or `"` where they hold blanks or nothing. */
export const wordsIn = (line: string): string[] =>
  [...line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2"),
  );
