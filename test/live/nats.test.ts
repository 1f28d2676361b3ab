/** Edge boxes that publish their journals to a real broker, and who consumes them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { headers as newHeaders } from "@nats-io/transport-node";
import { tableFromIPC } from "apache-arrow";
import { describe, expect, it, onTestFinished } from "vitest";
import { tellPlace } from "../../src/input/link/transport/nats-message.js";
import { natsPublishing, natsTarget } from "../../src/live/delivery/nats.js";
import { type LiveOptions, LiveRun } from "../../src/live/run.js";
import { frame, prompt, serve } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";
import { hasNats, type NatsBroker, natsBroker } from "./nats-broker.js";
import { rowsBySource } from "./recording.js";
import { Run } from "./run.js";

const frames = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => frame(from + i)).join("");

/** A run in this process that ends with the test, or when it is stopped. */
async function running(options: LiveOptions) {
  const run = await LiveRun.open({ link: prompt, sync: 20, rotateEvery: 300, ...options });
  const controller = new AbortController();
  const ended = run.run(controller.signal);
  const stop = async (): Promise<void> => {
    controller.abort();
    await ended;
  };
  onTestFinished(stop);
  return { run, stop };
}

const received = (run: LiveRun, stream: string): number =>
  (run.journal?.streams ?? []).find(({ name }) => name === stream)?.bytes.total ?? 0;

/** Publishes as an edge box does, a piece of its journal. */
async function publisher(broker: NatsBroker) {
  const { connection, manager } = await broker.client();
  await manager.streams.add({ name: "RIGS", subjects: ["rig.>"] });
  const client = manager.jetstream();
  return {
    connection,
    manager,
    async raw(text: string, offset: number, { rig = "rig-7", journal = "a", joined = offset > 0 } = {}) {
      const told = newHeaders();
      const bytes = Buffer.from(text);
      const arrivals = [{ at: Date.parse("2026-01-01T00:00:00Z") + offset, size: bytes.length }];
      tellPlace(told, { journal, offset, arrivals, joined });
      await client.publish(`rig.${rig}.raw`, bytes, { headers: told });
    },
  };
}

