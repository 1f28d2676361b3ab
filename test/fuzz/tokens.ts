/** The parts that logs are made of, the usual ones and the hard ones, for mutations that keep a log looking like one. */
import type { Random } from "../../src/samples/random.js";

const pick = <Value>(random: Random, all: readonly Value[]): Value => all[random.below(all.length)]!;

const digits = (random: Random, length: number): string => {
  let text = "";
  for (let i = 0; i < length; i++) text += random.below(10);
  return text;
};

/** Of every kind: floats, header integers, texts, dates, times, vendor lines, those of no catalog, and what is no code. */
const codes: readonly string[] = (
  "0101 0102 0103 0104 0105 0106 0107 0108 0108 0108 0110 0112 0113 0114 0121 0137 0145 0150 0171 0198 0199 " +
  "0201 0205 0206 0208 0308 0722 0732 0733 0747 0751 0801 0821 1101 1105 1106 1108 1110 1205 1206 1208 1301 1508 1801 " +
  "1901 1905 1906 1908 1983 1984 1985 1986 1987 1988 1989 1990 2001 2210 2333 2501 2601 3101 5001 6305 6306 6308 6309 9901 9999 " +
  "0000 0001 0100 010 01 0A08 +108 -108 0108. 01o8 ١٠٨"
).split(" ");

const someCode = (random: Random): string =>
  random.below(4) === 0 ? `${random.below(100)}${random.below(100)}`.padStart(4, "0") : pick(random, codes);

const numbers: readonly ((random: Random) => string)[] = [
  (r) => `${digits(r, 1 + r.below(5))}.${digits(r, 1 + r.below(3))}`,
  (r) => digits(r, 1 + r.below(9)),
  (r) => `${digits(r, r.below(12))}.${digits(r, r.below(16))}`,
  (r) => `${"0".repeat(r.below(20))}${digits(r, 1 + r.below(6))}.${digits(r, r.below(6))}`,
  (r) => digits(r, 15 + r.below(8)),
  (r) =>
    `${digits(r, 1 + r.below(17))}${pick(r, ["e", "E", ".e", ".5E"])}${pick(r, ["", "+", "-"])}${r.below(330)}`,
  (r) => `${digits(r, 1 + r.below(3))}${pick(r, [",", " ", ".", "'"])}${digits(r, 2 + r.below(2))}`,
  (r) =>
    `${digits(r, 1 + r.below(3))}${pick(r, [",", " ", ".", "'"])}${digits(r, 3)}${pick(r, [",", " ", ".", "'"])}${digits(r, 3)}`,
  (r) => `${digits(r, 1 + r.below(3))} ${digits(r, 3)}${pick(r, [",", "."])}${digits(r, r.below(3))}`,
  (r) =>
    pick(r, [
      "-9999",
      "-999.25",
      "-8888",
      "9999",
      "-999",
      "0",
      "-0",
      "1.5",
      "12",
      "-9999.000",
      "-99.9925e1",
      "-1E4",
    ]),
  (r) =>
    pick(r, [
      "2147483647",
      "2147483648",
      "-2147483648",
      "-2147483649",
      "9007199254740992",
      "9007199254740993",
      "-9007199254740993",
      "9007199254740992.5",
      "90071992547409920000e-4",
      "1.00000000000000000001",
      "1844674407370955161600e-2",
    ]),
  (r) =>
    pick(r, [
      "1e308",
      "1.8e308",
      "4.9e-324",
      "2.4e-324",
      "1e-400",
      "1e400",
      "17976931348623158e292",
      "1e22",
      "1e23",
    ]),
];

const dates: readonly ((random: Random) => string)[] = [
  // Clocks are changed at the edges of hours of these days.
  (r) => pick(r, ["241027", "241103", "240331", "240310"]),
  (r) => `2406${10 + r.below(25)}`,
  (r) => `202406${10 + r.below(25)}`,
  (r) =>
    `${r.below(100)}${pick(r, ["-", ".", "/"])}${r.below(40)}${pick(r, ["-", ".", "/"])}${1990 + r.below(50)}`,
  (r) => `${1890 + r.below(330)}-${r.below(14)}-${r.below(33)}`,
  (r) => digits(r, 1 + r.below(9)),
  (r) =>
    `${1 + r.below(31)}${pick(r, ["", "-", " ", "."])}${pick(r, ["JAN", "Feb", "mar", "Sept", "DEC", "Mai", "XXX"])}${pick(r, ["", "-", " ", "."])}${pick(r, ["24", "2024", "99", "1899"])}`,
];

