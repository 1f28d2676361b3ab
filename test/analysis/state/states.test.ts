/** What a rig did is told rightly, of rigs of every kind, and in the same words however its rows come. */
import { describe, expect, it } from "vitest";
import { connections } from "../../../src/analysis/connection/connections.js";
import { rig } from "../../../src/analysis/rig/rig.js";
import type { Mode } from "../../../src/analysis/state/engine.js";
import { states } from "../../../src/analysis/state/states.js";
import { columnOf, type SourcePage } from "../../../src/columns/page.js";
import { cut, decodedPages, kept } from "../../columns/made-pages.js";
import { analysed, logBytes } from "./analysed.js";
import {
  connectionFaults,
  connectionsFound,
  csvLines,
  hasTruths,
  LOGS,
  scenarioLog,
  slipsScore,
  stateShare,
  TRUTHS,
  thinned,
} from "./scoring.js";

const stages = [states, connections];

describe("of a scenario", () => {
  it.each([
    ["connection_sequence", 3, "metric", 1],
    ["basic_drilling", 5, "fps", 5],
    ["formation_change", 2, "metric", 15],
    ["circulation_break", 4, "fps", 10],
    ["multi_well", 2, "metric", 15],
    ["multi_well", 4, "fps", 10],
  ] as const)(
    "%s, seed %i, %s, every %i s: states and every part of each connection",
    (name, seed, units, seconds) => {
      const { log, truth } = scenarioLog(name, seed, units);
      const { tables } = analysed(log, { units, stages, change: thinned(seconds) });
      for (const well of truth.wells) {
        expect(stateShare(tables.states!, well)).toBeGreaterThan(seconds === 1 ? 0.97 : 0.95);
        expect(connectionFaults(tables.connections!, well, seconds)).toEqual([]);
      }
    },
  );
});

/** A rig that is the same, but for what its sensors say. */
const altered =
  (mnemonic: string, by: (value: number, row: number) => number) =>
  (page: SourcePage): SourcePage => {
    const own = columnOf(page, mnemonic);
    if (page.record !== 1 || !(own instanceof Float64Array)) return page;
    return { ...page, values: page.values.map((values) => (values === own ? own.map(by) : values)) };
  };
const without =
  (...names: readonly string[]) =>
  (page: SourcePage): SourcePage => ({
    ...page,
    values: page.values.map((values, place) =>
      page.record === 1 && names.includes(page.fields[place]!.name) ? undefined : values,
    ),
  });

const only = (page: SourcePage, ...names: readonly string[]): SourcePage =>
  without(...page.fields.map(({ name }) => name).filter((name) => !names.includes(name)))(page);

describe("of another rig", () => {
  const { log, truth } = scenarioLog("connection_sequence", 1, "metric");
  const well = truth.wells[0]!;
  const share = (change: (page: SourcePage) => SourcePage, mode?: Mode): number =>
    stateShare(
      analysed(log, { units: "metric", stages, change, ...(mode && { mode }) }).tables.states!,
      well,
    );

  it.each([
    ["a hookload a fifth as large", altered("HKLA", (load) => 0.2 * load)],
    ["a hookload five times as large", altered("HKLA", (load) => 5 * load)],
    ["a block of 90 tonnes", altered("HKLA", (load) => load + 65)],
    ["a block whose sensor counts down", altered("BPOS", (height) => 40 - height)],
    ["a pressure and a flow that are not 0 at rest", altered("MFIA", (flow) => flow + 37)],
    ["a rotary that shows 0.4 at rest", altered("RPMA", (speed) => speed + 0.4)],
    ["a bit that is a metre above where it drills", altered("DBTM", (depth) => depth - 0.8)],
    ["no flow, but strokes", without("MFIA")],
    ["no flow and no strokes, but pressure", without("MFIA", "SPM1", "SPM2", "SPM3", "STKC")],
  ])("with %s", (_, change) => {
    expect(share(change)).toBeGreaterThan(0.94);
  });

  it.each([
    ["is not sent", without("HKLA", "HKLX")],
    ["is stuck", altered("HKLA", () => 61.2)],
  ])("finds most of what it did by bit and block where the hookload %s", (_, change) => {
    expect(share(change)).toBeGreaterThan(0.9);
  });

  it("tells nothing where no row tells of hookload, block and bit", () => {
    const { tables } = analysed(log, {
      units: "metric",
      stages,
      change: (page) => (page.record === 1 ? only(page, "timestamp", "offset", "WID", "GASA") : undefined),
    });
    expect(new Set(tables.states!.map(({ state }) => state))).toEqual(new Set(["data_gap"]));
    expect(tables.connections).toBeUndefined();
  });

  it("takes thresholds and the sign of the block as they are told, and says so", () => {
    const settings = {
      flowOn: 600,
      rotarySpeedOn: 7,
      torqueOn: 5,
      pressureOn: 900,
      strokeRateOn: 9,
      blockSign: 1,
    } as const;
    const { tables } = analysed(log, { units: "metric", stages, settings });
    const given = tables.calibration!.filter(({ how }) => how === "given by the rig's file");
    expect(given.map(({ value }) => value).sort()).toEqual(Object.values(settings).sort());
    // A flow that no pump reaches is no pumping, whatever the gauge reads.
    const none = analysed(log, {
      units: "metric",
      stages,
      settings: { flowOn: 1e6, strokeRateOn: 1e6 },
    }).tables;
    expect(none.states!.some(({ state }) => state === "circulate")).toBe(false);
    const turned = analysed(log, { units: "metric", stages, settings: { blockSign: -1 } }).tables;
    expect(stateShare(turned.states!, well)).toBeLessThan(0.97);
  });

  it("knows of a rig that it did not see what it was told", () => {
    const told = analysed(log, { units: "metric", stages, settings: { slipsHookload: 33 }, mode: "causal" });
    expect(stateShare(told.tables.states!, well)).toBeGreaterThan(0.97);
    const row = told.tables.calibration!.find(({ quantity }) => quantity.startsWith("hookload in slips"));
    expect(row).toMatchObject({ value: 33, confidence: 1, how: expect.stringContaining("given") });
  });
});

