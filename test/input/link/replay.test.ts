import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SAMPLES } from "../../cli/binary.js";
import { until } from "../../until.js";
import { temporaryFolder } from "../source/folder.js";
import { type Running, run } from "./rig.js";

const at = (second: number, depth: number): string =>
  `&&\r\n0105240301\r\n01060600${String(second).padStart(2, "0")}\r\n0108${depth}\r\n!!\r\n`;

/** Milliseconds that a replay takes at least; timers end a little early. */
async function lasting(url: string): Promise<{ running: Running; milliseconds: number }> {
  const start = performance.now();
  const running = await run(url);
  await running.ended;
  return { running, milliseconds: performance.now() - start + 5 };
}

describe("a replay", () => {
  it("gives a log byte for byte, as fast as it is taken, and ends", async () => {
    const running = await run(`replay://${join(SAMPLES, "rig.wits")}?speed=max`);
    expect(await running.ended).toBeUndefined();
    expect(running.text()).toBe(readFileSync(join(SAMPLES, "rig.wits"), "latin1"));
  });

  it("goes by the frames' own clock, so many times faster", async () => {
    const text = at(0, 1) + at(2, 2) + at(20, 3) + at(21, 4);
    const folder = temporaryFolder({ "a.wits": text });
    const { running, milliseconds } = await lasting(`replay://${folder}/a.wits?speed=50`);
    expect(running.text()).toBe(text);
    expect(running.taken).toHaveLength(4);
    expect(milliseconds).toBeGreaterThanOrEqual(420);
  });

  it("goes by the arrivals that a file beside tells, and waits for no gap longer than told", async () => {
    const text = at(0, 1) + at(1, 2) + at(2, 3);
    const size = text.length / 3;
    const line = (second: number, index: number) =>
      `${JSON.stringify({ receivedAt: new Date(second * 1000).toISOString(), offset: index * size, size })}\n`;
    const folder = temporaryFolder({
      "0.wits": text,
      "0.wits.chunks.jsonl": line(100, 0) + line(100.3, 1) + line(9000, 2),
    });
    const { running, milliseconds } = await lasting(`replay://${folder}/0.wits?maxGap=400ms`);
    expect(running.text()).toBe(text);
    expect(milliseconds).toBeGreaterThanOrEqual(700);
  });

  it("replays a folder a file after the other, and begins again where it is to loop", async () => {
    const folder = temporaryFolder({ "a.wits": at(0, 1), "b.wits": at(0, 2) });
    const running = await run(`replay://${folder}?loop&speed=max`);
    await until(() => running.text().startsWith((at(0, 1) + at(0, 2)).repeat(3)));
    await running.stop();
  });

  it("says what it cannot replay", async () => {
    expect(await (await run("replay:///no/such/log")).ended).toMatchObject({ kind: "input" });
    const folder = temporaryFolder({ "a.wits": at(0, 1) });
    const byArrival = await run(`replay://${folder}/a.wits?by=arrival`);
    expect(await byArrival.ended).toMatchObject({ message: expect.stringMatching(/leave by=arrival out/) });
    await expect(run("replay:///a?speed=fast")).rejects.toThrow(/speed: "fast" is no speed/);
  });

  it("can be stopped while it waits", async () => {
    const folder = temporaryFolder({ "a.wits": at(0, 1) + at(50, 2) });
    const running = await run(`replay://${folder}/a.wits`);
    await until(() => running.taken.length === 1);
    await running.stop();
    expect(running.text()).toBe(at(0, 1));
  });
});
