/** What an analysis of links tells between frames: the state now, why, and which events are open. */
import { expect, it } from "vitest";
import { LiveAnalysis, type LiveEvent } from "../../../src/bulk/analysis/live-analysis.js";
import { type WitsFrame, WitsStream } from "../../../src/index.js";
import { catalogOf } from "../../../src/wits/catalog/overlay.js";
import { secondsOf } from "../../view/dashboard/sender.js";

const begun = (): LiveAnalysis => new LiveAnalysis({ catalog: catalogOf(undefined), utc: false });
const sent = (source: string, { offset, timestamp, items }: WitsFrame) => [
  { source, offset, timestamp, items },
];

async function framesOf(name: "circulation_break" | "multi_well", seconds: number): Promise<WitsFrame[]> {
  const frames: WitsFrame[] = [];
  for await (const frame of WitsStream.fromText(secondsOf(name, seconds).join(""))) frames.push(frame);
  return frames;
}

it("tells the state, since when and why, and exactly the events that are raised and not over", async () => {
  const live = begun();
  const open = new Map<string, LiveEvent>();
  const states = new Map<string, string>();
  let most = 0;
  expect(live.now("rig")).toEqual([]);
  for (const frame of await framesOf("circulation_break", 1800)) {
    for (const event of live.take("rig", sent("rig", frame))) {
      if (event.phase === "raised") open.set(event.event, event);
      else open.delete(event.event);
    }
    const [now] = live.now("rig");
    states.set(now!.state, now!.reason);
    expect(now!.open.map(({ event }) => event)).toEqual([...open.keys()]);
    expect(now!.open.map(({ start }) => start)).toEqual([...open.values()].map(({ start }) => start));
    const since = Date.parse(`${now!.since}Z`);
    expect(since + 1000 * now!.seconds).toBe(frame.timestamp!.getTime());
    most = Math.max(most, now!.open.length);
  }
  expect(most).toBe(1);
  expect(states.get("drill_rotate")).toBe("the hole grows with the bit on bottom, and the string turns");
  expect(states.size).toBeGreaterThan(4);
});

it("keeps wells apart, and sources that take turns as if each were alone", async () => {
  const frames = await framesOf("multi_well", 600);
  const [alone, turns] = [begun(), begun()];
  for (const frame of frames) {
    alone.take("a", sent("a", frame));
    for (const source of ["a", "b"]) turns.take(source, sent(source, frame));
  }
  expect(alone.now("a").map(({ well }) => well)).toEqual(["LUNDE 25/8-C-11", "LUNDE 25/8-C-14"]);
  expect(turns.now("a")).toEqual(alone.now("a"));
  expect(turns.now("b")).toEqual(alone.now("a"));
  expect(turns.now("c")).toEqual([]);
});
