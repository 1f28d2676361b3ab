/**
 * Kills of the server, as its users run it, while several people send it reports and photos, at moments that a seed chooses: whatever it gave
 * a receipt for is there once, whole, with its bytes, and the audit chain holds.
 * `node --import ./scripts/typescript.mjs test/service/store/server-kills.ts 1-20` does twenty on each engine.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { verify } from "../../../src/service/store/audit/chain.js";
import { openStore } from "../../../src/service/store/open.js";
import { readShifts } from "../../../src/service/store/repositories/shift-read.js";
import { peopleOnDisk, Server } from "../api/on-disk.js";
import { person, signedIn } from "../api/people.js";
import { report } from "../api/rigs.js";
import { type Answer, type Asking, ask } from "../api/serving.js";
import { engines, type Place } from "./engines.js";

const PEOPLE = 4;
const DAY = 86_400_000;

interface Received {
  /** What the server said it has: `draft` or `submitted`. */
  state: string;
  /** Of the photo, once there was a receipt. */
  photo?: string;
}

export interface Besieged {
  readonly server: Server;
  readonly place: Place;
  readonly cookie: string;
  /** Over all kills, by the id of the report. */
  readonly received: Map<string, Received>;
}

export async function besieged(place: Place): Promise<Besieged> {
  const data = await peopleOnDisk(async (served, admin) => {
    await person(served, admin, "max", "manager");
  }, databaseOf(place));
  const server = new Server(data, databaseOf(place));
  await server.start();
  const cookie = await signedIn(server, "max@rig.example");
  return { server, place, cookie, received: new Map() };
}

const databaseOf = ({ engine, place }: Place): string | undefined =>
  engine === "postgres" ? place : undefined;

/** What is wrong after it; nothing when all is right. */
export async function serverKilled(seed: number, siege: Besieged): Promise<string[]> {
  const { server, received } = siege;
  const before = received.size;
  let isKilled = false;
  let next = seed * 1000;
  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: "#805030" } })
    .jpeg()
    .toBuffer();
  const send = async (): Promise<void> => {
    while (!isKilled)
      try {
        await handIn(siege, next++, picture);
      } catch (error) {
        // What breaks off when the server is gone has no receipt.
        if (!isKilled) throw error;
      }
  };
  const sending = Array.from({ length: PEOPLE }, send);
  while (received.size < before + 2 + ((seed * 7919) % 9)) await delay(2);
  await delay((seed * 31) % 23);
  isKilled = true;
  await server.kill();
  await Promise.all(sending);
  await server.start();
  return faultsIn(siege, before);
}

/** One report, its photo, and that it is handed in; some of it sent twice, as devices on a bad link do. */
async function handIn(siege: Besieged, n: number, picture: Buffer): Promise<void> {
  const id = `report-${n}`;
  const bytes = marked(picture, id);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const body = reportOf(n, sha256, bytes.length);
  const asking = { headers: { "if-none-match": "*" }, body };
  await answered(siege, `PUT /shifts/${id}`, asking);
  siege.received.set(id, { state: "draft" });
  const digest = `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`;
  const photo = { headers: { "content-type": "image/jpeg", "content-digest": digest }, body: bytes };
  for (let times = n % 3 === 0 ? 2 : 1; times > 0; times--) {
    await answered(siege, `PUT /photos/photo-${n}`, photo);
    siege.received.set(id, { state: "draft", photo: sha256 });
  }
  await answered(siege, `POST /shifts/${id}/submit`, {
    headers: { "if-match": '"1"', "idempotency-key": `submit-${n}` },
    body: { id: `submit-${n}` },
  });
  siege.received.set(id, { state: "submitted", photo: sha256 });
}

/** Waits where the server says that it is asked too often. */
async function answered({ server, cookie }: Besieged, line: string, asking: Asking): Promise<Answer> {
  for (;;) {
    const answer = await ask(server, line, { ...asking, cookie });
    if (answer.status < 300) return answer;
    if (answer.status !== 429) throw new Error(`${line}: ${answer.status} ${JSON.stringify(answer.body)}`);
    await delay(50);
  }
}

