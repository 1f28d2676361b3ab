/** Photos: kept with a receipt, shown without what hides in them, and refused for what they are not. */
import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, person } from "./people.js";
import { company, ids, put, report } from "./rigs.js";
import { ask, type Served, start } from "./serving.js";

let served: Served;
let [cookie, client] = ["", ""];
let jpeg: Buffer;

const row = (id: string, bytes: Uint8Array) => ({
  id,
  hole: "hole-a",
  from: "0.00",
  to: "3.00",
  tray: "1",
  sha256: createHash("sha256").update(bytes).digest("hex"),
  mime: "image/jpeg",
  bytes: bytes.length,
  width: 64,
  height: 48,
});

/** A PNG whose head says that it is a hundred thousand pixels square. */
function bomb(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(type, 4);
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(100_000, 0);
  size.writeUInt32BE(100_000, 4);
  size.set([8, 0], 8);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    magic,
    chunk("IHDR", size),
    chunk("IDAT", deflateSync(Buffer.alloc(64))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');

beforeAll(async () => {
  served = await start();
  const by = await admin(served);
  await company(served, { cookie: by });
  cookie = (await person(served, by, "driller", "supervisor", { rigs: ["rig-1"] })).cookie;
  client = (await person(served, by, "acme", "client", { client: "client-a" })).cookie;
  jpeg = await sharp({ create: { width: 64, height: 48, channels: 3, background: "#805030" } })
    .jpeg()
    .withExif({ IFD0: { Copyright: "secret place" } })
    .toBuffer();
  const photos = [row("photo-1", jpeg), row("photo-2", svg), row("photo-3", bomb())];
  await put(served, `/shifts/${ids.ours}`, report({ photos }), { cookie });
});
afterAll(() => served.end());

function send(id: string, bytes: Uint8Array, type = "image/jpeg", digest = bytes) {
  const hash = createHash("sha256").update(digest).digest("base64");
  const headers = { "content-type": type, "content-digest": `sha-256=:${hash}:` };
  return ask(served, `PUT /photos/${id}`, { cookie, body: new Uint8Array(bytes), headers });
}

describe("a photo", () => {
  it("is kept with a receipt, the same each time", async () => {
    expect((await ask(served, "GET /photos/photo-1", { cookie })).status).toBe(404);
    const first = await send("photo-1", jpeg);
    expect(first.body).toMatchObject({ id: "photo-1", sha256: row("", jpeg).sha256, bytes: jpeg.length });
    expect((await send("photo-1", jpeg)).body).toEqual(first.body);
  });

  it("is shown as its pixels alone, to those who see its report", async () => {
    const see = (query: string, who: string) =>
      fetch(`${served.url}/api/v1/photos/photo-1${query}`, { headers: { cookie: who } });
    const whole = await see("", cookie);
    expect(whole.headers.get("content-disposition")).toContain("attachment");
    expect(whole.headers.get("x-content-type-options")).toBe("nosniff");
    const shown = Buffer.from(await whole.arrayBuffer());
    expect(jpeg.includes("secret place")).toBe(true);
    expect(shown.includes("secret place")).toBe(false);
    expect(await sharp(shown).metadata()).toMatchObject({ width: 64, height: 48, format: "jpeg" });
    expect((await see("?size=thumb", cookie)).headers.get("content-type")).toBe("image/webp");
    expect((await see("", client)).status).toBe(404);
  });

  it("is refused where it is not what it says", async () => {
    expect((await send("photo-2", svg)).status).toBe(415);
    expect((await send("photo-2", svg, "image/svg+xml")).status).toBe(415);
    expect((await send("photo-3", bomb(), "image/png")).status).toBe(422);
    expect((await send("photo-1", jpeg, "image/jpeg", svg)).body.detail).toContain("Content-Digest");
    expect((await send("photo-2", jpeg)).body.errors[0].code).toBe("other-photo");
    expect((await send("photo-9", jpeg)).status).toBe(404);
    expect((await send("photo-1", jpeg, "image/png")).status).toBe(415);
  });
});
