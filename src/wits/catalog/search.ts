/** Finding items by what a person remembers of them: a code, a mnemonic, words of the name. */
import { allItems } from "./catalog.js";
import { formatCode } from "./code.js";
import type { Item } from "./item.js";

/** Where a word was found, the best first. */
enum Rank {
  code,
  mnemonic,
  beginning,
  word,
  inside,
  nowhere,
}

/**
 * Items that match every word of `text`, the best matches first, then by code. A word matches as the code, as a
 * mnemonic, as the beginning of either, as a word of the name, or anywhere in the name; an item ranks by the word that
 * matches it worst. No words find nothing.
 */
export function searchItems(text: string, among: readonly Item[] = allItems()): readonly Item[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  return among
    .map((item) => ({ item, rank: Math.max(...words.map((word) => rankOf(item, word))) }))
    .filter(({ rank }) => rank < Rank.nowhere)
    .sort((a, b) => a.rank - b.rank || a.item.code - b.item.code)
    .map(({ item }) => item);
}

/** Blanks and punctuation part words, as in `Weight-on-Bit (surf,avg)`; `%` and `#1` stay words. */
const wordsOf = (text: string): string[] =>
  text
    .toUpperCase()
    .split(/[^A-Z0-9%#]+/)
    .filter(Boolean);

function rankOf(item: Item, word: string): Rank {
  const code = formatCode(item.code);
  // Those of a map are in any case.
  const [mnemonic, longMnemonic] = [item.mnemonic.toUpperCase(), item.longMnemonic.toUpperCase()];
  if (word === code) return Rank.code;
  if (word === mnemonic || word === longMnemonic) return Rank.mnemonic;
  if ([code, mnemonic, longMnemonic].some((key) => key.startsWith(word))) return Rank.beginning;
  const name = item.name.toUpperCase();
  if (wordsOf(name).some((part) => part.startsWith(word))) return Rank.word;
  return name.includes(word) ? Rank.inside : Rank.nowhere;
}
