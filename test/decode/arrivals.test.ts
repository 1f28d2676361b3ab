import { describe, expect, it } from "vitest";
import { Decoder } from "../../src/kernel/decoder.js";
import type { KernelBuild } from "../../src/kernel/load.js";
import { planOf } from "../../src/wits/catalog/layout.js";
import { timezoneNamed } from "../../src/wits/catalog/timezone.js";
import type { Arrival } from "../../src/wits/decoding/arrival.js";
import type { DecodeOptions } from "../../src/wits/decoding/options.js";
import { type Cut, outcomeOf, referenceOutcome } from "./outcome.js";

const NOON = Date.UTC(2024, 5, 12, 12);
const builds: readonly KernelBuild[] = ["simd", "scalar"];

/** What three decoders say, however the bytes are cut within an arrival. */
function outcome(text: string, arrivals: readonly Arrival[], more: Partial<DecodeOptions> = {}) {
  const bytes = Buffer.from(text, "latin1");
  const options = { plan: planOf({ layout: "frame" }), sources: ["feed"], ...more };
  const expected = referenceOutcome(bytes, options, arrivals);
  const cuts: Cut[] = [Number.POSITIVE_INFINITY, 1, 2, 3, 5, 7];
  for (const build of builds) {
    const decoder = new Decoder(options, build);
    for (const cut of cuts) {
      expect(outcomeOf(decoder, bytes, cut, arrivals), `${build}, cut ${cut}`).toEqual(expected);
    }
  }
  const times = (expected.tables["frame"] ?? []).map((row) => {
    const [offset, time] = row.split(" ");
    return [Number(offset), time === "null" ? null : Number(time)];
  });
  return { times, counts: expected.counters.time, filtered: expected.counters.filtered };
}

describe("arrivals", () => {
  const twice = "&&\n01081\n!!\n&&\n01082\n!!\n";

  it("are the times of frames that tell none", () => {
    const { times, counts } = outcome(twice, [
      { offset: 0, time: NOON },
      { offset: 12, time: NOON + 5000 },
    ]);
    expect(times).toEqual([
      [0, NOON],
      [12, NOON + 5000],
    ]);
    expect(counts).toMatchObject({ clock: 0, carried: 0, arrival: 2, none: 0 });
  });

  it("are those of the byte that tells that a line was cut: in a text the one behind `&&`", () => {
    const arrivalsAfter = (first: string, second: string) =>
      outcome(`&&\n01081\n${first}&&${second}\n01082\n!!\n`, [
        { offset: 0, time: NOON },
        { offset: `&&\n01081\n${first}&&${second}`.length, time: NOON + 5000 },
      ]).times;
    const [text, number] = ["0101A-1", "01107"];
    expect(arrivalsAfter(text, "").at(-1)).toEqual([16, NOON + 5000]);
    expect(arrivalsAfter(text, "  ").at(-1)).toEqual([16, NOON + 5000]);
    expect(arrivalsAfter(number, "").at(-1)).toEqual([14, NOON]);
    expect(arrivalsAfter("1984RIG", "").at(-1)).toEqual([16, NOON + 5000]);
  });

  it("are not those of frames that do", () => {
    const { times, counts } = outcome("&&\n0105240612\n0106200000\n!!\n&&\n01061\n!!\n", [
      { offset: 0, time: NOON },
    ]);
    expect(times.map(([, time]) => time)).toEqual([
      Date.UTC(2024, 5, 12, 20),
      Date.UTC(2024, 5, 13, 0, 0, 1),
    ]);
    expect(counts).toMatchObject({ clock: 1, carried: 1, arrival: 0 });
  });

  it("serve a time of which no date is known", () => {
    expect(outcome("&&\n0106100000\n!!\n", [{ offset: 0, time: NOON }]).times).toEqual([[0, NOON]]);
  });

  it.each([
    ["of the second & of a frame that begins its line", "&&\n01081\n!!\n&&\n01082\n!!\n", 13],
    ["of the second & behind !!", "&&01081!!&&01082!!", 10],
    ["of the line end of && behind junk", "&&\n!!\njunk && \n01082\n!!\n", 14],
    ["of the fourth digit of the code behind && behind junk", "&&\n!!\njunk && 01082\n!!\n", 17],
    ["of the && that shows a !! in a text to be the end", "&&\n0101A!!\n&&\n!!", 12],
  ])("begin with the byte that decides that a frame opens: %s", (_, text, decided) => {
    const last = (offset: number) =>
      outcome(text, [
        { offset: 0, time: NOON },
        { offset, time: NOON + 1 },
      ]).times.at(-1)![1];
    expect(last(decided)).toBe(NOON + 1);
    expect(last(decided + 1)).toBe(NOON);
  });

  it("end where nothing tells the arrival", () => {
    const arrivals = [
      { offset: 0, time: NOON },
      { offset: 12, time: undefined },
    ];
    expect(outcome(twice, arrivals).times.map(([, time]) => time)).toEqual([NOON, null]);
  });

  it("are held against --from and --until", () => {
    const arrivals = [
      { offset: 0, time: NOON },
      { offset: 12, time: NOON + 5000 },
    ];
    const { times, filtered } = outcome(twice, arrivals, { from: NOON + 1 });
    expect(times).toEqual([[12, NOON + 5000]]);
    expect(filtered).toBe(1);
  });

  it("stay the instants that they are where clocks go back, and are held against bounds by the rig's clock", () => {
    const zone = timezoneNamed("Europe/Oslo");
    const first = Date.UTC(2024, 9, 27, 0, 30);
    const arrivals = [
      { offset: 0, time: first },
      { offset: 12, time: first + 3_600_000 },
    ];
    const { toUtc, toLocal, turns } = zone;
    expect(outcome(twice, arrivals, { toUtc, toLocal, turns }).times.map(([, time]) => time)).toEqual([
      first,
      first + 3_600_000,
    ]);
    const half = Date.UTC(2024, 9, 27, 2, 30);
    expect(outcome(twice, arrivals, { toUtc, toLocal, turns, from: half, until: half + 1 }).filtered).toBe(0);
    expect(outcome(twice, arrivals, { toUtc, toLocal, turns, from: half + 1 }).filtered).toBe(2);
  });

  it("are forgotten when a source starts", () => {
    const decoder = new Decoder({ plan: planOf({ layout: "frame" }), sources: ["feed"] });
    outcomeOf(decoder, Buffer.from(twice), 3, [{ offset: 0, time: NOON }]);
    expect(outcomeOf(decoder, Buffer.from(twice), 3).counters.time).toMatchObject({ arrival: 0, none: 2 });
  });
});
