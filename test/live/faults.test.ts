/** Links against a rig that misbehaves: what each fault ends in. */
import { describe, expect, it, onTestFinished } from "vitest";
import { type MockRig, type MockRigOptions, startMockRig, WitsStream } from "../../src/index.js";
import { frame, run } from "../input/link/rig.js";
import { until } from "../until.js";

const FRAMES = 200;
const LOG = Buffer.from(Array.from({ length: FRAMES }, (_, i) => frame(i)).join(""));
const DEPTHS = Array.from({ length: FRAMES }, (_, i) => i);

async function rigWith(options: MockRigOptions): Promise<MockRig> {
  const rig = await startMockRig({ data: LOG, speed: "max", ...options });
  onTestFinished(() => rig.close());
  return rig;
}

/** Depths in the order of the frames, and the reasons of rejects, to the end of the connection. */
async function decoded(rig: MockRig): Promise<{ depths: unknown[]; reasons: Set<string> }> {
  const depths: unknown[] = [];
  const reasons = new Set<string>();
  for await (const one of WitsStream.from(rig.url)) {
    for (const { reason } of one.rejects) reasons.add(reason);
    const value = one.get("DBTM")?.value;
    if (value !== undefined) depths.push(value);
  }
  return { depths, reasons };
}

describe("a rig that misbehaves", () => {
  it("with garbage between frames loses no frame, and the garbage is told of", async () => {
    const rig = await rigWith({ faults: [{ kind: "garbage", every: 3 }] });
    const { depths, reasons } = await decoded(rig);
    expect(depths).toEqual(DEPTHS);
    expect([...reasons]).toEqual(["outside-frame"]);
    expect(rig.sent.faults.garbage).toBeGreaterThan(10);
  });

  it("that sends frames in pieces, or bytes one by one, is read as any other", async () => {
    expect((await decoded(await rigWith({ faults: [{ kind: "split", every: 1 }] }))).depths).toEqual(DEPTHS);
    const slow = await rigWith({ faults: [{ kind: "slow", every: 50, milliseconds: 1 }] });
    expect((await decoded(slow)).depths).toEqual(DEPTHS);
  });

  it("that breaks off is dialled again, and what it sends then goes on", async () => {
    const rig = await rigWith({ hold: true });
    const running = await run(rig.url);
    await until(() => running.text().endsWith(frame(FRAMES - 1)));
    rig.drop();
    await until(() => running.link.status.connections === 2);
    await rig.send(frame(777));
    await until(() => running.text().endsWith(frame(777)));
    expect(running.link.status).toMatchObject({ state: "open", connections: 2 });
  });

  it("that turns everybody away is there again when it listens", async () => {
    const rig = await rigWith({ hold: true });
    await rig.refuse();
    const running = await run(rig.url);
    await until(() => running.link.status.failures >= 3);
    await rig.listen();
    await until(() => running.text().endsWith(frame(FRAMES - 1)));
  });

  it("that falls silent is stale, and given up when it is silent for long", async () => {
    const rig = await rigWith({ hold: true });
    const running = await run(rig.url, { staleAfter: 50, idleTimeout: 400 });
    const states = new Set<string>();
    running.link.onChange = ({ state }) => void states.add(state);
    await until(() => running.link.status.connections >= 2);
    expect(states).toContain("stale");
    expect(running.link.status.trouble).toMatch(/silent for 400 ms/);
  });
});

describe("a rig that must be spoken to", () => {
  it("sends nothing before, and goes on as long as it hears the keep-alive in time", async () => {
    const rig = await rigWith({ pason: "keep-alive", patience: 1500, rate: 50, speed: undefined });
    const silent = await run(rig.url);
    const spoken = await run(`${rig.url}?handshake=pason&handshakeInterval=300ms`);
    await until(() => spoken.text().endsWith(frame(FRAMES - 1)));
    expect(silent.link.status.bytes).toBe(0);
    expect(rig.sent.framesHeard).toBeGreaterThan(2);
  });

  it("that answers each frame with one is asked for the next when one has come", async () => {
    const rig = await rigWith({ pason: "half", data: LOG.subarray(0, 5 * frame(1).length) });
    const running = await run(`${rig.url}?handshake=pason&handshakeMode=reply`);
    await until(() => running.text().startsWith(LOG.subarray(0, 5 * frame(1).length).toString()));
  });

  it("on a half-duplex line is told from our own echo", async () => {
    const rig = await rigWith({ echo: true, rate: 100, speed: undefined });
    const running = await run(`${rig.url}?handshake=1984WITSKIT&handshakeInterval=50ms`);
    await until(() => running.text().includes(frame(FRAMES - 1)));
    expect(running.text()).not.toContain("WITSKIT");
    expect(running.link.status.echoed).toBeGreaterThan(0);
  });
});
