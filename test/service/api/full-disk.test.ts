/** A service whose disk fills up: it refuses what it cannot keep, has all that it gave a receipt for, and goes on when there is room. */
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logTo } from "../../../src/service/api/log.js";
import { startService } from "../../../src/service/api/start.js";
import { noSmallDisk, SmallDisk } from "../../drill/small-disk.js";
import { until } from "../../until.js";
import { engines, type Place } from "../store/engines.js";
import { admin, person } from "./people.js";
import { company, put, report } from "./rigs.js";
import { type Answer, ask, type Served } from "./serving.js";

for (const { name, start } of engines)
  describe.skipIf(start === undefined || noSmallDisk() !== undefined)(`a full disk under ${name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "witskit-full-"));
    let disk: SmallDisk;
    let place: Place;
    let served: Served;
    let cookie = "";

    beforeAll(async () => {
      disk = new SmallDisk(join(folder, "disk"));
      // PostgreSQL is another user.
      for (const path of [folder, disk.folder]) chmodSync(path, 0o777);
      place = await onDisk(disk, start!);
      const data = join(disk.folder, "data");
      const serving = await startService({
        host: "127.0.0.1",
        port: 0,
        data,
        // What is told of a full disk is looked at here, in answers.
        log: logTo({ level: "error", format: "text", write: () => {}, now: Date.now }),
        passwordCost: { ln: 10, r: 8, p: 1 },
        floods: { burst: 10_000, perSecond: 10_000 },
        ...(place.engine === "postgres" && { database: place.place }),
      });
      served = { ...serving, data, end: serving.close };
      const by = await admin(served);
      await company(served, { cookie: by });
      cookie = (await person(served, by, "max", "manager")).cookie;
    });
    afterAll(async () => {
      disk?.resize();
      await served?.end();
      await place?.end();
      disk?.remove();
      rmSync(folder, { recursive: true, force: true });
    });

    /** Of a day of its own, and large. */
    const send = (n: number): Promise<Answer> => {
      const date = new Date(Date.UTC(2000, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
      const times = { starts_at: `${date}T06:00:00Z`, ends_at: `${date}T18:00:00Z`, time_zone: "UTC" };
      const empty = { crew: [], runs: [], activities: [], materials: [] };
      // Nothing that a database could pack.
      const notes = randomBytes(3000).toString("hex");
      const body = report({ date, ...times, ...empty, notes });
      return ask(served, `PUT /shifts/full-${n}`, { cookie, body, headers: { "if-none-match": "*" } });
    };

    it("is told in a sentence, and nothing is half", async () => {
      disk.resize(disk.used + (200 << 10));
      const kept: number[] = [];
      let refused: Answer | undefined;
      for (let n = 0; refused === undefined && n < 20_000; n++) {
        const answer = await send(n);
        if (answer.status < 300) kept.push(n);
        else refused = answer;
      }
      expect(refused?.body).toMatchObject({ status: 503, code: "unavailable" });
      expect(refused?.headers.get("retry-after")).toMatch(/^\d+$/);
      expect(kept.length).toBeGreaterThan(0);
      disk.resize();
      await until(async () => (await ask(served, "GET /shifts", { cookie })).status === 200);
      for (const n of [kept[0], kept.at(-1)])
        expect((await ask(served, `GET /shifts/full-${n}`, { cookie })).status).toBe(200);
      const next = (kept.at(-1) ?? 0) + 1;
      expect((await ask(served, `GET /shifts/full-${next}`, { cookie })).body).toMatchObject({ status: 404 });
      expect((await send(next)).status).toBe(201);
      expect((await ask(served, "GET /audit/verify", { cookie })).body.whole).toBe(true);
    });

    it("takes no part of a photo, and all of it when there is room again", async () => {
      const raw = randomBytes(600 * 400 * 3);
      const jpeg = await sharp(raw, { raw: { width: 600, height: 400, channels: 3 } })
        .jpeg({ quality: 95 })
        .toBuffer();
      const hash = createHash("sha256").update(jpeg);
      const digest = `sha-256=:${hash.copy().digest("base64")}:`;
      const size = { hole: null, from: null, to: null, tray: null, width: 600, height: 400 };
      const row = { id: "core", sha256: hash.digest("hex"), mime: "image/jpeg", bytes: jpeg.length, ...size };
      await put(served, "/shifts/with-photo", report({ photos: [row] }), { cookie });
      const upload = () =>
        ask(served, "PUT /photos/core", {
          cookie,
          body: new Uint8Array(jpeg),
          headers: { "content-type": "image/jpeg", "content-digest": digest },
        });
      disk.resize(disk.used + 4096);
      expect((await upload()).body).toMatchObject({ status: 503, code: "unavailable" });
      const photos = join(served.data, "photos", "main");
      expect(existsSync(photos) ? readdirSync(photos) : []).toEqual([]);
      disk.resize();
      expect((await upload()).body).toMatchObject({ id: "core", sha256: row.sha256 });
      expect(readdirSync(photos)).toEqual([row.sha256]);
    });
  });

/** Whatever makes temporary files makes them on that disk. */
async function onDisk(disk: SmallDisk, start: () => Promise<Place>): Promise<Place> {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = disk.folder;
  try {
    return await start();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}
