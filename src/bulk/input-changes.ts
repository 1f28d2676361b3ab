/**
 * The inputs of a run, held against those that its dataset was made of: what is new, has grown, goes by another name, is another
 * file by now, or is gone. Size and time tell what is as it was; where they do not, the first and the last bytes do, as far as
 * they were read.
 */
import { statSync } from "node:fs";
import { digestText } from "../dataset/manifest-inputs.js";
import type { Source } from "../input/bytes/source.js";
import { type KnownInput, pathOf } from "./known-inputs.js";

/** An input, where it is now, and what the dataset has of it. */
export interface Pair {
  readonly source: Source;
  readonly known: KnownInput;
}

export interface InputChanges {
  readonly same: readonly Pair[];
  /** The same bytes; where they are, or when they were written, has changed. */
  readonly noted: readonly Pair[];
  /** The same bytes, and more behind them. */
  readonly grown: readonly Pair[];
  /** Other bytes under the name of before. */
  readonly changed: readonly Pair[];
  /** By the names that their rows get. */
  readonly added: readonly Source[];
  readonly gone: readonly KnownInput[];
  /** There still, and not among the inputs of this run. */
  readonly apart: readonly KnownInput[];
}

/** Pairs of a file that is new and one that is gone which are compared: beyond that only whole files are recognised. */
const MOST_COMPARED = 10_000;

export function inputChanges(
  sources: readonly Source[],
  known: ReadonlyMap<string, KnownInput>,
  streams: ReadonlySet<string> = new Set(),
): InputChanges {
  const byPath = new Map([...known.values()].map((one) => [pathOf(one.input), one]));
  const same: Pair[] = [];
  const noted: Pair[] = [];
  const grown: Pair[] = [];
  const others: Pair[] = [];
  const fresh: Source[] = [];
  const seen = new Set<KnownInput>();
  for (const source of sources) {
    const one = byPath.get(source.name);
    if (one === undefined) {
      fresh.push(source);
      continue;
    }
    seen.add(one);
    const pair = { source, known: one };
    switch (howItIs(source, one)) {
      case "same":
        same.push(pair);
        break;
      case "touched":
        noted.push(pair);
        break;
      case "grown":
        grown.push(pair);
        break;
      case "other":
        others.push(pair);
    }
  }
  const unseen = [...known.values()].filter((one) => !seen.has(one));
  // Where one of these was, another may be by now, whose rows have a name of their own.
  const held = new Set([...seen].map(({ input }) => pathOf(input)));
  const isMoved = ({ input }: KnownInput): boolean => held.has(pathOf(input)) || !isThere(pathOf(input));
  const renamed = renamedAmong(
    [...fresh, ...others.map(({ source }) => source)],
    unseen,
    others.map((pair) => pair.known),
    isMoved,
  );
  for (const pair of renamed) (howItIs(pair.source, pair.known) === "grown" ? grown : noted).push(pair);
  const found = new Set(renamed.map(({ source }) => source));
  const kept = new Set(renamed.map((pair) => pair.known));
  const changed = others.filter((pair) => !found.has(pair.source) && !kept.has(pair.known));
  // Its name is that of rows which are of another file by now.
  const namesakes = others.filter((pair) => !found.has(pair.source) && kept.has(pair.known));
  const overwritten = others.filter((pair) => found.has(pair.source) && !kept.has(pair.known));
  const taken = new Set([...known.keys(), ...streams]);
  const added = named(
    [...fresh, ...namesakes.map(({ source }) => source)].filter((one) => !found.has(one)),
    taken,
  );
  const lost = unseen.filter((one) => !kept.has(one));
  const archives = new Set(
    sources.flatMap(({ name, digest }) => (digest === undefined ? [] : [archiveOf(name)])),
  );
  const isGone = ({ input }: KnownInput): boolean => {
    const path = pathOf(input);
    if (held.has(path)) return true;
    const archive = archiveOf(path);
    return archive === undefined ? !isThere(path) : archives.has(archive) || !isThere(archive);
  };
  return {
    same,
    noted,
    grown,
    changed,
    added,
    gone: [...lost.filter(isGone), ...overwritten.map((pair) => pair.known)],
    apart: lost.filter((one) => !isGone(one)),
  };
}

type How = "same" | "touched" | "grown" | "other";

function howItIs(source: Source, { input }: KnownInput): How {
  const { size = 0, modified, digest } = source;
  if (size === input.bytes && modified !== undefined && modified === input.modified)
    return pathOf(input) === source.name ? "same" : "touched";
  if (digestText(source) === input.digest) return modified === undefined ? "same" : "touched";
  if (digest !== undefined || size <= input.bytes || input.digest === "") return "other";
  return digestText(source, input.bytes) === input.digest ? "grown" : "other";
}

/** Files that hold what another one held: as it was, or, where the other one is gone or overwritten, with more behind it. */
function renamedAmong(
  sources: readonly Source[],
  unseen: readonly KnownInput[],
  overwritten: readonly KnownInput[],
  isMoved: (one: KnownInput) => boolean,
): Pair[] {
  const pairs: Pair[] = [];
  const byDigest = new Map<string, KnownInput[]>();
  for (const one of [...unseen, ...overwritten]) {
    const { digest, bytes } = one.input;
    if (digest !== "" && bytes > 0) byDigest.set(digest, [...(byDigest.get(digest) ?? []), one]);
  }
  if (byDigest.size === 0) return pairs;
  const left: Source[] = [];
  for (const source of sources) {
    const known = byDigest.get(digestText(source))?.shift();
    if (known === undefined) left.push(source);
    else pairs.push({ source, known });
  }
  const moved = [...byDigest.values()].flat().filter((one) => overwritten.includes(one) || isMoved(one));
  if (left.length * moved.length > MOST_COMPARED) return pairs;
  for (const source of left) {
    const at = moved.findIndex((one) => howItIs(source, one) === "grown");
    if (at >= 0) pairs.push({ source, known: moved.splice(at, 1)[0]! });
  }
  return pairs;
}

/** Rows are named by source and offset for ever: a name that has rows already gets a number. */
function named(sources: readonly Source[], taken: Set<string>): Source[] {
  return sources.map((source) => {
    const path = source.name;
    let name = path;
    for (let i = 2; taken.has(name); i++) name = `${path}~${i}`;
    taken.add(name);
    return name === path ? source : { ...source, name, path };
  });
}

/** The archive of `logs.zip/a.wits`; undefined of what is no member of one. */
const archiveOf = (path: string): string | undefined => /^.*?\.zip(?=\/)/i.exec(path)?.[0];

const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;
