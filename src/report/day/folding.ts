/**
 * From hundreds of states to the dozen lines that a person writes of a day. A stand that was drilled, with its connection, survey and
 * reaming, is drilling; what is left that is short goes to its longer neighbour, and the neighbour's line tells of it. Time without
 * rows is nobody's.
 */
import { type ActivityKey, activityOf } from "./activities.js";
import type { Piece } from "./pieces.js";

/** A shorter line is folded into its neighbour, milliseconds. */
export const SHORTEST_LINE = 15 * 60_000;
/** Of a stand: what is done between drilling and drilling takes no longer. */
const LONGEST_STAND_WORK = 30 * 60_000;
/** Time without rows that is shorter stands in the line around it, which says so. */
export const SHORTEST_GAP = 5 * 60_000;

export interface Block {
  readonly activity: ActivityKey;
  readonly pieces: readonly Piece[];
}

interface Growing {
  activity: ActivityKey;
  start: number;
  end: number;
  pieces: Piece[];
  /** Milliseconds by what was done. */
  weights: Map<ActivityKey, number>;
}

/** Pieces that follow each other, without a break. Lines shorter than `shortest`, milliseconds, go to their neighbours. */
export function folded(pieces: readonly Piece[], shortest = SHORTEST_LINE): Block[] {
  const blocks: Block[] = [];
  let run: Piece[] = [];
  const finish = (): void => {
    if (run.length > 0) blocks.push(...foldRun(run, shortest));
    run = [];
  };
  for (const piece of pieces) {
    if (piece.state !== "data_gap" || piece.end - piece.start < SHORTEST_GAP) {
      run.push(piece);
      continue;
    }
    finish();
    blocks.push({ activity: "no data", pieces: [piece] });
  }
  finish();
  return blocks;
}

function foldRun(pieces: readonly Piece[], shortest: number): Block[] {
  // Nothing but a moment without rows.
  if (pieces.every(({ state }) => state === "data_gap")) return [{ activity: "no data", pieces }];
  const blocks = standsTogether(sameTogether(pieces));
  for (;;) {
    let least = -1;
    for (let place = 0; place < blocks.length; place++) {
      const one = blocks[place]!;
      const length = one.end - one.start;
      if (length < shortest && (least < 0 || length < blocks[least]!.end - blocks[least]!.start))
        least = place;
    }
    if (least < 0 || blocks.length === 1) return blocks;
    const [before, after] = [blocks[least - 1], blocks[least + 1]];
    const intoAfter =
      before === undefined || (after !== undefined && after.end - after.start > before.end - before.start);
    const from = intoAfter ? least : least - 1;
    join(blocks, from, 2);
    blocks[from]!.activity = heaviest(blocks[from]!.weights);
    if (blocks[from + 1]?.activity === blocks[from]!.activity) join(blocks, from, 2);
    if (blocks[from - 1]?.activity === blocks[from]!.activity) join(blocks, from - 1, 2);
  }
}

/**
 * Each piece with those before it that are of the same activity. A moment without rows goes with what was done before, a stand that is added or
 * taken away with the way the string goes.
 */
function sameTogether(pieces: readonly Piece[]): Growing[] {
  const blocks: Growing[] = [];
  const firstTrip = pieces.find(({ state }) => isTrip(activityOf[state]) && state !== "trip_connection");
  let way: ActivityKey = firstTrip === undefined ? "tripping in" : activityOf[firstTrip.state];
  let before: ActivityKey | undefined;
  for (const piece of pieces) {
    const own = activityOf[piece.state];
    if (isTrip(own) && piece.state !== "trip_connection") way = own;
    const activity =
      piece.state === "trip_connection"
        ? way
        : piece.state === "data_gap"
          ? (before ?? firstOf(pieces))
          : own;
    before = activity;
    const last = blocks.at(-1);
    const length = piece.end - piece.start;
    if (last?.activity === activity) {
      last.pieces.push(piece);
      last.end = piece.end;
      last.weights.set(activity, (last.weights.get(activity) ?? 0) + length);
    } else {
      const weights = new Map([[activity, length]]);
      blocks.push({ activity, start: piece.start, end: piece.end, pieces: [piece], weights });
    }
  }
  return blocks;
}

const isTrip = (activity: ActivityKey): boolean => activity === "tripping in" || activity === "tripping out";
const firstOf = (pieces: readonly Piece[]): ActivityKey =>
  activityOf[pieces.find(({ state }) => state !== "data_gap")!.state];

/** What comes stand by stand. */
const BY_STANDS: ReadonlySet<ActivityKey> = new Set(["drilling", "tripping in", "tripping out"]);

/** What is done between drilling and drilling on, or trip and trip the same way, where none of it is long, is a part of a stand. */
function standsTogether(blocks: Growing[]): Growing[] {
  for (const activity of BY_STANDS) {
    for (let from = 0; from < blocks.length; from++) {
      if (blocks[from]!.activity !== activity) continue;
      for (;;) {
        let to = from + 1;
        while (to < blocks.length && blocks[to]!.activity !== activity && isBetween(blocks[to]!)) to++;
        if (blocks[to]?.activity !== activity) break;
        if (blocks[to]!.start - blocks[from]!.end >= LONGEST_STAND_WORK) break;
        if (!goesOn(activity, blocks[from]!, blocks[to]!)) break;
        join(blocks, from, to - from + 1);
        const one = blocks[from]!;
        one.activity = activity;
        one.weights = new Map([[activity, one.end - one.start]]);
      }
    }
  }
  return blocks;
}

/** The string that is worked up and down makes no trip: over all of it the bit goes the way of the trip. */
function goesOn(activity: ActivityKey, first: Growing, last: Growing): boolean {
  if (activity === "drilling") return true;
  const from = first.pieces.find(({ bitStart }) => bitStart !== undefined)?.bitStart;
  const to = last.pieces.findLast(({ bitEnd }) => bitEnd !== undefined)?.bitEnd;
  if (from === undefined || to === undefined) return true;
  return activity === "tripping in" ? to > from : to < from;
}

/** Another trip, or hole that is made, is no part of a stand. */
const isBetween = ({ activity, start, end }: Growing): boolean =>
  end - start < SHORTEST_LINE && !(BY_STANDS.has(activity) && end - start >= SHORTEST_GAP);

/** Makes one of some that follow each other. */
function join(blocks: Growing[], from: number, count: number): void {
  const [first, ...others] = blocks.splice(from, count) as [Growing, ...Growing[]];
  for (const { end, pieces, weights } of others) {
    first.end = end;
    first.pieces.push(...pieces);
    for (const [activity, length] of weights)
      first.weights.set(activity, (first.weights.get(activity) ?? 0) + length);
  }
  blocks.splice(from, 0, first);
}

function heaviest(weights: ReadonlyMap<ActivityKey, number>): ActivityKey {
  let [best, most]: [ActivityKey, number] = ["no data", -1];
  for (const [activity, length] of weights) if (length > most) [best, most] = [activity, length];
  return best;
}
