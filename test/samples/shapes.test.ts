import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { generateLog, generateWhole, type LogShape } from "../../src/samples/shapes/generator.js";

const SHAPES: readonly LogShape[] = ["rig", "short", "wide", "noisy", "sparse", "shuffled"];
const LAST_ITEM = new Map([
  [1, 45],
  [7, 26],
  [8, 55],
  [11, 35],
  [12, 28],
  [14, 29],
  [17, 38],
]);
const SENTINELS = new Map([
  ["", "empty"],
  ["-999.25", "-999.25"],
  ["-9999", "-9999"],
  ["-8888.00", "-8888"],
]);

type Frame = [code: string, text: string][];

/** Reads the generator's own dialect: nothing but frames, one item a line. */
function framesOf(bytes: Uint8Array, lineEnd = "\r\n"): Frame[] {
  const frames: Frame[] = [];
  for (const line of Buffer.from(bytes).toString("latin1").split(lineEnd)) {
    if (line === "&&") frames.push([]);
    else if (line !== "!!" && line !== "") frames.at(-1)!.push([line.slice(0, 4), line.slice(4)]);
  }
  return frames;
}

function countsOf(frames: Frame[]) {
  const nulls: Record<string, number> = { empty: 0, "-999.25": 0, "-9999": 0, "-8888": 0 };
  const rows: Record<string, number> = {};
  const sums: Record<string, number> = {};
  let values = 0;
  const add = (counts: Record<string, number>, key: string, by: number) => {
    counts[key] = (counts[key] ?? 0) + by;
  };
  for (const frame of frames) {
    const records = new Set<string>();
    for (const [code, text] of frame) {
      const kind = SENTINELS.get(text);
      if (kind === undefined) values++;
      else add(nulls, kind, 1);
      const number = Number(text);
      add(sums, code, kind === undefined && !Number.isNaN(number) ? number : 0);
      if (code === "1984") continue;
      if (Number(code.slice(2)) > (LAST_ITEM.get(Number(code.slice(0, 2))) ?? 0)) add(rows, "unmapped", 1);
      else records.add(code.slice(0, 2));
    }
    for (const record of records) add(rows, record, 1);
  }
  return { frames: frames.length, values, nulls, rows, sums };
}

/** The readings of one item, nulls left out. */
function readings(frames: Frame[], code: string): number[] {
  return frames.flatMap((frame) =>
    frame.filter((line) => line[0] === code && !SENTINELS.has(line[1])).map((line) => Number(line[1])),
  );
}

describe("the same seed", () => {
  test("gives the same first megabyte for ever", () => {
    const { bytes } = generateWhole({ seed: 42, bytes: 1_000_000 });
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(
      "6b9b4750ed6c3521c866231a92c7447fd09f20d63afa9c4440300589b9564feb",
    );
  });

  test("gives a longer log that starts with the shorter one", () => {
    const short = generateWhole({ seed: 3, frames: 500 }).bytes;
    const long = generateWhole({ seed: 3, frames: 900 }).bytes;
    expect(Buffer.compare(long.subarray(0, short.length), short)).toBe(0);
  });

  test("and another seed gives another log", () => {
    expect(generateWhole({ seed: 1, frames: 20 }).bytes).not.toEqual(
      generateWhole({ seed: 2, frames: 20 }).bytes,
    );
  });
});

describe("the truth is what a plain reading of the lines finds", () => {
  for (const shape of SHAPES) {
    test(`shape ${shape}`, () => {
      const { bytes, truth } = generateWhole({ seed: 5, frames: 800, shape, vendor: "PASON/EDR" });
      const { sums, ...counts } = countsOf(framesOf(bytes));
      const outcome = truth.outcome();
      expect(outcome).toMatchObject(counts);
      expect(Object.keys(outcome.rows).sort()).toEqual(Object.keys(counts.rows).sort());
      expect(outcome.bytes.total).toBe(bytes.length);
      expect(outcome.bytes.framing).toBe(counts.frames * 8);
      const codes = truth.codes();
      expect([...codes.keys()].sort((a, b) => a - b)).toEqual(
        Object.keys(sums)
          .map(Number)
          .sort((a, b) => a - b),
      );
      for (const [code, { sum }] of codes) expect(sum).toBe(sums[code.toString().padStart(4, "0")]);
    });
  }

  test("with seven decimals, an empty well name, no clock, LF, FPS and the records of an event", () => {
    const { bytes, truth } = generateWhole({
      frames: 600,
      decimals: "long",
      well: "",
      clock: false,
      lineEnd: "\n",
      units: "fps",
      records: [7, 17],
    });
    const frames = framesOf(bytes, "\n");
    const { sums: _, ...counts } = countsOf(frames);
    expect(truth.outcome()).toMatchObject(counts);
    expect(truth.outcome().rows["07"]).toBeGreaterThan(0);
    const codes = new Set(frames.flat().map((line) => line[0]));
    expect(codes.has("1705") || codes.has("1706")).toBe(false);
    expect(frames.flat().find((line) => line[0] === "1708")![1]).toMatch(/^\d+\.\d{7}$/);
  });
});