describe("the seconds of all states", () => {
  it("are the time from the first row to the last, gaps and all", () => {
    const { log } = scenarioLog("multi_well", 6, "metric", 2);
    // An hour without rows, twenty minutes without a third of them, and rows of no time.
    const change = (page: SourcePage): SourcePage => ({
      ...page,
      times: page.times.map((time, row) =>
        (time > page.times[0]! + 900_000 && time < page.times[0]! + 1_800_000) || row % 7 === 3
          ? Number.NaN
          : time,
      ),
    });
    const { rows, tables } = analysed(log, { units: "metric", stages, change });
    for (const [well, own] of rows) {
      const sum = tables
        .states!.filter((row) => row.well === well)
        .reduce((all, row) => all + row.seconds, 0);
      expect(sum).toBe((own.at(-1)!.time - own[0]!.time) / 1000);
    }
    expect(tables.states!.some(({ state }) => state === "data_gap")).toBe(true);
  });
});

describe("every table", () => {
  const pages: SourcePage[] = [];
  const { log } = scenarioLog("multi_well", 2, "metric", 2.5);
  decodedPages({ log }, (page) => pages.push(kept(page)), { units: "metric" });
  const tablesOf = (some: Iterable<SourcePage>, mode: Mode, reached: boolean): string => {
    const rows: string[] = [];
    const measure = rig({
      mode,
      stages,
      finished: (table, row) => void rows.push(`${row.well} ${table} ${JSON.stringify(row)}`),
    });
    for (const page of some) {
      measure.add(page);
      if (reached && page.record === 1) measure.reached?.(page.source, page.offsets[page.rows - 1]! + 1);
    }
    measure.end();
    return rows.join("\n");
  };
  const cutInto = (lengths: readonly number[]): SourcePage[] =>
    pages.flatMap((page) => [...cut(page, lengths)]);

  it.each(["look-ahead", "causal"] as const)("is the same for any cut into pages, %s", (mode) => {
    const whole = tablesOf(pages, mode, false);
    expect(whole.length).toBeGreaterThan(1000);
    for (const lengths of [[977], [1, 2, 3, 500], [64]]) {
      expect(tablesOf(cutInto(lengths), mode, false)).toBe(whole);
      expect(tablesOf(cutInto(lengths), mode, true)).toBe(whole);
    }
  });

  it("is live what a causal replay makes of it", () => {
    expect(tablesOf(cutInto([1]), "causal", true)).toBe(tablesOf(pages, "causal", false));
  });
});

describe.skipIf(!hasTruths)("of real rigs", () => {
  it.each([
    ["every 15 s", `${TRUTHS}volve-f9/f9-15s.wits.gz`, "f9-15s", 15, 90],
    ["every 3 s", `${LOGS}volve-f9-metric.wits.gz`, "f9-3s", 3.1, 95],
  ] as const)("a plug and slot recovery, %s", (_, log, name, guard, least) => {
    const labels = csvLines(`${TRUTHS}volve-f9/${name}.states.csv.gz`);
    const { tables } = analysed(logBytes(log), { units: "metric", stages });
    const score = slipsScore(labels, tables.states!, guard);
    expect(score.balanced).toBeGreaterThan(98);
    expect(score.all).toBeGreaterThan(95);
    const found = connectionsFound(tables.states!, name === "f9-3s" ? labels : undefined);
    expect(found.share).toBeGreaterThan(least);
    expect(found.median).toBeLessThanOrEqual(13);
  });

  it("a stand that is drilled, and its connection", () => {
    const { tables } = analysed(logBytes(`${TRUTHS}drilling/stand-1.wits.gz`), { units: "metric", stages });
    const labels = csvLines(`${TRUTHS}drilling/stand-1.states.csv.gz`);
    expect(slipsScore(labels, tables.states!, 10).all).toBeGreaterThan(98);
    const parts = tables.connections!.map((row) => [
      row.kind,
      row.slip_to_slip_s - 726,
      row.bottom_to_slips_s! - 180,
      row.slips_to_bottom_s! - 189,
      row.weight_to_weight_s! - 1095,
      row.pumps_off_s! - 838,
    ]);
    expect(parts).toHaveLength(1);
    expect(parts[0]![0]).toBe("drilling");
    for (const off of parts[0]!.slice(1)) expect(Math.abs(Number(off))).toBeLessThanOrEqual(10);
  });
});
