/** What subscribers are fed when they cannot follow. */
import { expect, it } from "vitest";
import { FrameReader } from "../../src/frame/frame-reader.js";
import { dataOptions } from "../../src/input/feed/options.js";
import type { LinkStatus } from "../../src/input/link/link-status.js";
import { Feed, type Outlet } from "../../src/live/subscribers/feed.js";
import { Decoding, type Passing } from "../../src/live/subscribers/passing.js";
import { generateWhole } from "../../src/samples/shapes/generator.js";
import { until } from "../until.js";

const LOG = generateWhole({ frames: 3000, seed: 5 }).bytes;

class Frames implements Outlet {
  idle = false;
  readonly frames: { readonly offset: number; readonly items: string }[] = [];

  async take(passing: Passing): Promise<void> {
    for (const { number, offset, lines } of await passing.frames()) {
      if (number !== undefined) this.frames.push({ offset, items: JSON.stringify(lines) });
    }
  }

  async end(): Promise<void> {}
}

const whole = (() => {
  const reader = new FrameReader({ sources: [""] });
  reader.start(0);
  const frames = [...reader.push(LOG), ...reader.end()];
  return new Map(frames.map(({ offset, lines }) => [offset, JSON.stringify(lines)]));
})();

async function feedOf(
  outlet: Outlet,
  busy?: () => boolean,
): Promise<{ feed: Feed; give: (bytes: Uint8Array, offset: number) => void }> {
  const feed = new Feed(new Decoding(await dataOptions({}, "long")), [outlet], busy);
  const link = {} as LinkStatus;
  return {
    feed,
    give: (bytes, offset) => feed.take({ stream: "rig", link, connection: 1, offset, bytes, arrival: 0 }),
  };
}

it("bytes that come faster than they are decoded are left out and counted; what follows is right again", async () => {
  const outlet = new Frames();
  const { feed, give } = await feedOf(outlet);
  // Again and again the same log, so that a frame's place tells what it must hold.
  const [times, step] = [40, 10_007];
  for (let round = 0; round < times; round++) {
    for (let at = 0; at < LOG.length; at += step) give(LOG.subarray(at, at + step), round * LOG.length + at);
  }
  expect(feed.dropped).toBeGreaterThan(times * LOG.length - (9 << 20));
  await until(() => outlet.frames.length > 0);
  await feed.end();
  expect(outlet.frames.length).toBeGreaterThan(1000);
  for (const { offset, items } of outlet.frames) expect(whole.get(offset % LOG.length)).toBe(items);
});

it("while nobody is there nothing is decoded; who comes gets frames from the next one on", async () => {
  const outlet = new Frames();
  outlet.idle = true;
  const { feed, give } = await feedOf(outlet);
  const step = 1013;
  const comes = 500 * step;
  for (let at = 0; at < LOG.length; at += step) {
    outlet.idle = at < comes;
    give(LOG.subarray(at, at + step), at);
  }
  await feed.end();
  expect(feed.dropped).toBe(0);
  const places = [...whole.keys()].filter((offset) => offset >= comes);
  expect(outlet.frames.map(({ offset }) => offset)).toEqual(places);
  for (const { offset, items } of outlet.frames) expect(items).toBe(whole.get(offset));
});

it("while the recording has no time to spare nothing is decoded, and what waits comes afterwards", async () => {
  const outlet = new Frames();
  let [busy, asked] = [true, 0];
  const { feed, give } = await feedOf(outlet, () => {
    asked++;
    return busy;
  });
  give(LOG, 0);
  await until(() => asked >= 3);
  expect(outlet.frames.length).toBe(0);
  busy = false;
  await until(() => outlet.frames.length === 3000);
  expect(feed.dropped).toBe(0);
});
