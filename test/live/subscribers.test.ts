/** Those who look on while a stream is recorded: on standard output, at a port, at a broker. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { tableFromIPC } from "apache-arrow";
import { expect, it, onTestFinished } from "vitest";
import type { WitsFrame } from "../../src/frame/frame.js";
import { frameDocument } from "../../src/frame/frame-document.js";
import { FrameReader } from "../../src/frame/frame-reader.js";
import { LiveRun } from "../../src/live/run.js";
import { dropText, type Subscribers } from "../../src/live/subscribers/open.js";
import { subscribeFrames } from "../../src/live/subscribers/subscribe-frames.js";
import { faultsIn } from "../../src/samples/mock/fault.js";
import type { MockRig, MockRigOptions } from "../../src/samples/mock/rig.js";
import { generateWhole } from "../../src/samples/shapes/generator.js";
import { catalogOf } from "../../src/wits/catalog/overlay.js";
import { hearWitskit } from "../cli/binary.js";
import { prompt } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";
import { stalledRig, type Watched, type WatchOptions, watched } from "./watched.js";

const LOG = Buffer.from(generateWhole({ frames: 400, seed: 5, vendor: "PASON/EDR" }).bytes);
/** Where its 201st frame begins. */
const FRAMES_HALF = LOG.toString("latin1").split("&&").slice(0, 201).join("&&").length;
/** Its dates but the first are left out: each frame takes over that of the one before. */
const UNDATED = Buffer.from(LOG.toString("latin1").replace(/(?<=[\s\S]{600})\d\d05\d{6}\r\n/g, ""), "latin1");

const start = (options: MockRigOptions): Promise<MockRig> => stalledRig({ speed: "max", ...options });

const record = (rigs: readonly MockRig[], options: WatchOptions): Promise<Watched> =>
  watched(Object.fromEntries(rigs.map((rig, i) => [`rig-${i}`, rig])), options);

/** Keeps what a client of a port gets. */
async function client(
  { tcp }: Subscribers,
  options: { readonly allowHalfOpen?: boolean } = {},
): Promise<{ socket: Socket; bytes: () => Buffer }> {
  const before = tcp!.clients;
  const [host, port] = tcp!.address.split(":");
  const socket = connect({ host, port: Number(port), ...options });
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  await until(() => tcp!.clients > before);
  return { socket, bytes: () => Buffer.concat(chunks) };
}

const documents = (bytes: Buffer) =>
  bytes
    .toString()
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));

/** What `decode --json` tells of a log. */
function decoded(log: Uint8Array, source: string) {
  const reader = new FrameReader({ sources: [source] });
  reader.start(0);
  const style = { catalog: catalogOf(undefined), utc: false };
  return [...reader.push(log), ...reader.end()].map((frame) => frameDocument(frame, source, style));
}

const withoutArrival = (list: { arrival: string }[]) => list.map(({ arrival: _, ...document }) => document);

it("a client of a port gets each frame as decode tells it, with when it arrived, however the bytes came", async () => {
  const rigs = [await start({ data: LOG, faults: faultsIn("split:5%") }), await start({ data: UNDATED })];
  const { subscribers, stop } = await record(rigs, { toTcp: "0" });
  const { bytes, socket } = await client(subscribers);
  for (const rig of rigs) rig.resume();
  await until(() => documents(bytes()).length >= 800);
  await stop();
  if (!socket.closed) await once(socket, "close");
  const told = documents(bytes());
  expect(told.every(({ arrival }) => Math.abs(Date.parse(arrival) - Date.now()) < 120_000)).toBe(true);
  for (const [i, log] of [LOG, UNDATED].entries()) {
    const own = told.filter(({ source }) => source === `rig-${i}`);
    expect(withoutArrival(own)).toEqual(decoded(log, `rig-${i}`));
  }
  expect(dropText(subscribers)).toEqual([]);
});

it("a client gets the bytes themselves, in whole frames, or an Arrow stream, a row a value", async () => {
  const rig = await start({ data: LOG });
  const wits = await record([rig], { toTcp: "0?format=wits" });
  const raw = await client(wits.subscribers);
  rig.resume();
  await until(() => raw.bytes().length >= LOG.length);
  expect(raw.bytes().equals(LOG)).toBe(true);
  await wits.stop();

  const another = await start({ data: LOG });
  const arrow = await record([another], { toTcp: "0?format=arrow", units: "metric" });
  const rows = await client(arrow.subscribers);
  another.resume();
  await until(() => another.sent.bytes === LOG.length && arrow.run.links[0]!.bytes === LOG.length);
  await arrow.stop();
  if (!rows.socket.closed) await once(rows.socket, "close");
  const table = tableFromIPC(rows.bytes());
  const items = decoded(LOG, "rig-0").flatMap(({ items: list }) => list);
  expect(table.numRows).toBe(items.length);
  expect([...table.getChild("code")!]).toEqual(items.map(({ code }) => code));
  expect(new Set([...table.getChild("source")!])).toEqual(new Set(["rig-0"]));
});

