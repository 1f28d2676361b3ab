/** Where things stand across the page, in CSS pixels. */

export interface Box {
  readonly x: number;
  readonly width: number;
}

export interface Layout {
  readonly width: number;
  readonly axis: Box;
  /** Where the depths end that stand beside the times. */
  readonly lane: Box | undefined;
  readonly tracks: readonly Box[];
  /** The whole log in small. */
  readonly overview: Box;
}

const SPACE = 5;
const NARROWEST = 96;

/** As wide as there is room, or as the tracks need: then the page scrolls sideways. */
export function layoutOf(room: number, tracks: number, withDepth: boolean, withLane: boolean): Layout {
  const axis = { x: 0, width: withDepth ? 128 : 76 };
  const lane = withLane ? { x: axis.width, width: 64 } : undefined;
  const left = axis.width + (lane?.width ?? 0) + SPACE;
  const small = 58;
  const each = Math.max(NARROWEST, (room - left - small - SPACE) / tracks - SPACE);
  const width = left + tracks * (each + SPACE) + small + SPACE;
  return {
    width,
    axis,
    lane,
    tracks: Array.from({ length: tracks }, (_, i) => ({ x: left + i * (each + SPACE), width: each })),
    overview: { x: width - small, width: small },
  };
}
