import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { Link } from "../../../src/input/link/link.js";
import { linkOf } from "../../../src/input/link/links.js";
import { transportOf } from "../../../src/input/link/transport/transports.js";
import { until } from "../../until.js";
import { frame, freePort, gate, prompt, Running, run, serve } from "./rig.js";

describe("a link to a sender", () => {
  it("hands on what arrives, in order, with its time, and says how it is", async () => {
    const before = Date.now();
    const server = await serve((socket) => void socket.write(frame(1) + frame(2)));
    const running = await run(`tcp://127.0.0.1:${server.port}?name=rig`);
    await until(() => running.text() === frame(1) + frame(2));
    const { status } = running.link;
    expect(status).toMatchObject({ name: "rig", state: "open", connections: 1, failures: 0, senders: 1 });
    expect(status).toMatchObject({ bytes: frame(1).length * 2, lost: 0, trouble: undefined });
    expect(status.lastArrival).toBeGreaterThanOrEqual(before);
    expect(running.taken[0]).toMatchObject({ sender: "", connection: 1 });
    await running.stop();
    expect(status).toMatchObject({ state: "closed", senders: 0 });
  });

  it("comes back when its sender is gone and back, and tells that the connection is another", async () => {
    let connections = 0;
    const server = await serve((socket) => socket.end(frame(++connections)));
    const running = await run(`tcp://127.0.0.1:${server.port}`);
    await until(() => running.link.status.connections >= 3);
    await running.stop();
    expect(running.text()).toContain(frame(1) + frame(2));
    expect(running.taken.map(({ connection }) => connection)).toEqual(running.taken.map((_, i) => i + 1));
    expect(running.link.status.trouble).toMatch(/ended the connection/);
  });

  it("waits where it is refused, and is there when somebody listens", async () => {
    const port = await freePort();
    const running = await run(`tcp://127.0.0.1:${port}`, { breakerFailures: 3, breakerWait: 50 });
    await until(() => running.link.status.failures >= 5);
    expect(running.link.status.trouble).toMatch(/nobody listens there.*3 times in a row/);
    await serve((socket) => void socket.write(frame(7)), port);
    await until(() => running.text() === frame(7));
    expect(running.link.status).toMatchObject({ state: "open", connections: 1 });
  });

  it("waits longer before each attempt, up to a bound, and begins anew when bytes came", async () => {
    const states: string[] = [];
    const server = await serve((socket) => socket.end());
    const link = await linkOf(`tcp://127.0.0.1:${server.port}`, { firstWait: 1, longestWait: 4 });
    link.onChange = ({ state }) => states.push(state);
    const running = new Running(link);
    await until(() => link.status.connections >= 4);
    expect(states.slice(0, 2)).toEqual(["open", "open"]);
    expect(states).toContain("waiting");
    await running.stop();
    expect(states.at(-1)).toBe("closed");
  });

  it("is stale after a silence, and open again with the next byte", async () => {
    const sockets: Socket[] = [];
    const server = await serve((socket) => sockets.push(socket));
    const running = await run(`tcp://127.0.0.1:${server.port}`, { staleAfter: 30 });
    await until(() => running.link.status.state === "stale");
    sockets[0]!.write(frame(1));
    await until(() => running.taken.length > 0);
    await until(() => running.link.status.state === "stale");
    expect(running.link.status.connections).toBe(1);
  });

  it("gives up a connection that is silent for too long, and makes another", async () => {
    const server = await serve(() => {});
    const running = await run(`tcp://127.0.0.1:${server.port}?idleTimeout=30ms`);
    await until(() => running.link.status.connections >= 2);
    expect(running.link.status.trouble).toMatch(/has been silent for 30 ms/);
  });

  it("takes no sender for silent that it holds up itself", async () => {
    const server = await serve((socket) => void socket.write(frame(1)));
    const link = await linkOf(`tcp://127.0.0.1:${server.port}`, {
      ...prompt,
      idleTimeout: 40,
      staleAfter: 40,
    });
    const stop = new AbortController();
    const taking = gate();
    const running = link.run(() => taking.passed, stop.signal);
    await until(() => link.status.bytes > 0);
    // One that takes what comes, opened later and told the same, has been given up twice by now.
    const other = await run(`tcp://127.0.0.1:${server.port}`, { idleTimeout: 40, staleAfter: 40 });
    await until(() => other.link.status.connections > 2);
    expect(link.status).toMatchObject({ state: "open", connections: 1 });
    stop.abort();
    taking.open();
    await running;
  });

  it("gives what came before the connection was reset, and before it was told to stop", async () => {
    const taken = gate();
    const server = await serve((socket) => {
      socket.write(frame(1), () => void taken.passed.then(() => socket.resetAndDestroy()));
    });
    const running = await run(`tcp://127.0.0.1:${server.port}`, { reconnect: false });
    await until(() => running.text() === frame(1));
    taken.open();
    expect(await running.ended).toMatchObject({ kind: "network", message: expect.stringMatching(/reset/) });
    expect(running.text()).toBe(frame(1));
  });

  it("gives up waiting for a connection after its time, and at once when aborted", async () => {
    // Of the network that is set apart for documentation: it answers nobody, or there is no route to it.
    const unanswered = "tcp://192.0.2.1:9?connectTimeout=50ms";
    const link = await linkOf(unanswered, { reconnect: false });
    await expect(link.run(() => {}, new AbortController().signal)).rejects.toMatchObject({ kind: "network" });
    const other = new Running(await linkOf("tcp://192.0.2.1:9", prompt));
    await other.stop();
    expect(other.link.status.state).toBe("closed");
  });

  it("is the same for a byte at a time and a megabyte in one piece", async () => {
    const text = frame("1".repeat(30)) + frame(2);
    const server = await serve((socket) => {
      socket.setNoDelay(true);
      const send = (i: number): void => {
        if (i < text.length) socket.write(text[i]!, () => send(i + 1));
        else socket.write(Buffer.alloc(1 << 20, "x"));
      };
      send(0);
    });
    const running = await run(`tcp://127.0.0.1:${server.port}`);
    await until(() => running.link.status.bytes === text.length + (1 << 20));
    expect(running.text()).toBe(text + "x".repeat(1 << 20));
  });

  it("ends with what its taker throws, and closes the connection", async () => {
    let closed = false;
    const server = await serve((socket) => {
      socket.on("close", () => {
        closed = true;
      });
      socket.write(frame(1));
    });
    const link = await linkOf(`tcp://127.0.0.1:${server.port}`, prompt);
    const failing = link.run(async () => {
      throw new Error("no room");
    }, new AbortController().signal);
    await expect(failing).rejects.toThrow("no room");
    await until(() => closed);
  });

  it("holds its sender up when nobody takes, and loses nothing", async () => {
    const size = 32 << 20;
    const sentTo: number[] = [];
    const server = await serve((socket) => {
      const number = sentTo.push(0) - 1;
      let sent = 0;
      const more = (): void => {
        while (sent < size) {
          sent += 1 << 16;
          sentTo[number] = sent;
          if (!socket.write(Buffer.alloc(1 << 16, sent / (1 << 16)))) return void socket.once("drain", more);
        }
        socket.end();
      };
      more();
    });
    const link = await linkOf(`tcp://127.0.0.1:${server.port}`, { reconnect: false });
    const taking = gate();
    let bytes = 0;
    const running = link.run(async (arrived) => {
      await taking.passed;
      bytes += arrived.bytes.length;
    }, new AbortController().signal);
    await until(() => link.status.bytes > 0);
    // Another that takes has all of it before this one takes anything.
    const other = await run(`tcp://127.0.0.1:${server.port}`, { reconnect: false });
    await other.ended;
    expect(sentTo).toEqual([expect.any(Number), size]);
    expect(sentTo[0]).toBeLessThan(size);
    taking.open();
    await running;
    expect(bytes).toBe(size);
  });
});

