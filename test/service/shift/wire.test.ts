/** A report as it travels, and what is said of one that is no report. */
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantAt } from "../../../src/service/shift/clock.js";
import type { ShiftDocument } from "../../../src/service/shift/document.js";
import {
  contentFromWire,
  contentToWire,
  documentFromWire,
  documentToWire,
  wireSchema,
} from "../../../src/service/shift/wire.js";
import { activity, report, run, survey, used, worker } from "./report.js";

const night = report({
  date: "2026-03-28",
  slot: "night",
  timeZone: "Europe/Oslo",
  startsAt: instantAt("2026-03-28", "18:00", "Europe/Oslo"),
  endsAt: instantAt("2026-03-29", "06:00", "Europe/Oslo"),
  notes: "lost circulation at 131 m; ¿más lodo?",
  crew: [worker("ada", 12)],
  runs: [run(120.5, 134.3, 12, 16, { recoveredMm: 13_795, onBottomSeconds: 7200, bit: "HQ 9" })],
  activities: [activity(16, 17, { hole: "hole", reason: "weather" })],
  materials: [used("mud", 2.5)],
  surveys: [survey(120, -60.25, 90.5)],
  casings: [{ id: "c1", hole: "hole", size: "HW", kind: "surface", fromMm: 0, toMm: 6001 }],
  photos: [
    {
      ...{ id: "p1", hole: null, fromMm: null, toMm: null, tray: "12", sha256: "ab".repeat(32) },
      ...{ mime: "image/jpeg", bytes: 81_234, width: 2560, height: 1920 },
    },
  ],
});
const document: ShiftDocument = { ...night, id: "shift-1", state: "draft", revision: 0, rowVersion: 3 };

/** A copy of the wire form with one thing changed, wherever it is. */
function changed(change: (wire: Record<string, never>) => void): unknown {
  const wire = JSON.parse(JSON.stringify(contentToWire(night)));
  change(wire);
  return wire;
}
const problemsOf = (wire: unknown): string[][] =>
  contentFromWire(wire).problems.map(({ at, code }) => [at, code]);

