import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { Failure } from "../../../src/failure/failure.js";
import {
  type MockEvent,
  type MockRig,
  type MockRigOptions,
  startMockRig,
} from "../../../src/samples/mock/rig.js";
import { generateScenario } from "../../../src/samples/scenarios/generator.js";
import { scenarioNamed } from "../../../src/samples/scenarios/scenarios.js";
import { generateWhole } from "../../../src/samples/shapes/generator.js";
import { temporaryFolder } from "../../input/source/folder.js";
import { until } from "../../until.js";
import { framesIn, Receiver, receive } from "./receiver.js";

const LOG = Buffer.from(generateWhole({ shape: "short", frames: 400, seed: 5 }).bytes);
const FRAMES = framesIn(LOG);
const WORD = "&&\r\n0111-9999\r\n!!\r\n";

const rigs: MockRig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

async function start(options: MockRigOptions): Promise<MockRig> {
  const rig = await startMockRig(options);
  rigs.push(rig);
  return rig;
}

const quick = (options: MockRigOptions = {}): Promise<MockRig> =>
  start({ data: LOG, speed: "max", ...options });

describe("a mock rig sends", () => {
  it("a scenario, byte for byte, and closes the line at its end", async () => {
    const rig = await start({ data: "multi_well", hours: 0.1, seed: 3, units: "fps", speed: "max" });
    const made = generateScenario(scenarioNamed("multi_well"), { hours: 0.1, seed: 3, units: "fps" });
    const got = await (await receive(rig.url)).all();
    expect(got.equals(Buffer.concat([...made]))).toBe(true);
    expect(rig.sent).toMatchObject({ clients: 1, frames: framesIn(got).length, bytes: got.length });
  });

  it("a log from a file, compressed or not", async () => {
    const folder = temporaryFolder({ "log.wits": LOG, "log.wits.gz": gzipSync(LOG) });
    for (const name of ["log.wits", "log.wits.gz"]) {
      const rig = await quick({ data: join(folder, name) });
      expect((await (await receive(rig.url)).all()).equals(LOG)).toBe(true);
    }
  });

  it("generated frames without end, and a log again and again with loop", async () => {
    for (const options of [{ data: "short" }, { loop: true }]) {
      const rig = await quick(options);
      const client = await receive(rig.url);
      await until(() => client.bytes.length > 100_000);
      client.duplex.destroy();
    }
  });

  it("to each client all of it, at its own speed", async () => {
    const rig = await quick();
    const clients = await Promise.all([1, 2, 3].map(() => receive(rig.url)));
    for (const client of clients) expect((await client.all()).equals(LOG)).toBe(true);
    expect(rig.sent).toMatchObject({ clients: 3, bytes: 3 * LOG.length });
  });

  it("to a client that comes back what follows", async () => {
    const rig = await quick({ speed: undefined, rate: 200 });
    const first = await receive(rig.url);
    await until(() => first.frames.length >= 5);
    rig.stall();
    await until(() => rig.sent.bytes === first.bytes.length);
    rig.drop();
    const before = await first.all();
    rig.resume();
    const second = await receive(rig.url);
    await until(() => second.frames.length >= 5);
    rig.drop();
    const after = await second.all();
    expect(LOG.subarray(0, before.length + after.length).equals(Buffer.concat([before, after]))).toBe(true);
  });

  it("nothing more at the end with hold, the line open", async () => {
    const rig = await quick({ hold: true });
    const client = await receive(rig.url);
    await until(() => client.bytes.length === LOG.length);
    await rig.send("0108\r\n");
    await until(() => client.bytes.length === LOG.length + 6);
    expect(rig.clients).toBe(1);
  });
});

