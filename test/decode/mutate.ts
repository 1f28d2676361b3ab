/**
 * Damage of the kinds that wires, loggers and vendors do: bytes flipped, lost, doubled; markers and line ends where
 * none belong; lines repeated, cut, swapped; values replaced by hard ones. Seeded, so that a failure can be replayed.
 */
import type { Random } from "../../src/samples/random.js";
import type { Arrival } from "../../src/source/arrivals.js";

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

const SNIPPETS = [
  "&&",
  "!!",
  "&&\r\n",
  "!!\r\n",
  "!!&&",
  "\r\n!!\r\n&&\r\n",
  "&",
  "!",
  "\r",
  "\n",
  "\r\n",
  "\n\r",
  "\r\r\n",
  " ",
  "\t",
  "\0",
  "\0\0",
  "0108",
  "01081.5\r\n",
  "1984PASON/EDR\r\n",
  "19841985\r\n",
  "1908ABC\r\n",
  "0000",
  "0100",
  "0001x",
  "9999",
  "019912\n",
  "6310-1\r",
  "0105160929\r\n",
  "0106235959\r\n",
  "01050\r\n",
  "0106240000\n",
  "010512.11.23\n",
  "01052023-02-29\r\n",
  "110501.02.2003\n",
  "0106-9999\n",
  "0105\n",
  "0106\n",
  "01061:2\n",
  "010612:34:56.7891\n",
  "0106101112.9996\n",
  "0106101112345\n",
  "0502311\n",
  "-999.25",
  "-9999",
  "-9999.0",
  "-8888.00",
  "-09999e0",
  "-",
  "+",
  ".",
  "-.",
  "1e",
  "1e5",
  "1e999",
  "-1e-999",
  "9007199254740993",
  "9007199254740992",
  "0.1000000000000000055511151231257827",
  "123456789012345678901234567890",
  "4.35e-300",
  "2147483648",
  "-2147483649",
  "1.",
  ".5",
  "+.5e+1",
  "1,5",
  "-999,25",
  "-9 999",
  "1 234,5",
  "1 234.5",
  "12 34,5",
  "1.234,5",
  "1.234.567",
  "12.345",
  "1.23",
  "-1,234,567.89",
  "1,234,56",
  "+1'234'567",
  "1'234e-3",
  ",5",
  "5,",
  "1,2,3",
  " 1 234567",
  "123456789 012",
  "9 007 199 254 740 993,7",
  "1e999",
  "OFF",
  "nan",
  "Empty",
  "0102+5\r\n",
  "01071e1\r\n",
  "0107.5\n",
  "010312.\n",
  "0108off\r\n0110NAN\r\n",
  "0101NaN\r\n",
  "0105off\r\n",
  "0198\n0197\n0196\n",
  "50011\n50022\n50033\n0198x\n0195off\n",
  "0101\x8c\xee\xf1\xea\xe2\xe0\n",
  "0101\x83\x7d\x83\x5c\r\n",
  "0101\x81\x30\x81\x30\xd3\xae\n",
  "0101caf\xe9 \x80\n0101caf\xc3\xa9\n",
  "1984\xcf\xe0\xf1\n1985\xe9\n",
  "NaN",
  "inf",
  "0x10",
  "12 34",
  "1..2",
  "--1",
  "\u00e9",
  "\xff\xfe",
  "\xc3\xa9",
  "\xed\xa0\x80",
  "\xf0\x9f\x9b\xa2",
  "\xef\xbb\xbf",
  "0101A!!B\r\n",
  "0101A&&B\r\n",
  "0101A!! \r\n\r\n&&",
  "0101A!!\r\n0102",
  "0101!!!!!\n&&",
  "2210well!! !!&&\n",
  "=",
  ":",
  "0101=x\n",
  "0102 : 7\n",
  "xx&&\r\n",
  "xx&&0108",
  "xx&&yy",
  "x".repeat(70),
  "7".repeat(70),
  `&&${" ".repeat(300)}\r\n`,
  `0101a!!${"\n".repeat(260)}z`,
].map((text) => ascii(text)); // prettier-ignore

function splice(bytes: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array {
  const out = new Uint8Array(at + insert.length + Math.max(0, bytes.length - at - remove));
  out.set(bytes.subarray(0, at));
  out.set(insert, at);
  out.set(bytes.subarray(at + remove), at + insert.length);
  return out;
}

/** A line of the log, its line end included. */
function someLine(random: Random, bytes: Uint8Array): [start: number, end: number] {
  const around = random.below(bytes.length + 1);
  const start = bytes.lastIndexOf(10, Math.max(0, around - 1)) + 1;
  const end = bytes.indexOf(10, start);
  return [start, end < 0 ? bytes.length : end + 1];
}

/** A damaged piece of a log: at most `most` bytes of it, with one to six faults. */
export function mutate(random: Random, log: Uint8Array, most = 1500): Uint8Array {
  const first = log.length > most ? someLine(random, log.subarray(0, log.length - most))[0] : 0;
  let bytes: Uint8Array = log.slice(first, first + most);
  for (let faults = 1 + random.below(6); faults > 0; faults--) {
    const at = random.below(bytes.length + 1);
    const snippet = SNIPPETS[random.below(SNIPPETS.length)]!;
    const [start, end] = someLine(random, bytes);
    switch (random.below(9)) {
      case 0:
        bytes = splice(bytes, at, 0, snippet);
        break;
      case 1:
        bytes = splice(bytes, at, snippet.length, snippet);
        break;
      case 2:
        bytes = splice(bytes, at, 1 + random.below(5), new Uint8Array());
        break;
      case 3:
        bytes = splice(bytes, at, 1, Uint8Array.of(random.below(256)));
        break;
      case 4: // a line twice
        bytes = splice(bytes, random.below(2) === 0 ? end : at, 0, bytes.slice(start, end));
        break;
      case 5: // a line lost
        bytes = splice(bytes, start, end - start, new Uint8Array());
        break;
      case 6: // a hard value behind the code of a line
        bytes = splice(bytes, Math.min(start + 4, end), Math.max(0, end - start - 6), snippet);
        break;
      case 7: // a line of its own
        bytes = splice(bytes, start, 0, snippet);
        break;
      default: // cut short
        if (random.below(4) === 0) bytes = bytes.slice(0, at);
    }
  }
  return bytes;
}

/** Up to eleven places at which bytes of another arrival begin, the times of some unknown. */
export function someArrivals(random: Random, length: number): Arrival[] {
  const offsets = Array.from({ length: 2 + random.below(10) }, () => random.below(length + 1));
  return [...new Set(offsets)]
    .sort((a, b) => a - b)
    .map((offset, i) => ({
      offset,
      time: random.below(8) === 0 ? undefined : Date.UTC(2024, 5, 12) + i * 60_000,
    }));
}
