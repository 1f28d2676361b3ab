/** A recording of more streams than the process may have files open. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { BINARY, witskit } from "../cli/binary.js";
import { frame } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";

const SENDERS = 90;
/** Of sockets alone there are half as many; of segments and what stands beside them as many. */
const FILES = 200;
const FRAMES = 6;

it.skipIf(process.platform === "win32")(
  `${SENDERS} senders are recorded to the last frame with ${FILES} open files, and the recording goes on all the time`,
  async () => {
    const cwd = temporaryFolder({});
    const words = "stream rigs=tcp-listen://127.0.0.1:0 -o out --rotate-every 2s --sync 100ms --log json";
    const limited = `ulimit -n ${FILES} && exec ${process.execPath} ${BINARY} ${words}`;
    const child = spawn("bash", ["-c", limited], { cwd });
    onTestFinished(() => void child.kill("SIGKILL"));
    let said = "";
    child.stderr.on("data", (text) => {
      said += text;
    });
    const ended = once(child, "exit");
    const port = await until(() => /"url":"tcp-listen:\/\/127\.0\.0\.1:([1-9]\d*)/.exec(said)?.[1]);
    const sockets: Socket[] = [];
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    for (let i = 0; i < SENDERS; i++) {
      const socket = connect(Number(port), "127.0.0.1");
      socket.on("error", () => {});
      await once(socket, "connect");
      sockets.push(socket);
    }
    for (let number = 0; number < FRAMES; number++) {
      for (const [i, socket] of sockets.entries()) socket.write(frame(100 * i + number));
      await until(() => sockets.every((socket) => socket.writableLength === 0));
    }
    const rows = "SELECT count(DISTINCT DBTM) FROM r01";
    await until(() => {
      expect(child.exitCode, said).toBeNull();
      const { out } = witskit(["query", rows, "out", "--format", "csv"], { cwd });
      return out.trim().split(/\r?\n/).at(-1) === `${SENDERS * FRAMES}`;
    });
    child.kill("SIGTERM");
    expect(await ended, said).toEqual([0, null]);
    expect(said).not.toMatch(/may be lost/);
  },
);