describe("a report on the wire", () => {
  it("has names in snake_case, decimals as strings and instants with the offset of the zone", () => {
    const wire = documentToWire(document);
    expect(wire).toMatchObject({
      id: "shift-1",
      row_version: 3,
      time_zone: "Europe/Oslo",
      starts_at: "2026-03-28T18:00:00+01:00",
      ends_at: "2026-03-29T06:00:00+02:00",
      contract: "contract",
    });
    expect(wire.runs[0]).toMatchObject({
      from: "120.50",
      to: "134.30",
      recovered: "13.795",
      on_bottom_seconds: 7200,
    });
    expect(wire.materials[0]).toMatchObject({ quantity: "2.5" });
    expect(wire.surveys[0]).toMatchObject({ depth: "120.00", dip: "-60.25", azimuth: "90.50" });
    expect(wire.photos[0]).toMatchObject({ from: null, to: null, bytes: 81_234 });
  });

  it("comes back as it was", () => {
    expect(documentFromWire(JSON.parse(JSON.stringify(documentToWire(document))))).toEqual({
      value: document,
      problems: [],
    });
    // A device may send back what it got: what the server alone says is left out.
    expect(contentFromWire(documentToWire(document)).value).toEqual(night);
  });

  it("comes back as it was, with any depth, quantity, angle and instant", () => {
    const numbers = fc.record({
      depth: fc.integer({ min: 0, max: 99_999_999 }),
      quantity: fc.integer({ min: 0, max: 999_999_999 }),
      dip: fc.integer({ min: -9000, max: 9000 }),
      azimuth: fc.integer({ min: 0, max: 35_999 }),
      at: fc.integer({ min: 0, max: Date.UTC(2199, 0) }),
      zone: fc.constantFrom(
        "Europe/Oslo",
        "America/St_Johns",
        "Asia/Kathmandu",
        "UTC",
        "Australia/Lord_Howe",
      ),
    });
    fc.assert(
      fc.property(numbers, ({ depth, quantity, dip, azimuth, at, zone }) => {
        const content = report({
          timeZone: zone,
          startsAt: at,
          materials: [{ ...used("mud", 1), quantityMilli: quantity }],
          surveys: [{ ...survey(1, 0, 0), depthMm: depth, dipCd: dip, azimuthCd: azimuth }],
        });
        expect(contentFromWire(JSON.parse(JSON.stringify(contentToWire(content)))).value).toEqual(content);
      }),
      { seed: 16, numRuns: 300 },
    );
  });

  it("is what its schema says", () => {
    const ajv = new Ajv2020({ strict: true, validateFormats: false });
    for (const [of, wire] of [
      ["document", documentToWire(document)],
      ["content", contentToWire(night)],
    ] as const) {
      const validate = ajv.compile(wireSchema(of));
      expect(validate(wire), JSON.stringify(validate.errors)).toBe(true);
      expect(validate({ ...wire, runs: [{ ...wire.runs[0], from: 120.5 }] })).toBe(false);
    }
  });

  it("is refused with each field that cannot be read, by its row", () => {
    const id = night.runs[0]!.id;
    expect(
      problemsOf({
        ...contentToWire(night),
        date: "2026-02-30",
        time_zone: "Europe/Oslo7",
        starts_at: "2026-03-28T18:00:00",
        notes: "a\0b",
        runs: [{ ...contentToWire(night).runs[0], from: 120.5, to: "134,30", kind: "core" }],
        crew: { 0: "ada" },
      }),
    ).toEqual([
      ["date", "not-readable"],
      ["starts_at", "not-readable"],
      ["time_zone", "not-readable"],
      ["notes", "not-readable"],
      ["crew", "not-a-list"],
      [`runs/${id}/kind`, "not-readable"],
      [`runs/${id}/from`, "not-readable"],
      [`runs/${id}/to`, "not-readable"],
    ]);
  });

  it.each([
    ["a number of more decimals than are kept", "120.5001"],
    ["an exponent", "1e3"],
    ["a sign", "-1.00"],
    ["a blank", " 1.00"],
    ["no digits before the point", ".5"],
    ["more than any hole is deep", "100000.00"],
    ["nothing", ""],
  ])("takes no depth with %s", (_what, depth) => {
    const wire = changed(({ runs }) => Object.assign(runs![0]!, { to: depth }));
    expect(problemsOf(wire)).toEqual([[`runs/${night.runs[0]!.id}/to`, "not-readable"]]);
  });

  it("takes zeros behind the decimals that are kept", () => {
    const wire = changed(({ runs }) => Object.assign(runs![0]!, { to: "134.300000" }));
    expect(contentFromWire(wire).value).toEqual(night);
  });

  it("refuses fields that it does not know, and what only looks like one", () => {
    expect(problemsOf(changed((wire) => Object.assign(wire, { weather: "rain" })))).toEqual([
      ["weather", "unknown-field"],
    ]);
    expect(problemsOf(JSON.parse('{"constructor": 1}')).filter(([at]) => at === "constructor")).toEqual([
      ["constructor", "unknown-field"],
    ]);
    for (const none of [null, 1, "a", [], undefined])
      expect(problemsOf(none)).toEqual([["", "not-an-object"]]);
    expect(problemsOf(changed((wire) => Object.assign(wire, { crew: [null] })))).toEqual([
      ["crew/0", "not-an-object"],
    ]);
  });

  it("has no more rows than anybody could mean", () => {
    const many = (count: number): unknown => ({
      ...contentToWire(night),
      crew: Array.from({ length: count }, (_, i) => ({
        id: `${i}`,
        person: "ada",
        role: "driller",
        minutes: 1,
      })),
    });
    expect(problemsOf(many(500))).toEqual([]);
    expect(problemsOf(many(501))).toEqual([["crew", "too-many"]]);
  });
});
