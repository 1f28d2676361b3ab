/** Command lines as a POSIX shell reads them. */

/** `witskit` and the words, on one line. */
export const commandText = (words: readonly string[]): string => ["witskit", ...words].map(quoted).join(" ");

/** The same, broken before words where it would be wider: a backslash ends a line that goes on. */
export function commandLines(words: readonly string[], width: number): string {
  const room = width - 2;
  const lines = ["witskit"];
  for (const word of words.map(quoted)) {
    const last = lines.at(-1)!;
    // A word may have line ends of its own; they count from its last one on, and up to its first.
    const end = last.slice(last.lastIndexOf("\n") + 1).length;
    const [head = ""] = word.split("\n", 1);
    if (end + 1 + head.length > room && lines.length + end > 1) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join(" \\\n");
}

/** One word, in single quotes where a shell would take it for something else. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
