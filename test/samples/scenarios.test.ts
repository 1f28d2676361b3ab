import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { cosine, logarithm, sine } from "../../src/samples/scenarios/elementary.js";
import { scenarioNames } from "../../src/samples/scenarios/names.js";
import type { StateTruth, WellTruth } from "../../src/samples/scenarios/truth.js";
import { isConserved } from "../../src/wits/decoding/counters.js";
import { decoded, made, type Rows } from "./decoded.js";

const BLOCK_WEIGHT = 25;
const milliseconds = (text: string): number => Date.parse(`${text}Z`);

/** What is false in too many rows to say so for each: the first few that fail. */
function everyRow(rows: Rows, holds: (row: number) => boolean): void {
  const failing: string[] = [];
  for (let row = 0; row < rows.count && failing.length < 5; row++) {
    if (!holds(row)) failing.push(`row ${row}, ${new Date(rows.time[row]!).toISOString()}`);
  }
  expect(failing).toEqual([]);
}

/** For each row, how many seconds a condition has held. */
function secondsSince(rows: Rows, holds: (row: number) => boolean): number[] {
  const since: number[] = [];
  let start = Number.NaN;
  for (let row = 0; row < rows.count; row++) {
    if (!holds(row)) start = Number.NaN;
    else if (Number.isNaN(start)) start = rows.time[row]!;
    since.push(Number.isNaN(start) ? -1 : (rows.time[row]! - start) / 1000);
  }
  return since;
}

/** The state of the truth at each row. */
function statesAt(rows: Rows, states: readonly StateTruth[]): string[] {
  let at = 0;
  return rows.time.map((time) => {
    while (milliseconds(states[at]!.end) <= time) at++;
    return states[at]!.state;
  });
}

const inSlips = (state: string): boolean =>
  state === "connection" ||
  state === "trip_connection" ||
  state === "bha_handling" ||
  state === "out_of_hole";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
/** Values of the rows that lie in an interval of the truth. */
const within = (rows: Rows, column: string, from: string, to: string): number[] => {
  const values = rows.column(column);
  return values.filter(
    (_, row) => rows.time[row]! >= milliseconds(from) && rows.time[row]! < milliseconds(to),
  );
};

