import { sum } from "../../arrays/sum.js";
/**
 * Which encoding texts are in that are no UTF-8. Every byte means something in windows-1252 and in windows-1251, so it is
 * judged by what the texts look like: Cyrillic words are Cyrillic letter by letter, accented letters stand alone
 * between plain ones, and GBK's characters are pairs of bytes, most of them among the frequent ones.
 */

export interface LikelyEncoding {
  readonly encoding: string;
  /** The first text as it reads then. */
  readonly example: string;
}

const MOST_TEXTS = 500;

interface Candidate {
  readonly encoding: string;
  /** How natural the texts look, from 0 to 1. */
  readonly judge: (texts: readonly Uint8Array[], decoded: readonly string[]) => number;
}

const CANDIDATES: readonly Candidate[] = [
  { encoding: "gbk", judge: likeChinese },
  { encoding: "windows-1251", judge: likeCyrillic },
  { encoding: "windows-1252", judge: likeWestern },
];

/** The best one, or none when the texts look like nothing: noise is no encoding. */
export function encodingsOf(lines: readonly Uint8Array[]): readonly LikelyEncoding[] {
  const texts = lines.slice(0, MOST_TEXTS);
  if (texts.length === 0) return [];
  const judged = CANDIDATES.flatMap(({ encoding, judge }) => {
    const decoded = decodedAs(encoding, texts);
    return decoded === undefined ? [] : [{ encoding, decoded, score: judge(texts, decoded) }];
  });
  const [best] = judged.sort((a, b) => b.score - a.score);
  if (best === undefined || best.score < LEAST) return [];
  return [{ encoding: best.encoding, example: best.decoded[0]!.trim().slice(4).trim() }];
}

/** Below this share of natural characters it is noise. */
const LEAST = 0.6;

/** Undefined when a text is impossible in it, or becomes control characters. */
function decodedAs(encoding: string, texts: readonly Uint8Array[]): string[] | undefined {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    return texts.map((text) => decoder.decode(text));
  } catch {
    return undefined;
  }
}

const highBytesOf = (text: Uint8Array): number =>
  text.reduce((count, byte) => count + (byte > 127 ? 1 : 0), 0);

/** The share of bytes beyond ASCII that belong to characters of the first level of GB 2312, its 3,755 frequent ones. */
function likeChinese(texts: readonly Uint8Array[]): number {
  let frequent = 0;
  for (const text of texts) {
    for (let i = 0; i + 1 < text.length; i++) {
      if (text[i]! < 0x81) continue;
      if (text[i]! >= 0xb0 && text[i]! <= 0xd7 && text[i + 1]! >= 0xa1) frequent += 2;
      i++;
    }
  }
  // Cyrillic letters in windows-1251 are such pairs too: pure runs of them are decided for that.
  return (0.95 * frequent) / Math.max(1, sum(texts.map(highBytesOf)));
}

/** The share of letters beyond ASCII that are Cyrillic, lower case behind the first of a word or upper case throughout. */
function likeCyrillic(texts: readonly Uint8Array[], decoded: readonly string[]): number {
  let natural = 0;
  for (const text of decoded) {
    for (const word of text.match(/[\u0400-\u04ff]+/g) ?? []) {
      const isWord = word.length > 1 && /^(?:[А-ЯЁІҚҒҮҰӘӨҺ]?[а-яёіқғүұәөһ]+|[А-ЯЁІ]+)$/.test(word);
      natural += isWord ? word.length : word.length === 1 ? 0.4 : 0;
    }
  }
  return natural / Math.max(1, sum(texts.map(highBytesOf)));
}

/** The share of characters beyond ASCII that are letters or signs of Western texts, standing alone. */
function likeWestern(texts: readonly Uint8Array[], decoded: readonly string[]): number {
  let natural = 0;
  for (const text of decoded) {
    for (const run of text.match(/[^\0-\x7f]+/g) ?? []) {
      const usual = [...run].filter((letter) =>
        /[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff°µ²³±½§–—’“”€ŠšŽžŒœ]/.test(letter),
      );
      natural += run.length <= 2 ? usual.length : 0.2 * usual.length;
    }
  }
  return (0.9 * natural) / Math.max(1, sum(texts.map(highBytesOf)));
}
