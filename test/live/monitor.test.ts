import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type MockRig, startMockRig } from "../../src/samples/mock/rig.js";
import { BINARY } from "../cli/binary.js";
import { until } from "../until.js";

let folder: string;
const stops: (() => Promise<unknown> | unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "witskit-monitor-"));
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Line {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A stream as a process, what it says on standard error, and where its monitor answers. */
async function stream(url: string, more: readonly string[] = []) {
  const words = [
    "stream",
    `rig-7=${url}`,
    "-o",
    join(folder, "rig"),
    "--log",
    "json",
    "--monitor",
    "0",
    ...more,
  ];
  const process = spawn(globalThis.process.execPath, [BINARY, ...words], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exited = once(process, "exit");
  stops.push(async () => {
    process.kill();
    await exited;
  });
  const lines: Line[] = [];
  const heard = new Promise<string>((resolve, reject) => {
    createInterface({ input: process.stderr! }).on("line", (text) => {
      const line = JSON.parse(text) as Line;
      lines.push(line);
      if (line.msg === "monitor is listening") resolve(line["url"] as string);
    });
    exited.then(() => reject(new Error(`it has ended: ${JSON.stringify(lines)}`)));
  });
  return { process, exited, lines, monitor: await heard };
}

async function rig(): Promise<MockRig> {
  const made = await startMockRig({ data: "short", rate: 200, loop: true });
  stops.push(() => made.close());
  return made;
}

const metricsAt = async (monitor: string): Promise<string> => (await fetch(`${monitor}/metrics`)).text();
const sample = (metrics: string, name: string): number | undefined => {
  const line = metrics.split("\n").find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
};

describe("the monitor of a stream", { timeout: 60_000 }, () => {
  test("counts what arrives, by link, and what becomes of it", async () => {
    const { url } = await rig();
    const { monitor } = await stream(url, ["--rotate-every", "1s"]);
    const metrics = await until(async () => {
      const text = await metricsAt(monitor);
      return (sample(text, 'witskit_dataset_frames_total{stream="rig-7"}') ?? 0) > 0 ? text : undefined;
    });
    expect(sample(metrics, 'witskit_link_bytes_total{link="rig-7"}')).toBeGreaterThan(0);
    expect(sample(metrics, 'witskit_link_connections_total{link="rig-7"}')).toBe(1);
    expect(sample(metrics, 'witskit_link_state{link="rig-7",state="open"}')).toBe(1);
    expect(sample(metrics, "witskit_journal_trouble")).toBe(0);
    expect(sample(metrics, "witskit_decode_seconds_total")).toBeGreaterThan(0);
    expect(sample(metrics, 'witskit_dataset_bytes_total{stream="rig-7",kind="rejected"}')).toBe(0);
  });

  test("gives metrics that promtool finds nothing wrong with", async ({ skip }) => {
    const promtool = spawnSync("promtool", ["--version"]);
    if (promtool.error !== undefined) skip("promtool is not installed");
    const { url } = await rig();
    const { monitor } = await stream(url);
    const input = await metricsAt(monitor);
    const checked = spawnSync("promtool", ["check", "metrics"], { input, encoding: "utf8" });
    expect(checked.stdout + checked.stderr).toBe("");
    expect(checked.status).toBe(0);
  });

  test("says that it is ready once its links are open, and why not when one is gone", async () => {
    const made = await rig();
    const { monitor } = await stream(made.url);
    await until(async () => (await fetch(`${monitor}/ready`)).status === 200);
    await made.close();
    const refused = await until(async () => {
      const response = await fetch(`${monitor}/ready`);
      return response.status === 503 ? ((await response.json()) as unknown) : undefined;
    });
    expect(refused).toEqual({
      status: "not ready",
      reasons: [expect.stringMatching(/^rig-7 is (waiting|connecting)/)],
    });
    expect(await (await fetch(`${monitor}/health`)).json()).toEqual({ status: "alive" });
  });

  test("answers nothing else", async () => {
    const { url } = await rig();
    const { monitor } = await stream(url);
    expect((await fetch(`${monitor}/`)).status).toBe(404);
    expect((await fetch(`${monitor}//x?y`)).status).toBe(404);
    expect((await fetch(`${monitor}/metrics`, { method: "POST" })).status).toBe(405);
  });

  test("is an error where its port is taken, before any link is opened", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    stops.push(() => taken.close());
    const { port } = taken.address() as { port: number };
    const words = ["stream", "tcp://127.0.0.1:9", "-o", join(folder, "rig"), "--monitor", String(port)];
    const { status, stderr } = spawnSync(process.execPath, [BINARY, ...words], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({
      status: 5,
      stderr: `witskit: cannot serve metrics on 127.0.0.1:${port}: another program listens there; name another port, or 0 for any that is free [address-taken]\n`,
    });
  });
});

describe("the log of a stream for machines", { timeout: 60_000 }, () => {
  test("names the link and its connection on each line that is about it", async () => {
    const { url } = await rig();
    const { lines, process, exited } = await stream(url);
    await until(() => lines.find(({ msg }) => msg === "link is open"));
    process.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    const about = lines.filter(({ msg }) => msg.startsWith("link "));
    expect(about.length).toBeGreaterThan(0);
    for (const line of about) {
      expect(line).toMatchObject({
        link: "rig-7",
        url,
        time: expect.any(String),
      });
      expect(line["connection"]).toEqual(expect.any(Number));
    }
    expect(lines.at(-1)).toMatchObject({ level: "info", msg: "stream has ended" });
  });
});