describe("a link that listens", () => {
  const dial = async (url: string): Promise<Socket> => {
    const socket = connect(Number(/:(\d+)$/.exec(url)![1]), "127.0.0.1");
    socket.on("error", () => {});
    await once(socket, "connect");
    return socket;
  };

  it("keeps its senders apart, with names of their own, and goes on when one leaves", async () => {
    const running = await run("tcp-listen://127.0.0.1:0");
    const { status } = running.link;
    await until(() => status.state === "open");
    const [first, second] = [await dial(status.url), await dial(status.url)];
    first.write(frame(1));
    await until(() => running.taken.length === 1);
    second.write(frame(2));
    await until(() => running.taken.length === 2);
    expect(status.senders).toBe(2);
    expect(new Set(running.taken.map(({ sender }) => sender))).toEqual(new Set(["127.0.0.1", "127.0.0.1#2"]));
    first.destroy();
    await until(() => status.senders === 1);
    const third = await dial(status.url);
    third.write(frame(3));
    await until(() => running.taken.length === 3);
    expect(status).toMatchObject({ state: "open", senders: 2, connections: 3 });
  });

  it("says who else listens there, and listens when that one is gone", async () => {
    const server = await serve(() => {});
    const running = await run(`tcp-listen://127.0.0.1:${server.port}`);
    await until(() => running.link.status.failures > 0);
    expect(running.link.status.trouble).toMatch(/another program listens there/);
    await new Promise((resolve) => server.close(resolve));
    await until(() => running.link.status.state === "open");
  });
});

it("256 links at once lose no byte, and one signal ends them all", async () => {
  const text = Array.from({ length: 200 }, (_, i) => frame(i)).join("");
  const server = await serve((socket) => void socket.write(text));
  const warnings: unknown[] = [];
  const warn = (warning: unknown): void => void warnings.push(warning);
  process.on("warning", warn);
  const stop = new AbortController();
  const links = await Promise.all(
    Array.from(
      { length: 256 },
      async (_, i) => new Link(await transportOf(`tcp://127.0.0.1:${server.port}`), { name: `${i}` }),
    ),
  );
  const runs = links.map((link) => link.run(() => {}, stop.signal));
  await until(() => links.every(({ status }) => status.bytes === text.length));
  stop.abort();
  await Promise.all(runs);
  process.off("warning", warn);
  expect(links.every(({ status }) => status.state === "closed")).toBe(true);
  expect(warnings).toEqual([]);
});
