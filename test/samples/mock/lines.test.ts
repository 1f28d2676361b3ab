/** Lines other than plain TCP: TLS, packets, serial ports. */

import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createReadStream, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ConnectionOptions, connect } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { selfSigned } from "../../../src/input/link/sending/self-signed.js";
import { faultsIn } from "../../../src/samples/mock/fault.js";
import { type MockRig, type MockRigOptions, startMockRig } from "../../../src/samples/mock/rig.js";
import { generateWhole } from "../../../src/samples/shapes/generator.js";
import { temporaryFolder } from "../../input/source/folder.js";
import { program } from "../../program.js";
import { until } from "../../until.js";
import { framesIn, Receiver } from "./receiver.js";

const LOG = Buffer.from(generateWhole({ shape: "short", frames: 100, seed: 5 }).bytes);
const FRAMES = framesIn(LOG);
const hasSocat = program("socat") !== undefined;

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean();
});

async function start(options: MockRigOptions): Promise<MockRig> {
  const rig = await startMockRig({ data: LOG, speed: "max", ...options });
  cleanUp.push(() => rig.close());
  return rig;
}

describe("TLS", () => {
  async function receive(rig: MockRig, options: ConnectionOptions): Promise<Receiver> {
    const socket = connect({ host: "127.0.0.1", port: Number(new URL(rig.url).port), ...options });
    const receiver = new Receiver(socket);
    await once(socket, "secureConnect");
    return receiver;
  }

  it("has a certificate made for the occasion, which clients can trust and otherwise do not", async () => {
    const rig = await start({ url: "tls-listen://127.0.0.1:0" });
    expect(rig.url).toMatch(/^tls:\/\/127\.0\.0\.1:\d+$/);
    const client = await receive(rig, { ca: rig.certificate! });
    expect((await client.all()).equals(LOG)).toBe(true);
    await expect(receive(rig, {})).rejects.toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    expect(rig.sent.clients).toBe(1);
  });

  it("takes a certificate from files, and asks for one of the client", async () => {
    const [own, client] = [await selfSigned({ names: ["rig.example"] }), await selfSigned()];
    const folder = temporaryFolder({ "cert.pem": own.cert, "key.pem": own.key, "ca.pem": client.cert });
    const query = ["cert", "key", "ca"].map((name) => `${name}=${join(folder, `${name}.pem`)}`).join("&");
    const rig = await start({ url: `tls-listen://127.0.0.1:0?${query}` });
    const trusting = { ca: own.cert, servername: "rig.example" };
    expect((await (await receive(rig, { ...trusting, ...client })).all()).equals(LOG)).toBe(true);
    const stranger = await receive(rig, trusting);
    expect((await stranger.all()).length).toBe(0);
    expect(rig.sent.clients).toBe(1);
  });

  it("makes certificates that are expired, if asked", async () => {
    const expired = await selfSigned({ from: new Date("2020-01-01"), until: new Date("2020-02-01") });
    const folder = temporaryFolder({ "cert.pem": expired.cert, "key.pem": expired.key });
    const query = ["cert", "key"].map((name) => `${name}=${join(folder, `${name}.pem`)}`).join("&");
    const rig = await start({ url: `tls-listen://127.0.0.1:0?${query}` });
    await expect(receive(rig, { ca: expired.cert })).rejects.toMatchObject({ code: "CERT_HAS_EXPIRED" });
  });

  it("needs both certificate and key", async () => {
    const folder = temporaryFolder({ "cert.pem": (await selfSigned()).cert });
    const url = `tls-listen://127.0.0.1:0?cert=${join(folder, "cert.pem")}`;
    await expect(startMockRig({ url })).rejects.toThrow(/a certificate needs its key/);
    await expect(startMockRig({ url: `${url}&key=nowhere.pem` })).rejects.toThrow(
      /key=nowhere\.pem cannot be/,
    );
  });
});

describe("UDP", () => {
  async function listen(): Promise<{ packets: Buffer[]; url: string; say: (text: string) => void }> {
    const socket = createSocket("udp4");
    const packets: Buffer[] = [];
    let sender = 0;
    socket.on("message", (packet, { port }) => {
      packets.push(packet);
      sender = port;
    });
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    cleanUp.push(() => socket.close());
    return {
      packets,
      url: `udp://127.0.0.1:${socket.address().port}`,
      say: (text) => socket.send(text, sender, "127.0.0.1"),
    };
  }

  it("is a packet a frame", async () => {
    const { packets, url } = await listen();
    const rig = await start({ url, speed: undefined, rate: 200 });
    await rig.done;
    await until(() => packets.length === FRAMES.length);
    expect(packets.map(String)).toEqual(FRAMES);
  });

  it("loses packets where it is to drop, and says how many", async () => {
    const { packets, url } = await listen();
    const rig = await start({ url, speed: undefined, rate: 200, faults: faultsIn("drop:@10") });
    await rig.done;
    await until(() => packets.length === 90);
    expect(rig.sent).toMatchObject({ frames: 90, faults: { drop: 10 } });
    expect(packets.map(String)).toEqual(FRAMES.filter((_, index) => index % 10 !== 9));
  });
});

describe.skipIf(!hasSocat)(`a serial line${hasSocat ? "" : " (skipped: there is no socat)"}`, () => {
  async function cable(): Promise<{ near: string; far: string }> {
    const folder = temporaryFolder({});
    const [near, far] = [join(folder, "near"), join(folder, "far")];
    const socat = spawn("socat", [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`]);
    cleanUp.push(() => socat.kill());
    await until(() => existsSync(near) && existsSync(far));
    return { near, far };
  }

  it("carries the log, and what the rig is told", async () => {
    const { near, far } = await cable();
    const client = new Receiver(createReadStream(far) as never);
    const rig = await start({ url: `serial://${near}?baudRate=115200`, hold: true, pason: "full" });
    await until(() => rig.clients === 1);
    for (let heard = 1; heard <= 3; heard++) {
      writeFileSync(far, "&&\r\n!!\r\n");
      await until(() => client.frames.length >= 8 * heard);
    }
    expect(client.bytes.toString()).toBe(FRAMES.slice(0, 24).join(""));
    client.duplex.destroy();
  });

  it("is let go when the rig is closed, also where the other side takes nothing, and when all is sent", async () => {
    const { near, far } = await cable();
    const stuck = await start({ url: `serial://${near}`, data: "rig" });
    await until(() => stuck.clients === 1);
    await stuck.close();
    const client = new Receiver(createReadStream(far) as never);
    const rig = await start({ url: `serial://${near}` });
    await rig.done;
    await until(() => client.bytes.toString().endsWith(FRAMES.at(-1)!));
    client.duplex.destroy();
  });
});