describe.each(scenarioNames)("%s", (name) => {
  const log = made(name);
  const { counters, rows } = decoded(log);
  const wells = log.truth.wells;
  const each = (claim: (well: WellTruth, general: Rows) => void) => () => {
    for (const well of wells) claim(well, rows(well, 1));
  };

  test("is read without a reject or a null, and holds what its truth counts", () => {
    expect(isConserved(counters.bytes)).toBe(true);
    expect(counters.bytes.rejected).toBe(0);
    expect(counters.bytes).toEqual(log.truth.log.bytes);
    expect(counters.frames).toBe(log.truth.log.frames);
    expect(counters.values).toBe(log.truth.log.values);
    expect(log.bytes.length).toBe(log.truth.log.bytes.total);
  });

  test("has a row at each interval, from the first second to the last", () => {
    for (const well of wells) {
      const { time } = rows(well, 1);
      const seconds = log.truth.hours * 3600;
      expect(time.length).toBe(Math.ceil(seconds / well.interval));
      expect(time[0]).toBe(milliseconds(log.truth.start));
      expect(time.every((now, row) => row === 0 || now - time[row - 1]! === well.interval * 1000)).toBe(true);
    }
  });

  test(
    "makes hole and never loses it, with the bit never below it",
    each((_, general) => {
      const hole = general.column("DMEA");
      const bit = general.column("DBTM");
      everyRow(general, (row) => row === 0 || hole[row]! >= hole[row - 1]!);
      everyRow(general, (row) => bit[row]! >= 0 && bit[row]! <= hole[row]!);
      const vertical = general.column("DBTV");
      everyRow(general, (row) => vertical[row]! <= bit[row]! + 0.01);
    }),
  );

  test(
    "keeps the block in the derrick, below the fastest speed of a draw-works",
    each((well, general) => {
      const block = general.column("BPOS");
      everyRow(general, (row) => block[row]! >= 0.5 && block[row]! <= 34);
      everyRow(
        general,
        (row) => row === 0 || Math.abs(block[row]! - block[row - 1]!) <= 1.2 * well.interval + 0.01,
      );
    }),
  );

  test(
    "moves the bit with the block, but for the slips",
    each((well, general) => {
      const states = statesAt(general, well.states);
      const bit = general.column("DBTM");
      const block = general.column("BPOS");
      // Between two rows that are seconds apart the slips may have been set and pulled.
      if (well.interval > 1) return;
      everyRow(general, (row) => {
        if (row === 0 || bit[row] === 0) return true;
        if (inSlips(states[row]!)) return bit[row] === bit[row - 1];
        return Math.abs(bit[row]! - bit[row - 1]! + block[row]! - block[row - 1]!) < 0.025;
      });
    }),
  );

  test(
    "hangs the block alone on the hook in slips, and the string out of them",
    each((well, general) => {
      const states = statesAt(general, well.states);
      const since = secondsSince(general, (row) => inSlips(states[row]!));
      const off = secondsSince(general, (row) => !inSlips(states[row]!));
      const load = general.column("HKLA");
      const bit = general.column("DBTM");
      everyRow(general, (row) => since[row]! < 5 || Math.abs(load[row]! - BLOCK_WEIGHT) < 1.3);
      everyRow(
        general,
        (row) => off[row]! < 10 || bit[row]! < 100 || load[row]! > BLOCK_WEIGHT + bit[row]! * 0.012,
      );
    }),
  );

  test(
    "has pressure with flow and none without, unless the well is shut in",
    each((_, general) => {
      const flow = general.column("MFIA");
      const pressure = general.column("SPPA");
      const choke = general.column("CHKP");
      const off = secondsSince(general, (row) => flow[row] === 0 && choke[row]! < 20);
      const on = secondsSince(general, (row) => flow[row]! > 2_100);
      everyRow(general, (row) => off[row]! < 60 || pressure[row] === 0);
      everyRow(general, (row) => on[row]! < 60 || (pressure[row]! > 12_000 && pressure[row]! < 32_000));
    }),
  );

  test(
    "brings back what it pumps, a little later",
    each((well, general) => {
      const flow = general.column("MFIA");
      const out = general.column("MFOA");
      const choke = general.column("CHKP");
      const bit = general.column("DBTM");
      const off = secondsSince(general, (row) => flow[row] === 0 && choke[row]! < 20);
      const still = secondsSince(general, (row) => row > 0 && bit[row] === bit[row - 1]);
      everyRow(general, (row) => off[row]! < 420 || still[row]! < 420 || out[row]! < 20);
      if (well.interval > 1) return;
      const stopped = (row: number): boolean => off[row] === 0 && row > 30 && flow[row - 30]! > 2_000;
      everyRow(general, (row) => !stopped(row) || out[row]! > 300);
      expect(general.time.some((_, row) => stopped(row))).toBe(true);
    }),
  );

  test(
    "turns with torque, and has none where nothing turns",
    each((well, general) => {
      const states = statesAt(general, well.states);
      const speed = general.column("RPMA");
      const torque = general.column("TQA");
      const still = secondsSince(general, (row) => speed[row] === 0 && !inSlips(states[row]!));
      const turning = secondsSince(general, (row) => speed[row]! > 60 && !inSlips(states[row]!));
      everyRow(general, (row) => still[row]! < 15 || torque[row] === 0);
      everyRow(general, (row) => turning[row]! < 15 || (torque[row]! > 1.5 && torque[row]! < 32));
      const [drilling, off] = [true, false].map((on) =>
        mean(torque.filter((_, row) => turning[row]! > 30 && (states[row] === "drill_rotate") === on)),
      );
      expect(drilling).toBeGreaterThan(off!);
    }),
  );

  test(
    "drills with weight, flow and a rate that makes the metres",
    each((well, general) => {
      const states = statesAt(general, well.states);
      const rate = general.column("ROPA");
      const weight = general.column("WOBA");
      const flow = general.column("MFIA");
      const drilling = (row: number): boolean => states[row]!.startsWith("drill_");
      const since = secondsSince(general, drilling);
      const off = secondsSince(general, (row) => !drilling(row));
      everyRow(
        general,
        (row) => since[row]! < 30 || (weight[row]! > 2 && flow[row]! > 900 && rate[row]! > 1),
      );
      everyRow(general, (row) => off[row]! < 120 || (weight[row]! < 0.5 && rate[row] === 0));
      const metres = rate.reduce((sum, now) => sum + (now * well.interval) / 3600, 0);
      expect(Math.abs(metres - well.hole.drilled)).toBeLessThan(0.03 * well.hole.drilled + 0.3);
    }),
  );

  test(
    "counts strokes upwards, as fast as the pumps say",
    each((well, general) => {
      const strokes = general.column("STKC");
      const rates = ["SPM1", "SPM2", "SPM3"].map((pump) => general.column(pump));
      everyRow(general, (row) => row === 0 || strokes[row]! >= strokes[row - 1]!);
      const counted = rates.flat().reduce((sum, rate) => sum + (rate * well.interval) / 60, 0);
      expect(strokes.at(-1)! - strokes[0]!).toBeGreaterThan(0.97 * counted);
      expect(strokes.at(-1)! - strokes[0]!).toBeLessThan(1.03 * counted);
    }),
  );

  test(
    "tells the states of every second, and the metres of each as the hole depth does",
    each((well, general) => {
      const { states } = well;
      expect(states[0]!.start).toBe(log.truth.start);
      expect(states.at(-1)!.end).toBe(log.truth.end);
      states.forEach((state, i) => {
        if (i > 0) expect(state.start).toBe(states[i - 1]!.end);
        expect(milliseconds(state.end) - milliseconds(state.start)).toBe(state.seconds * 1000);
      });
      const hole = general.column("DMEA");
      const drilled = hole.at(-1)! - well.hole.start;
      expect(Math.abs(drilled - well.hole.drilled)).toBeLessThan(0.02 + 0.03 * (well.interval - 1));
      const sum = Object.values(well.totals).reduce((total, { metres }) => total + metres, 0);
      expect(sum).toBeCloseTo(well.hole.drilled, 1);
      if (well.interval > 1) return;
      const first = milliseconds(log.truth.start);
      const depthAt = (text: string): number =>
        hole[(milliseconds(text) - first) / 1000 - 1] ?? well.hole.start;
      for (const { start, end, metres } of states) {
        expect(Math.abs(depthAt(end) - depthAt(start) - metres)).toBeLessThan(0.0111);
      }
    }),
  );

  test(
    "times connections as record 03 and the hookload do",
    each((well, general) => {
      const record = rows(well, 3);
      expect(record.count).toBe(well.connections.length);
      if (record.count === 0) return;
      const [before, slips, after, off] = ["ETBS", "ETSL", "ETSB", "ETPO"].map((item) => record.column(item));
      well.connections.forEach((connection, i) => {
        expect([before![i], slips![i], after![i], off![i]]).toEqual([
          connection.bottomToSlips,
          connection.slipsToSlips,
          connection.slipsToBottom,
          connection.pumpsOff,
        ]);
        expect(record.time[i]).toBe(milliseconds(connection.onBottom));
        expect(connection.weightToWeight).toBe(before![i]! + slips![i]! + after![i]!);
        expect(connection.weightToWeight).toBeGreaterThan(180);
        expect(connection.weightToWeight).toBeLessThan(720);
        const loads = within(general, "HKLA", connection.intoSlips, connection.outOfSlips);
        const held = loads.filter((load) => load < BLOCK_WEIGHT + 2).length * well.interval;
        expect(Math.abs(held - connection.slipsToSlips)).toBeLessThanOrEqual(3 + well.interval);
      });
    }),
  );

  test(
    "sends the surveys of its truth, and formations where their tops are",
    each((well) => {
      const surveys = rows(well, 7);
      expect(surveys.count).toBe(well.surveys.length);
      well.surveys.forEach(({ time, depth, inclination, azimuth }, i) => {
        expect(surveys.time[i]).toBe(milliseconds(time));
        expect(surveys.column("DSVM")[i]).toBe(depth);
        expect(surveys.column("SINC")[i]).toBe(inclination);
        expect(surveys.column("SAZC")[i]).toBe(azimuth);
      });
      const general = rows(well, 1);
      const hole = general.column("DMEA");
      for (const { top, drilled } of well.formations) {
        if (drilled === null) expect(top).toBeLessThanOrEqual(well.hole.start);
        else {
          const row = general.time.findIndex((time) => time >= milliseconds(drilled));
          expect(Math.abs(hole[row]! - top)).toBeLessThan(0.05 * well.interval);
        }
      }
    }),
  );

  test(
    "moves mud between tanks, and loses none that the hole did not take",
    each((well) => {
      const tanks = rows(well, 11);
      const parts = ["TV01", "TV02", "TV03", "TV04", "TV05"].map((tank) => tanks.column(tank));
      const total = tanks.column("TVT");
      everyRow(
        tanks,
        (row) => Math.abs(parts.reduce((sum, part) => sum + part[row]!, 0) - total[row]!) < 0.25,
      );
    }),
  );
});

