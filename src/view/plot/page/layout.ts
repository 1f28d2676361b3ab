/** Where things stand across the page, in CSS pixels. */

export interface Box {
  readonly x: number;
  readonly width: number;
}

export interface Layout {
  readonly width: number;
  readonly axis: Box;
  readonly lanes: readonly Box[];
  readonly tracks: readonly Box[];
  /** The whole log in small. */
  readonly overview: Box;
}

const SPACE = 5;
const LANE = 65;
const NARROWEST = 96;

/** As wide as there is room, or as the tracks need: then the page scrolls sideways. */
export function layoutOf(room: number, tracks: number, withDepth: boolean, lanes: number): Layout {
  const axis = { x: 0, width: withDepth ? 128 : 76 };
  const left = axis.width + lanes * LANE + SPACE;
  const small = 58;
  const each = Math.max(NARROWEST, (room - left - small - SPACE) / tracks - SPACE);
  const width = left + tracks * (each + SPACE) + small + SPACE;
  return {
    width,
    axis,
    lanes: Array.from({ length: lanes }, (_, i) => ({ x: axis.width + i * LANE, width: LANE - 1 })),
    tracks: Array.from({ length: tracks }, (_, i) => ({ x: left + i * (each + SPACE), width: each })),
    overview: { x: width - small, width: small },
  };
}
