/**
 * The time of a well, in pieces of one state that follow each other: each moment belongs to one of them, and where no rows tell, to a gap.
 * Edges stand at whole seconds, so that what is added up later adds up.
 */
import type { StateRow } from "../../analysis/table.js";
import type { RigState } from "../../wits/catalog/state.js";
import { firstPlace } from "../first-place.js";

export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly state: RigState;
  readonly bitStart: number | undefined;
  readonly bitEnd: number | undefined;
  /** Hole made. */
  readonly metres: number;
}

const SECOND = 1000;
const whole = (time: number): number => Math.round(time / SECOND) * SECOND;

/** Rows of any number of sources of one well. Where two tell of the same moment, the one that began first does; a gap of one source is none where another has rows. */
export function piecesOf(rows: readonly StateRow[]): Piece[] {
  const pieces: Piece[] = [];
  let until = Number.NEGATIVE_INFINITY;
  const told = rows.filter(({ state }) => state !== "data_gap");
  for (const row of told.sort((one, other) => one.start - other.start || other.end - one.end)) {
    const [start, end] = [Math.max(whole(row.start), until), whole(row.end)];
    if (end <= start) continue;
    const { state, bit_depth_start: bitStart, bit_depth_end: bitEnd, metres = 0 } = row;
    pieces.push(part({ start: whole(row.start), end, state, bitStart, bitEnd, metres }, start, end));
    until = end;
  }
  return pieces;
}

/** Of a span: what is told of it, and gaps, from its start to its end. `pieces` are in order. */
export function piecesWithin(
  pieces: readonly Piece[],
  { start, end }: { readonly start: number; readonly end: number },
  holeAt: HoleAt,
): Piece[] {
  const within: Piece[] = [];
  let until = start;
  const gap = (to: number): void => {
    if (to > until)
      within.push({
        start: until,
        end: to,
        state: "data_gap",
        bitStart: undefined,
        bitEnd: undefined,
        metres: 0,
      });
  };
  for (
    let place = firstPlace(pieces.length, (one) => pieces[one]!.end > start);
    place < pieces.length;
    place++
  ) {
    const piece = pieces[place]!;
    if (piece.start >= end) break;
    gap(Math.max(piece.start, start));
    within.push(part(piece, Math.max(piece.start, start), Math.min(piece.end, end), holeAt));
    until = Math.min(piece.end, end);
  }
  gap(end);
  return within;
}

/** The same pieces, cut at some moments. */
export function cutAt(pieces: readonly Piece[], moments: readonly number[], holeAt: HoleAt): Piece[] {
  const cuts = [...new Set(moments)].sort((one, other) => one - other);
  let next = 0;
  return pieces.flatMap((piece) => {
    while (next < cuts.length && cuts[next]! <= piece.start) next++;
    const parts: Piece[] = [];
    let from = piece.start;
    for (let place = next; place < cuts.length && cuts[place]! < piece.end; place++) {
      parts.push(part(piece, from, cuts[place]!, holeAt));
      from = cuts[place]!;
    }
    parts.push(part(piece, from, piece.end, holeAt));
    return parts;
  });
}

/** Depth of the hole; undefined where no rows tell. */
export type HoleAt = (time: number) => number | undefined;

/** The bit is taken to have gone evenly; hole was made as its depth tells, and evenly where that tells nothing. */
function part(piece: Piece, start: number, end: number, holeAt: HoleAt = () => undefined): Piece {
  if (start === piece.start && end === piece.end) return piece;
  const length = piece.end - piece.start;
  const { bitStart, bitEnd } = piece;
  const bitAt = (time: number): number | undefined =>
    bitStart === undefined || bitEnd === undefined
      ? (bitStart ?? bitEnd)
      : bitStart + ((bitEnd - bitStart) * (time - piece.start)) / length;
  return {
    state: piece.state,
    start,
    end,
    bitStart: bitAt(start),
    bitEnd: bitAt(end),
    metres: piece.metres * (piece.metres > 0 ? shareOf(piece, start, end, holeAt) : 0),
  };
}

/** Of the hole that a piece made. */
function shareOf(piece: Piece, start: number, end: number, holeAt: HoleAt): number {
  const depths = [piece.start, start, end, piece.end].map(holeAt);
  const [first, from, to, last] = depths;
  if (first !== undefined && from !== undefined && to !== undefined && last !== undefined && last > first)
    return Math.min(1, Math.max(0, (to - from) / (last - first)));
  return (end - start) / (piece.end - piece.start);
}