describe("a log", () => {
  test("comes in chunks of about 64 KiB that end between frames", () => {
    const chunks = [...generateLog({ bytes: 500_000 })];
    for (const chunk of chunks) expect(Buffer.from(chunk).subarray(-4).toString()).toBe("!!\r\n");
    for (const chunk of chunks.slice(0, -1)) expect(chunk.length).toBeGreaterThan(48_000);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(65_536);
  });

  test("ends with the frame that reaches the size asked for", () => {
    const { bytes } = generateWhole({ bytes: 10_000 });
    expect(bytes.length).toBeGreaterThanOrEqual(10_000);
    expect(bytes.length).toBeLessThan(10_500);
  });

  test("carries its clock over midnight", () => {
    const start = new Date("2023-12-31T23:59:59Z");
    const frames = framesOf(generateWhole({ frames: 2, records: [1], start }).bytes);
    const stamps = frames.map((frame) =>
      frame.filter(([code]) => code === "0105" || code === "0106").map(([, text]) => text),
    );
    expect(stamps).toEqual([
      ["231231", "235959"],
      ["240101", "000000"],
    ]);
  });

  test("refuses a well name that would break a frame", () => {
    expect(() => generateWhole({ frames: 1, well: "A\r\n!!" })).toThrow(RangeError);
  });
});

describe("the shapes", () => {
  const lengths = (shape: LogShape) =>
    framesOf(generateWhole({ frames: 300, shape }).bytes).map((frame) => frame.length);

  test("short frames have 5 lines", () => expect(new Set(lengths("short"))).toEqual(new Set([5])));
  test("wide frames have 160 lines", () => expect(new Set(lengths("wide"))).toEqual(new Set([160])));

  test("half of a sparse log's readings are null, of every kind", () => {
    const { values, nulls } = generateWhole({ frames: 2000, shape: "sparse", records: [1] }).truth.outcome();
    const total = Object.values(nulls).reduce((sum, count) => sum + count, 0);
    // 28 of 35 lines are readings.
    expect(total / (values + total)).toBeGreaterThan(0.38);
    expect(total / (values + total)).toBeLessThan(0.42);
    for (const count of Object.values(nulls)) expect(count).toBeGreaterThan(total / 5);
  });

  test("noisy numbers have many lengths and both signs", () => {
    const lines = framesOf(generateWhole({ frames: 400, shape: "noisy", records: [1] }).bytes).flat();
    const texts = lines.filter(([code]) => code === "0121").map(([, text]) => text);
    expect(new Set(texts.map((text) => text.length)).size).toBeGreaterThan(12);
    expect(texts.some((text) => text.startsWith("-"))).toBe(true);
    expect(texts.some((text) => !text.startsWith("-"))).toBe(true);
  });

  test("shuffled frames do not repeat their layout", () => {
    const frames = framesOf(generateWhole({ frames: 300, shape: "shuffled", records: [1] }).bytes);
    const layouts = new Set(frames.map((frame) => frame.map(([code]) => code).join()));
    expect(layouts.size).toBeGreaterThan(280);
    for (const frame of frames) expect(new Set(frame.map(([code]) => code)).size).toBe(frame.length);
  });
});

describe("the rig", () => {
  // 33 hours at a frame in 2 seconds: connections, and the first short trip.
  const log = generateWhole({ frames: 60_000, records: [1], intervalSeconds: 2, nullShare: 0 });
  const frames = framesOf(log.bytes);
  const column = (code: string) => readings(frames, code);
  const hole = column("0110");
  const bit = column("0108");
  const block = column("0112");
  const activity = column("0107");

  test("makes hole and never loses it", () => {
    for (let row = 1; row < hole.length; row++) expect(hole[row]! >= hole[row - 1]!).toBe(true);
    expect(hole.at(-1)! - hole[0]!).toBeGreaterThan(200);
  });

  test("never has the bit below the hole, and pulls it five stands on a short trip", () => {
    const above = hole.map((depth, row) => depth - bit[row]!);
    expect(extreme(above, Math.min)).toBeGreaterThanOrEqual(-0.005);
    expect(extreme(above, Math.max)).toBeCloseTo(5 * 27, 0);
  });

  test("moves the block within the derrick", () => {
    expect(extreme(block, Math.min)).toBeGreaterThan(0);
    expect(extreme(block, Math.max)).toBeLessThan(35);
  });

  test("moves the bit with the block, except in slips", () => {
    const hookload = column("0114");
    for (let row = 1; row < bit.length; row++) {
      const inSlips = hookload[row]! < 26 || hookload[row - 1]! < 26;
      const moved = bit[row]! - bit[row - 1]! + block[row]! - block[row - 1]!;
      if (!inSlips) expect(Math.abs(moved)).toBeLessThan(0.025);
    }
  });

  test("has pressure only with flow, and more than 15 MPa at full flow", () => {
    const flow = column("0130");
    const pressure = column("0121");
    flow.forEach((litres, row) => {
      if (litres === 0) expect(pressure[row]!).toBe(0);
      if (litres > 2_250) expect(pressure[row]!).toBeGreaterThan(15_000);
    });
    expect(flow.some((litres) => litres === 0)).toBe(true);
  });

  test("penetrates only while it drills, with weight on bit and torque", () => {
    const rop = column("0113");
    const wob = column("0116");
    const torque = column("0118");
    activity.forEach((code, row) => {
      if (code !== 2) expect(rop[row]!).toBe(0);
      else if (rop[row]! > 5) expect(wob[row]! > 1.5 && torque[row]! > 3).toBe(true);
    });
  });

  test("counts strokes upwards", () => {
    const strokes = column("0137");
    for (let row = 1; row < strokes.length; row++) expect(strokes[row]! >= strokes[row - 1]!).toBe(true);
  });
});

/** The least or greatest of values too many to be arguments. */
function extreme(values: number[], choose: (a: number, b: number) => number): number {
  return values.reduce((best, value) => choose(best, value));
}
