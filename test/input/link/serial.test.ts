import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { transportOf } from "../../../src/input/link/transport/transports.js";
import { program } from "../../program.js";
import { until } from "../../until.js";
import { temporaryFolder } from "../source/folder.js";
import { frame, run } from "./rig.js";

const hasSocat = program("socat") !== undefined;

/** Two ends of a line; the rig's end is written to as a file. */
async function cable(folder: string): Promise<{ rig: string; ours: string; pull(): Promise<void> }> {
  const [rig, ours] = [join(folder, "rig"), join(folder, "ours")];
  const socat: ChildProcess = spawn("socat", [`pty,raw,echo=0,link=${rig}`, `pty,raw,echo=0,link=${ours}`]);
  const gone = once(socat, "exit");
  onTestFinished(() => void socat.kill());
  await until(() => existsSync(rig) && existsSync(ours));
  return {
    rig,
    ours,
    async pull() {
      socat.kill();
      await gone;
    },
  };
}

describe.skipIf(!hasSocat)(`a serial line${hasSocat ? "" : " (skipped: there is no socat)"}`, () => {
  it("gives what comes, and answers", async () => {
    const { rig, ours } = await cable(temporaryFolder());
    const running = await run(`serial://${ours}?baudRate=19200&handshake=pason&handshakeInterval=50ms`);
    let heard = "";
    const hearing = createReadStream(rig).on("data", (bytes) => {
      heard += bytes;
    });
    hearing.on("error", () => {});
    onTestFinished(() => void hearing.destroy());
    await until(() => heard.includes("0111-9999"));
    writeFileSync(rig, frame(1));
    await until(() => running.text() === frame(1));
    await running.stop();
  });

  it("is opened again when it was pulled and is back", async () => {
    const folder = temporaryFolder();
    const first = await cable(folder);
    const running = await run(`serial://${first.ours}`);
    await until(() => running.link.status.state === "open");
    writeFileSync(first.rig, frame(1));
    await until(() => running.text() === frame(1));
    await first.pull();
    await until(() => running.link.status.failures > 0);
    expect(running.link.status.trouble).toMatch(/no such device; check the cable/);
    const second = await cable(folder);
    await until(() => running.link.status.state === "open");
    writeFileSync(second.rig, frame(2));
    await until(() => running.text() === frame(1) + frame(2));
    expect(running.link.status.connections).toBe(2);
    await running.stop();
  });
});

describe("the URL of a serial line", () => {
  it("says how it is set, and what it cannot be", async () => {
    const refused = (url: string) => expect(transportOf(url)).rejects;
    await refused("serial:///dev/ttyUSB0?parity=mark").toThrow(/parity: "mark" is none of none, even, odd/);
    await refused("serial:///dev/ttyUSB0?baudrate=9600").toThrow(/Did you mean baudRate\?/);
    await refused("serial://").toThrow(/a device follows/);
    expect((await transportOf("serial://COM3?dataBits=7&parity=even")).shown).toContain("COM3");
    const running = await run("serial:///dev/no-such-line", { reconnect: false });
    expect(await running.ended).toMatchObject({
      kind: "network",
      message: expect.stringMatching(/no such device/),
    });
  });
});
