/**
 * What rules alone make of a day: its time folded as a person would, and cut where time was lost. What people say is laid over it, and
 * changes nothing beside it.
 */
import type { NptRow } from "../../analysis/table.js";
import { type Block, folded } from "./folding.js";
import { cutAt, type HoleAt, type Piece, piecesWithin } from "./pieces.js";

/** Lost for less is no line of its own, milliseconds. */
const SHORTEST_LOSS = 5 * 60_000;

export interface FoundTime {
  readonly start: number;
  readonly end: number;
  /** Of the well, of all time. */
  readonly pieces: readonly Piece[];
  readonly npt: readonly NptRow[];
  readonly holeAt: HoleAt;
}

export interface FoundBlock extends Block {
  /** What it was lost to. */
  readonly npt: NptRow | undefined;
}

/** From the start of the day to its end. */
export function foundBlocks(day: FoundTime): FoundBlock[] {
  const lost = lossesOf(day);
  const cuts = lost.flatMap(({ start, end }) => [start, end]);
  const pieces = cutAt(piecesWithin(day.pieces, day, day.holeAt), cuts, day.holeAt);
  const blocks: FoundBlock[] = [];
  for (let from = 0; from < pieces.length; ) {
    const { start } = pieces[from]!;
    const loss = lost.find((one) => one.start <= start && start < one.end);
    const until = loss?.end ?? lost.find((one) => one.start > start)?.start ?? day.end;
    let to = from + 1;
    while (to < pieces.length && pieces[to]!.start < until) to++;
    const run = pieces.slice(from, to);
    if (loss !== undefined) blocks.push({ ...asOne(run), npt: loss.npt });
    else blocks.push(...folded(run).map((block) => ({ ...block, npt: undefined })));
    from = to;
  }
  return blocks;
}

/** What most of a run was, as one block. */
export function asOne(run: readonly Piece[]): Block {
  const blocks = folded(run);
  const longest = blocks.reduce((best, one) => (lengthOf(one.pieces) > lengthOf(best.pieces) ? one : best));
  return { activity: longest.activity, pieces: run };
}

const lengthOf = (pieces: readonly Piece[]): number => pieces.at(-1)!.end - pieces[0]!.start;

interface Loss {
  readonly start: number;
  readonly end: number;
  readonly npt: NptRow;
}

const whole = (time: number): number => Math.round(time / 1000) * 1000;

/** Time that was lost, in order; each moment once. */
function lossesOf(day: FoundTime): Loss[] {
  const losses: Loss[] = [];
  let until = day.start;
  for (const npt of [...day.npt].sort((one, other) => one.start - other.start)) {
    const [start, end] = [Math.max(whole(npt.start), until), Math.min(whole(npt.end), day.end)];
    if (end <= start) continue;
    until = end;
    if (end - start < SHORTEST_LOSS && npt.decided_by === "proposed") continue;
    losses.push({ start, end, npt });
  }
  return losses;
}