it("who stops reading is disconnected and counted; the recording and other clients go on", async () => {
  const rig = await start({ data: "rig", hold: false });
  const output = temporaryFolder({});
  const { subscribers, stop, run } = await record([rig], {
    toTcp: "0?format=wits",
    output,
    rotateSize: 1 << 30,
  });
  const [reads, sleeps] = [await client(subscribers), await client(subscribers)];
  sleeps.socket.pause();
  rig.resume();
  await until(() => subscribers.tcp!.dropped === 1);
  const before = { recorded: run.links[0]!.bytes, got: reads.bytes().length };
  await until(() => reads.bytes().length > before.got && run.links[0]!.bytes > before.recorded);
  expect(subscribers.tcp!.clients).toBe(1);
  rig.stall();
  await stop();
  expect(dropText(subscribers)).toContain("1 clients were disconnected because they did not read");
  expect(run.journal!.counters.bytes.total).toBe(run.links[0]!.bytes);
});

it("the offsets of a stream that is recorded are those of the dataset, and go on in the next run", async () => {
  const output = temporaryFolder({});
  const half = FRAMES_HALF;
  const offsets: number[] = [];
  for (const part of [LOG.subarray(0, half), LOG.subarray(half)]) {
    const rig = await start({ data: part });
    const { subscribers, stop } = await record([rig], { toTcp: "0", output });
    const { bytes } = await client(subscribers);
    rig.resume();
    await until(() => documents(bytes()).length === 200);
    offsets.push(...documents(bytes()).map(({ offset }) => offset));
    await stop();
    await rig.close();
  }
  expect(offsets).toEqual(decoded(LOG, "rig-0").map(({ offset }) => offset));
});

it("a program gets frames, beside the recording or without one, until it leaves", async () => {
  const rig = await start({ data: LOG });
  const { run } = await record([rig], { toTcp: "0" });
  const frames: WitsFrame[] = [];
  const { leave } = await subscribeFrames(run, (frame) => frames.push(frame), { units: "metric" });
  rig.resume();
  await until(() => frames.length === 400);
  expect(frames.map(({ offset }) => offset)).toEqual(decoded(LOG, "rig-0").map(({ offset }) => offset));
  expect(frames[0]).toMatchObject({ source: "rig-0", number: 1, vendor: "PASON/EDR" });
  expect(frames.find((frame) => frame.depth !== undefined)!.get("0110")!.unit).toBe("M");
  leave();
  await rig.send(LOG.subarray(0, 5000));
  await until(() => run.links[0]!.bytes === LOG.length + 5000);
  expect(frames.length).toBe(400);
});

it("a program that fails is left out, which is told, and the run goes on", async () => {
  const rig = await start({ data: LOG });
  const { run } = await record([rig], { toTcp: "0" });
  const troubles: string[] = [];
  const fail = (): void => {
    throw new Error("out of ideas");
  };
  await subscribeFrames(run, fail, { onTrouble: (trouble) => troubles.push(trouble) });
  rig.resume();
  await until(() => run.links[0]!.bytes === LOG.length && troubles.length > 0);
  expect(troubles).toEqual(["subscribers get nothing more: out of ideas"]);
});

it("a program whose promise rejects is left out as one that throws, told once, and what it said of itself can throw too", async () => {
  const rig = await start({ data: LOG });
  const output = temporaryFolder({});
  const run = await LiveRun.open({
    links: [{ name: "rig", url: rig.url }],
    link: prompt,
    output,
    onLink: async () => Promise.reject(new Error("no display")),
    onTrouble: (trouble) => troubles.push(trouble),
  });
  const troubles: (string | undefined)[] = [];
  const stop = new AbortController();
  const ended = run.run(stop.signal);
  onTestFinished(() => stop.abort());
  const seen: number[] = [];
  await subscribeFrames(
    run,
    async ({ number }) => {
      seen.push(number!);
      throw new Error("out of ideas");
    },
    {
      onTrouble: (trouble) => {
        troubles.push(trouble);
        throw new Error("nor can this be told");
      },
    },
  );
  await until(() => rig.clients === 1);
  rig.resume();
  await until(() => run.links[0]!.bytes === LOG.length && troubles.length > 1);
  stop.abort();
  await ended;
  expect(run.journal!.counters.frames).toBe(400);
  expect(troubles).toEqual([
    "onLink has failed and is left out from now on: no display",
    "subscribers get nothing more: out of ideas",
  ]);
  expect(seen[0]).toBe(1);
  expect(seen.length).toBeLessThan(400);
});

it("a client of a port that closes its own sending side at once goes on getting frames", async () => {
  const rig = await start({ data: LOG });
  const { subscribers } = await record([rig], { toTcp: "0" });
  const { socket, bytes } = await client(subscribers, { allowHalfOpen: true });
  const heard = once(socket, "finish");
  socket.end();
  await heard;
  rig.resume();
  await until(() => documents(bytes()).length === 400);
});

