/** What a server answers, whatever it is asked. */
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Listening, listen } from "../../src/http/listen.js";
import { answerRoutes, answerText, safeHeaders } from "../../src/http/routes.js";

let server: Listening;
const host = "127.0.0.1";

beforeAll(async () => {
  const answer = answerRoutes({
    host,
    headers: safeHeaders(""),
    routes: {
      "/": ({ response }) => answerText(response, 200, "text/plain", "here\n"),
      "/query": ({ response, target }) =>
        answerText(response, 200, "text/plain", target.query.get("a") ?? ""),
      "/broken": () => {
        throw new Error("no luck");
      },
      "/late": async () => {
        await Promise.reject(new Error("no luck, later"));
      },
    },
  });
  server = await listen(answer, { what: "a test", host, port: 0 });
});
afterAll(() => server.close());

/** The whole answer to bytes as they stand. */
function answerTo(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), host);
    let answer = "";
    socket.setEncoding("latin1");
    socket.on("data", (text) => {
      answer += text;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
    socket.end(bytes, "latin1");
  });
}
const get = (target: string, name = "localhost"): Promise<string> =>
  answerTo(`GET ${target} HTTP/1.1\r\nhost: ${name}\r\nconnection: close\r\n\r\n`);
const statusOf = (answer: string): string => answer.slice("HTTP/1.1 ".length).split(" ")[0]!;

describe("a request", () => {
  it.each([
    ["//", "404"],
    ["/\\", "404"],
    ["/%", "404"],
    ["/__proto__", "404"],
    ["http://[", "400"],
    ["http://localhost/", "400"],
    ["*", "400"],
    ["/query?a=%zz&b=%", "200"],
    ["/broken", "500"],
    ["/late", "500"],
  ])("for %s is answered with %s, and the next one too", async (target, status) => {
    expect(statusOf(await get(target))).toBe(status);
    expect(await get("/")).toMatch(/^HTTP\/1\.1 200 [\s\S]*here\n$/);
  });

  it("of any bytes ends nothing", async () => {
    const targets = fc.string({ unit: "binary-ascii", maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(targets, fc.boolean(), async (target, asPath) => {
        await (asPath ? get(`/${target}`) : answerTo(target));
        expect(statusOf(await get("/"))).toBe("200");
      }),
      { numRuns: 60 },
    );
  });

  it("that means another host, or more than to read, is refused", async () => {
    expect(statusOf(await get("/", "rig.evil.example"))).toBe("403");
    expect(statusOf(await get("/", "127.0.0.1:80"))).toBe("200");
    expect(statusOf(await answerTo("GET / HTTP/1.0\r\n\r\n"))).toBe("403");
    expect(await answerTo("PUT / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 405 [\s\S]*allow: GET, HEAD/,
    );
  });

  it("is answered under headers that let a page do nothing", async () => {
    const { headers } = await fetch(server.url);
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; base-uri 'none'/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });
});

it("says why it cannot listen", async () => {
  const port = Number(new URL(server.url).port);
  const taken = listen(() => {}, { what: "a test", host, port });
  await expect(taken).rejects.toThrow(
    `cannot serve a test on 127.0.0.1:${port}: another program listens there; name another port`,
  );
  const elsewhere = listen(() => {}, { what: "a test", host: "192.0.2.1", port: 0 });
  await expect(elsewhere).rejects.toThrow("this machine does not have that address");
  const other = await listen(() => {}, { what: "a test", host, port, anyPort: true });
  expect(other.url).not.toBe(server.url);
  await other.close();
});