/** A picture with a comment in it (JPEG's marker COM), so that its bytes are like no other's. */
function marked(jpeg: Buffer, text: string): Uint8Array {
  const head = Buffer.from([0xff, 0xfe, 0, text.length + 2]);
  return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from(text), jpeg.subarray(2)]));
}

function reportOf(n: number, sha256: string, bytes: number): object {
  const date = new Date(Date.UTC(2000, 0, 1) + n * DAY).toISOString().slice(0, 10);
  const times = { starts_at: `${date}T06:00:00Z`, ends_at: `${date}T18:00:00Z` };
  const [crew, activity] = ["crew", "activities"].map((name) => (report()[name] as object[])[0]);
  const size = { hole: null, from: null, to: null, tray: null, mime: "image/jpeg", width: 64, height: 48 };
  return report({
    ...times,
    date,
    time_zone: "UTC",
    notes: `report ${n}`,
    crew: [{ ...crew, id: `crew-${n}` }],
    activities: [{ ...activity, id: `activity-${n}`, ...times }],
    runs: [],
    materials: [],
    photos: [{ id: `photo-${n}`, sha256, bytes, ...size }],
  });
}

async function faultsIn(siege: Besieged, from: number): Promise<string[]> {
  const { server, place, received } = siege;
  const fresh = [...received].slice(from);
  const faults: string[] = [];
  for (const [id, { state, photo }] of fresh) {
    const { body } = await answered(siege, `GET /shifts/${id}`, {});
    if (body.notes !== id.replace("-", " ") || body.crew.length !== 1 || body.activities.length !== 1)
      faults.push(`${id} is not whole: ${JSON.stringify(body)}`);
    // What came after the last receipt may have been done too.
    if (state === "submitted" && body.state !== "submitted") faults.push(`${id} is ${body.state}`);
    if (photo === undefined) continue;
    const file = await readFile(join(server.data, "photos", "main", photo)).catch(() => Buffer.alloc(0));
    if (createHash("sha256").update(file).digest("hex") !== photo) faults.push(`${id} has lost its photo`);
    const shown = await answered(siege, `GET /photos/${body.photos[0].id}?size=thumb`, {});
    if (shown.headers.get("content-type") !== "image/webp") faults.push(`${id} does not show its photo`);
  }
  return [...faults, ...(await faultsOfAll(databaseOf(place) ?? server.data, received))];
}

/** Beside the server, in what it keeps: each is there once, and the chain holds. */
async function faultsOfAll(place: string, received: ReadonlyMap<string, Received>): Promise<string[]> {
  const store = await openStore(place);
  try {
    return await store.read("main", async (t) => {
      const found = await readShifts(t, [...received.keys()]);
      const chain = await verify(t.sql);
      return [
        ...(found.length === received.size ? [] : [`${found.length} of ${received.size} reports are there`]),
        ...(chain.isWhole ? [] : [`the chain breaks at ${chain.seq}: ${chain.what}`]),
      ];
    });
  } finally {
    await store.close();
  }
}

async function main([from, to]: readonly number[]): Promise<void> {
  for (const { name, start } of engines) {
    if (start === undefined) continue;
    const place = await start();
    const siege = await besieged(place);
    try {
      for (let seed = from!; seed <= to!; seed++)
        for (const fault of await serverKilled(seed, siege)) {
          console.log(`${name} ${seed}: ${fault}`);
          process.exitCode = 1;
        }
      const all = [...siege.received.values()];
      const photos = all.filter(({ photo }) => photo !== undefined).length;
      const submitted = all.filter(({ state }) => state === "submitted").length;
      console.log(
        `${name}: ${to! - from! + 1} kills; receipts for ${all.length} reports, ${photos} photos, ${submitted} handed in`,
      );
    } finally {
      await siege.server.end();
      await place.end();
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await main((process.argv[2] ?? "1-20").split("-").map(Number));
