import { describe, expect, it } from "vitest";
import { convert, WitsStream } from "../../../src/index.js";
import { Decoder } from "../../../src/kernel/decoder.js";
import { planOf } from "../../../src/wits/catalog/layout.js";

const wrong: readonly (readonly [options: object, message: RegExp])[] = [
  [{ units: "nope" }, /^units: there is no such word nope; there are metric, fps, fps-uk/],
  [{ units: "Metric" }, /^units: "Metric" is written "metric"$/],
  [{ units: "metric", to: "imperial" }, /^to: there is no/],
  [{ tz: "Europe/Olso" }, /Europe\/Olso/],
  [{ tz: 1 }, /^tz: 1 is no name of a zone/],
  [{ records: [0] }, /^records: 0 is too small; the least is 1/],
  [{ records: "1,7" }, /^records: "1,7" is no list/],
  [{ map: 7 }, /^map: /],
  [{ maxLine: -1 }, /^maxLine: -1 is too small; the least is 16/],
  [{ maxLine: 1.5 }, /^maxLine: 1.5 is no whole number/],
  [{ maxFrame: 1 << 30 }, /^maxFrame: \d+ is too large/],
  [{ maxCodes: Number.NaN }, /^maxCodes: null is no whole number/],
  [{ maxExpansion: 0 }, /^maxExpansion: 0 is too small/],
  [{ maxText: "64KiB" }, /^maxText: "64KiB" is no whole number/],
  [{ dateOrder: "dym" }, /^dateOrder: there is no such word dym; .* Did you mean dmy\?/],
  [{ decimal: "," }, /^decimal: /],
  [{ thousands: "none " }, /^thousands: /],
  [{ input: "csv" }, /^input: /],
  [{ frameEnd: "end" }, /^frameEnd: /],
  [{ timeFrom: "4" }, /^timeFrom: /],
  [{ timeDigits: "hh" }, /^timeDigits: /],
  [{ encoding: "utf-16" }, /utf-16/],
  [{ nulls: "-999.25" }, /^nulls: "-999.25" is no list/],
  [{ nulls: [null] }, /^nulls: null is neither a number nor a word/],
  [{ markers: ["<", ">"] }, /^markers: /],
  [{ sevenBit: "yes" }, /^sevenBit: "yes" is neither true nor false/],
];

const ofConversions: readonly (readonly [options: object, message: RegExp])[] = [
  [{ inputs: "log.wits" }, /^inputs: "log.wits" is no list/],
  [{ inputs: [""] }, /^inputs: "" is no path/],
  [{ output: undefined }, /^output: /],
  [{ format: "xlsx" }, /^format: /],
  [{ layout: "records" }, /^layout: .* Did you mean record\?/],
  [{ compression: "lz4" }, /^compression: /],
  [{ partition: "hour" }, /^partition: /],
  [{ workers: 0 }, /^workers: 0 is too small/],
  [{ partSize: -1 }, /^partSize: /],
  [{ rowGroupRows: 0 }, /^rowGroupRows: /],
  [{ shard: { index: 2, count: 2 } }, /^shard\.index: 2 is too large; the most is 1/],
  [{ force: 1 }, /^force: /],
];

describe("what a program tells is checked as what a user types", () => {
  it.each(wrong)("%j", async (options, message) => {
    const usage = { kind: "usage", message: expect.stringMatching(message) };
    const given = { inputs: ["none.wits"], output: "none/", ...options } as never;
    await expect(convert(given)).rejects.toMatchObject(usage);
    await expect(
      WitsStream.fromText("&&\r\n01081\r\n!!\r\n", options as never).analyze(),
    ).rejects.toMatchObject(usage);
  });

  it.each(ofConversions)("%j, of a conversion", async (options, message) => {
    const given = { inputs: ["none.wits"], output: "none/", ...options } as never;
    await expect(convert(given)).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringMatching(message),
    });
  });

  it("by a decoder too", () => {
    const plan = planOf({ layout: "frame" });
    expect(() => new Decoder({ plan, sources: ["a"], maxLine: 0 })).toThrow(/^maxLine: 0 is too small/);
  });
});
