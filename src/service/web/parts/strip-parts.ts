/**
 * How a strip chart stands in the room that there is: side by side where all of it has room, and in parts one below the other where it has not,
 * so that nothing of it is hidden at the right. Pure, in CSS pixels.
 */
import type { Layout } from "../../../view/plot/page/layout.js";

export interface StripPart {
  /** Depths beside the times, and what the rig did: in the first part. */
  readonly isFirst: boolean;
  /** Tracks from this one up to that one, which is not in it. */
  readonly tracks: readonly [from: number, until: number];
  readonly layout: Layout;
}

const SPACE = 5;
const LANE = 65;
/** A track whose curves and figures can be read. */
const NARROWEST = 106;
const TIMES = 70;
const TIMES_AND_DEPTHS = 128;

interface Strip {
  readonly tracks: number;
  readonly withDepth: boolean;
  readonly lanes: number;
}

export function stripParts(room: number, { tracks, withDepth, lanes }: Strip): StripPart[] {
  const axis = withDepth ? TIMES_AND_DEPTHS : TIMES;
  const fitting = (left: number): number =>
    Math.max(0, Math.floor((room - left - SPACE) / (NARROWEST + SPACE)));
  const hasBeside = withDepth || lanes > 0;
  const first = Math.min(tracks, fitting(axis + lanes * LANE));
  const part = (from: number, until: number, isFirst: boolean): StripPart => ({
    isFirst,
    tracks: [from, until],
    layout: layoutOf(room, {
      axis: isFirst ? axis : TIMES,
      lanes: isFirst ? lanes : 0,
      tracks: until - from,
    }),
  });
  const parts: StripPart[] = hasBeside || first > 0 ? [part(0, first, true)] : [];
  const left = tracks - first;
  // As many parts as it takes, and about as many tracks in each.
  const count = Math.ceil(left / Math.max(1, fitting(TIMES)));
  for (let i = 0; i < count; i++)
    parts.push(
      part(first + Math.floor((i * left) / count), first + Math.floor(((i + 1) * left) / count), false),
    );
  return parts;
}

/** Lanes without a track beside them share the room. */
function layoutOf(
  room: number,
  { axis, lanes, tracks }: { readonly axis: number; readonly lanes: number; readonly tracks: number },
): Layout {
  const lane = tracks > 0 ? LANE : Math.max(LANE, (room - axis) / Math.max(1, lanes));
  const left = axis + lanes * lane + SPACE;
  const each = Math.max(NARROWEST, (room - left) / Math.max(1, tracks) - SPACE);
  const width = tracks > 0 ? left + tracks * (each + SPACE) : axis + lanes * lane;
  return {
    width,
    axis: { x: 0, width: axis },
    lanes: Array.from({ length: lanes }, (_, i) => ({ x: axis + i * lane, width: lane - 1 })),
    tracks: Array.from({ length: tracks }, (_, i) => ({ x: left + i * (each + SPACE), width: each })),
    // The last minutes are all that there is to see.
    overview: { x: width, width: 0 },
  };
}
