/** The time of a shift, filled to the minute by what a person wrote. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../../../src/service/shift/clock.js";
import { gridOf, gridProblems, rowsForTheRest } from "../../../src/service/shift/grid.js";
import { problemText } from "../../../src/service/words/problem-text.js";
import { activity, hour, report, run, START } from "./report.js";

const codes = (shift: Parameters<typeof gridProblems>[0], tolerance = 0): string[] =>
  gridProblems(shift, tolerance).map(({ code }) => code);

describe("the time grid", () => {
  it("shows 1 h 45 min unaccounted of 12 h with runs of 6.75 h and activities of 3.50 h, and is not submitted so", () => {
    const shift = report({ runs: [run(0, 10, 0, 6.75)], activities: [activity(6.75, 10.25)] });
    expect(gridOf(shift).remainder).toBe(1.75 * HOUR);
    expect(gridProblems(shift, 0)).toEqual([
      {
        at: "activities",
        code: "unaccounted-time",
        params: { by_s: 6300, free: [{ from: "16:15", until: "18:00" }] },
        severity: "error",
      },
    ]);
    expect(problemText(gridProblems(shift, 0)[0]!)).toBe(
      "1 h 45 min unaccounted: 16:15 to 18:00; say what was done then",
    );
  });

  it("shows 1 h 15 min too much of 12 h with runs of 9.00 h and activities of 4.25 h, and the rows that overlap", () => {
    const long = run(0, 10, 0, 9);
    const late = activity(7.75, 12);
    const shift = report({ runs: [long], activities: [late] });
    expect(gridOf(shift).remainder).toBe(-1.25 * HOUR);
    expect(gridOf(shift).overlaps.map(({ rows }) => rows.map(({ id }) => id))).toEqual([[long.id, late.id]]);
    expect(gridProblems(shift, 15).map((problem) => [problem.at, problemText(problem)])).toEqual([
      [
        `activities/${late.id}/starts_at`,
        "13:45 to 15:00 is in two rows; let one begin where the other ends, or mark an activity as beside the main line",
      ],
      ["activities", "1 h 15 min too much: shorten or remove a row"],
    ]);
  });

  it("is not closed by an overlap as long as a hole", () => {
    const shift = report({ runs: [run(0, 10, 0, 7)], activities: [activity(6, 11)] });
    expect(gridOf(shift).remainder).toBe(0);
    expect(codes(shift)).toEqual(["overlap", "unaccounted-time"]);
  });

  it("lets pass what a tenant tolerates, and never an overlap", () => {
    const almost = report({ activities: [activity(0, 11.75)] });
    expect(codes(almost, 15)).toEqual([]);
    expect(codes(almost, 14)).toEqual(["unaccounted-time"]);
    const twice = report({ activities: [activity(0, 6), activity(5.95, 12)] });
    expect(codes(twice, 15)).toEqual(["overlap", "too-much-time"]);
  });

  it("tells each row once that begins before the others have ended", () => {
    const rows = [activity(0, 10), activity(1, 2), activity(3, 4), activity(9, 12), activity(11, 12)];
    const { overlaps } = gridOf(report({ activities: rows }));
    expect(
      overlaps.map(({ rows: [a, b] }) => [a, b].map(({ id }) => rows.findIndex((row) => row.id === id))),
    ).toEqual([
      ...[
        [0, 1],
        [0, 2],
        [0, 3],
        [3, 4],
      ],
    ]);
  });

  it("leaves out what was done beside the main line", () => {
    const shift = report({ activities: [activity(0, 12), activity(2, 3, { parallel: true })] });
    expect(codes(shift)).toEqual([]);
  });

  it("tells rows that lie outside of the shift", () => {
    const early = activity(-1, 6);
    const late = run(0, 5, 6, 13);
    expect(
      gridProblems(report({ runs: [late], activities: [early] }), 0).map(({ at, code }) => [at, code]),
    ).toEqual([
      [`activities/${early.id}/starts_at`, "outside-shift"],
      [`runs/${late.id}/ends_at`, "outside-shift"],
      ["activities", "too-much-time"],
    ]);
  });

  it("closes when the rest is given to what a person chose, whatever was there", () => {
    const piece = fc
      .tuple(fc.integer({ min: 0, max: 719 }), fc.integer({ min: 1, max: 240 }))
      .map(([start, minutes]) => [start, Math.min(start + minutes, 720)] as const);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        // Those that overlap an earlier one are left out: a remainder cannot mend them.
        const kept = pieces.filter(
          ([from, until], i) => !pieces.slice(0, i).some(([a, b]) => from < b && a < until),
        );
        const shift = report({ activities: kept.map(([from, until]) => activity(from / 60, until / 60)) });
        const chosen = {
          type: "standby",
          hole: null,
          reason: "weather",
          payer: "contractor",
          remarks: "",
        } as const;
        let id = 0;
        const rest = rowsForTheRest(shift, chosen, () => `rest-${id++}`);
        const closed = report({ activities: [...shift.activities, ...rest] });
        expect(gridOf(closed)).toMatchObject({ free: [], overlaps: [], outside: [], remainder: 0 });
        expect(codes(closed)).toEqual([]);
      }),
      { seed: 16, numRuns: 200 },
    );
  });

  it("has a remainder that is the shift less its rows, with any rows", () => {
    const row = fc.tuple(fc.integer({ min: -60, max: 780 }), fc.integer({ min: 1, max: 300 }));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 10 }), (rows) => {
        const activities = rows.map(([start, minutes]) => ({
          ...activity(0, 1),
          startsAt: START + start * MINUTE,
          endsAt: START + (start + minutes) * MINUTE,
        }));
        const { remainder, free, rows: placed } = gridOf(report({ activities }));
        expect(remainder).toBe((720 - rows.reduce((total, [, minutes]) => total + minutes, 0)) * MINUTE);
        // Each instant of the shift is free or in a row, and not both.
        for (let at = START; at < hour(12); at += 15 * MINUTE) {
          const within = (span: { startsAt: number; endsAt: number }): boolean =>
            span.startsAt <= at && at < span.endsAt;
          expect(free.some(within)).toBe(!placed.some(within));
        }
      }),
      { seed: 16, numRuns: 100 },
    );
  });
});
