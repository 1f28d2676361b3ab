import { spawn } from "node:child_process";
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type LinkStatus, WitsStream } from "../../src/index.js";
import { mqttUrl, serialUrl } from "../../src/stream/link-stream.js";
import { hasBroker, startBroker } from "../input/link/broker.js";
import { frame, prompt, serve } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { program } from "../program.js";
import { until } from "../until.js";

const hasSocat = program("socat") !== undefined;

/** Depths of the first frames of a stream, with where each came from. */
async function first(count: number, stream: WitsStream): Promise<string[]> {
  const seen: string[] = [];
  for await (const one of stream) {
    seen.push(`${one.source} ${one.get("DBTM")?.value}`);
    if (seen.length === count) break;
  }
  return seen;
}

describe("a stream of frames from a link", () => {
  it("goes on over connections when it is to, and a frame that was cut off does not go on in the next", async () => {
    let connections = 0;
    const server = await serve((socket) => {
      connections++;
      // The line that is cut is no value; the one before it is.
      socket.end(`${frame(connections)}&&\r\n0108${connections}\r\n0110${connections}`);
    });
    const url = `tcp://127.0.0.1:${server.port}?name=rig`;
    const seen: unknown[] = [];
    for await (const one of WitsStream.from(url, { ...prompt, reconnect: true })) {
      seen.push(one.get("DBTM")?.value);
      expect(one.source).toBe("rig");
      expect(one.get("DMEA")).toBeUndefined();
      if (connections >= 3) break;
    }
    expect(seen.slice(0, 3)).toEqual([1, 1, 2]);
  });

  it("tells how the link is", async () => {
    const states: string[] = [];
    const server = await serve((socket) => socket.end(frame(1)));
    const onStatus = ({ state }: LinkStatus): void => void states.push(state);
    expect(await first(2, WitsStream.fromTcp(`127.0.0.1:${server.port}`, { onStatus }))).toHaveLength(1);
    expect([states[0], states.at(-1)]).toEqual(["open", "closed"]);
  });

  it.each([
    [
      "throws",
      (): void => {
        throw new Error("no display");
      },
    ],
    ["answers a promise that rejects", async (): Promise<void> => Promise.reject(new Error("no display"))],
  ])("is ended, with its reason, by a program that %s when it is told of the link", async (_, onStatus) => {
    let closed = 0;
    const server = await serve((socket) => {
      socket.on("close", () => closed++);
      socket.write(frame(1));
    });
    const stream = WitsStream.fromTcp(`127.0.0.1:${server.port}`, { onStatus });
    await expect(first(2, stream)).rejects.toThrow("no display");
    await until(() => closed === 1);
  });

  it("decodes each of several senders by itself, and names them", async () => {
    let url: string | undefined;
    const onStatus = (status: LinkStatus): void => {
      url = status.url;
    };
    const stream = WitsStream.from("tcp-listen://127.0.0.1:0?name=pad", { onStatus });
    const sending = until(() => url !== undefined && !url.endsWith(":0?name=pad")).then(() => {
      const port = Number(/:(\d+)/.exec(url!)![1]);
      const [one, other] = [connect(port, "127.0.0.1"), connect(port, "127.0.0.1")];
      onTestFinished(() => {
        one.destroy();
        other.destroy();
      });
      // A frame of each, begun and ended in turn.
      one.write("&&\r\n0108", () =>
        other.write("&&\r\n0108", () => one.write("1\r\n!!\r\n", () => other.write("2\r\n!!\r\n"))),
      );
    });
    const seen = await first(2, stream);
    await sending;
    expect(seen.map((line) => line.split(" ")[1]).sort()).toEqual(["1", "2"]);
    expect(new Set(seen.map((line) => line.split(" ")[0])).size).toBe(2);
  });

  it("gives Arrow batches as they come, and numbers at the end", async () => {
    const server = await serve((socket) => socket.end(frame(1) + frame(2)));
    const stream = WitsStream.fromTcp(`127.0.0.1:${server.port}`);
    let rows = 0;
    for await (const batch of stream.batches()) rows += batch.numRows;
    expect(rows).toBe(2);
    expect((await stream.analyze()).frames).toBe(2);
    expect((await stream.table(1)).numRows).toBe(2);
  });

  it("takes what wraps the frames off, as of a file", async () => {
    const server = await serve((socket) => socket.end(`\x02\r\n01081\r\n\x03\r\n`));
    const stream = WitsStream.fromTcp(`127.0.0.1:${server.port}`, {
      markers: ["\x02\r\n", "\x03\r\n"],
    });
    expect((await first(1, stream))[0]).toMatch(/ 1$/);
  });

  it("ends with the signal's reason", async () => {
    const server = await serve((socket) => void socket.write(frame(1)));
    const stop = new AbortController();
    const read = async (): Promise<void> => {
      for await (const _ of WitsStream.fromTcp(`127.0.0.1:${server.port}`, { signal: stop.signal })) {
        stop.abort(new Error("enough"));
      }
    };
    await expect(read()).rejects.toThrow("enough");
  });

  it("follows a file that grows", async () => {
    const folder = temporaryFolder({ "a.wits": frame(1) });
    const path = join(folder, "a.wits");
    const seen: unknown[] = [];
    for await (const one of WitsStream.from(`file://${path}?follow&poll=10ms`)) {
      seen.push(one.get("DBTM")?.value);
      if (seen.length === 1) appendFileSync(path, frame(2));
      else break;
    }
    expect(seen).toEqual([1, 2]);
    expect(await first(9, WitsStream.from(`file://${path}`))).toEqual([`${path} 1`, `${path} 2`]);
    expect(() => WitsStream.from(`file://${path}?folow`)).toThrow(/Did you mean follow\?/);
  });
});

