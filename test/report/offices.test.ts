/** Days of made and of real logs, as offices and authorities get them: valid WITSML, measures with their units, numbers of the document. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeReport } from "../../src/bulk/report/report.js";
import type { Report } from "../../src/report/document.js";
import { type RendererName, rendererBy } from "../../src/report/renderers.js";
import { scenarios } from "../../src/samples/scenarios/scenarios.js";
import { scenarioLog } from "../analysis/trouble/feed.js";
import { schemaFaults, schemas, withoutSchemas } from "../schemas.js";
import { figuresOf, numbersShown } from "./numbers.js";

const F9 = fileURLToPath(new URL("../../../shared/data/truths/volve-f9/f9-15s.wits.gz", import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "witskit-offices-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const kinds = [
  ["drill-report", "1.4.1.1"],
  ["ops-report", "1.4.1.1"],
  ["drill-report-2.1", "2.1"],
  ["ops-report-2.0", "2.0"],
] as const satisfies readonly (readonly [RendererName, string])[];

/** Holds every kind of WITSML of it against the schemas, and its numbers against the document. */
async function expectRight(report: Report): Promise<void> {
  const shown = numbersShown(report);
  for (const [name, version] of kinds) {
    const days = rendererBy(name).oneDay === true ? report.days.slice(0, 1) : report.days;
    const bytes = await (await rendererBy(name).load())({ ...report, days }, {});
    const xml = Buffer.from(bytes).toString();
    for (const [whole, number] of xml.matchAll(
      /<(?!eTimCirc|eTimReam|ETimCirc|ETimReam)[\w:]+[^>]* uom="[^"]*"[^>]*>([^<]*)</g,
    )) {
      expect(shown, whole).toContain(number);
    }
    for (const [time] of xml.matchAll(/(?<=>)\d{4}-\d\d-\d\dT[^<]*/g))
      expect(time).toMatch(/(?:Z|[+-]\d\d:\d\d)$/);
    if (schemas) expect(await schemaFaults(version, bytes), name).toBe("");
  }
  await (await rendererBy("excel").load())(report, {});
}

describe("a day", () => {
  it.each(scenarios.map(({ name }) => name))("of %s", async (name) => {
    const path = join(folder, `${name}.wits`);
    writeFileSync(path, scenarioLog(name, { hours: 2 }, { every: 5 }).log);
    const { report } = await makeReport([path], { units: "metric", tz: "Europe/Oslo", day: "all" });
    expect(report.days.length).toBeGreaterThan(0);
    await expectRight(report);
    // Whatever is drilled with has its unit: without one it would be in no WITSML, and wrong on paper.
    const spreads = report.days.flatMap(({ hydraulics, mud }) => [...hydraulics.spreads, ...mud.spreads]);
    expect(spreads.length).toBeGreaterThan(0);
    for (const one of figuresOf(spreads)) expect(one.unit).not.toBeNull();
  });

  it.runIf(existsSync(F9))("of a real rig", async () => {
    const { report } = await makeReport([F9], { units: "metric", tz: "Europe/Oslo", day: "all" });
    expect(report.days.length).toBeGreaterThan(1);
    await expectRight(report);
  });
});

it.skipIf(schemas)(withoutSchemas, () => {});