describe("what goes wrong shows where a driller looks", () => {
  const log = made("comprehensive");
  const well = log.truth.wells[0]!;
  const { rows } = decoded(log);
  const general = rows(well, 1);
  const event = (kind: string) => well.events.find((one) => one.kind === kind)!;

  test("the day has a kick, a loss and a pack-off, each with its end", () => {
    for (const kind of ["kick", "loss", "pack_off"]) {
      expect(event(kind), kind).toBeDefined();
      expect(event(kind).end, kind).not.toBeNull();
    }
  });

  test("a kick fills the pits by its size, lifts the choke pressure, and brings gas", () => {
    const { start, end, size } = event("kick");
    expect(size).toBeGreaterThan(1);
    expect(size).toBeLessThan(4);
    const tank = within(general, "TVA", start, end!);
    expect(
      tank.slice(0, 1_200).reduce((most, volume) => Math.max(most, volume), 0) - tank[0]!,
    ).toBeGreaterThan(0.8 * size);
    const most = (column: string) => Math.max(...within(general, column, start, end!));
    expect(most("CHKP")).toBeGreaterThan(2_000);
    expect(most("GASA")).toBeGreaterThan(8);
    const before = within(general, "MDIA", log.truth.start, start);
    const after = within(general, "MDIA", end!, log.truth.end);
    expect(mean(after)).toBeGreaterThan(mean(before) + 50);
  });

  test("a loss takes its size from the pits, and from the returns", () => {
    const { start, end, size } = event("loss");
    const tank = within(general, "TVA", start, end!);
    const drilled = within(general, "DMEA", start, end!);
    const hole = (drilled.at(-1)! - drilled[0]!) * 0.0332;
    expect(Math.abs(tank[0]! - tank.at(-1)! - hole - size)).toBeLessThan(0.15 * size + 1);
    const [flowIn, flowOut] = ["MFIA", "MFOA"].map((column) => mean(within(general, column, start, end!)));
    expect(flowOut).toBeLessThan(flowIn! - 40);
  });

  test("a pack-off raises pressure and torque together", () => {
    const { start, end, size } = event("pack_off");
    const minuteBefore = new Date(milliseconds(start) - 60_000).toISOString().slice(0, 19);
    const before = mean(within(general, "SPPA", minuteBefore, start));
    expect(Math.max(...within(general, "SPPA", start, end!)) - before).toBeGreaterThan(0.6 * size);
    const torque = within(general, "TQA", start, end!);
    expect(Math.max(...torque)).toBeGreaterThan(1.25 * torque[2]!);
  });

  test("the day begins and ends with the string out of the hole", () => {
    const bit = general.column("DBTM");
    expect([bit[0], bit.at(-1)]).toEqual([0, 0]);
    expect(Math.max(...bit.slice(0, 40_000))).toBeGreaterThan(2_400);
  });

  test("a trip fills the hole with what the steel leaves", () => {
    const trips = rows(well, 6);
    const [observed, expected] = ["FVO", "FVE"].map((item) => trips.column(item));
    everyRow(trips, (row) => Math.abs(observed![row]! - expected![row]!) < 0.05);
    expect(Math.min(...expected!)).toBeLessThan(-0.08);
    expect(Math.max(...expected!)).toBeGreaterThan(0.08);
  });

  test.each([2, 3, 4])("and so does another day, of seed %i", (seed) => {
    const [other] = made("comprehensive", { seed }).truth.wells;
    const kinds = other!.events.filter(({ end }) => end !== null).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["kick", "loss", "pack_off"]));
    expect(other!.states.at(-1)!.state).toBe("out_of_hole");
    for (const state of ["drill_slide", "drill_rotate", "back_ream", "trip_in", "trip_out", "circulate"]) {
      expect(other!.totals[state]?.seconds, state).toBeGreaterThan(200);
    }
  });
});

