import { afterEach, describe, expect, it } from "vitest";
import { faultsIn } from "../../../src/samples/mock/fault.js";
import {
  type MockEvent,
  type MockRig,
  type MockRigOptions,
  startMockRig,
} from "../../../src/samples/mock/rig.js";
import { generateWhole } from "../../../src/samples/shapes/generator.js";
import { until } from "../../until.js";
import { framesIn, receive } from "./receiver.js";

const LOG = Buffer.from(generateWhole({ shape: "short", frames: 300, seed: 5 }).bytes);
const FRAMES = framesIn(LOG);

const rigs: MockRig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

async function faulty(fault: string, options: MockRigOptions = {}) {
  const struck: (MockEvent & { kind: "fault" })[] = [];
  const rig = await startMockRig({
    data: LOG,
    speed: "max",
    faults: faultsIn(fault),
    onEvent(event) {
      if (event.kind === "fault") struck.push(event);
    },
    ...options,
  });
  rigs.push(rig);
  return { rig, struck, client: await receive(rig.url) };
}

describe("faults", () => {
  it("drop: break the line within a frame, and the next client goes on behind it", async () => {
    const { rig, struck, client } = await faulty("drop:@100");
    const first = await client.all();
    expect(framesIn(first)).toEqual(FRAMES.slice(0, 99));
    expect(first.length).toBeLessThan(FRAMES.slice(0, 100).join("").length);
    expect(struck).toEqual([{ kind: "fault", client: 1, fault: "drop", frame: 100 }]);
    const second = await receive(rig.url);
    await second.closed;
    expect(second.frames).toEqual(FRAMES.slice(100, 199));
    expect(rig.sent.faults.drop).toBe(2);
  });

  it("stall and slow: lose nothing", async () => {
    for (const fault of ["stall:20ms:@50", "slow:1ms:@100"]) {
      const { rig, client } = await faulty(fault);
      expect((await client.all()).equals(LOG)).toBe(true);
      expect(rig.sent.bytes).toBe(LOG.length);
    }
  });

  it("half-open: send nothing more, and do not say so", async () => {
    const { rig, client } = await faulty("half-open:@10");
    await until(() => client.frames.length === 9);
    client.duplex.write("&&\r\n!!\r\n");
    await until(() => rig.sent.framesHeard === 1);
    expect(rig.clients).toBe(1);
    expect(client.frames).toEqual(FRAMES.slice(0, 9));
  });

  it("garbage: between frames, without a marker in it", async () => {
    const { struck, client } = await faulty("garbage:20%");
    const got = await client.all();
    expect(framesIn(got)).toEqual(FRAMES);
    expect(got.length).toBeGreaterThan(LOG.length);
    expect(struck.length).toBeGreaterThan(20);
    expect(struck.length).toBeLessThan(150);
  });

  it("split: odd pieces of the same bytes", async () => {
    const { client } = await faulty("split");
    expect((await client.all()).equals(LOG)).toBe(true);
  });

  it("duplicate and reorder: the same frames, some twice, some behind their successors", async () => {
    const { struck, client } = await faulty("duplicate:10%,reorder:10%");
    const got = framesIn(await client.all());
    const twice = struck.filter(({ fault }) => fault === "duplicate").length;
    expect(got.length).toBeGreaterThan(FRAMES.length);
    expect(got.length).toBeLessThanOrEqual(FRAMES.length + twice);
    expect(new Set(got)).toEqual(new Set(FRAMES));
    const places = got.map((frame) => FRAMES.indexOf(frame));
    expect(places.some((place, index) => place < (places[index - 1] ?? -1))).toBe(true);
  });

  it("come again with the same seed, and others with another", async () => {
    const run = async (seed: number) => {
      const { struck, client } = await faulty("garbage,split:5%,duplicate,reorder,stall:1ms", { seed });
      return { bytes: (await client.all()).toString("latin1"), struck };
    };
    const [one, again, other] = [await run(7), await run(7), await run(8)];
    expect(again).toEqual(one);
    expect(other.bytes).not.toBe(one.bytes);
  });
});

it("a list of faults says how often and how long, in any order", () => {
  expect(faultsIn("drop:10%, stall:@100:1.5s,slow:2ms,half-open:0.5%:@7,garbage")).toEqual([
    { kind: "drop", chance: 0.1 },
    { kind: "stall", every: 100, milliseconds: 1500 },
    { kind: "slow", milliseconds: 2 },
    { kind: "half-open", chance: 0.005, every: 7 },
    { kind: "garbage" },
  ]);
});

it.each([
  ["dorp", /there is no fault dorp; there are drop, .* Did you mean drop\?/],
  ["drop:often", /"often" says neither how often nor how long/],
  ["drop:120%", /"120%" says neither/],
  ["drop:@0", /"@0" says neither/],
  ["drop:5s", /drop takes no time; stall and slow do/],
])("%s is no list of faults", (text, message) => {
  expect(() => faultsIn(text)).toThrow(message);
});
