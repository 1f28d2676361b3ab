import { expect, it } from "vitest";
import { frame, serve } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { hearWitskit, witskit } from "./binary.js";

async function run(line: string) {
  const { said, ended } = hearWitskit(line, temporaryFolder());
  return { code: await ended, ...said };
}

it("decode shows the next frames of a sender, and then lets it go", async () => {
  const server = await serve((socket) => void socket.write(frame(1) + frame(2) + frame(3)));
  const { code, out } = await run(`decode tcp://127.0.0.1:${server.port}?name=rig --limit 2 --json`);
  expect(code).toBe(0);
  const frames = out.trim().split("\n");
  expect(frames).toHaveLength(2);
  expect(out).toContain('"rig"');
});

it("decode speaks to senders that must be spoken to, to the end of the line", async () => {
  const server = await serve((socket) => void socket.on("data", () => socket.end(frame(7))));
  const { code, out } = await run(`decode tcp://127.0.0.1:${server.port} --handshake pason`);
  expect(code).toBe(0);
  expect(out).toMatch(/0108 .* 7\n/);
  expect(out).toMatch(/1 frame/);
});

it("decode says why there is no connection, and other commands what to do with a link", async () => {
  const refused = await run("decode tcp://127.0.0.1:1");
  expect(refused.code).toBe(5);
  expect(refused.err).toMatch(/nobody listens there/);
  const cwd = temporaryFolder();
  const { code, err } = witskit("convert tcp://me:hush@127.0.0.1:1 -o out", { cwd });
  expect(code).toBe(2);
  expect(err).toMatch(/is a link.*witskit stream/);
  expect(err).not.toContain("hush");
});
