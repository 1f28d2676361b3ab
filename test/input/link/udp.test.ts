import { spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { describe, expect, it, onTestFinished } from "vitest";
import { linkOf } from "../../../src/input/link/links.js";
import { until } from "../../until.js";
import { frame, gate, run } from "./rig.js";

/** Sends from an address of the loopback network. */
function sender(address = "127.0.0.1") {
  const socket = createSocket("udp4");
  onTestFinished(() => void socket.close());
  const bound = new Promise<void>((resolve) => socket.bind(0, address, resolve));
  return {
    socket,
    async send(url: string, bytes: string | Uint8Array): Promise<void> {
      await bound;
      const port = Number(/:(\d+)/.exec(url)![1]);
      await new Promise((resolve) => socket.send(bytes, port, "127.0.0.1", resolve));
    },
  };
}

describe("a link of datagrams", () => {
  it("has a stream for each sending host", async () => {
    const running = await run("udp://127.0.0.1:0");
    const { status } = running.link;
    await until(() => status.state === "open");
    const first = sender();
    await first.send(status.url, frame(1));
    await until(() => running.text("127.0.0.1") === frame(1));
    await sender().send(status.url, frame(2));
    await until(() => running.text("127.0.0.1") === frame(1) + frame(2));
    expect(status).toMatchObject({ senders: 1, lost: 0, state: "open" });
  });

  it("takes a datagram without line end for a line, until one shows that they are pieces of a text", async () => {
    const running = await run("udp://127.0.0.1:0");
    const { status } = running.link;
    await until(() => status.state === "open");
    const rig = sender();
    for (const line of ["&&", "0108 10", "0110 10", "!!"]) await rig.send(status.url, line);
    await until(() => running.text("127.0.0.1") === "&&\n0108 10\n0110 10\n!!\n");
    const pieces = sender("127.0.0.2");
    for (const piece of ["&&\r\n0108", "3650", ".40\r\n!!"]) await pieces.send(status.url, piece);
    await until(() => running.text("127.0.0.2") === "&&\r\n01083650.40\r\n!!");
  });

  it("tells hosts apart, and answers each at its port", async () => {
    const running = await run("udp://127.0.0.1:0?handshake=pason&handshakeInterval=20ms");
    const { status } = running.link;
    await until(() => status.state === "open");
    const rig = sender("127.0.0.2");
    let heard = "";
    rig.socket.on("message", (bytes) => {
      heard += bytes;
    });
    await rig.send(status.url, frame(1));
    await sender().send(status.url, frame(2));
    await until(() => running.text("127.0.0.2") === frame(1) && running.text("127.0.0.1") === frame(2));
    await until(() => heard.startsWith("&&\r\n0111-9999\r\n!!\r\n"));
    expect(status.senders).toBe(2);
  });

  it("drops what nobody takes in time, and counts it", async () => {
    const link = await linkOf("udp://127.0.0.1:0");
    const stop = new AbortController();
    const taking = gate();
    const running = link.run(() => taking.passed, stop.signal);
    await until(() => link.status.state === "open");
    const flood = sender();
    const datagram = Buffer.alloc(50_000, "x");
    while (link.status.lost === 0) {
      await flood.send(link.status.url, datagram);
      await new Promise((resolve) => setImmediate(resolve));
    }
    stop.abort();
    taking.open();
    await running;
    expect(link.status.lost).toBeGreaterThan(0);
    expect(link.status.bytes % datagram.length).toBe(0);
  });

  it.skipIf(process.platform !== "linux")(
    "counts what the system dropped before (Linux alone tells)",
    async () => {
      const running = await run("udp://127.0.0.1:0");
      await until(() => running.link.status.state === "open");
      const port = Number(/:(\d+)/.exec(running.link.status.url)![1]);
      const flood =
        'const socket = require("node:dgram").createSocket("udp4"); let left = 20000;' +
        `const next = () => left-- > 0 ? socket.send(Buffer.alloc(1000), ${port}, "127.0.0.1", next) : socket.close(); next();`;
      // Nobody fetches anything meanwhile: this process waits.
      spawnSync(process.execPath, ["-e", flood]);
      await until(() => running.link.status.lost > 0);
      expect(running.link.status.lost % 1000).toBe(0);
      await until(() => running.link.status.lost + running.link.status.bytes === 20_000_000);
    },
  );

  it("lets the sender go that was silent for the longest, where there are too many", async () => {
    const running = await run("udp://127.0.0.1:0?maxSenders=2");
    const { status } = running.link;
    await until(() => status.state === "open");
    for (const host of [2, 3, 4]) {
      await sender(`127.0.0.${host}`).send(status.url, frame(host));
      await until(() => running.text(`127.0.0.${host}`) === frame(host));
    }
    await until(() => status.senders === 2);
    expect(status.connections).toBe(3);
  });

  it("says who else takes datagrams there", async () => {
    const first = await run("udp://127.0.0.1:0");
    await until(() => first.link.status.state === "open");
    const second = await run(first.link.status.url, { reconnect: false });
    expect(await second.ended).toMatchObject({
      message: expect.stringMatching(/another program listens there/),
    });
  });
});
