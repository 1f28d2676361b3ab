/** Reports as WITSML: valid by the schemas, and right by the rules that schemas do not check. */
import { describe, expect, it } from "vitest";
import type { DayReport, Report } from "../../src/report/document.js";
import { figure } from "../../src/report/figure.js";
import { type RendererName, rendererBy, rendererOf } from "../../src/report/renderers.js";
import { isDrillingActivity } from "../../src/wits/catalog/drilling-activity.js";
import { knownUnits, uomOf } from "../../src/witsml/uom.js";
import { enumerated, schemaFaults, schemas, withoutSchemas } from "../schemas.js";
import { exampleDay, exampleReport } from "./example.js";
import { numbersShown } from "./numbers.js";
import { emptyDay, longDay, reportOf } from "./odd.js";

const renderers = [
  ["drill-report", "1.4.1.1"],
  ["ops-report", "1.4.1.1"],
  ["drill-report-2.0", "2.0"],
  ["ops-report-2.0", "2.0"],
  ["drill-report-2.1", "2.1"],
  ["ops-report-2.1", "2.1"],
] as const satisfies readonly (readonly [RendererName, string])[];

const rendered = async (name: RendererName, report: Report = exampleReport): Promise<string> =>
  Buffer.from(await (await rendererBy(name).load())(report, {})).toString();

const withDay = (change: Partial<DayReport>): Report => ({
  ...exampleReport,
  days: [{ ...exampleDay, ...change }],
});

