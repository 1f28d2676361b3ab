import { describe, expect, it } from "vitest";
import { type Frame, FrameReader } from "../../src/frame/frame-reader.js";
import { expectedOf, fixtures, smallFixtures } from "../decode/fixtures.js";

/** Laying out a decoder's memory takes longer than most fixtures. */
const plain = new FrameReader({ sources: ["log"] });

function framesOf(
  bytes: Uint8Array,
  size: number,
  options?: Omit<ConstructorParameters<typeof FrameReader>[0], "sources">,
) {
  const reader = options === undefined ? plain : new FrameReader({ sources: ["log"], ...options });
  reader.start(0);
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length; at += size) frames.push(...reader.push(bytes.subarray(at, at + size)));
  frames.push(...reader.end());
  return frames;
}

/** What stands outside frames may be told in pieces. */
function joined(frames: readonly Frame[]): Frame[] {
  const all: Frame[] = [];
  for (const frame of frames) {
    const last = all.at(-1);
    if (frame.number === undefined && last !== undefined && last.number === undefined) {
      all[all.length - 1] = { ...last, lines: [...last.lines, ...frame.lines] };
    } else all.push(frame);
  }
  return all;
}

describe.each(smallFixtures)("frames of $name", ({ bytes }) => {
  it("are the same however the log is cut", () => {
    const whole = joined(framesOf(bytes, bytes.length));
    for (const size of [1, 2, 3, 7, 100]) expect(joined(framesOf(bytes, size))).toEqual(whole);
  });
});

describe.each(fixtures)("$name", ({ name, bytes }) => {
  it("is told as its outcome has it: every frame, value, null and reject, and its time", () => {
    const expected = expectedOf(name);
    const frames = framesOf(bytes, 65_536);
    const numbered = frames.filter(({ number }) => number !== undefined);
    const lines = frames.flatMap((frame) => frame.lines);
    const items = lines.flatMap((line) => (line.kind === "item" ? [line] : []));
    expect(numbered.map(({ number }) => number)).toEqual(
      Array.from({ length: expected.frames }, (_, i) => i + 1),
    );
    expect(items.filter(({ value }) => value !== null)).toHaveLength(expected.values);
    const nulls = Object.values(expected.nulls).reduce((sum, count) => sum + count, 0);
    expect(items.filter(({ value }) => value === null)).toHaveLength(nulls);
    const rejects: Record<string, number> = {};
    for (const line of lines) {
      if (line.kind === "reject") rejects[line.reason] = (rejects[line.reason] ?? 0) + 1;
    }
    expect(rejects).toEqual(
      Object.fromEntries(Object.entries(expected.rejects).filter(([, count]) => count > 0)),
    );
    if (expected.timestamps !== undefined) {
      const times = numbered.map(({ timestamp }) =>
        timestamp === undefined ? timestamp : new Date(timestamp).toISOString().slice(0, -1),
      );
      expect(times).toEqual(expected.timestamps.map((time) => time ?? undefined));
    }
  });

  it("says of every null what was sent", () => {
    const sent = framesOf(bytes, 4096)
      .flatMap(({ lines }) => lines)
      .flatMap((line) => (line.kind === "item" && line.value === null ? [line.sent] : []));
    expect(sent).toHaveLength(Object.values(expectedOf(name).nulls).reduce((sum, count) => sum + count, 0));
    expect(sent.filter((text) => !/^(|-[\d.e]+)$/.test(text ?? "none"))).toEqual([]);
  });
});

describe("a frame", () => {
  const bytes = Buffer.from(
    "&&\r\n01081\r\nbad\r\n0110x\r\n0110-999.25\r\n01082\r\n!!\r\nnoise\r\n&&\r\n!!\r\n",
  );
  const shown = ({ lines }: Frame) =>
    lines.map((line) => (line.kind === "item" ? `${line.code}=${line.value}` : line.reason));

  it("has its items and its rejects in the order of their lines", () => {
    const frames = framesOf(bytes, bytes.length);
    expect(frames.map(shown)).toEqual([
      ["duplicate-item", "bad-line", "not-a-number", "110=null", "108=2"],
      ["outside-frame"],
      [],
    ]);
    expect(frames.map(({ number, offset }) => [number, offset])).toEqual([
      [1, 0],
      [undefined, 47],
      [2, 54],
    ]);
  });

  it("is told as soon as it has ended, before the next one comes", () => {
    const reader = new FrameReader({ sources: ["log"] });
    reader.start(0);
    expect(reader.push(Buffer.from("&&\r\n01081\r\n"))).toEqual([]);
    expect(reader.push(Buffer.from("!!\r\n")).map(({ number }) => number)).toEqual([1]);
  });

  it("keeps its number when those before it are left out", () => {
    const { bytes } = smallFixtures.find(({ name }) => name === "spec.wits")!;
    const numbers = (options: Parameters<typeof framesOf>[2]) =>
      framesOf(bytes, 100, options).map(({ number }) => number);
    expect(numbers({ records: [11] })).toEqual([2]);
    expect(
      numbers({ from: Date.parse("2024-06-12T14:15:01Z"), until: Date.parse("2024-06-12T14:15:02Z") }),
    ).toEqual([3]);
  });
});

/** Ends of frames behind which a sender may be silent until the next one. */
const ENDS = ["!!\r\n", "!!", "!!\r", "  !!", "\t!! \t", " !! \r\n"] as const;

describe.each([
  ["\r\n", ""],
  ["\n", ""],
  ["\r", ""],
  ["\r\n", "  "],
])("a frame of lines that end in %j, behind %j", (lineEnd, indent) => {
  it.each(ENDS)("is told with the last byte of its end, %j, and not again", (end) => {
    const lines = (depth: number): string =>
      ["&&", `0108${depth}`, "0101A !! B"].map((line) => `${indent}${line}${lineEnd}`).join("");
    const log = [1, 2, 3].map((depth) => Buffer.from(lines(depth) + end));
    plain.start(0);
    const told: Frame[] = [];
    for (const [i, frame] of log.entries()) {
      // The line end of the frame before, where that had none.
      const behind = i > 0 && !/[\r\n]$/.test(end) ? Buffer.from(lineEnd) : Buffer.alloc(0);
      for (const byte of Buffer.concat([behind, frame])) told.push(...plain.push(Uint8Array.of(byte)));
      expect(told.map(({ number }) => number)).toEqual([1, 2, 3].slice(0, i + 1));
    }
    expect(plain.end()).toEqual([]);
    expect(plain.frames).toBe(3);
    expect(told.flatMap((frame) => frame.lines.map((line) => line.kind === "item" && line.value))).toEqual(
      [1, 2, 3].flatMap((depth) => [depth, "A !! B"]),
    );
  });
});
