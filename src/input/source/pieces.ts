/**
 * Sources that are pieces of one file by their names, as `split` makes them. Each is read by itself, as rotated logs are
 * called like that too; a frame that goes from one into the next is told to people, and read in two.
 */
import type { Source } from "../bytes/source.js";
import { pieceOf } from "./log-name.js";

/** A sentence for each file of which there are pieces. */
export function notesOfPieces(sources: Iterable<Pick<Source, "name">>): readonly string[] {
  const files = new Map<string, string[]>();
  for (const { name } of sources) {
    const found = pieceOf(name);
    if (found === undefined) continue;
    const start = name.slice(0, name.length - found.piece.length);
    files.set(start, [...(files.get(start) ?? []), found.piece]);
  }
  return [...files].flatMap(([start, unsorted]) => {
    const pieces = unsorted.sort();
    const [first = ""] = pieces;
    const isFirst = /^(?:a+|0+[01]?)$/.test(first);
    if (
      !isFirst ||
      pieces.length < 2 ||
      !pieces.every((piece, i) => i === 0 || isNext(pieces[i - 1]!, piece))
    )
      return [];
    const pattern = `${start}${"?".repeat(first.length)}`;
    return [
      `${start}${first} to ${start}${pieces.at(-1)} look like pieces of one file, as split makes them, and each was read by itself: ` +
        `where a frame was cut, neither half has all of it. If they are, read them as one: cat ${pattern} | witskit -`,
    ];
  });
}

function isNext(before: string, piece: string): boolean {
  const base = /^\d+$/.test(before) ? 10 : 36;
  return before.length === piece.length && Number.parseInt(piece, base) === Number.parseInt(before, base) + 1;
}