it.skipIf(!hasSocat)(
  `a serial line gives frames${hasSocat ? "" : " (skipped: there is no socat)"}`,
  async () => {
    const folder = temporaryFolder();
    const [rig, ours] = [join(folder, "rig"), join(folder, "ours")];
    const socat = spawn("socat", [`pty,raw,echo=0,link=${rig}`, `pty,raw,echo=0,link=${ours}`]);
    onTestFinished(() => void socat.kill());
    await until(() => existsSync(rig) && existsSync(ours));
    const onStatus = ({ state }: LinkStatus): void => {
      if (state === "open") writeFileSync(rig, frame(7));
    };
    const stream = WitsStream.fromSerial(ours, { baudRate: 19200, name: "line", onStatus });
    expect(await first(1, stream)).toEqual(["line 7"]);
  },
);

it.skipIf(!hasBroker)(
  `a topic gives frames${hasBroker ? "" : " (skipped: there is no mosquitto)"}`,
  async () => {
    const broker = await startBroker();
    const client = await broker.publisher();
    const onStatus = ({ state }: LinkStatus): void => {
      if (state === "open") void client.publishAsync("rigs/7", frame(1), { qos: 1 });
    };
    const stream = WitsStream.fromMqtt(`${broker.url}/rigs/+`, { name: "broker", onStatus });
    expect(await first(1, stream)).toEqual(["broker/rigs/7 1"]);
  },
);

it("options become what the URL says, and a URL's own word holds", () => {
  expect(serialUrl("/dev/ttyUSB0", { baudRate: 19200, parity: "even" })).toBe(
    "serial:///dev/ttyUSB0?baudRate=19200&parity=even",
  );
  expect(mqttUrl("mqtt://broker/a/#?qos=0", { qos: 1, clientId: "me", user: "u", password: "p@" })).toBe(
    "mqtt://u:p%40@broker/a/#?qos=0&clientId=me",
  );
  expect(() => WitsStream.fromMqtt("tcp://broker/a")).toThrow(/no broker/);
  expect(WitsStream.fromMqtt("mqtt://broker/a", { user: "u", password: "hush" }).name).not.toContain("hush");
});