const times: readonly ((random: Random) => string)[] = [
  (r) => `${r.below(4)}${pick(r, ["0000", "0001", "0100", "2959", "3000", "5959"])}`,
  (r) => `${10 + r.below(15)}${10 + r.below(50)}${10 + r.below(51)}`,
  (r) => digits(r, 1 + r.below(9)),
  (r) => `${r.below(25)}:${r.below(61)}${pick(r, ["", ":5", ":59", ":60", ":07.25", ":07.9996"])}`,
  (r) => `${digits(r, 6)}.${digits(r, 1 + r.below(5))}`,
  (r) => `${r.below(25)}-${r.below(61)}-${r.below(61)}`,
  (r) =>
    `2024-06-12${pick(r, [" ", "T"])}0${r.below(10)}:${10 + r.below(50)}:0${r.below(10)}${pick(r, ["", "Z", ".5", "+02:00"])}`,
];

const others: readonly string[] = [
  "",
  " ",
  "=",
  "= 5",
  ": 5",
  "OFF",
  "nan",
  "NaN",
  "n/a",
  "-",
  "x",
  "inf",
  "NO 15/9-F-4",
  "A&&B",
  "A!!B",
  "A!!",
  "A&&",
  "A&& ",
  "!!",
  "&&",
  "PASON/EDR",
  "caf\xc3\xa9",
  "caf\xe9",
  "\x83\x5c",
  "\x81\x30\x81\x30",
  "\xe2\x82\xac",
  "\xf0\x9f\x9b\xa2",
  "\xed\xa0\x80",
  "a\0b",
  "\0",
  "a\tb",
  "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
];

const ends: readonly string[] = [
  "\r\n",
  "\r\n",
  "\n",
  "\n",
  "\r",
  "",
  "\n\r",
  "\r\r\n",
  " \r\n",
  "\0\n",
  "\r\n\r\n",
  "\x85",
  "\n\n",
  `\r\n${"\0".repeat(90)}`,
  `\n${" ".repeat(20)}`,
  "&&\n",
];
const between: readonly string[] = ["", "", "", "", "", " ", "\t", "=", ": ", " = ", "\0", ":"];

function someValue(random: Random, code: string): string {
  const kind = random.below(8);
  if (kind === 0) return pick(random, others);
  if (kind < 6 && /^\d\d05$/.test(code)) return pick(random, dates)(random);
  if (kind < 6 && /^\d\d0[46]$/.test(code)) return pick(random, times)(random);
  if (kind === 1) return pick(random, pick(random, [dates, times, numbers]))(random);
  const sign = pick(random, ["", "", "", "-", "+"]);
  return sign + pick(random, numbers)(random);
}

export const someEnd = (random: Random): string => pick(random, ends);

/** A line of an item, or what might be one; its end included. */
export function someItem(random: Random): string {
  const code = someCode(random);
  const blank = random.below(20) === 0 ? pick(random, [" ", "\t", "\0", "  "]) : "";
  return `${blank}${code}${pick(random, between)}${someValue(random, code)}${someEnd(random)}`;
}

/** A value for the line of a code. */
export const valueFor = (random: Random, code: string): string => someValue(random, code);
export { someCode };

export const someMarker = (random: Random): string =>
  pick(random, [
    "&&\r\n",
    "!!\r\n",
    "&&",
    "!!",
    "!!&&",
    "!!\r\n&&\r\n",
    " && ",
    " !! \r\n",
    "&",
    "!",
    "!!&&\n",
    "junk&&\n",
    "!!66\r\n",
  ]);

/** A frame of some items. */
export function someFrame(random: Random): string {
  let text = `&&${someEnd(random)}`;
  for (let items = random.below(10); items > 0; items--) text += someItem(random);
  return random.below(10) === 0 ? text : `${text}!!${someEnd(random)}`;
}