describe("a mock rig does as it is told", () => {
  it("stalls, resumes, turns newcomers away and listens again on its port", async () => {
    const rig = await quick();
    rig.stall();
    const client = await receive(rig.url);
    await until(() => rig.clients === 1);
    await rig.send("hello\r\n");
    await until(() => client.bytes.length === 7);
    expect(client.bytes.toString()).toBe("hello\r\n");
    await rig.refuse();
    await expect(receive(rig.url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await rig.listen();
    const other = await receive(rig.url);
    rig.resume();
    expect((await other.all()).equals(LOG)).toBe(true);
    expect((await client.all()).subarray(7).equals(LOG)).toBe(true);
  });

  it("tells who came and left", async () => {
    const events: MockEvent[] = [];
    const rig = await quick({ onEvent: (event) => events.push(event) });
    await (await receive(rig.url)).all();
    await until(() => events.length === 3);
    expect(events).toMatchObject([
      { kind: "came", client: 1 },
      { kind: "through", client: 1 },
      { kind: "left", client: 1, complete: true, frames: 400, bytes: LOG.length },
    ]);
  });
});

describe("like Pason's, a mock rig", () => {
  it.each([
    ["half", 1],
    ["full", 8],
  ] as const)(
    "is silent until spoken to, and then answers in mode %s with %i frames a word",
    async (pason, each) => {
      const rig = await quick({ pason });
      const client = await receive(rig.url);
      client.duplex.write("hello\r\n!!\r\n");
      await until(() => rig.sent.bytesHeard === 11);
      expect(rig.sent.frames).toBe(0);
      client.duplex.write(WORD.slice(0, 9));
      client.duplex.write(WORD.slice(9));
      await until(() => client.frames.length >= each);
      expect(client.frames).toEqual(FRAMES.slice(0, each));
      client.duplex.write(WORD + WORD);
      await until(() => client.frames.length >= 3 * each);
      expect(client.frames).toEqual(FRAMES.slice(0, 3 * each));
      expect(rig.sent).toMatchObject({ framesHeard: 3, frames: 3 * each });
    },
  );

  it("falls silent when it hears nothing more, and goes on where it was at the next word", async () => {
    const rig = await quick({ pason: "keep-alive", patience: 200, loop: true, speed: undefined, rate: 1000 });
    const client = await receive(rig.url);
    client.duplex.write(WORD);
    await until(() => client.frames.length > 0);
    let [last, since] = [0, Date.now()];
    await until(() => {
      if (client.frames.length !== last) [last, since] = [client.frames.length, Date.now()];
      return Date.now() - since > 1000;
    });
    client.duplex.write(WORD);
    await until(() => client.frames.length > last);
    expect(client.frames[last]).toBe(FRAMES[last % FRAMES.length]);
  });

  it("echoes on a half-duplex line", async () => {
    const rig = await quick({ pason: "half", echo: true });
    const client = await receive(rig.url);
    client.duplex.write(WORD);
    await until(() => client.frames.length === 2);
    expect(client.frames.toSorted()).toEqual([WORD, FRAMES[0]].toSorted());
  });
});

it("a mock rig connects itself where somebody listens, again when that breaks, and is done when all is sent", async () => {
  const sockets: Receiver[] = [];
  const server = createServer((socket: Socket) => void sockets.push(new Receiver(socket)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const rig = await quick({ url: `tcp://127.0.0.1:${port}` });
  expect(rig.url).toBe(`tcp-listen://127.0.0.1:${port}`);
  rig.stall();
  await until(() => rig.clients === 1);
  rig.drop();
  await until(() => sockets.length === 2 && rig.clients === 1);
  rig.resume();
  await rig.done;
  expect((await sockets[1]!.all()).equals(LOG)).toBe(true);
  server.close();
});

describe("a mock rig says what is wrong", () => {
  it.each([
    [{ url: "mqtt://x/y" }, "usage", /mqtt:\/\/x\/y: a mock rig cannot send there; it takes tcp-listen:/],
    [{ url: "tcp://127.0.0.1" }, "usage", /needs a host and a port/],
    [{ url: "udp://127.0.0.1" }, "usage", /needs a host and a port/],
    [{ url: "tls-listen://127.0.0.1:0?crt=a.pem" }, "usage", /no parameter crt; .* Did you mean cert\?/],
    [{ url: "serial:///nowhere/tty" }, "network", /cannot open \/nowhere\/tty/],
    [
      { url: "tcp-listen://203.0.113.1:0" },
      "network",
      /cannot listen on 203\.0\.113\.1:0: this machine has no such/,
    ],
    [{ data: "basic_driling" }, "usage", /Did you mean the scenario or shape basic_drilling\?/],
    [{ data: "nowhere.wits" }, "input", /nowhere\.wits/],
    [{ data: "rig", hours: 1 }, "usage", /--hours is the length of a scenario/],
    [{ rate: 1, speed: 1 }, "usage", /give one of them/],
  ] satisfies [MockRigOptions, string, RegExp][])("of %o", async (options, kind, message) => {
    const error = await startMockRig(options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ kind, message: expect.stringMatching(message) });
  });

  it("of a port that is taken", async () => {
    const rig = await quick();
    const url = `tcp-listen://127.0.0.1:${new URL(rig.url).port}`;
    await expect(startMockRig({ url })).rejects.toThrow(/another program listens there/);
  });

  it("of a log that is none any more when it is sent", async () => {
    const path = join(temporaryFolder({ "log.wits": LOG }), "log.wits");
    const rig = await quick({ data: path });
    writeFileSync(path, "\u0089PNG\r\n\u001a\n this is a picture now, and no log of a rig at all", "latin1");
    const client = await receive(rig.url);
    await expect(rig.done).rejects.toThrow(/log\.wits/);
    await client.closed;
  });
});
