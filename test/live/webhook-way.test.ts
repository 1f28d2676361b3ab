/** Notices posted to receivers that do what they should not: real servers, and names that are looked up. */
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { Refused } from "../../src/live/notices/outbox.js";
import { webhookWay } from "../../src/live/notices/ways/webhook.js";
import type { Notice } from "../../src/notice.js";
import { until } from "../until.js";

const NOTICE: Notice = {
  ...{ id: "0123-opened", rule: "pressure", when: "SPPA > 250 bar", phase: "opened", source: "rig-7" },
  ...{ since: "2026-01-01T00:00:00.000Z", time: "2026-01-01T00:00:00.000Z", text: "SPPA is 262 BAR" },
};

async function receiver(
  answer: RequestListener,
): Promise<{ readonly port: number; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume().once("end", () => answer(request, response));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

/** Milliseconds in which a busy machine answers; and in which nobody does who never will. */
const [LONG, SHORT] = [30_000, 300];

const send = (url: string, allowPrivate = true, answerWithin = LONG): Promise<void> =>
  webhookWay(url, { secret: "a key", allowPrivate, answerWithin }).send(NOTICE, new AbortController().signal);

/** Something every so many milliseconds, and no end. */
function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write("x".repeat(1024)), 5);
  response.once("close", () => clearInterval(timer));
}

describe("a receiver", () => {
  it("that takes it and says nothing is given up after a while, and may be tried again", async () => {
    const { port, asked } = await receiver(() => {});
    const failed = await send(`http://user:p4ss@127.0.0.1:${port}/hang?token=s3cret`, true, SHORT).catch(
      (error: unknown) => error,
    );
    expect(failed).not.toBeInstanceOf(Refused);
    const said = String(failed);
    expect(said).toContain("it does not answer within 0.3 s");
    expect(said).not.toMatch(/p4ss|s3cret/);
    expect(asked).toHaveLength(1);
  });

  it("that says the beginning of an answer for ever is given up too", async () => {
    const { port } = await receiver(({ socket }) => {
      socket.write("HTTP/1.1 204 No Content\r\n");
      const timer = setInterval(() => socket.write(`x-more: ${"x".repeat(20)}\r\n`), 20);
      socket.once("close", () => clearInterval(timer));
      socket.on("error", () => {});
    });
    await expect(send(`http://127.0.0.1:${port}/`, true, SHORT)).rejects.toThrow(/does not answer within/);
  });

  it("whose answer has no end has taken it, and nothing more of it is read", async () => {
    const ended = { times: 0 };
    const { port } = await receiver((_, response) => {
      response.writeHead(200).flushHeaders();
      response.once("close", () => ended.times++);
      drip(response);
    });
    await send(`http://127.0.0.1:${port}/`);
    await until(() => ended.times === 1);
  });

  it("that leads elsewhere is not followed, to another host or within the network", async () => {
    const inside = await receiver((_, response) => response.writeHead(204).end());
    for (const status of [301, 302, 303, 307, 308]) {
      const { port, asked } = await receiver((_, response) =>
        response.writeHead(status, { location: `http://127.0.0.1:${inside.port}/secrets` }).end(),
      );
      const failed = await send(`http://127.0.0.1:${port}/`).catch((error: unknown) => error);
      expect(failed).toBeInstanceOf(Refused);
      expect(String(failed)).toContain(`answers ${status}, and is not followed to elsewhere`);
      expect(asked).toEqual(["POST /"]);
    }
    expect(inside.asked).toEqual([]);
  });

  it("within the network is told nothing unless that is allowed, however its address is written", async () => {
    const { port, asked } = await receiver((_, response) => response.writeHead(204).end());
    for (const host of [
      "127.0.0.1",
      "127.1",
      "2130706433",
      "0x7f.1",
      "0",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "localhost",
      "169.254.169.254",
      "10.0.0.1",
    ])
      await expect(send(`http://${host}:${port}/`, false), host).rejects.toThrow(/address within a network/);
    expect(asked).toEqual([]);
    await send(`http://localhost:${port}/`);
    expect(asked).toEqual(["POST /"]);
  });
});
