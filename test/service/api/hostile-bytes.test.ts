/** Requests made to harm: too large, packed to burst, nested without end, cut off, smuggled, and names that are more than names. */
import { createHash } from "node:crypto";
import { connect, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, person } from "./people.js";
import { company, ids, put, report } from "./rigs.js";
import { ask, type Served, start } from "./serving.js";

let served: Served;
let cookie = "";
beforeAll(async () => {
  served = await start();
  const by = await admin(served);
  await company(served, { cookie: by });
  cookie = (await person(served, by, "max", "manager")).cookie;
  await put(served, `/shifts/${ids.ours}`, report(), { cookie });
});
afterAll(() => served.end());

const shift = `/shifts/${ids.ours}`;
const json = { "content-type": "application/json" };
const send = (bytes: Uint8Array, headers: Readonly<Record<string, string>> = {}) =>
  ask(served, `PUT ${shift}`, { cookie, body: bytes, headers: { ...json, "if-match": '"1"', ...headers } });
const text = (one: string): Uint8Array => new TextEncoder().encode(one);
const isAlive = async () => (await ask(served, "GET /health")).status === 200;

describe("a body", () => {
  it("that is larger than a report can be is refused, however it is packed", async () => {
    expect((await send(new Uint8Array((1 << 20) + 1).fill(32))).status).toBe(413);
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(300 << 20, 32)));
    expect(bomb.length).toBeLessThan(1 << 20);
    const before = process.memoryUsage().rss;
    expect((await send(bomb, { "content-encoding": "gzip" })).status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 << 20);
    // Packed twice it is no JSON, and what says that it is packed and is not, is nothing.
    const twice = new Uint8Array(gzipSync(gzipSync('{"notes": ""}')));
    expect((await send(twice, { "content-encoding": "gzip" })).status).toBe(400);
    expect((await send(text("{}"), { "content-encoding": "gzip" })).status).toBe(400);
    expect((await send(text("{}"), { "content-encoding": "br" })).status).toBe(415);
  });

  it.each([
    ["arrays", "[", "]"],
    ["objects", '{"a":', "}"],
  ])("that is nested without end is refused: %s", async (_, open, close) => {
    for (const depth of [100, 5000, 150_000]) {
      const answer = await send(text(`${open.repeat(depth)}1${close.repeat(depth)}`));
      expect([depth, answer.status]).toEqual([
        depth,
        expect.toSatisfy((code: number) => [400, 422].includes(code)),
      ]);
    }
    expect(await isAlive()).toBe(true);
  });

  it("makes nothing of names that objects have by birth", async () => {
    const base = report({ notes: "as before" });
    for (const name of ["__proto__", "constructor", "prototype", "toString"]) {
      const body = JSON.stringify(base).replace(/^\{/, `{"${name}":{"isAdmin":true},`);
      const answer = await send(text(body), { "if-match": '"1"' });
      expect([name, answer.status]).toEqual([name, name === "__proto__" ? 200 : 422]);
    }
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    const queries = ["GET /shifts?__proto__[x]=1", "GET /shifts?constructor=1"];
    for (const line of queries)
      expect([line, (await ask(served, line, { cookie })).status]).toEqual([line, 400]);
  });

  it("of bytes that are no text, or text that no database keeps, is refused or kept as it came", async () => {
    const [head, tail] = JSON.stringify({ ...report(), notes: "@" }).split("@") as [string, string];
    const broken = Buffer.concat([text(head), Buffer.from([0xff, 0xfe]), text(tail)]);
    expect((await send(new Uint8Array(broken))).status).toBe(400);
    const { body: now } = await ask(served, `GET ${shift}`, { cookie });
    for (const odd of ["\\u0000", "\\ud800"]) {
      const answer = await send(text(`${head}${odd}${tail}`), { "if-match": `"${now.row_version}"` });
      expect([odd, answer.status]).toEqual([odd, 422]);
    }
    expect((await ask(served, `GET ${shift}`, { cookie })).body.row_version).toBe(now.row_version);
  });
});

