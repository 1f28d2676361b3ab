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

it("withdraws a break of circulation that was told, and that slips follow", async () => {
  const live = begun();
  const told: LiveEvent[] = [];
  const frames = (await framesOf("circulation_break", 3000)).slice(1750);
  const still = frames.findIndex(({ timestamp }) => timestamp!.toISOString().endsWith("T06:44:53.000Z"));
  // The string hangs with its pumps off for three minutes more than in the log, before it is set in slips.
  const [before, after, held] = [frames.slice(0, still), frames.slice(still), Array(200).fill(frames[still])];
  let [offset, late] = [0, 0];
  for (const { timestamp: time, items } of [...before, ...held, ...after] as WitsFrame[]) {
    offset += 1000;
    if (time!.getTime() === frames[still]!.timestamp!.getTime() && late < 200_000) late += 1000;
    const timestamp = new Date(time!.getTime() + late);
    told.push(...live.take("rig", [{ source: "rig", offset, timestamp, items }]));
    expect(live.now("rig")[0]!.open.length).toBe(told.length % 2);
  }
  expect(told.map(({ event, phase }) => `${event} ${phase}`)).toEqual([
    "circulation_break raised",
    "circulation_break withdrawn",
  ]);
  expect(told[1]!.start).toBe(told[0]!.start);
  expect(told[1]!.evidence).toBe(
    "no break after all: the string was set in slips before the pumps ran again",
  );
  expect(live.end()).toEqual([]);
});
