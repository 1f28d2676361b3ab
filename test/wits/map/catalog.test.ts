import { describe, expect, it } from "vitest";
import { mapEntries } from "../../../src/input/feed/map-file.js";
import { allItems, itemByCode } from "../../../src/wits/catalog/catalog.js";
import { type Plan, type PlanOptions, planOf } from "../../../src/wits/catalog/layout.js";
import { catalogOf } from "../../../src/wits/catalog/overlay.js";
import { allUnits, conversion } from "../../../src/wits/catalog/units.js";
import { usualUnit } from "../../../src/wits/catalog/usual-unit.js";
import type { MapRow } from "../../../src/wits/map/check.js";

const planWith = (map: readonly MapRow[], options: Partial<PlanOptions> = {}): Plan =>
  planOf({ layout: "record", ...options, map: mapEntries(map) });
const namesOf = (plan: Plan, table: string): string[] =>
  plan.rowTables
    .find(({ name }) => name === table)!
    .table!.columns.slice(4)
    .map(({ name }) => name);

describe("without a map", () => {
  it("the catalog is the predefined one", () => {
    const catalog = catalogOf();
    expect(catalog.allItems()).toEqual(allItems());
    expect(catalog.itemByCode(108)).toBe(itemByCode(108));
    expect(catalog.itemByCode(150)).toBeUndefined();
  });
});

describe("a map's items", () => {
  it("stand in their record's table, by code", () => {
    const names = namesOf(
      planWith([
        { code: 732, mnemonic: "INCC" },
        { code: 731, mnemonic: "B" },
      ]),
      "record=07",
    );
    expect(names.slice(-3)).toEqual(["SPR5", "B", "INCC"]);
  });

  it("of a user's record make a table of their own", () => {
    const plan = planWith([{ code: 6308, mnemonic: "PPRS" }]);
    expect(plan.rowTables.map(({ name }) => name).at(-1)).toBe("record=63");
    expect(namesOf(plan, "record=63")).toEqual(["PPRS"]);
    expect(plan.destinationOf(6308)).toBe("column");
    expect(plan.destinationOf(6309)).toBe("long");
  });

  it("have the type that they are given, and are floats without one", () => {
    const types = ["A", "F", "S", "L", "D", "T", undefined];
    const plan = planWith(types.map((type, i) => ({ code: 6301 + i, mnemonic: `M${i}`, type })));
    expect(types.map((_, i) => plan.columnOf(6301 + i).type)).toEqual([
      "utf8",
      "float64",
      "int32",
      "int64",
      "int32",
      "int32",
      "float64",
    ]);
    expect([plan.kindOf(6305), plan.kindOf(6306)]).toEqual(["date", "time"]);
  });

  it("keep what the entry does not say", () => {
    const column = planWith([{ code: 108, mnemonic: "BitDepth" }], { units: "metric" }).columnOf(108);
    expect(column).toMatchObject({
      name: "BitDepth",
      description: "Depth Bit (meas)",
      unit: "M",
      itemType: "F",
      type: "float64",
    });
  });

  it("mean another item when they have its mnemonic", () => {
    const map = [
      { code: 112, mnemonic: "HKLA" },
      { code: 114, mnemonic: "BPOS" },
    ];
    const column = planWith(map, { units: "fps" }).columnOf(112);
    expect(column).toMatchObject({ name: "HKLA", description: "Hookload (avg)", unit: "KLB" });
  });

  it("leave the clock alone unless they say otherwise", () => {
    expect(planWith([{ code: 105, mnemonic: "DAY1", type: "L" }]).kindOf(105)).toBe("date");
    expect(planWith([{ code: 106, name: "Clock" }]).kindOf(106)).toBe("time");
    expect(planWith([{ code: 105, mnemonic: "X", type: "F" }]).kindOf(105)).toBe("float64");
  });
});

describe("a map's units", () => {
  const unitOf = (row: Partial<MapRow>, options: Partial<PlanOptions> = {}) =>
    planWith([{ code: 150, mnemonic: "X", ...row }], options).columnOf(Number(row.code ?? 150)).unit;

  it("are those of the feed, whatever --units says", () => {
    expect(unitOf({ unit: "psi" })).toBe("PSI");
    expect(unitOf({ unit: "klbf" }, { units: "metric" })).toBe("KLB");
    expect(unitOf({ code: 108, unit: "-" }, { units: "metric" })).toBeUndefined();
    expect(unitOf({}, { units: "metric" })).toBeUndefined();
  });

  it("are converted to those that the catalog has for the item, or for the quantity", () => {
    expect(unitOf({ unit: "PSI" }, { to: "metric" })).toBe("KPA");
    expect(unitOf({ unit: "BAR" }, { units: "metric", to: "fps" })).toBe("PSI");
    expect(unitOf({ unit: "GPM" }, { to: "fps-uk" })).toBe("GPM-UK");
    expect(unitOf({ code: 108, mnemonic: "B", unit: "IN" }, { to: "metric" })).toBe("M");
    expect(unitOf({ type: "int", unit: "PSI" }, { to: "metric" })).toBe("PSI");
  });

  it("all lead somewhere that they convert to", () => {
    for (const { symbol } of allUnits()) {
      for (const side of ["metric", "fps"] as const) {
        const usual = usualUnit(symbol, side);
        if (usual !== undefined) expect(conversion(symbol, usual), `${symbol} in ${side}`).toBeDefined();
      }
    }
  });

  it("come behind scale and offset", () => {
    const row = { code: 150, mnemonic: "X", unit: "BAR", scale: 0.1, offset: -1.5 };
    const steps = planWith([row], { to: "metric" }).conversionsOf(150);
    expect(steps.map(({ scale, offset }) => [scale, offset])).toEqual([
      [0.1, -1.5],
      [100, 0],
    ]);
    expect(planWith([{ code: 150, mnemonic: "X" }]).conversionsOf(150)).toEqual([]);
  });
});