describe("a photo", () => {
  const sent = async (id: string, bytes: Buffer) => {
    const sha256 = createHash("sha256").update(bytes);
    const hash = sha256.copy().digest("base64");
    const size = { hole: null, from: null, to: null, tray: null, width: 64, height: 48 };
    const row = { id, sha256: sha256.digest("hex"), mime: "image/jpeg", bytes: bytes.length, ...size };
    const { body: now } = await ask(served, `GET ${shift}`, { cookie });
    const headers = { "if-match": `"${now.row_version}"` };
    await put(served, shift, report({ photos: [row] }), { cookie, headers });
    return ask(served, `PUT /photos/${id}`, {
      cookie,
      body: new Uint8Array(bytes),
      headers: { "content-type": "image/jpeg", "content-digest": `sha-256=:${hash}:` },
    });
  };
  const jpeg = () =>
    sharp({
      create: { width: 640, height: 480, channels: 3, background: "#805030" },
    })
      .jpeg()
      .toBuffer();

  it("that was cut off on its way is refused", async () => {
    const whole = await jpeg();
    expect((await sent("cut", whole.subarray(0, whole.length / 2))).status).toBe(422);
    expect((await sent("head", whole.subarray(0, 20))).status).toBe(422);
  });

  it("that is a page, an archive or a script as well, is shown as a picture and nothing else", async () => {
    const tail = "PK\u0003\u0004<script>alert(1)</script><?php system($_GET[0]); ?>";
    const both = Buffer.concat([await jpeg(), Buffer.from(tail)]);
    expect((await sent("both", both)).status).toBe(200);
    const answer = await fetch(`${served.url}/api/v1/photos/both`, { headers: { cookie } });
    expect(answer.headers.get("content-type")).toBe("image/jpeg");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(Buffer.from(await answer.arrayBuffer()).includes("script")).toBe(false);
    const page = Buffer.from(`<!doctype html><script>alert(1)</script>`);
    expect((await sent("page", page)).status).toBe(415);
  });

  it("has a name that leads nowhere else", async () => {
    for (const id of ["..%2f..%2fencryption.key", "%2e%2e%2fservice.db", "..\\..\\x", "a%00b", "C:%5Cx"]) {
      const answer = await ask(served, `GET /photos/${id}`, { cookie });
      expect([id, answer.status]).toEqual([id, 404]);
    }
  });
});

describe("a path", () => {
  it("leads to no file but the app's own", async () => {
    const paths = [
      "/../package.json",
      "/..%2fpackage.json",
      "/%2e%2e/%2e%2e/etc/passwd",
      "/....//package.json",
      "/main.js%00.html",
      "/\\..\\package.json",
      "/api/v1/../../package.json",
      "/exports/..%2f..%2fencryption.key.json",
    ];
    for (const path of paths) {
      const told = await raw(`GET ${path} HTTP/1.1\r\nhost: ${host()}\r\nconnection: close\r\n\r\n`);
      expect([path, /root:|"name": "witskit"|BEGIN/.test(told)]).toEqual([path, false]);
    }
  });
});

describe("a connection", () => {
  it("that says two lengths, or one that is none, is answered with no and ended", async () => {
    const head = `POST /api/v1/session HTTP/1.1\r\nhost: ${host()}\r\ncontent-type: application/json\r\n`;
    const hidden = `0\r\n\r\nGET /api/v1/me HTTP/1.1\r\nhost: ${host()}\r\ncookie: ${cookie}\r\n\r\n`;
    for (const lengths of [
      "content-length: 4\r\ntransfer-encoding: chunked\r\n",
      "content-length: 4\r\ncontent-length: 60\r\n",
      "transfer-encoding: chunked, identity\r\n",
      "content-length: -1\r\n",
      "content-length : 4\r\n",
    ]) {
      const told = await raw(`${head}${lengths}\r\n${hidden}`);
      expect([lengths, told.match(/^HTTP\/1\.1 \d+/gm)]).toEqual([lengths, ["HTTP/1.1 400"]]);
    }
  });

  it("that says nothing for long keeps nobody else from being answered", async () => {
    const slow: Socket[] = [];
    for (let i = 0; i < 300; i++) {
      const socket = connect(Number(new URL(served.url).port), "127.0.0.1");
      socket.on("error", () => {});
      socket.write(`PUT /api/v1${shift} HTTP/1.1\r\nhost: ${host()}\r\ncontent-length: 1000\r\nx-a`);
      slow.push(socket);
    }
    expect(await isAlive()).toBe(true);
    expect((await ask(served, `GET ${shift}`, { cookie })).status).toBe(200);
    for (const socket of slow) socket.destroy();
  });

  it("with headers without end is ended", async () => {
    const told = await raw(`GET / HTTP/1.1\r\nhost: ${host()}\r\nx-long: ${"a".repeat(200_000)}\r\n\r\n`);
    expect(told).toMatch(/^HTTP\/1\.1 4\d\d/);
    expect(await isAlive()).toBe(true);
  });
});

const host = (): string => new URL(served.url).host;

/** What is sent as it stands, and all that comes back until the server ends the connection. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(served.url).port), "127.0.0.1");
    let told = "";
    socket.setEncoding("latin1").on("data", (part: string) => {
      told += part;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(told));
    socket.write(bytes);
  });
}
