/** A strip chart on a telephone, a tablet and a desk: each track once, in order, and nothing beyond the room that there is. */
import { describe, expect, it } from "vitest";
import { stripParts } from "../../../src/service/web/parts/strip-parts.js";

const WHOLE = { tracks: 5, withDepth: true, lanes: 2 };

describe("the parts of a strip chart", () => {
  it("are one where all of it has room", () => {
    expect(stripParts(1000, WHOLE).map(({ tracks }) => tracks)).toEqual([[0, 5]]);
  });

  it("stand below each other on a telephone: what the rig did, and then about as many tracks in each", () => {
    expect(stripParts(310, WHOLE).map(({ isFirst, tracks }) => [isFirst, ...tracks])).toEqual([
      [true, 0, 0],
      [false, 0, 1],
      [false, 1, 3],
      [false, 3, 5],
    ]);
  });

  it("have each track once, and as much room as it takes to read it, at every width and with whatever a rig sends", () => {
    for (let room = 190; room < 1400; room++)
      for (const tracks of [1, 2, 5, 9])
        for (const withDepth of [true, false])
          for (const lanes of room < 270 ? [0] : [0, 1, 2]) {
            const parts = stripParts(room, { tracks, withDepth, lanes });
            const shown = parts.flatMap(({ tracks: [from, until] }) =>
              Array.from({ length: until - from }, (_, i) => from + i),
            );
            expect(shown).toEqual(Array.from({ length: tracks }, (_, i) => i));
            const isWhole = parts.every(
              ({ layout }) =>
                layout.width <= room &&
                layout.tracks.every(({ x, width }) => width >= 106 && x + width <= layout.width) &&
                layout.lanes.every(({ width }) => width >= 64),
            );
            expect({ room, tracks, withDepth, lanes, isWhole }).toMatchObject({ isWhole: true });
            expect(parts.flatMap(({ layout }) => layout.lanes)).toHaveLength(lanes);
          }
  });
});