describe("formations", () => {
  const log = made("formation_change");
  const well = log.truth.wells[0]!;
  const { rows } = decoded(log);

  test("limestone drills slower than the clay above, sandstone faster, and both have less gamma", () => {
    const depth = rows(well, 2).column("DMEA");
    const rate = rows(well, 2).column("ROPA");
    const gammaDepth = rows(well, 8).column("DG1M");
    const gamma = rows(well, 8).column("MG1");
    const layerMean = (name: string, depths: readonly number[], values: readonly number[]): number => {
      const at = well.formations.findIndex((formation) => formation.name === name);
      const [top, base] = [well.formations[at]!.top + 1, well.formations[at + 1]?.top ?? well.hole.end];
      return mean(values.filter((_, i) => depths[i]! > top && depths[i]! < base));
    };
    const rates = (name: string) => layerMean(name, depth, rate);
    const gammas = (name: string) => layerMean(name, gammaDepth, gamma);
    expect(rates("Limestone")).toBeLessThan(0.55 * rates("Claystone"));
    expect(rates("Sandstone")).toBeGreaterThan(1.4 * rates("Silty shale"));
    expect(gammas("Limestone")).toBeLessThan(40);
    expect(gammas("Sandstone")).toBeLessThan(60);
    expect(gammas("Shale")).toBeGreaterThan(80);
  });
});