describe.skipIf(!hasNats)(`a broker between${hasNats ? "" : " (skipped: there is no nats-server)"}`, () => {
  it("edge and centre has each frame once, with place and time, though it was down at first and restarts", async () => {
    const folder = temporaryFolder();
    const broker = await natsBroker();
    let send = (_: string): void => {};
    const rig = await serve((socket) => {
      send = (text) => void socket.write(text);
    });
    const target = natsTarget(natsPublishing(`${broker.url}/rig?name=hub`));
    const troubles: (string | undefined)[] = [];
    const edge = await running({
      links: [{ name: "rig-7.a", url: `tcp://127.0.0.1:${rig.port}` }],
      output: join(folder, "edge"),
      targets: [target],
      onDelivery: (_, trouble) => troubles.push(trouble),
    });
    await until(() => edge.run.links[0]!.state === "open");
    send(frames(0, 200));
    await until(() => troubles.length === 1);
    expect(troubles[0]).toBe(
      `cannot connect to 127.0.0.1:${broker.port}: nobody listens there; check the port, and that the other side runs`,
    );
    await broker.start();
    await until(() => edge.run.journal!.deliveries[0]!.delivered === frames(0, 200).length);
    const links = [{ name: "rigs", url: `${broker.url}/rig.*.raw?consumer=centre` }];
    const centre = await running({ links, output: join(folder, "centre") });
    send(frames(200, 300));
    await until(() => received(centre.run, "rig-7.a") === frames(0, 300).length);
    await broker.kill();
    send(frames(300, 400));
    await until(() => centre.run.links[0]!.state === "waiting");
    await broker.start();
    send(`${frames(400, 500)}&&\r\n0108`);
    await until(() => received(centre.run, "rig-7.a") === frames(0, 500).length);
    send("500\r\n!!\r\n");
    await until(() => received(centre.run, "rig-7.a") === frames(0, 501).length);
    await edge.stop();
    await centre.stop();
    const at = await rowsBySource(join(folder, "centre"));
    expect([...at.keys()]).toEqual(["rig-7.a"]);
    expect(at.get("rig-7.a")!["record=01"]).toHaveLength(501);
    expect(at).toEqual(await rowsBySource(join(folder, "edge")));
    expect(centre.run.links[0]!.lost).toBe(0);
  });

  it("gives a message twice and a part of it again: frames are there once, and a gap keeps its place and is said", async () => {
    const output = join(temporaryFolder(), "centre");
    const broker = await natsBroker();
    await broker.start();
    const edge = await publisher(broker);
    const remarks: string[] = [];
    const told = {
      links: [{ name: "rigs", url: `${broker.url}/rig.*.raw?consumer=centre` }],
      output,
      onRemark: (_: unknown, remark: string) => remarks.push(remark),
    };
    const first = await running(told);
    const size = frame(100).length;
    await edge.raw(frames(100, 110), 0);
    await edge.raw(frames(100, 110), 0);
    await edge.raw(frames(105, 115), 5 * size);
    await edge.raw(frames(102, 104), 2 * size);
    await until(() => received(first.run, "rig-7") === 15 * size);
    await first.stop();
    const second = await running(told);
    await edge.raw(frames(113, 116), 13 * size);
    await until(() => received(second.run, "rig-7") === 16 * size);
    expect(remarks).toEqual([]);
    await edge.raw(frames(120, 122), 20 * size);
    await until(() => remarks.length === 1);
    expect(remarks[0]).toContain(`rig-7: ${4 * size} bytes before byte ${20 * size} are missing`);
    expect(second.run.links[0]!.lost).toBe(4 * size);
    await edge.raw(frames(0, 2), 0, { journal: "b" });
    await until(() => remarks.length === 2);
    expect(remarks[1]).toContain("rig-7 comes from another journal than before");
    await second.stop();
    const rows = (await rowsBySource(output)).get("rig-7")!["record=01"]!;
    const places = rows.map((row) => Number(row.find((value) => /^\d+$/.test(String(value)))));
    expect(places.sort((a, b) => a - b)).toEqual([
      ...Array.from({ length: 16 }, (_, i) => i * size),
      20 * size,
      21 * size,
      22 * size,
      22 * size + frame(0).length,
    ]);
    const { manager } = await broker.client();
    expect(await manager.consumers.info("RIGS", "centre")).toMatchObject({
      num_ack_pending: 0,
      num_pending: 0,
    });
  });

  it("gives rigs to those who share them, each rig to one, and a name to one process at a time", async () => {
    const folder = temporaryFolder();
    const broker = await natsBroker();
    await broker.start();
    const edge = await publisher(broker);
    const rigs = Array.from({ length: 12 }, (_, i) => `rig-${i}`);
    for (const rig of rigs) await edge.raw(frame(1), 0, { rig });
    const consume = (share: number) =>
      running({
        links: [{ name: "rigs", url: `${broker.url}/rig.*.raw?consumer=share-${share}&share=${share}/2` }],
        output: join(folder, `share-${share}`),
      });
    const [one, two] = [await consume(1), await consume(2)];
    const here = (run: LiveRun): string[] => (run.journal?.streams ?? []).map(({ name }) => name);
    await until(() => here(one.run).length + here(two.run).length === rigs.length);
    expect([...here(one.run), ...here(two.run)].sort()).toEqual([...rigs].sort());
    expect(Math.min(here(one.run).length, here(two.run).length)).toBeGreaterThan(0);
    const url = `${broker.url}/rig.*.raw?consumer=share-1&share=1/2`;
    const standby = await running({ links: [{ name: "rigs", url }], output: join(folder, "standby") });
    await until(() => standby.run.links[0]!.trouble !== undefined);
    expect(standby.run.links[0]!.trouble).toContain("another process takes what");
    await one.stop();
    const [mine] = here(one.run) as [string];
    await edge.raw(frame(2), frame(1).length, { rig: mine });
    await until(() => received(standby.run, mine) === frame(2).length);
  });

  it("gives bytes that say nothing of themselves too, and shows them without taking them away", async () => {
    const folder = temporaryFolder();
    const broker = await natsBroker();
    await broker.start();
    const { connection } = await publisher(broker);
    const links = [{ name: "rigs", url: `${broker.url}/rig.>?consumer=centre` }];
    const { run } = await running({ links, output: join(folder, "centre") });
    await until(() => run.links[0]!.state === "open");
    const looking = new Run(`decode ${broker.url}/rig.> --json`, folder);
    let seen = "";
    looking.child.stdout!.on("data", (text: Buffer) => {
      seen += text.toString();
    });
    await until(async () => {
      connection.publish("rig.somebody", Buffer.from(frame(7)));
      await connection.flush();
      return seen.includes('"DBTM"') || seen.includes('"0108"');
    });
    await looking.end("SIGTERM");
    await until(() => received(run, "rigs/rig.somebody") > 0);
  });

  it("is told a password by a file, waits where it is not admitted, and nothing that is said shows one", async () => {
    const folder = temporaryFolder();
    const broker = await natsBroker(['authorization { user: edge, password: "p4ss-w0rd" }']);
    await broker.start();
    writeFileSync(join(folder, "password"), "p4ss-w0rd\n");
    const at = `127.0.0.1:${broker.port}`;
    const wrong = new Run(`stream nats://edge:wr0ng-one@${at}/rig.*.raw -o wrong`, folder);
    await wrong.says(
      /waiting: cannot connect to 127\.0\.0\.1:\d+: it does not admit us; check user, password/,
    );
    const right = new Run(`stream rigs=nats://edge@${at}/rig.*.raw?passwordFile=password -o right`, folder);
    await right.says(/waiting: no stream of 127\.0\.0\.1:\d+ holds rig\.\*\.raw/);
    const line = `--to-nats nats://edge@${at}/rig?passwordFile=password`;
    const edge = new Run(`stream tcp-listen://127.0.0.1:0 -o edge ${line}`, folder);
    await right.says(/rigs {2}open/);
    for (const run of [wrong, right, edge]) await run.end("SIGTERM");
    expect(wrong.said + right.said + edge.said).not.toMatch(/p4ss|wr0ng/);
  });

  it("takes frames and Arrow beside, for who looks on", async () => {
    const folder = temporaryFolder();
    const broker = await natsBroker();
    await broker.start();
    let send = (_: string): void => {};
    const rig = await serve((socket) => {
      send = (text) => void socket.write(text);
    });
    const { connection } = await broker.client();
    const heard: { subject: string; data: Uint8Array }[] = [];
    connection.subscribe("rig.>", {
      callback: (_, { subject, data }) => {
        heard.push({ subject, data });
      },
    });
    await connection.flush();
    const line = `stream rig-7=tcp://127.0.0.1:${rig.port} --to-nats ${broker.url}/rig?publish=frames,batches`;
    const edge = new Run(line, folder);
    await edge.says(/rig-7 {2}open/);
    const of = (what: string) => heard.filter(({ subject }) => subject === `rig.rig-7.${what}`);
    let depth = 0;
    // The connection to the broker may not be there yet, and what comes before it is dropped.
    await until(() => {
      send(frame(++depth));
      return of("frames").length > 3 && of("batches").length > 3;
    });
    const [first] = of("frames");
    expect(JSON.parse(Buffer.from(first!.data).toString())).toMatchObject({
      source: "rig-7",
      items: [{ code: "0108" }],
    });
    // One message has as many rows as came together.
    const [row] = tableFromIPC(of("batches")[0]!.data).toArray();
    expect(row.toJSON()).toMatchObject({ source: "rig-7", code: "0108" });
    await edge.end("SIGTERM");
  });
});
