import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/failure/failure.js";
import { allItems, itemByCode } from "../../../src/wits/catalog/catalog.js";
import { fromNumber, toNumber } from "../../../src/wits/catalog/rational.js";
import {
  allUnits,
  conversion,
  conversionOf,
  convert,
  refusal,
  unit,
  unitOf,
  unitSets,
  unitsLike,
} from "../../../src/wits/catalog/units.js";

describe("every unit of the catalog", () => {
  it("is known by its symbol, in every set", () => {
    for (const item of allItems()) {
      for (const set of unitSets) {
        const symbol = unitOf(item, set);
        if (symbol !== undefined) expect(unit(symbol)?.symbol, `${item.code} ${set}`).toBe(symbol);
      }
    }
  });

  it("measures the same in the metric and the FPS set", () => {
    for (const item of allItems()) {
      if (item.metricUnit === undefined || item.fpsUnit === undefined) continue;
      expect(unit(item.fpsUnit)?.dimension, `${item.code}`).toBe(unit(item.metricUnit)?.dimension);
    }
  });

  it("is absent in both sets or in none, but for the rig's cost per hour", () => {
    const halves = allItems().filter(
      (item) => (item.metricUnit === undefined) !== (item.fpsUnit === undefined),
    );
    expect(halves.map((item) => item.code)).toEqual([1966]);
  });
});