it.each(["!!", "!!\r", "  !!"])(
  "a frame that ends in %j is told when it is there, by parity bits too",
  async (end) => {
    const text = ["  &&", "  01085", end].join("\r\n");
    const even = (byte: number): number =>
      ([...byte.toString(2)].filter((bit) => bit === "1").length % 2) * 128 + byte;
    for (const sevenBit of [false, true]) {
      const bytes = sevenBit ? Buffer.from(text).map(even) : Buffer.from(text);
      const rig = await start({ data: Buffer.alloc(0), hold: true });
      const { subscribers, stop } = await record([rig], { toTcp: "0", sevenBit });
      const got = await client(subscribers);
      for (let sent = 1; sent <= 2; sent++) {
        await rig.send(bytes);
        await until(() => documents(got.bytes()).length === sent);
      }
      expect(documents(got.bytes()).map(({ frame, items }) => [frame, items[0].value])).toEqual([
        [1, 5],
        [2, 5],
      ]);
      await stop();
    }
  },
);

it("frames that are wrapped are told by their places in the stream", async () => {
  const lines = ["&&", "0108100.5", "0110200", "!!"].join(",");
  const rig = await start({ data: Buffer.from(`${`${lines}\n`.repeat(3)}`), hold: true });
  const { subscribers } = await record([rig], { toTcp: "0" });
  const { bytes } = await client(subscribers);
  rig.resume();
  await until(() => documents(bytes()).length === 3);
  expect(documents(bytes()).map(({ frame, offset }) => [frame, offset])).toEqual([
    [1, 0],
    [2, lines.length + 1],
    [3, 2 * (lines.length + 1)],
  ]);
});

it("a frame that a connection broke off is not joined with what the next one brings", async () => {
  const rig = await start({ data: LOG, faults: faultsIn("drop:@100"), hold: false });
  const { subscribers } = await record([rig], { toTcp: "0" });
  const { bytes } = await client(subscribers);
  rig.resume();
  await until(() => documents(bytes()).length >= 300);
  const whole = decoded(LOG, "rig-0").map(({ items }) => JSON.stringify(items));
  const told = documents(bytes()).map(({ items }) => JSON.stringify(items));
  const strange = told.filter((items) => !whole.includes(items));
  // The broken ones have fewer items, and nothing of others.
  expect(strange.length).toBeLessThanOrEqual(rig.sent.faults.drop);
  for (const items of strange) {
    expect(whole.some((one) => one.startsWith(items.slice(0, -1)))).toBe(true);
  }
});

const run = (line: string) => {
  const heard = hearWitskit(`stream ${line}`, temporaryFolder({}));
  onTestFinished(() => void heard.child.kill("SIGKILL"));
  return heard;
};

it("standard output has frames as they come, with a dataset or without", async () => {
  for (const where of ["-o -", "-o out --to-stdout ndjson"]) {
    const rig = await start({ data: LOG });
    rig.resume();
    const { child, said, ended } = run(`rig=${rig.url} ${where}`);
    await until(() => said.out.split("\n").length > 400);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(withoutArrival(documents(Buffer.from(said.out)))).toEqual(decoded(LOG, "rig"));
    expect(said.err).toContain(where === "-o -" ? "received" : "the dataset has 400 frames");
  }
});

it("a reader of standard output who goes away ends a stream that nobody else sees", async () => {
  const rig = await start({ data: "short", speed: undefined, rate: 200 });
  rig.resume();
  const { child, said, ended } = run(`rig=${rig.url} -o -`);
  await until(() => said.out.length > 0);
  child.stdout.destroy();
  expect(await ended).toBe(0);
});

it("a reader of standard output who does not read is left behind, and holds up no recording and no end", async () => {
  const rig = await start({ data: "rig" });
  const { child, said, ended } = run(`rig=${rig.url} -o out --rotate-size 1GiB --to-stdout wits`);
  child.stdout.pause();
  rig.resume();
  await until(() => rig.sent.bytes > 16_000_000);
  rig.stall();
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  child.stdout.resume();
  await ended;
  expect(said.err).toMatch(
    /standard output was too slow for [\d,]+ bytes of frames|[\d,]+ bytes came faster/,
  );
  expect(said.err).toMatch(/the dataset has [\d,]+ frames/);
}, 180_000);

it.each([
  ["tcp://127.0.0.1:1", /nothing says where what arrives is to go/],
  ["tcp://127.0.0.1:1 -o out --format ndjson", /--format is that of -o -/],
  ["tcp://127.0.0.1:1 -o - --format csv", /there is no csv of a stream; there are ndjson, arrow, wits/],
  ["tcp://127.0.0.1:1 --to-tcp nowhere", /it needs a host and a port/],
  ["tcp://127.0.0.1:1 --to-tcp 0?format=xml", /format: "xml" is none of ndjson, arrow, wits/],
  ["tcp://127.0.0.1:1 --to-mqtt http://broker/x", /a broker is mqtt:\/\/ or mqtts:\/\//],
  ["tcp://127.0.0.1:1 --to-mqtt mqtt://broker/rigs/#", /nobody publishes to them/],
])("%s is refused", async (line, message) => {
  const { said, ended } = run(line);
  expect(await ended).toBe(2);
  expect(said.err).toMatch(message);
});
