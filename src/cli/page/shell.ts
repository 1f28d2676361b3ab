/** Command lines as a POSIX shell reads them. */
import { shownLines } from "../../text/shown-text.js";

/** `witskit` and the words, on one line. */
export const commandText = (words: readonly string[]): string => ["witskit", ...words].map(quoted).join(" ");

/** The same, broken where it would be wider: a backslash ends a line that goes on. A flag's value stays beside it. */
export function commandLines(words: readonly string[], width: number): string {
  const room = width - " \\".length;
  const lines = ["witskit"];
  for (const piece of pieces(words)) {
    const last = lines.at(-1)!;
    // A word may have line ends of its own: what counts is what stands behind the last, and before the first.
    const end = last.slice(last.lastIndexOf("\n") + 1).length;
    const [head = ""] = piece.split("\n", 1);
    if (end + 1 + head.length > room) lines.push(`  ${piece}`);
    else lines[lines.length - 1] = `${last} ${piece}`;
  }
  return lines.join(" \\\n");
}

function pieces(words: readonly string[]): string[] {
  const found: string[] = [];
  for (const [index, word] of words.entries()) {
    const isValue = words[index - 1]?.startsWith("-") && !word.startsWith("-");
    if (isValue) found.push(`${found.pop()} ${quoted(word)}`);
    else found.push(quoted(word));
  }
  return found;
}

/** One word, in single quotes where a shell would take it for something else. */
export function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return shownLines(word) === word ? singleQuoted(word) : spelled(word);
}

/** Where a terminal would obey a character, or nobody would see it, its number stands, as bash and zsh read it. */
function spelled(word: string): string {
  const characters = [...word].map((character) => {
    if (/[\\']/.test(character)) return `\\${character}`;
    if (shownLines(character) === character) return character;
    return `\\U${character.codePointAt(0)!.toString(16).toUpperCase().padStart(8, "0")}`;
  });
  return `$'${characters.join("")}'`;
}

/** One word in single quotes, as bash, zsh and fish take it; only fish reads a backslash in them. */
export const singleQuoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
