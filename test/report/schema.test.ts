/** The schema that is published says what reports are: all of it, and nothing beside it. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { report } from "../../src/bulk/report/make.js";
import type { Report } from "../../src/report/document.js";
import { parseMoment } from "../../src/wits/catalog/moment.js";
import { exampleReport } from "./example.js";

const schema: object = JSON.parse(readFileSync("docs/report.schema.json", "utf8"));
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

const faults = (document: unknown): string[] => {
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

type Part = Record<string, unknown>;
const isPart = (one: unknown): one is Part => typeof one === "object" && one !== null;

/** All objects of a document, one for each shape of the way there. */
function partsOf(document: unknown): Map<string, Part> {
  const parts = new Map<string, Part>();
  const walk = (one: unknown, way: string): void => {
    if (Array.isArray(one)) for (const item of one) walk(item, `${way}/*`);
    else if (isPart(one)) {
      if (!parts.has(way)) parts.set(way, one);
      for (const [name, item] of Object.entries(one)) walk(item, `${way}/${name}`);
    }
  };
  walk(document, "");
  return parts;
}

const copied = (one: Report): unknown => JSON.parse(JSON.stringify(one));

describe("the schema of a report", () => {
  it("takes the example, and reports of all days of a log and of nothing", async () => {
    expect(faults(copied(exampleReport))).toEqual([]);
    const document = await report("samples/rig.wits", { units: "metric", day: "all" });
    expect(document.days.length).toBeGreaterThan(0);
    expect(faults(copied(document))).toEqual([]);
    const two = await report([], {
      day: "all",
      overrides: {
        renames: {},
        spans: [0, 1].map((day) => ({
          start: parseMoment(`2024-03-0${4 + day}`),
          end: parseMoment(`2024-03-0${4 + day}T18:00`),
          activity: "Skidding",
          place: `told:${day}`,
        })),
      },
    });
    expect(two.wells).toHaveLength(1);
    expect(faults(copied(two))).toEqual([]);
    expect(faults({ ...exampleReport, days: [] })).toEqual([]);
  });

  it("refuses a field that it does not know, and a document without one that it does, wherever", () => {
    const optional = new Set(["channel", "time"]);
    for (const way of partsOf(copied(exampleReport)).keys()) {
      const added = copied(exampleReport);
      partsOf(added).get(way)!["unheard"] = 1;
      expect(faults(added), way).not.toEqual([]);
      for (const name of Object.keys(partsOf(added).get(way)!)) {
        if (name === "unheard" || (optional.has(name) && /spreads|surveys/.test(way))) continue;
        const without = copied(exampleReport);
        delete partsOf(without).get(way)![name];
        expect(faults(without), `${way} without ${name}`).not.toEqual([]);
      }
    }
  });
});
