import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { bytesText } from "../../src/cli/page/wording.js";
import { generateWhole } from "../../src/samples/shapes/generator.js";
import { freePort, serve } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { framesIn, Receiver, receive } from "../samples/mock/receiver.js";
import { until } from "../until.js";
import { hearWitskit, witskit } from "./binary.js";

const LOG = Buffer.from(generateWhole({ shape: "short", frames: 50, seed: 5 }).bytes);

const hasSocat = spawnSync("socat", ["-V"]).status === 0;

const start = (line: string, cwd: string) => hearWitskit(`mock-server ${line}`, cwd);

it("prints where it is, tells who comes, what goes wrong and what was sent, and ends when it is interrupted", async () => {
  const cwd = temporaryFolder({ "log.wits": LOG });
  const line = "tcp-listen://127.0.0.1:0 --data log.wits --speed max --fault duplicate:@20";
  const { child, said, ended } = start(line, cwd);
  await until(() => said.out.endsWith("\n"));
  const got = await (await receive(said.out.trim())).all();
  expect(got.length).toBeGreaterThan(LOG.length);
  await until(() => said.err.includes("has all"));
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(said.err.replace(/127\.0\.0\.1:\d+/, "PEER")).toBe(
    [
      "sends    log.wits, as fast as they are taken",
      "client 1 came: PEER",
      "client 1 duplicate at frame 20",
      "client 1 duplicate at frame 40",
      `client 1 has all: 52 frames, ${bytesText(got.length)}`,
      `sent     52 frames, ${bytesText(got.length)}, to 1 client, duplicate 2`,
      "",
    ].join("\n"),
  );
});

it("says nothing but its URL with --quiet, and writes the certificate that clients are to trust", async () => {
  const cwd = temporaryFolder({});
  const { child, said, ended } = start("tls-listen://127.0.0.1:0 --quiet --write-cert ca.pem", cwd);
  await until(() => said.out.endsWith("\n"));
  expect(readFileSync(join(cwd, "ca.pem"), "utf8")).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(said).toEqual({ out: expect.stringMatching(/^tls:\/\/127\.0\.0\.1:\d+\n$/), err: "" });
});

it("where nobody listens it says so once, tries again, and sends when somebody does", async () => {
  const port = await freePort();
  const { child, said, ended } = start(
    `tcp://127.0.0.1:${port} --data short --rate 100 --clients 20`,
    temporaryFolder({}),
  );
  await until(() => said.err.includes("It is tried again"));
  const heard: Buffer[] = [];
  await serve((socket) => void socket.on("data", (bytes) => heard.push(bytes)), port);
  await until(() => framesIn(Buffer.concat(heard)).length > 0);
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(said.err.match(/cannot connect to .*/g)).toEqual([
    `cannot connect to 127.0.0.1:${port}: nobody listens there; check the port, and that the other side runs. It is tried again`,
  ]);
  expect(said.err).not.toContain("Warning");
});

it("sends all to a client that closes its own sending side at once, and knows one that has gone", async () => {
  const cwd = temporaryFolder({ "log.wits": LOG });
  const { child, said, ended } = start("tcp-listen://127.0.0.1:0 --data log.wits --rate 200", cwd);
  await until(() => said.out.endsWith("\n"));
  const at = { port: Number(/:(\d+)\n/.exec(said.out)![1]), host: "127.0.0.1" };
  const listener = new Receiver(connect({ ...at, allowHalfOpen: true }));
  listener.duplex.end();
  expect((await listener.all()).equals(LOG)).toBe(true);
  await until(() => said.err.includes("has all"));
  const gone = new Receiver(connect(at));
  await until(() => said.err.includes("client 2 came"));
  gone.duplex.destroy();
  await until(() => said.err.includes("client 2 left"));
  child.kill("SIGINT");
  expect(await ended).toBe(0);
});

it.skipIf(!hasSocat)(
  `one Ctrl-C ends it on a serial line, whether the other side reads or not${hasSocat ? "" : " (skipped: there is no socat)"}`,
  async () => {
    const cwd = temporaryFolder({});
    const [near, far] = [join(cwd, "near"), join(cwd, "far")];
    const socat = spawn("socat", [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`]);
    onTestFinished(() => void socat.kill());
    await until(() => existsSync(near) && existsSync(far));
    for (const pace of ["--rate 50", "--speed max"]) {
      const { child, said, ended } = start(`serial://${near} --data short ${pace}`, cwd);
      await until(() => said.err.includes("came"));
      child.kill("SIGINT");
      expect(await ended, said.err).toBe(0);
    }
  },
);

it.each([
  ["ftp://127.0.0.1:1", 2, /a mock rig cannot send there/],
  ["--data nowhere.wits", 3, /nowhere\.wits/],
  ["tcp-listen://203.0.113.1:0", 5, /this machine has no such address/],
  ["--speed fast", 2, /--speed: "fast" is no number above 0/],
  ["--fault fire", 2, /--fault: there is no fault fire/],
  ["tcp-listen://127.0.0.1:0 --write-cert ca.pem", 2, /there is a certificate with tls-listen:\/\/ alone/],
])("%s: exit code %i, and a sentence", (line, code, message) => {
  const ran = witskit(`mock-server ${line}`, { cwd: temporaryFolder({}) });
  expect(ran).toMatchObject({ code, out: "", err: expect.stringMatching(message) });
});
