/** What a dashboard knows of rigs that are well, and of rigs that misbehave. */
import { afterEach, describe, expect, it } from "vitest";
import { dataOptions } from "../../../src/input/feed/options.js";
import { type LinkSettings, linksOf } from "../../../src/input/link/links.js";
import { type MockRig, type MockRigOptions, startMockRig } from "../../../src/samples/mock/rig.js";
import { Dashboard } from "../../../src/view/dashboard/dashboard.js";
import { followLinks } from "../../../src/view/dashboard/follow-links.js";
import { Rate } from "../../../src/view/dashboard/rate.js";
import type { ItemRow } from "../../../src/view/dashboard/shown.js";
import { snapshotOf } from "../../../src/view/dashboard/snapshot.js";
import { StreamDecoder } from "../../../src/view/dashboard/stream-decoder.js";
import { spark } from "../../../src/view/dashboard/terminal/spark.js";
import { Trends } from "../../../src/view/dashboard/trend.js";
import { until } from "../../until.js";
import { frameOf } from "./sender.js";

const viewing = { chosen: undefined, staleAfter: 500, trend: 10 };

describe("of a rig that misbehaves", () => {
  let rig: MockRig | undefined;
  let dashboard: Dashboard;
  let stop: AbortController;
  let following: Promise<void>;

  async function watch(options: MockRigOptions, settings: LinkSettings = {}): Promise<void> {
    rig = await startMockRig(options);
    dashboard = new Dashboard();
    stop = new AbortController();
    const links = await linksOf([{ url: rig.url }], { firstWait: 20, ...settings });
    following = followLinks(links, dashboard, await dataOptions({}, "long"), stop.signal);
  }
  afterEach(async () => {
    stop.abort();
    await following;
    await rig?.close();
  });

  const frames = (): number => dashboard.boards[0]?.frames ?? 0;
  const status = () => dashboard.links[0]!.status;
  const item = (code: string): ItemRow | undefined =>
    snapshotOf(dashboard, undefined, viewing, Date.now()).board?.items.find((one) => one.code === code);

  it("goes on when lines drop, and tells how often", async () => {
    await watch({ rate: 100, faults: [{ kind: "drop", every: 15 }] });
    await until(() => frames() > 100 && status().connections > 4);
    expect(dashboard.boards).toHaveLength(1);
    expect(dashboard.boards[0]!.well).toBe("ASKER 16/2-A-4");
  });

  it("sees through garbage, frames in pieces, and frames twice", async () => {
    await watch({
      rate: 200,
      faults: [
        { kind: "garbage", every: 3 },
        { kind: "split", chance: 1 },
        { kind: "duplicate", every: 5 },
      ],
    });
    await until(() => frames() > 150);
    expect(item("0113")?.value).toMatch(/^-?\d+(\.\d+)?$/);
    expect(dashboard.boards[0]!.activity).toBe("drilling");
  });

  it("marks link and items stale while nothing comes, and fresh again", async () => {
    await watch({ rate: 50 }, { staleAfter: 300 });
    await until(() => frames() > 20 && status().state === "open");
    expect(item("0113")?.stale).toBe(false);
    rig!.stall();
    await until(() => status().state === "stale" && item("0113")?.stale === true);
    rig!.resume();
    await until(() => status().state === "open" && item("0113")?.stale === false);
  });
});

describe("a decoder of a stream", () => {
  const decoded = async (pieces: readonly (readonly [text: string, connection: number])[], options = {}) => {
    const values: unknown[] = [];
    const decoder = new StreamDecoder("a", await dataOptions(options, "long"), (frame) =>
      values.push(frame.get("0108")?.value),
    );
    for (const [text, connection] of pieces) {
      await decoder.push(Buffer.from(text), Date.now(), connection);
    }
    await decoder.end();
    return values;
  };

  it("gives a frame as soon as its last byte is there, however it was cut", async () => {
    const text = frameOf({ "0108": 1.5 }) + frameOf({ "0108": 2.5 });
    expect(await decoded([...text].map((letter) => [letter, 1] as const))).toEqual([1.5, 2.5]);
    const values: unknown[] = [];
    const decoder = new StreamDecoder("a", await dataOptions({}, "long"), (frame) =>
      values.push(frame.number),
    );
    await decoder.push(Buffer.from(frameOf({ "0108": 1 })), Date.now(), 1);
    expect(values).toEqual([1]);
  });

  it("joins nothing across connections", async () => {
    expect(
      await decoded([
        ["&&\r\n0108100\r\n01", 1],
        [frameOf({ "0108": 2 }), 2],
      ]),
    ).toEqual([100, 2]);
  });

  it("knows the feed's dialect: wrapped frames, markers of a vendor, decimal commas", async () => {
    expect(await decoded([["[RX] &&\r\n[RX] 01081.5\r\n[RX] !!\r\n", 1]], { input: "prefixed" })).toEqual([
      1.5,
    ]);
    expect(
      await decoded([["\x02\r\n01081,5\r\n\x03\r\n", 1]], {
        markers: ["\x02\r\n", "\x03\r\n"],
        decimal: "comma",
      }),
    ).toEqual([1.5]);
  });
});

describe("numbers of a dashboard", () => {
  it("are lines from the least to the greatest, open where there is none, and flat where there is but noise", () => {
    expect(spark([0, 1, 2, 3, 4, 5, 6, 7], true)).toBe("▁▂▃▄▅▆▇█");
    expect(spark([7, Number.NaN, 0], true)).toBe("█ ▁");
    expect(spark([5, 5, 5], true)).toBe("▁▁▁");
    expect(spark([1255.2, 1255.6, 1255.1], true)).toBe("▁▁▁");
    expect(spark([2400, 2400.125, 2400.25], true)).toBe("▁▅█");
    expect(spark([0, 3, 6], false)).toBe("_=#");
  });

  it("are rates of the last whole seconds", () => {
    const rate = new Rate();
    expect(rate.perSecond(0)).toBe(0);
    for (let second = 0; second < 30; second++) rate.add(second < 20 ? 1 : 5, second * 1000 + 500);
    expect(rate.perSecond(29_900)).toBe((1 + 9 * 5) / 10);
    expect(rate.perSecond(34_500)).toBe(3);
    expect(rate.perSecond(90_000)).toBe(0);
  });

  it("are trends that reach back ten minutes at most, in as many places as there is room for", () => {
    const trends = new Trends();
    for (let second = 0; second < 60; second++) trends.add("a", second, second * 1000);
    expect(trends.span(59_000)).toBe(60_000);
    expect(trends.of("a", 59_000, 200)).toEqual(Array.from({ length: 60 }, (_, i) => i));
    expect(trends.of("a", 59_000, 6)).toEqual([4.5, 14.5, 24.5, 34.5, 44.5, 54.5]);
    for (let second = 60; second < 3000; second++) trends.add("a", second, second * 1000);
    expect(trends.span(2_999_000)).toBe(600_000);
    const last = trends.of("a", 2_999_000, 120);
    expect(last).toHaveLength(120);
    expect(last.at(-1)).toBe(2999);
    expect(last.every((value, i) => i === 0 || value > last[i - 1]!)).toBe(true);
  });

  it("hold in a trend as long as they are held, and leave it open then", () => {
    const trends = new Trends();
    trends.add("a", 1, 0);
    trends.add("a", 2, 9000);
    expect(trends.of("a", 9000, 20, 3000)).toEqual([1, 1, 1, 1, ...Array(5).fill(Number.NaN), 2]);
  });
});
