/** What stands under the fields of a report. */
import { describe, expect, it } from "vitest";
import { HOUR } from "../../../src/service/shift/clock.js";
import type { ShiftContent } from "../../../src/service/shift/document.js";
import { refuses } from "../../../src/service/shift/problem.js";
import { problemsOf, type Surroundings, savingProblems } from "../../../src/service/shift/rules.js";
import { problemText } from "../../../src/service/words/problem-text.js";
import { activity, around, hour, report, run, standby, survey, used, worker } from "./report.js";

const found = (content: ShiftContent, surroundings: Partial<Surroundings> = {}): string[] =>
  problemsOf(content, around(surroundings)).map(({ at, code, severity }) => `${severity} ${at} ${code}`);

/** A shift with nothing wrong, and then with what a test says. */
const good = (more: Partial<ShiftContent> = {}): ShiftContent =>
  report({ runs: [run(0, 10, 0, 6)], activities: [activity(6, 12)], ...more });

describe("the rules of a report", () => {
  it("say nothing of one that is whole", () => expect(found(good())).toEqual([]));

  it("let a run start only where its hole ends, on whatever shift and rig that was", () => {
    const otherRuns = [run(0, 134.3, -12, -1)];
    const from = (start: number, remarks = ""): string[][] =>
      problemsOf(good({ runs: [run(start, 140, 0, 6, { id: "r", remarks })] }), around({ otherRuns })).map(
        (problem) => [problem.at, problem.severity, problemText(problem).split(":")[0]!],
      );
    expect(from(134.3)).toEqual([]);
    expect(from(134)).toEqual([["runs/r/from", "error", "overlap 0.30 m"]]);
    expect(from(135)).toEqual([["runs/r/from", "error", "gap 0.70 m"]]);
    expect(from(135, "cored blind, no circulation")).toEqual([["runs/r/from", "warning", "gap 0.70 m"]]);
  });

  it("count a hole from 0.00 m on as any other depth", () => {
    expect(found(good({ runs: [run(0.5, 10, 0, 6, { id: "r" })] }))).toEqual(["error runs/r/from depth-gap"]);
  });

  it("go on within a shift, in the order of time and not of rows", () => {
    expect(found(good({ runs: [run(5, 10, 3, 6), run(0, 5, 0, 3)] }))).toEqual([]);
    expect(found(good({ runs: [run(5, 10, 0, 3, { id: "a" }), run(0, 5, 3, 6, { id: "b" })] }))).toEqual([
      "error runs/a/from depth-gap",
      "error runs/b/from depth-overlap",
    ]);
  });

  it("let old hole be worked on as deep as it is", () => {
    const ream = (to: number): ShiftContent =>
      good({ runs: [run(0, 10, 0, 3), run(2, to, 3, 6, { id: "ream", kind: "ream" })] });
    expect(found(ream(10))).toEqual([]);
    expect(found(ream(10.5))).toEqual(["error runs/ream/to below-hole"]);
  });

  it("warn of a run with more core than metres, and refuse a hole with more", () => {
    const runs = (second: number): ShiftContent["runs"] => [
      run(0, 3, 0, 3, { recoveredMm: 2800 }),
      run(3, 6, 3, 6, { id: "second", recoveredMm: second }),
    ];
    const [warned] = problemsOf(good({ runs: runs(3100) }), around());
    expect(warned).toMatchObject({ at: "runs/second/recovered", severity: "warning" });
    expect(problemText(warned!)).toContain("103.3 %");
    expect(found(good({ runs: runs(3231) }))).toEqual(["error runs/second/recovered recovery-of-hole"]);
    // 6.03 m of 6.00 m are 100.5 %, and still taken.
    expect(found(good({ runs: runs(3230) }))).toEqual(["warning runs/second/recovered recovery-of-run"]);
  });

  it("want a reason of standby, and a type of every activity", () => {
    const content = good({
      activities: [activity(6, 7, { id: "a", type: "?" }), standby(7, 12, "client", " ")],
    });
    expect(found(content)).toEqual([
      "error activities/a/type unknown",
      `error activities/${content.activities[1]!.id}/reason missing`,
    ]);
  });

  it("want each person once, with a role and a time", () => {
    const crew = [
      { ...worker("ada", 12), id: "1" },
      { ...worker("ada", 2), id: "2" },
      { ...worker("bo", 0, " "), id: "3" },
      { ...worker("cy", 13), id: "4" },
    ];
    expect(found(good({ crew }))).toEqual([
      "error crew/2/person twice",
      "error crew/3/role missing",
      "error crew/3/minutes nothing",
      "warning crew/4/minutes longer-than-shift",
    ]);
    expect(found(good({ crew: [] }))).toEqual(["warning crew no-crew"]);
  });

  it("want the date on which the shift starts, where the rig is", () => {
    expect(found(good({ date: "2026-03-11" }))).toEqual(["error date other-date"]);
    // 06:00 UTC is 23:00 of the day before in Denver, on summer time since the 8th: midnight would be the 10th.
    expect(found(good({ timeZone: "America/Denver", date: "2026-03-09" }))).toEqual([
      "error date other-date",
    ]);
    expect(found(good({ timeZone: "Pacific/Honolulu", date: "2026-03-09" }))).toEqual([]);
  });

  it("say of a clock that there is not that it is none, and no more of it", () =>
    expect(found(good({ timeZone: "Mars/Olympus", activities: [] }))).toEqual(["error time_zone no-zone"]));

  it("look at what lies below the hole", () => {
    const content = good({
      surveys: [
        survey(10, -60, 90),
        { ...survey(10.01, -60, 90), id: "deep" },
        { ...survey(10, 0, 0), id: "two" },
      ],
      casings: [{ id: "c", hole: "hole", size: "HW", kind: "surface", fromMm: 0, toMm: 10_001 }],
    });
    expect(found(content)).toEqual([
      "warning surveys/deep/depth below-hole",
      "error surveys/two/depth twice",
      "warning casings/c/to below-hole",
    ]);
  });

  it("name what no database holds, which is refused of a draft too", () => {
    const content = good({
      endsAt: hour(-1),
      runs: [run(5, 5, 3, 3, { id: "r" }), run(5, 5, 3, 4, { id: "r" })],
      materials: [{ ...used("mud", 0), id: "m" }],
      surveys: [{ ...survey(1, 0, 0), id: "s", dipCd: 9001, azimuthCd: 36_000 }],
    });
    expect(savingProblems(content).map(({ at, code }) => `${at} ${code}`)).toEqual([
      "ends_at ends-before-start",
      "runs/r/id repeated-id",
      "runs/r/ends_at ends-before-start",
      "runs/r/to upside-down",
      "runs/r/to upside-down",
      "materials/m/quantity nothing",
      "surveys/s/dip no-dip",
      "surveys/s/azimuth no-azimuth",
    ]);
    expect(savingProblems(good({ endsAt: hour(26) }))).toEqual([]);
    expect(savingProblems(good({ endsAt: hour(26) + 1 })).map(({ code }) => code)).toEqual(["too-long"]);
    // A draft is kept with an open grid, and without a crew.
    expect(savingProblems(report({ crew: [] }))).toEqual([]);
    expect(refuses(problemsOf(report(), around()))).toBe(true);
  });

  it("tolerate at most a quarter of an hour, whatever a tenant asks for", () => {
    const content = good({ activities: [activity(6, 12 - 16 / 60)] });
    expect(found(content, { toleranceMinutes: 60 })).toEqual(["error activities unaccounted-time"]);
    expect(found(good({ activities: [activity(6, 11.75)] }), { toleranceMinutes: 60 })).toEqual([]);
    expect(content.endsAt - content.startsAt).toBe(12 * HOUR);
  });
});