describe("a conversion", () => {
  // Computed apart from this project, as exact fractions of the definitions named.
  it.each([
    [3650.4, "M", "F", 11976.377952755905], // foot 0.3048 m (1959 agreement)
    [1, "F", "M", 0.3048],
    [1, "IN", "MM", 25.4],
    [32, "I/32", "MM", 25.4],
    [16, "I/32", "IN", 0.5],
    [1, "M/S", "FPM", 196.8503937007874], // 60 / 0.3048
    [1, "FPS", "M/S", 0.3048],
    [10, "M/HR", "F/HR", 32.808398950131235],
    [1, "MPH", "KPH", 1.609344], // mile 5280 ft
    [1, "KF/H", "KPH", 0.3048],
    [1, "KLB", "KDN", 0.44482216152605], // lbf = 0.45359237 kg x 9.80665 m/s2
    [1, "KDN", "KN", 10],
    [10_000, "LB", "KDN", 4.4482216152605],
    [1, "KFLB", "KNM", 1.3558179483314003], // 0.3048 x 4.4482216152605
    [1, "PSI", "KPA", 6.894757293168361], // 4.4482216152605 N / 0.0254^2 m2 (NIST SP 811: 6.894757)
    [1, "PHSF", "PA", 0.47880258980335844], // 4.4482216152605 / 9.290304
    [1, "IHG", "KPA", 3.386388640341], // 13595.1 kg/m3 x 9.80665 x 0.0254 m
    [1, "M3", "BBL", 6.289810770432105], // barrel 42 x 231 in3
    [1, "BBL", "M3", 0.158987294928],
    [1, "GPM", "L/M", 3.785411784], // 231 in3
    [1, "BPM", "M3/M", 0.158987294928],
    [1, "M3/D", "BPD", 6.289810770432105],
    [1, "PPG", "KGM3", 119.82642731689663], // 0.45359237 kg / 3.785411784 l
    [1, "PPB", "KGM3", 2.8530101742118243], // 0.45359237 kg / 158.987294928 l
    [1, "G/CC", "KGM3", 1000],
    [1, "KG/M", "LB/F", 0.6719689751395068], // 0.3048 / 0.45359237
    [1, "HP", "KW", 0.7456998715822702], // 550 ft lbf/s
    [1, "HSI", "KWM2", 1155.837112626744],
    [1, "SQIN", "MM2", 645.16],
    [1, "MCF", "MCM", 0.028316846592], // 0.3048^3
    [1, "MCMD", "MCFD", 35.31466672148859],
    [1, "B/ST", "M3ST", 0.158987294928],
    [1, "S/L", "S/QT", 0.946352946], // a quart is 0.946352946 l
    [3, "DGHF", "DGHM", 2.952755905511811], // 3 x 30 / 30.48
    [1, "HR", "SEC", 3600],
    [1, "%", "PPM", 10_000],
  ] as const)("turns %d %s, in %s, into %d", (value, from, to, result) => {
    expect(convert(value, from, to)).toBe(result);
  });

  it.each([
    [0, 32],
    [100, 212],
    [-40, -40],
    [37, 98.6],
    [-273.15, -459.67],
  ])("puts %d °C at %d °F", (celsius, fahrenheit) => {
    expect(convert(celsius, "DEGC", "DEGF")).toBe(fahrenheit);
    expect(convert(fahrenheit, "DEGF", "DEGC")).toBe(celsius);
  });

  it("of money per length converts the length alone", () => {
    expect(convert(100, "$/F", "$/M")).toBe(328.0839895013123);
    expect(unitsLike(unit("$")!).map((one) => one.symbol)).toEqual(["$"]);
  });

  it("reads the usual spellings, in any case", () => {
    const spellings = {
      M: ["m", "metre"],
      F: ["ft", "f", "feet"],
      PSI: ["psi"],
      KPA: ["kPa"],
      KLB: ["klbf", "kips"],
      DEGC: ["degC", "°C", "deg C"],
      BBL: ["bbl"],
      GPM: ["gpm", "gal/min"],
      PPG: ["ppg", "lb/gal"],
      "L/M": ["l/min", "L/min", "lpm"],
      KNM: ["kN·m", "kN.m", "kN-m"],
      KFLB: ["kft·lbf", "klbf.ft"],
      KGM3: ["kg/m3", "kg/m³"],
      "GPM-UK": ["gpm-uk"],
      DGHF: ["deg/100ft"],
    };
    for (const [symbol, names] of Object.entries(spellings)) {
      for (const name of names) expect(unit(name)?.symbol, name).toBe(symbol);
    }
  });

  it("leaves what is not finite as it is", () => {
    expect(convert(Number.NaN, "M", "F")).toBeNaN();
    expect(convert(Number.POSITIVE_INFINITY, "M", "F")).toBe(Number.POSITIVE_INFINITY);
  });

  it("rounds once: it is the float nearest to the exact quotient", () => {
    const metres = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    fc.assert(
      fc.property(metres, (value) => {
        // 1 m is 1250/381 ft, and the product is exact in a float: one division, rounded once.
        expect(convert(value, "M", "F")).toBe((value * 1250) / 381 + 0);
      }),
    );
  });

  it("comes back within 1e-12, for every two units and any value", () => {
    const pairs = allUnits().flatMap((from) => unitsLike(from).map((to) => [from, to] as const));
    const value = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...pairs), value, ([from, to], value) => {
        const back = convert(convert(value, from.symbol, to.symbol), to.symbol, from.symbol);
        // Among subnormal numbers nothing keeps 12 digits. Beside an offset of 459.67 a value near zero keeps the offset's precision, not its own.
        const size = from.dimension === "temperature" ? Math.abs(value) + 1000 : Math.abs(value);
        expect(Math.abs(back - value)).toBeLessThanOrEqual(1e-12 * size + 1e-300);
      }),
      { numRuns: 2000 },
    );
  });

  it("in a loop agrees with the exact one within 1e-15 of the terms it adds", () => {
    const pairs = allUnits().flatMap((from) => unitsLike(from).map((to) => [from, to] as const));
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...pairs), value, ([from, to], value) => {
        const { scale, offset } = conversion(from.symbol, to.symbol)!;
        const size = Math.abs(value * scale) + Math.abs(offset);
        const difference = Math.abs(value * scale + offset - convert(value, from.symbol, to.symbol));
        expect(difference).toBeLessThanOrEqual(1e-15 * size + 1e-300);
      }),
      { numRuns: 2000 },
    );
  });

  it("between a unit and itself, or another name of it, is the identity", () => {
    expect(conversion("M", "metre")).toEqual({ scale: 1, offset: 0, identity: true });
    expect(conversion("G/CC", "SG")?.identity).toBe(true);
    expect(conversion("M", "F")?.identity).toBe(false);
    expect(conversion("DEGC", "K")).toEqual({ scale: 1, offset: 273.15, identity: false });
    expect(conversion("DEGC", "DEGF")).toEqual({ scale: 1.8, offset: 32, identity: false });
  });
});