/** Texts of all elements of that name, whatever is before it and however its first letter is written. */
const texts = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<(?:eml:)?${name}(?: [^>]*)?>([^<]*)<`, "gi"))].map(([, text]) => text!);

/** A hard one: texts that XML forbids, and longer than fits; names of nobody; numbers without a unit; a bit that goes up. */
const hard = withDay({
  summary: `\u0000\u202e<x>&amp; ${"long ".repeat(1500)}`,
  head: {
    ...exampleDay.head,
    well: `Brønn "<7>" & ${"x".repeat(80)}`,
    rig: null,
    operator: null,
    contractor: "A & B",
    section: "s".repeat(90),
    supervisor: "  ",
  },
  depth: {
    ...exampleDay.depth,
    holeEnd: figure(2352.8, undefined, 1),
    progress: figure(undefined, "m", 1),
    rateOnBottom: figure(18.4, "furlongs a fortnight", 1),
  },
  bits: [{ ...exampleDay.bits[0]!, diameter: figure(undefined, "in", 2) }],
  surveys: exampleDay.surveys.map((survey) => ({ ...survey, time: null })),
});

const bare = withDay({
  bits: [],
  surveys: [],
  tops: [],
  events: [],
  remarks: [],
  kpis: [],
  connections: { ...exampleDay.connections, rows: [], figures: [] },
  mud: { ...exampleDay.mud, spreads: [], gasPeaks: [] },
  hydraulics: { ...exampleDay.hydraulics, spreads: [] },
  head: { ...exampleDay.head, section: null, rig: null, operator: null, contractor: null, supervisor: null },
});

const nothingKnown = reportOf({ ...emptyDay, head: { ...emptyDay.head, well: "15/9" } });

const fps = JSON.parse(
  JSON.stringify(exampleReport)
    .replaceAll('"unit":"m"', '"unit":"ft"')
    .replaceAll('"unit":"m/h"', '"unit":"ft/h"')
    .replaceAll('"unit":"kPa"', '"unit":"psi"')
    .replaceAll('"unit":"kg/m3"', '"unit":"ppg"')
    .replaceAll('"unit":"°/30 m"', '"unit":"°/100 ft"'),
) as Report;

describe.runIf(schemas)("by the schemas", () => {
  it.each(renderers)("%s is valid, whatever the report has in it", async (name, version) => {
    for (const report of [exampleReport, hard, bare, fps, reportOf(longDay), nothingKnown]) {
      expect(await schemaFaults(version, Buffer.from(await rendered(name, report)))).toBe("");
    }
  });

  it("every unit that is known is one of their lists", () => {
    for (const [generation, version] of [
      [1, "1.4.1.1"],
      [2, "2.0"],
      [2, "2.1"],
    ] as const) {
      const listed = enumerated(version);
      for (const unit of knownUnits) {
        const uom = uomOf(unit, generation);
        if (uom !== null && !uom.startsWith("WITS:")) expect(listed, `${unit} of ${version}`).toContain(uom);
      }
    }
  });
});

it.skipIf(schemas)(withoutSchemas, () => {});

describe("rules that schemas do not check", () => {
  it.each(renderers)(
    "%s: every time has the offset of the rig's clock, in the order of the day",
    async (name) => {
      const xml = await rendered(name);
      const times = [...xml.matchAll(/>(\d{4}-\d\d-\d\dT[^<]*)</g)].map(([, time]) => time!);
      expect(times.length).toBeGreaterThan(10);
      for (const time of times) expect(time).toMatch(/^2024-03-0[45]T\d\d:\d\d:\d\d\+01:00$/);
      const starts = texts(xml, "dTimStart").slice(name.startsWith("drill") ? 1 : 0);
      const ends = texts(xml, "dTimEnd").slice(name.startsWith("drill") ? 1 : 0);
      expect(starts).toHaveLength(exampleDay.time.lines.length);
      expect(starts.slice(1)).toEqual(ends.slice(0, -1));
      expect([starts[0], ends.at(-1)]).toEqual([exampleDay.start.iso, exampleDay.end.iso]);
    },
  );

  it.each(renderers)("%s is refused where nothing tells the zone, or the well", async (name) => {
    const local = JSON.parse(JSON.stringify(exampleReport).replaceAll("+01:00", "")) as Report;
    await expect(rendered(name, local)).rejects.toThrow(/say --tz, such as --tz Europe\/Oslo/);
    const nobody = withDay({ head: { ...exampleDay.head, well: null } });
    await expect(rendered(name, nobody)).rejects.toThrow(/say --well NAME/);
  });

  it.each(renderers)("%s: every measure has a unit, and its number is one of the document", async (name) => {
    const xml = await rendered(name);
    const shown = numbersShown(exampleReport);
    const measures = [...xml.matchAll(/<([\w:]+)[^>]* uom="([^"]*)"[^>]*>([^<]*)</g)];
    expect(measures.length).toBeGreaterThan(30);
    for (const [whole, , uom, number] of measures) {
      expect(shown, whole).toContain(number);
      expect(knownUnits.some((unit) => uomOf(unit, name.includes("-2") ? 2 : 1) === uom)).toBe(true);
    }
    for (const number of [...texts(xml, "MdMin"), ...texts(xml, "MdMax")]) expect(shown).toContain(number);
  });

  it.each(renderers)(
    "%s: codes are those of the list, and lost time says what it was lost to",
    async (name) => {
      const xml = await rendered(name);
      const codes = texts(xml, "activityCode");
      expect(codes).toEqual(
        exampleDay.time.lines.map(({ codes: { witsml } }) => witsml).filter((code) => code !== null),
      );
      for (const code of codes) expect(isDrillingActivity(code)).toBe(true);
      const second = name.includes("-2");
      const unknown = second ? [] : ["unknown"];
      expect(texts(xml, "typeActivityClass")).toEqual([
        "planned",
        "planned",
        "downtime",
        "planned",
        ...unknown,
      ]);
      expect(texts(xml, "stateDetailActivity")).toEqual([
        "success",
        "success",
        "equipment failure",
        "success",
        ...unknown,
      ]);
      expect(texts(xml, "state")).toEqual(["ok", "ok", "fail", "ok"]);
      const npd = exampleDay.time.lines.flatMap(({ codes: { npd } }) => npd ?? []);
      for (const code of npd) expect(xml).toContain(`>${code}<`);
    },
  );

  it("a code that is none of the list is given as somebody's own, and never as WITSML's", async () => {
    const own = withDay({
      time: {
        ...exampleDay.time,
        lines: exampleDay.time.lines.map((line) => ({
          ...line,
          codes: { ...line.codes, witsml: "drilling -- slowly" },
        })),
      },
    });
    for (const [name] of renderers) {
      const xml = await rendered(name, own);
      expect(texts(xml, "activityCode")).toEqual([]);
      expect(xml).toContain(">drilling -- slowly<");
    }
  });

  it("uids are those of the same day again, unlike within a document, and those of another day are others", async () => {
    const next = withDay({
      start: exampleDay.end,
      end: { iso: "2024-03-06T06:00:00+01:00", clock: "06:00" },
    });
    for (const [name] of renderers) {
      const xml = await rendered(name);
      expect(await rendered(name)).toBe(xml);
      const uids = [...xml.matchAll(/ uid="([^"]*)"/g)].map(([, uid]) => uid!);
      const within = uids.filter((uid) => uid !== "log");
      expect(new Set(within).size).toBe(within.length);
      const [own] = / (?:uid|uuid)="[0-9a-f-]{36}"/.exec(xml)!;
      expect(await rendered(name, next)).not.toContain(own);
    }
  });

  it("a report of several days has an object a day, of the same well", async () => {
    const two = {
      ...exampleReport,
      days: [exampleDay, { ...exampleDay, date: "2024-03-05", start: exampleDay.end }],
    };
    const xml = await rendered("drill-report", two);
    expect(texts(xml, "name").filter((name) => name.startsWith("NO 15/9-F-9 A 2"))).toEqual([
      "NO 15/9-F-9 A 2024-03-04",
      "NO 15/9-F-9 A 2024-03-05",
    ]);
    expect(new Set([...xml.matchAll(/uidWell="([^"]*)"/g)].map(([, uid]) => uid)).size).toBe(1);
    for (const [name, version] of renderers) {
      expect(rendererBy(name).oneDay ?? false).toBe(version !== "1.4.1.1");
    }
  });

  it("is told by the ending of a name", () => {
    expect(rendererOf("2024-03-04.xml")).toBe(rendererBy("drill-report"));
    expect(rendererOf("2024-03-04.ops.xml")).toBe(rendererBy("ops-report"));
    expect(rendererOf("2024-03-04.ops.witsml21.xml")).toBe(rendererBy("ops-report-2.1"));
    expect(rendererOf("2024-03-04.witsml20.xml")).toBe(rendererBy("drill-report-2.0"));
  });

  it("a number without a unit is left out, for WITSML has no such measure", async () => {
    const xml = await rendered("ops-report", hard);
    expect(texts(xml, "mdReport")).toEqual([]);
    expect(texts(xml, "ropAv")).toEqual([]);
    expect(texts(xml, "distDrillRot")).toEqual(["120.2"]);
  });
});
