/** What people and devices do with a report: merge it, freeze it, compare it, copy it. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copyFrom } from "../../../src/service/shift/copy.js";
import type { CrewRow, ShiftContent } from "../../../src/service/shift/document.js";
import { merge } from "../../../src/service/shift/merge.js";
import { canonicalJson, differences, snapshotOf } from "../../../src/service/shift/revision.js";
import { activity, hour, report, run, used, worker } from "./report.js";

const row = (id: string, minutes: number): CrewRow => ({
  id,
  person: `person-${id}`,
  role: "driller",
  minutes,
});
const crewOf = (...rows: readonly CrewRow[]): ShiftContent => report({ crew: rows });

describe("a merge of two edits", () => {
  it("takes rows that one side changed, added or removed, and shows what both changed", () => {
    const base = crewOf(row("a", 1), row("b", 1), row("c", 1), row("d", 1));
    const mine = { ...crewOf(row("a", 2), row("b", 1), row("c", 5), row("m", 1)), notes: "mine" };
    const theirs = {
      ...crewOf(row("a", 1), row("b", 3), row("c", 6), row("d", 1), row("t", 1)),
      slot: "night",
    };
    const { content, conflicts } = merge(base, mine, theirs);
    expect(content.crew.map(({ id, minutes }) => `${id}${minutes}`)).toEqual(["a2", "b3", "c5", "t1", "m1"]);
    expect([content.notes, content.slot]).toEqual(["mine", "night"]);
    expect(conflicts).toEqual([{ at: "crew/c", base: row("c", 1), mine: row("c", 5), theirs: row("c", 6) }]);
  });

  it("keeps a row that one side removed and the other went on with, and says so", () => {
    const base = crewOf(row("a", 1));
    for (const [mine, theirs] of [
      [crewOf(), crewOf(row("a", 2))],
      [crewOf(row("a", 2)), crewOf()],
    ] as const) {
      const { content, conflicts } = merge(base, mine, theirs);
      expect(content.crew).toEqual([row("a", 2)]);
      expect(conflicts.map(({ at }) => at)).toEqual(["crew/a"]);
    }
  });

  it("is no conflict where both did the same", () => {
    const base = crewOf(row("a", 1), row("b", 1));
    const both = { ...crewOf(row("a", 2)), notes: "same" };
    expect(merge(base, both, structuredClone(both))).toEqual({ content: both, conflicts: [] });
  });

  it("names fields of the head as they are on the wire", () => {
    const base = report();
    const moved = (endsAt: number): ShiftContent => ({ ...base, endsAt });
    expect(merge(base, moved(hour(11)), moved(hour(13))).conflicts.map(({ at }) => at)).toEqual(["ends_at"]);
  });

  it("loses nothing: what a side changed is in the report or in a conflict", () => {
    const rows = fc
      .uniqueArray(fc.tuple(fc.constantFrom("a", "b", "c", "d", "e"), fc.integer({ min: 1, max: 4 })), {
        selector: ([id]) => id,
      })
      .map((list) => crewOf(...list.map(([id, minutes]) => row(id, minutes))));
    const minutesOf = ({ crew }: ShiftContent, id: string): number | undefined =>
      crew.find((one) => one.id === id)?.minutes;
    fc.assert(
      fc.property(rows, rows, rows, (base, mine, theirs) => {
        const { content, conflicts } = merge(base, mine, theirs);
        for (const id of ["a", "b", "c", "d", "e"]) {
          const [was, my, their, is] = [base, mine, theirs, content].map((one) => minutesOf(one, id));
          const told = conflicts.some(({ at }) => at === `crew/${id}`);
          const changed = new Set([my, their].filter((one) => one !== was));
          expect(told).toBe(changed.size === 2);
          if (!told) expect(is).toBe(changed.size === 0 ? was : [...changed][0]);
          else expect([my, their]).toContain(is);
        }
        // Whoever merges sees the same, but for the choice that waits for them.
        const other = merge(base, theirs, mine);
        expect(other.conflicts.map(({ at }) => at).sort()).toEqual(conflicts.map(({ at }) => at).sort());
        if (conflicts.length === 0)
          expect(other.content.crew.map(({ id }) => id).sort()).toEqual(
            content.crew.map(({ id }) => id).sort(),
          );
      }),
      { seed: 16, numRuns: 300 },
    );
  });
});

describe("a revision", () => {
  it("is canonical JSON of the content alone, by names in order, with its SHA-256", async () => {
    const content = report({ notes: 'läs "this"\n', crew: [row("a", 1)] });
    const { text, hash } = await snapshotOf({ ...content, state: "draft", rowVersion: 7 } as ShiftContent);
    expect(
      text.startsWith(
        '{"activities":[],"casings":[],"client":"client","contract":"contract","crew":[{"id":"a"',
      ),
    ).toBe(true);
    expect(hash).toBe(createHash("sha256").update(text).digest("hex"));
    const turned = Object.fromEntries(Object.entries(content).toReversed()) as unknown as ShiftContent;
    expect((await snapshotOf(turned)).hash).toBe(hash);
    expect((await snapshotOf(JSON.parse(text))).hash).toBe(hash);
    expect((await snapshotOf({ ...content, notes: "" })).hash).not.toBe(hash);
    expect(() => canonicalJson({ metres: 13.8 })).toThrow(RangeError);
  });

  it("differs from another in fields and rows, and not in the order of rows", () => {
    const [first, second] = [run(0, 5, 0, 1, { id: "1" }), run(5, 9, 1, 2, { id: "2" })];
    const before = report({ runs: [first, second], crew: [row("a", 1)], notes: "x" });
    const after = report({ runs: [{ ...second, toMm: 9500 }, first], crew: [row("b", 1)], notes: "y" });
    expect(differences(before, after)).toEqual([
      { at: "notes", before: "x", after: "y" },
      { at: "crew/a", before: row("a", 1), after: undefined },
      { at: "crew/b", before: undefined, after: row("b", 1) },
      { at: "runs/2/to", before: 9000, after: 9500 },
    ]);
    expect(differences(before, structuredClone(before))).toEqual([]);
  });
});

describe("a copy of the previous shift", () => {
  const previous = report({
    crew: [worker("ada", 12), worker("bo", 4)],
    runs: [run(5, 9, 2, 4, { size: "NQ", bit: "b7" }), run(0, 5, 0, 2), run(0, 3, 5, 6, { hole: "other" })],
    activities: [activity(6, 7), activity(8, 9), activity(9, 10, { type: "safety" })],
    materials: [used("mud", 3), used("mud", 4)],
  });
  const all = { crew: true, hole: true, activities: true, materials: true };
  let made = 0;
  const newId = (): string => `copy-${++made}`;

  it("goes on where the holes ended, without times and quantities", () => {
    const { crew, runs, activities, materials } = copyFrom(
      previous,
      { startsAt: 0, endsAt: 11 * 3_600_000 },
      all,
      newId,
    );
    // Whoever worked the whole shift works the whole of one of 11 hours.
    expect(crew.map(({ person, minutes }) => [person, minutes])).toEqual([
      ["ada", 660],
      ["bo", 240],
    ]);
    expect(crew.every(({ id }) => id.startsWith("copy-"))).toBe(true);
    expect(runs).toEqual([
      { hole: "hole", size: "NQ", fromMm: 9000, bit: "b7" },
      { hole: "other", size: "HQ", fromMm: 3000, bit: null },
    ]);
    expect(activities.map(({ type }) => type)).toEqual(["maintenance", "safety"]);
    expect(materials).toEqual([{ item: "mud" }]);
  });

  it("takes what is ticked", () =>
    expect(
      copyFrom(previous, previous, { crew: false, hole: true, activities: false, materials: false }, newId),
    ).toMatchObject({ crew: [], activities: [], materials: [], runs: [{}, {}] }));
});
