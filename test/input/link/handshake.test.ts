import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Echoes } from "../../../src/input/link/echoes.js";
import { handshakeOf } from "../../../src/input/link/handshake.js";
import type { Chunk } from "../../../src/input/link/transport/transport.js";
import { until } from "../../until.js";
import { temporaryFolder } from "../source/folder.js";
import { frame, run, serve } from "./rig.js";

const PASON = "&&\r\n0111-9999\r\n!!\r\n";

describe("a handshake", () => {
  it("is named, a frame, lines of one, or a file, and its lines end as senders insist on", async () => {
    const sent = async (text: string) => Buffer.from((await handshakeOf(text)).frame).toString("latin1");
    expect(await sent("pason")).toBe(PASON);
    expect(await sent("&&\\r\\n1984WITSKIT\\r\\n0111-9999\\r\\n!!")).toBe(
      "&&\r\n1984WITSKIT\r\n0111-9999\r\n!!\r\n",
    );
    expect(await sent("0111-9999")).toBe(PASON);
    expect(await sent("&&!!")).toBe("&&!!\r\n");
    const path = join(temporaryFolder(), "hello.wits");
    writeFileSync(path, "&&\n0111-9999\n!!\n");
    expect(await sent(path)).toBe(PASON);
    writeFileSync(path, "POLL\n");
    expect(await sent(path)).toBe("POLL\n");
    await expect(sent("no-such-file")).rejects.toThrow(/no-such-file.*A handshake is pason, a frame/);
  });

  it("is said on connect and then again and again", async () => {
    let heard = "";
    const server = await serve((socket) => {
      socket.on("data", (bytes) => {
        heard += bytes;
        if (heard.endsWith(PASON)) socket.write(frame(heard.length / PASON.length));
      });
    });
    const running = await run(`tcp://127.0.0.1:${server.port}?handshake=pason&handshakeInterval=20ms`);
    await until(() => running.text().includes(frame(3)));
    expect(heard.replaceAll(PASON, "")).toBe("");
    expect(running.text().startsWith(frame(1) + frame(2))).toBe(true);
    expect(running.link.status.echoed).toBe(0);
  });

  it("as a reply, is said when a frame has ended, however it is cut, and when none came for long", async () => {
    let heard = 0;
    const server = await serve((socket) => {
      socket.setNoDelay(true);
      socket.on("data", (bytes) => {
        heard += bytes.length / PASON.length;
        const text = frame(heard);
        // The second word has no answer: the third one is said because nothing came.
        if (heard === 2) return;
        socket.write(text.slice(0, -3), () => setImmediate(() => socket.write(text.slice(-3))));
      });
    });
    const url = `tcp://127.0.0.1:${server.port}?handshake=pason&handshakeMode=reply&handshakeInterval=700ms`;
    const running = await run(url);
    await until(() => running.text() === frame(1) + frame(3) + frame(4));
  });

  it("cannot be had with who cannot be answered, and its words are checked", async () => {
    await expect(run("mqtt://127.0.0.1:1/wits?handshake=pason")).rejects.toThrow(
      /nobody can be answered over mqtt/,
    );
    const folder = temporaryFolder({ "a.wits": frame(1) });
    const running = await run(`file://${folder}/a.wits`, { handshake: "pason" });
    expect(await running.ended).toBeUndefined();
    expect(running.text()).toBe(frame(1));
    await expect(run("tcp://127.0.0.1:1?handshakeMode=never")).rejects.toThrow(
      /handshakeMode.*interval, reply/,
    );
  });
});

describe("echoes on a half-duplex line", () => {
  it("are counted and left out, however they are cut, and the sender's own frames stay", async () => {
    const server = await serve((socket) => {
      socket.setNoDelay(true);
      let said = 0;
      socket.on("data", (bytes) => {
        socket.write(bytes.subarray(0, 7), () =>
          setImmediate(() => socket.write(Buffer.concat([bytes.subarray(7), Buffer.from(frame(++said))]))),
        );
      });
    });
    const running = await run(`tcp://127.0.0.1:${server.port}?handshake=pason&handshakeInterval=20ms`);
    await until(() => running.text().includes(frame(3)));
    await running.stop();
    expect(running.text()).not.toContain("0111");
    expect(running.link.status.echoed).toBeGreaterThanOrEqual(3 * PASON.length);
    expect(running.link.status.bytes).toBe(running.text().length);
  });

  it("hold nothing back for long that is none", async () => {
    const server = await serve((socket) => void socket.write("&&\r\n01"));
    const running = await run(`tcp://127.0.0.1:${server.port}?handshake=pason`);
    await until(() => running.text() === "&&\r\n01");
  });

  const chunk = (text: string, arrival = 1): Chunk => ({ bytes: Buffer.from(text), arrival });
  const textOf = (chunks: readonly Chunk[]): string =>
    Buffer.concat(chunks.map(({ bytes }) => bytes)).toString();

  it("are told from data at every cut, and no byte else is lost", () => {
    const before = frame(1) + frame(2);
    const after = `&&\r\n0111-9998\r\n!!\r\n${frame(3)}`;
    const whole = before + PASON + after;
    for (let first = 0; first <= whole.length; first++) {
      for (let second = first; second <= whole.length; second += 3) {
        const echoes = new Echoes(Buffer.from(PASON));
        echoes.expect();
        const pieces = [whole.slice(0, first), whole.slice(first, second), whole.slice(second)];
        const passed = pieces.flatMap((piece) => echoes.pass(chunk(piece)));
        passed.push(...echoes.release());
        expect(textOf(passed), `cut at ${first} and ${second}`).toBe(before + after);
        expect(echoes.bytes).toBe(PASON.length);
      }
    }
  });

  it("are as many as were sent: the same frame from the sender is data", () => {
    const echoes = new Echoes(Buffer.from(PASON));
    expect(textOf(echoes.pass(chunk(PASON)))).toBe(PASON);
    echoes.expect();
    expect(textOf(echoes.pass(chunk(PASON + PASON)))).toBe(PASON);
  });

  it("keep the arrival of what was held back", () => {
    const echoes = new Echoes(Buffer.from(PASON));
    echoes.expect();
    expect(echoes.pass(chunk("x&&\r\n0", 5))).toMatchObject([{ arrival: 5 }]);
    const passed = echoes.pass(chunk("108", 9));
    expect(passed.map(({ arrival }) => arrival)).toEqual([5, 9]);
    expect(textOf(passed)).toBe("&&\r\n0108");
  });
});
