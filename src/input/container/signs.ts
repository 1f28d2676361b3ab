/**
 * Control characters that were written out, as monitors show them: `\r\n`, `<CR><LF>`, `<0D><0A>`, `[CR]`, `{0D}`, `^M^J` or the
 * pictures of Unicode. A notation is told by the line end behind `&&`, and then it alone is read.
 */

/** What is written from a place on, up to `end`. */
export interface Sign {
  readonly byte: number;
  readonly end: number;
}

export interface Notation {
  /** The sign at `at`; undefined where none stands. Of a line, [at, to) is looked at. */
  signAt(line: Uint8Array, at: number, to: number): Sign | undefined;
}

const CR = 13;
const LF = 10;

const textAt = (line: Uint8Array, from: number, to: number): string =>
  Buffer.from(line.buffer, line.byteOffset + from, Math.max(0, to - from)).toString("latin1");

/** As C, Python and most others escape them. */
const SIMPLE: Readonly<Record<string, number>> = {
  r: CR,
  n: LF,
  t: 9,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  e: 27,
  "\\": 92,
  "'": 39,
  '"': 34,
};
const BACKSLASH = 92;

export const backslash: Notation = {
  signAt(line, at, to) {
    if (line[at] !== BACKSLASH || at + 1 >= to) return undefined;
    const letter = String.fromCharCode(line[at + 1]!);
    const digits = /^\\(?:x([0-9a-fA-F]{2})|u00([0-9a-fA-F]{2})|([0-3]?[0-7]{1,2}))/.exec(
      textAt(line, at, Math.min(to, at + 6)),
    );
    if (digits !== null) {
      const [all, hex, unicode, octal] = digits;
      const byte = octal === undefined ? Number.parseInt((hex ?? unicode)!, 16) : Number.parseInt(octal, 8);
      return { byte, end: at + all.length };
    }
    const byte = SIMPLE[letter];
    return byte === undefined ? undefined : { byte, end: at + 2 };
  },
};

/** Control characters by their names in ASCII, from 0 on. */
const NAMES =
  "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US SP".split(
    " ",
  );
const NAMED = new Map<string, number>([
  ...NAMES.map((name, byte) => [name, byte] as const),
  ["TAB", 9],
  ["NL", LF],
  ["XON", 17],
  ["XOFF", 19],
  ["DEL", 127],
]);
const LONGEST_NAME = 4;

/** A name or a number between brackets of some kind. */
function bracketed(open: string, close: string, base: 10 | 16): Notation {
  const [opens, closes] = [open.charCodeAt(0), close.charCodeAt(0)];
  const number = base === 16 ? /^(?:0[xX])?([0-9a-fA-F]{2})$/ : /^(\d{1,3})$/;
  return {
    signAt(line, at, to) {
      if (line[at] !== opens) return undefined;
      const end = line.subarray(at + 1, Math.min(to, at + LONGEST_NAME + 2)).indexOf(closes);
      if (end < 1) return undefined;
      const text = textAt(line, at + 1, at + 1 + end);
      const digits = number.exec(text)?.[1];
      const byte = digits === undefined ? NAMED.get(text.toUpperCase()) : Number.parseInt(digits, base);
      return byte === undefined || byte > 255 ? undefined : { byte, end: at + end + 2 };
    },
  };
}

/** As `cat -v` shows them. */
const caret: Notation = {
  signAt(line, at, to) {
    const letter = line[at + 1];
    if (line[at] !== 94 || at + 1 >= to || letter === undefined || letter < 63 || letter > 95) {
      return undefined;
    }
    return { byte: letter ^ 64, end: at + 2 };
  },
};

/** U+2400 and on, in UTF-8. */
const pictures: Notation = {
  signAt(line, at, to) {
    const last = line[at + 2];
    if (line[at] !== 0xe2 || line[at + 1] !== 0x90 || at + 2 >= to || last === undefined || last > 0xa0) {
      return undefined;
    }
    return { byte: last - 0x80, end: at + 3 };
  },
};

const NOTATIONS: readonly Notation[] = [
  backslash,
  bracketed("<", ">", 16),
  bracketed("[", "]", 16),
  bracketed("{", "}", 16),
  bracketed("<", ">", 10),
  bracketed("[", "]", 10),
  bracketed("{", "}", 10),
  caret,
  pictures,
];

/** The notation of the line end that is written out at `at`. */
export const notationAt = (line: Uint8Array, at: number, to: number): Notation | undefined =>
  NOTATIONS.find((notation) => {
    const byte = notation.signAt(line, at, to)?.byte;
    return byte === CR || byte === LF;
  });

/** Longest sign, bytes. */
const LONGEST_SIGN = 6;

/** Whether a sign ends right before `at`, so that text goes on there that has begun before. */
export function endsSign(line: Uint8Array, at: number, notation: Notation): boolean {
  for (let from = Math.max(0, at - LONGEST_SIGN); from < at; from++) {
    if (notation.signAt(line, from, at)?.end === at) return true;
  }
  return false;
}
