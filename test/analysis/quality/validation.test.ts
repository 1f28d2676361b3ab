import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explanations } from "../../../src/frame/explanations.js";
import type { Finding } from "../../../src/frame/findings.js";
import { RecentBytes } from "../../../src/frame/recent-bytes.js";
import { Validation, validationPlan } from "../../../src/frame/validation.js";
import { Decoder } from "../../../src/kernel/decoder.js";
import { formatCode } from "../../../src/wits/catalog/code.js";
import { usualDialect } from "../../../src/wits/dialect/dialect.js";
import { SAMPLES, sample } from "../../cli/binary.js";

interface Options {
  readonly cut?: number;
  readonly maxLine?: number;
  readonly maxFrame?: number;
  readonly records?: readonly number[];
}

/** All findings of a source that arrives in pieces of `cut` bytes. */
function validated(source: Uint8Array | string, options: Options = {}): Finding[] {
  const { cut = 65_536, records, ...limits } = options;
  const bytes = typeof source === "string" ? Buffer.from(source, "latin1") : source;
  const dialect = { ...usualDialect, ...limits };
  const plan = validationPlan({ records });
  const decoder = new Decoder({ ...dialect, plan, sources: ["a"] });
  const validation = new Validation(dialect, plan.catalog);
  const found: Finding[] = [];
  validation.startSource("a");
  decoder.start(0);
  for (let at = 0; at < bytes.length; at += cut) {
    for (let piece = bytes.subarray(at, at + cut); piece.length > 0; ) {
      const taken = Math.min(piece.length, decoder.window().length);
      decoder.window().set(piece.subarray(0, taken));
      validation.see(piece.subarray(0, taken));
      decoder.advance(taken);
      piece = piece.subarray(taken);
      do found.push(...validation.take(decoder.flush("all"), decoder.counters().frames));
      while (decoder.full);
    }
  }
  decoder.end();
  while (!decoder.ended) found.push(...validation.take(decoder.flush("all"), decoder.counters().frames));
  found.push(...validation.take(decoder.flush("all"), decoder.counters().frames));
  return [...found, ...validation.endSource()];
}

/** `duplicate-item 0108 at 4, line 2, frame 1`. */
const told = (findings: readonly Finding[]): string[] =>
  findings.map(({ reason, offset, line, frame, ...rest }) => {
    const code = "code" in rest && rest.code !== undefined ? ` ${formatCode(rest.code)}` : "";
    return `${reason}${code} at ${offset}, line ${line}, ${frame === undefined ? "outside" : `frame ${frame}`}`;
  });

const FRAME = "&&\n0108100\n!!\n";

describe("a finding tells its byte, its line and its frame", () => {
  it.each<[string, string, string[]]>([
    ["of a reject", "&&\n0108100\n0110x\n!!\n", ["not-a-number 0110 at 11, line 3, frame 1"]],
    [
      "outside frames, before and behind them",
      `junk\n${FRAME}more\n${FRAME.replace("100", "101")}end`,
      [
        "outside-frame at 0, line 1, outside",
        "outside-frame at 19, line 5, outside",
        "outside-frame at 38, line 9, outside",
      ],
    ],
    [
      "of the earlier of two lines",
      "&&\n01081\n01102\n01083\n!!\n",
      ["duplicate-item 0108 at 3, line 2, frame 1"],
    ],
    [
      "of a missing end, at what follows",
      `&&\n01081\n${FRAME}&&\n01082`,
      [
        "no-end at 9, line 3, frame 1",
        "cut-line 0108 at 26, line 7, frame 3",
        "no-end at 31, line 7, frame 3",
      ],
    ],
    [
      "with line ends of every kind",
      "&&\r01081\r\n0110x\n\r\n!!\r\n",
      ["not-a-number 0110 at 10, line 3, frame 1"],
    ],
    [
      "of markers on one line",
      "&&0108x!!&&0110y!!",
      ["not-a-number 0108 at 2, line 1, frame 1", "not-a-number 0110 at 11, line 1, frame 2"],
    ],
  ])("%s", (_, log, expected) => {
    expect(told(validated(log))).toEqual(expected);
  });
});

describe("what is accepted, and worth knowing, is a warning", () => {
  it.each<[string, string, string[]]>([
    [
      "an empty frame",
      `${FRAME}&&\n \0\r\n!!\n&&!!\n`,
      ["empty-frame at 14, line 4, frame 2", "empty-frame at 24, line 7, frame 3"],
    ],
    [
      "a frame with the bytes of the one before",
      `${FRAME}\n\n${FRAME}${FRAME.replace("100", "101")}${FRAME}`,
      ["duplicate-frame at 16, line 6, frame 2"],
    ],
    [
      "and again",
      FRAME.repeat(3),
      ["duplicate-frame at 14, line 4, frame 2", "duplicate-frame at 28, line 7, frame 3"],
    ],
    ["but not with other line ends", `${FRAME}${FRAME.replaceAll("\n", "\r\n")}`, []],
    [
      "junk between the two does not hide it",
      `${FRAME}x\n${FRAME}`,
      ["outside-frame at 14, line 4, outside", "duplicate-frame at 16, line 5, frame 2"],
    ],
  ])("%s", (_, log, expected) => {
    expect(told(validated(log))).toEqual(expected);
  });

  it("a clock that steps back, with both times", () => {
    const at = (time: string): string => `&&\n0105240612\n0106${time}\n!!\n`;
    const found = validated(at("100000") + at("095900") + at("100001"));
    expect(found).toMatchObject([
      {
        kind: "warning",
        reason: "clock-back",
        frame: 2,
        step: { from: Date.UTC(2024, 5, 12, 10), to: Date.UTC(2024, 5, 12, 9, 59) },
      },
    ]);
  });
});

it("findings are the same however the bytes are cut, and in the order of the source", () => {
  const logs = readdirSync(SAMPLES).filter((name) => /\.wits$/.test(name) && sample(name).length < 700);
  let found = 0;
  for (const name of logs) {
    const bytes = sample(name);
    const whole = validated(bytes);
    if (whole.length === 0) continue;
    found++;
    for (const cut of bytes.length < 400 ? [1, 7] : [13]) {
      expect(validated(bytes, { cut }), `${name}, pieces of ${cut}`).toEqual(whole);
    }
    const places = whole.map(({ offset }) => offset);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  }
  expect(found).toBeGreaterThan(5);
});

it("of a line without end, memory holds no more than of any other log", () => {
  const found = validated("x".repeat(3_000_000), { cut: 10_000, maxLine: 1000, maxFrame: 1000 });
  expect(found.length).toBe(3000);
  expect(found.at(-1)).toMatchObject({ offset: 2_999_000, line: 1, frame: undefined });
});

it("lines are counted when their bytes are no longer kept", () => {
  const text = "a\r\nb\rc\n\r\n".repeat(100_000);
  const recent = new RecentBytes(1000);
  for (let at = 0; at < text.length; at += 777) recent.add(Buffer.from(text.slice(at, at + 777)));
  expect(recent.between(0, 10)).toBeUndefined();
  expect(recent.lineAt(text.length)).toBe(400_001);
  expect(recent.lineAt(text.length - 3)).toBe(399_999);
  expect(recent.between(text.length - 3, text.length)?.toString()).toBe("\n\r\n");
});

it("every reason and every warning is explained", () => {
  for (const { what, advice } of Object.values(explanations)) {
    expect(what).toMatch(/^[a-z].*[^.]$/);
    expect(advice).toMatch(/^[A-Z].*\.$/);
  }
});
