/**
 * What a word is when reports are searched, the same for both engines: letters and digits without marks and case. A question is words,
 * which must all be there, "phrases", and what must not be there behind a -.
 */

const WORD = /[\p{L}\p{N}]+/gu;
/** PostgreSQL has no longer ones than 2,046 bytes. */
const LONGEST = 256;

export const wordsIn = (text: string): string[] =>
  (text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().match(WORD) ?? []).map((word) =>
    word.slice(0, LONGEST),
  );

/** Words that follow one another; one word most often. */
export interface Term {
  readonly words: readonly string[];
  readonly isWanted: boolean;
}

export function termsIn(question: string): Term[] {
  // A quote that is not closed goes to the end.
  const pieces = question.matchAll(/(?<not>(?<!\S)-)?(?:"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))/gu);
  return [...pieces]
    .map(({ groups }) => ({
      words: wordsIn(groups!["phrase"] ?? groups!["word"] ?? ""),
      isWanted: groups!["not"] === undefined,
    }))
    .filter(({ words }) => words.length > 0);
}

/** In the words of FTS5: what must be there, and what must not, as two questions, of which the second may stand alone. */
export function fts5Query(terms: readonly Term[]): { wanted?: string; unwanted?: string } {
  const shown = ({ words }: Term): string => `"${words.join(" ")}"`;
  const wanted = terms.filter(({ isWanted }) => isWanted).map(shown);
  const unwanted = terms.filter(({ isWanted }) => !isWanted).map(shown);
  return {
    ...(wanted.length > 0 && { wanted: wanted.join(" AND ") }),
    ...(unwanted.length > 0 && { unwanted: unwanted.join(" OR ") }),
  };
}

/** In those of a `tsquery`. */
export const tsQuery = (terms: readonly Term[]): string =>
  terms
    .map(({ words, isWanted }) => `${isWanted ? "" : "!"}(${words.map((word) => `'${word}'`).join(" <-> ")})`)
    .join(" & ");

/** Stands between texts, so that no phrase goes from one into the next: a character that both engines keep and no question has. */
const BETWEEN = "\ue000";
/** PostgreSQL knows no place behind it. */
const LAST_PLACE = 16_383;

export const storedWords = (texts: readonly string[]): string[] =>
  texts
    .map(wordsIn)
    .flatMap((words, i) => (i === 0 ? words : [BETWEEN, ...words]))
    .slice(0, LAST_PLACE);

/** The same question asked of one text: what is not in a database, such as a revision that was frozen. */
export function isAskedFor(terms: readonly Term[], words: readonly string[]): boolean {
  const has = ({ words: wanted }: Term): boolean =>
    words.some((_, i) => wanted.every((word, place) => words[i + place] === word));
  return terms.every((term) => has(term) === term.isWanted);
}
