/** What is written against what the rig recorded: what is told to be apart, and what is not. */
import { describe, expect, it } from "vitest";
import { againstRig } from "../../../src/service/shift/against-rig.js";
import type { ActivityRow, RunRow } from "../../../src/service/shift/document.js";
import type { RigProposal } from "../../../src/service/shift/proposed.js";

const MINUTE = 60_000;
const run = (more: Partial<RunRow> = {}): RunRow => ({
  id: "rig-1",
  hole: "h",
  size: "HQ",
  kind: "new",
  fromMm: 100_000,
  toMm: 110_000,
  startsAt: 0,
  endsAt: 300 * MINUTE,
  recoveredMm: null,
  onBottomSeconds: null,
  bit: null,
  source: "rig",
  remarks: "",
  ...more,
});
const activity = (more: Partial<ActivityRow> = {}): ActivityRow => ({
  id: "rig-2",
  type: "trip",
  startsAt: 300 * MINUTE,
  endsAt: 720 * MINUTE,
  hole: null,
  reason: null,
  payer: "contractor",
  parallel: false,
  source: "rig",
  remarks: "",
  ...more,
});
const proposal: RigProposal = {
  why: null,
  startsAt: 0,
  endsAt: 720 * MINUTE,
  runs: [
    {
      id: "rig-1",
      fromMm: 100_000,
      toMm: 110_000,
      startsAt: 0,
      endsAt: 300 * MINUTE,
      onBottomSeconds: 15_000,
      connections: 1,
      slipToSlipSeconds: 120,
    },
  ],
  activities: [
    {
      id: "rig-2",
      startsAt: 300 * MINUTE,
      endsAt: 720 * MINUTE,
      class: "tripping",
      activity: "tripping in",
      what: "Tripping in",
      why: null,
    },
  ],
  surveys: [],
  totals: { startMm: 100_000, endMm: 110_000, metresMm: 10_000, onBottomSeconds: 15_000, connections: 1 },
  warnings: [],
  dataset: "rig-7",
  madeAt: 0,
};
const of = (runs: readonly RunRow[], activities: readonly ActivityRow[], rig = proposal) =>
  againstRig({ runs, activities, endsAt: 720 * MINUTE }, rig, (type) =>
    type === "trip" ? "tripping" : "maintenance",
  );

describe("what is written against what the rig recorded", () => {
  it("as it was proposed is the same", () => {
    expect(of([run()], [activity()])).toEqual([]);
  });

  it("apart by 0.10 m and 10 minutes is the same, by more it is not", () => {
    const near = [run({ toMm: 110_100, endsAt: 310 * MINUTE })];
    expect(of(near, [activity({ startsAt: 310 * MINUTE })])).toEqual([]);
    const far = of([run({ toMm: 110_101, endsAt: 311 * MINUTE })], [activity({ startsAt: 311 * MINUTE })]);
    expect(far.map(({ what }) => what)).toEqual([
      "end-depth",
      "metres",
      "drilling",
      "class",
      "run-to",
      "row-end",
      "row-start",
    ]);
    expect(far[0]).toMatchObject({ writtenMm: 110_101, rigMm: 110_000, row: null });
  });

  it("of two holes are compared in metres alone", () => {
    const two = [run({ id: "a", toMm: 105_000 }), run({ id: "b", hole: "other", fromMm: 0, toMm: 5_000 })];
    const found = of(two, [activity()]).map(({ what }) => what);
    expect(found).not.toContain("end-depth");
    expect(found).not.toContain("metres");
  });

  it("where the rig asks what was done, what a person says holds", () => {
    const gap = {
      ...proposal.activities[0]!,
      class: null,
      what: "No data",
      why: { text: "No data came.", told: null },
    };
    const asked = { ...proposal, activities: [gap] };
    expect(of([run()], [activity({ id: "typed" })], asked)).toEqual([]);
  });

  it("of a shift that goes on says nothing of its end yet", () => {
    expect(of([], [], { ...proposal, endsAt: 600 * MINUTE })).toEqual([]);
  });

  it("of a rig without data says nothing", () => {
    expect(of([], [], { ...proposal, why: { text: "no data", told: null }, totals: null })).toEqual([]);
  });
});