describe("a conversion that means nothing", () => {
  it("is refused with both dimensions and what would do", () => {
    expect(conversion("KPA", "M")).toBeUndefined();
    expect(() => convert(1, "kPa", "m")).toThrow(Failure);
    expect(refusal("kPa", "m")).toMatchObject({
      code: "other-dimension",
      message:
        "KPA does not convert to M: one measures pressure, the other length. KPA converts to PA, MPA, BAR, PSI, PHSF, IHG.",
    });
  });

  it("is refused between a mud volume and a gas volume, an acid's and a per cent, turns and strokes", () => {
    for (const [from, to] of [
      ["M3", "MCM"],
      ["MLML", "%"],
      ["RPM", "SPM"],
      ["OHMM", "MMHO"],
    ] as const) {
      expect(conversion(from, to)).toBeUndefined();
    }
  });

  it("names a unit that does not exist, and those near it", () => {
    expect(refusal("furlong", "M")).toMatchObject({ code: "unknown-unit", kind: "usage" });
    expect(refusal("M", "PSIX").message).toBe(
      'There is no unit "PSIX". Near it: PSI. `witskit units` lists all units.',
    );
  });
});

describe("the unit sets", () => {
  const flow = itemByCode(130)!;
  const density = itemByCode(132)!;

  it("give each item its unit", () => {
    expect(unitSets.map((set) => unitOf(flow, set))).toEqual(["L/M", "GPM", "GPM-UK"]);
    expect(unitSets.map((set) => unitOf(density, set))).toEqual(["KGM3", "PPG", "PPG-UK"]);
    expect(unitSets.map((set) => unitOf(itemByCode(2016)!, set))).toEqual(["S/L", "S/QT", "S/QT-UK"]);
    expect(unitSets.map((set) => unitOf(itemByCode(126)!, set))).toEqual(["M3", "BBL", "BBL"]);
    expect(unitSets.map((set) => unitOf(itemByCode(137)!, set))).toEqual([undefined, undefined, undefined]);
  });

  it("differ by the gallon alone: 4.54609 l in the UK, 3.785411784 l in the US", () => {
    expect(convert(1, "GPM-UK", "L/M")).toBe(4.54609);
    expect(convert(1, "PPG-UK", "KGM3")).toBe(99.7763726631017); // 0.45359237 / 0.00454609
    expect(convert(1, "S/QT-UK", "S/L")).toBe(0.8798769931963512); // 4 / 4.54609
    expect(convert(1, "GPM-UK", "GPM")).toBe(1.200949925504855);
    const changed = new Set(
      allItems()
        .filter((item) => unitOf(item, "fps") !== unitOf(item, "fps-uk"))
        .map((item) => item.fpsUnit),
    );
    expect(changed).toEqual(new Set(["GPM", "PPG", "S/QT"]));
  });

  it("convert an item from one into the other, and leave items without a unit alone", () => {
    expect(conversionOf(itemByCode(108)!, "metric", "fps").scale).toBe(3.2808398950131235);
    expect(conversionOf(flow, "fps-uk", "fps").scale).toBe(1.200949925504855);
    expect(conversionOf(itemByCode(137)!, "metric", "fps").identity).toBe(true);
    expect(conversionOf(itemByCode(1966)!, "metric", "fps").identity).toBe(true);
    for (const item of allItems()) {
      for (const from of unitSets) for (const to of unitSets) conversionOf(item, from, to);
    }
  });
});

describe("exact fractions", () => {
  it("hold every finite float and give it back", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(toNumber(fromNumber(value)) === value).toBe(true);
      }),
    );
  });

  it("round ties to even and see what lies beyond a tie", () => {
    const two53 = 2n ** 53n;
    expect(toNumber({ numerator: two53 + 1n, denominator: 1n })).toBe(2 ** 53);
    expect(toNumber({ numerator: (two53 + 1n) * 10n ** 40n + 1n, denominator: 10n ** 40n })).toBe(
      2 ** 53 + 2,
    );
  });
});
