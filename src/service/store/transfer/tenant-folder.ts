/** A tenant in a folder: its rows as lines of JSON, `tenant.ndjson`, and the bytes of its photos; out of a store, and into one. */
import { createReadStream, existsSync } from "node:fs";
import { copyFile, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { createInterface } from "node:readline";
import { makeFolders } from "../../../durable/make-folders.js";
import { syncFolder } from "../../../durable/sync-folder.js";
import { unwritable } from "../../../durable/unwritable.js";
import { Failure } from "../../../failure/failure.js";
import { hashOfFile } from "../backup/files.js";
import { photosIn } from "../backup/photo-files.js";
import type { Store } from "../database.js";
import { Refusal } from "../refusal.js";
import { storedPhotos } from "../repositories/photos.js";
import { getTenant } from "../repositories/tenants.js";
import { readTenant } from "./read-tenant.js";
import { tenantLines } from "./tenant-lines.js";

const LINES = "tenant.ndjson";
/** Characters that are gathered before they are written. */
const GATHERED = 1 << 20;

export interface Travelled {
  readonly tenant: string;
  readonly lines: number;
  readonly photos: number;
}

/** `data` is the folder of the service, which has the photos; `into` one that is not there yet. */
export async function writeTenant(
  store: Store,
  tenant: string,
  data: string,
  into: string,
): Promise<Travelled> {
  if (existsSync(into))
    throw new Failure("output-exists", `${into}: it is there already; name a folder that is not`);
  const row = await getTenant(store, tenant);
  const beside = `${into}.part-${process.pid}`;
  try {
    await makeFolders(beside);
    const written = await store.read(tenant, async (t) => ({
      lines: await writeLines(join(beside, LINES), tenantLines(t, row)),
      photos: await storedPhotos(t),
    }));
    await copyPhotos(data, beside, written.photos);
    await rename(beside, into);
    await syncFolder(dirname(into));
    return { tenant, lines: written.lines, photos: written.photos.length };
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error instanceof Failure || error instanceof Refusal ? error : unwritable(into, error);
  }
}

async function writeLines(path: string, lines: AsyncIterable<string>): Promise<number> {
  const file = await open(path, "wx", 0o600);
  try {
    let [count, gathered] = [0, ""];
    for await (const line of lines) {
      count++;
      gathered += `${line}\n`;
      if (gathered.length < GATHERED) continue;
      await file.writeFile(gathered);
      gathered = "";
    }
    await file.writeFile(gathered);
    await file.sync();
    return count;
  } finally {
    await file.close();
  }
}

/** Photos first: a row that says that one is stored is true from the beginning. */
export async function readTenantFolder(store: Store, from: string, data: string): Promise<Travelled> {
  const path = join(from, LINES);
  if (!existsSync(path))
    throw new Failure(
      "input-missing",
      `${path}: there is none; a tenant that was exported is a folder with it`,
    );
  const photos = [...(await photosIn(from)).keys()];
  const there = new Set(photos);
  await copyPhotos(from, data, photos);
  let lines = 0;
  const counted = async function* (): AsyncGenerator<string> {
    for await (const line of createInterface({
      input: createReadStream(path, "utf8"),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      lines++;
      const lost = storedPhotoIn(line);
      if (lost !== undefined && !there.has(lost)) throw missingPhoto(from, lost);
      yield line;
    }
  };
  const tenant = await readTenant(store, counted());
  return { tenant, lines, photos: photos.length };
}

/** The hash of a photo whose bytes a row says are there; what cannot be read is told where rows are. */
function storedPhotoIn(line: string): string | undefined {
  if (!line.includes('"table":"photo"')) return undefined;
  try {
    const { table, row } = JSON.parse(line) as {
      readonly table?: unknown;
      readonly row?: { readonly sha256?: string; readonly stored_at?: number | null };
    };
    return table === "photo" && row?.stored_at != null ? row.sha256 : undefined;
  } catch {
    return undefined;
  }
}

const missingPhoto = (from: string, hash: string): Failure =>
  new Failure("input-damaged", `${from}: the photo ${hash} is missing`);

/** By their hashes, to where they lay; each is looked at. */
async function copyPhotos(from: string, to: string, hashes: readonly string[]): Promise<void> {
  const there = await photosIn(from);
  for (const hash of hashes) {
    const path = there.get(hash);
    if (path === undefined) throw missingPhoto(from, hash);
    if ((await hashOfFile(path)) !== hash)
      throw new Failure("input-damaged", `${from}: the photo ${hash} is another one now`);
    const target = join(to, relative(from, path));
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(path, target);
  }
}