describe("circulation breaks", () => {
  test("are the times that the pumps stand with the string out of slips", () => {
    const log = made("circulation_break");
    const well = log.truth.wells[0]!;
    const general = decoded(log).rows(well, 1);
    const breaks = well.events.filter(({ kind }) => kind === "circulation_break");
    expect(breaks.length).toBeGreaterThanOrEqual(3);
    for (const { start, end, seconds, size } of breaks) {
      expect(size).toBe(seconds);
      expect(Math.max(...within(general, "MFIA", start, end!))).toBeLessThan(51);
    }
  });
});

describe("two wells in one stream", () => {
  test("are told apart by item 01, and each has its own depth and interval", () => {
    const log = made("multi_well", { hours: 0.5 });
    const { rows } = decoded(log);
    const [first, second] = log.truth.wells;
    expect(first!.name).not.toBe(second!.name);
    expect(rows(first!, 1).count).toBe(900);
    expect(rows(second!, 1).count).toBe(360);
    expect(rows(first!, 1).column("DMEA")[0]).not.toBeCloseTo(rows(second!, 1).column("DMEA")[0]!, 0);
  });
});

describe("the same seed", () => {
  const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

  test("gives the same six hours on every machine", () => {
    expect(hash(made("comprehensive", { seed: 42, hours: 6 }).bytes)).toBe(
      "d3d058b864deb3722f3b44062ba5d0f95c99ee380008129b162a8bbdc0548002",
    );
  });

  test("gives the same log and truth, and another seed another", () => {
    const [a, b, c] = [7, 7, 8].map((seed) => made("basic_drilling", { seed, hours: 1 }));
    expect(hash(a!.bytes)).toBe(hash(b!.bytes));
    expect(a!.truth).toEqual(b!.truth);
    expect(hash(a!.bytes)).not.toBe(hash(c!.bytes));
  });

  test("gives a longer log that begins with the shorter one", () => {
    const short = made("multi_well", { hours: 0.2 }).bytes;
    const long = made("multi_well", { hours: 0.4 }).bytes;
    expect(Buffer.compare(long.subarray(0, short.length), short)).toBe(0);
  });

  test("in FPS tells the same of the same seconds", () => {
    const metric = made("connection_sequence", { hours: 1 });
    const fps = made("connection_sequence", { hours: 1, units: "fps" });
    expect(fps.truth.wells).toEqual(metric.truth.wells);
    const well = metric.truth.wells[0]!;
    const [inMetres, inFeet] = [metric, fps].map((log) => decoded(log).rows(well, 1));
    const pairs: [string, number][] = [
      ["DMEA", 1 / 0.3048],
      ["SPPA", 0.145_037_7],
      ["HKLA", 2.248_089],
    ];
    for (const [item, factor] of pairs) {
      const [a, b] = [inMetres!.column(item), inFeet!.column(item)];
      everyRow(inMetres!, (row) => Math.abs(a[row]! * factor - b[row]!) < 0.006 + 0.006 * factor);
    }
  });
});

describe("the functions that engines round differently", () => {
  test("agree with Math to twelve digits", () => {
    for (let i = -200; i <= 200; i++) {
      const angle = i * 0.173;
      expect(Math.abs(sine(angle) - Math.sin(angle))).toBeLessThan(1e-12);
      expect(Math.abs(cosine(angle) - Math.cos(angle))).toBeLessThan(1e-12);
      const value = 1.09 ** i;
      expect(Math.abs(logarithm(value) - Math.log(value))).toBeLessThan(1e-12);
    }
  });
});
