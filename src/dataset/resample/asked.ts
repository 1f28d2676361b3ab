/** What was asked of steps, in the words of a command line: the aggregates, of all measurements or of some. */
import { wordAmong } from "../../failure/option-check.js";
import { aggregates } from "../../wits/catalog/aggregate.js";

/** `usual` is what suits the channel, under the column's own name. */
const words = [...aggregates, "usual"] as const;
export type Word = (typeof words)[number];

export interface Aggregates {
  /** Of all measurements; undefined where nothing was asked for. */
  readonly all: readonly Word[] | undefined;
  /** Of single columns, by a channel, a name or a code. */
  readonly own: ReadonlyMap<string, readonly Word[]>;
}

/** Reads `mean,min,max` and `HKLA=max+min`. Throws an Error that says what is wrong. */
export function aggregatesIn(text: string | undefined): Aggregates {
  const all: Word[] = [];
  const own = new Map<string, readonly Word[]>();
  for (const part of text === undefined ? [] : text.split(",")) {
    const [, name, list = ""] = /^(?:([^=]*)=)?(.*)$/.exec(part.trim()) ?? [];
    const named = list.split("+").map((word) => wordAmong(word.trim(), words, "aggregate"));
    if (name === undefined) all.push(...named);
    else if (name.trim() === "") throw new Error(`nothing stands before the = of "${part.trim()}"`);
    else own.set(name.trim(), [...(own.get(name.trim()) ?? []), ...named]);
  }
  return {
    all: all.length === 0 ? undefined : [...new Set(all)],
    own: new Map([...own].map(([name, some]) => [name, [...new Set(some)]])),
  };
}
