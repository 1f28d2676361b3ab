/** Photos on the device: kept until the server has given a receipt with their hash, then their small picture alone. */

import type { Id, PhotoRow } from "../../shift/document.js";
import { cellOf } from "../cell.js";
import { database, type KeptPhoto } from "./database.js";
import type { Trouble } from "./kept-report.js";
import { newId } from "./new-id.js";
import { reports } from "./reports.js";
import { readable, seal, sealBytes, unsealBytes } from "./seal.js";
import { shrink } from "./shrink.js";

export interface Photo {
  readonly id: Id;
  readonly shift: Id;
  readonly small: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly receipt: { readonly hash: string; readonly at: number } | null;
  readonly trouble: Trouble | null;
}

/** By id. */
export const photos = cellOf<ReadonlyMap<Id, Photo>>(new Map());

export async function loadPhotos(): Promise<void> {
  const kept = await (await database()).getAll("photos");
  const read = await readable<Photo>(kept);
  photos.set(new Map(read.map((photo) => [photo.id, photo])));
  for (const photo of read) if (isLeft(photo)) await removePhoto(photo.id);
}

const isNamed = ({ id, shift }: Photo): boolean =>
  reports
    .get()
    .get(shift)
    ?.draft.photos.some((row) => row.id === id) ?? false;

/** Of a report that has left this device what the server has may go too; of one that is here, what was taken out of it. */
const isLeft = (photo: Photo): boolean =>
  reports.get().has(photo.shift) ? photo.receipt === null && !isNamed(photo) : photo.receipt !== null;

/** Photos that are on this device alone, and stand in a report: one that was taken out can be put back, and waits for nothing. */
export const waitingPhotos = (): Photo[] =>
  [...photos.get().values()].filter((photo) => photo.receipt === null && isNamed(photo));

/** With a draft that is not wanted go its photos. */
export async function removePhotosOf(shift: Id): Promise<void> {
  for (const photo of [...photos.get().values()]) if (photo.shift === shift) await removePhoto(photo.id);
}

/** Makes a photo smaller and keeps it; the row that names it goes into the report. */
export async function addPhoto(shift: Id, file: Blob): Promise<PhotoRow> {
  const { blob, width, height, sha256, small } = await shrink(file);
  const photo: Photo = {
    id: newId(),
    shift,
    small,
    sha256,
    bytes: blob.size,
    receipt: null,
    trouble: null,
  };
  await put(photo, await blob.arrayBuffer());
  const { id } = photo;
  return {
    id,
    hole: null,
    fromMm: null,
    toMm: null,
    tray: null,
    sha256,
    mime: "image/jpeg",
    bytes: blob.size,
    width,
    height,
  };
}

/** The bytes to send; undefined where they are gone. */
export async function photoBytes(id: Id): Promise<Blob | undefined> {
  const kept = await (await database()).get("photos", id);
  if (kept?.bytes == null) return undefined;
  return new Blob([await unsealBytes(kept.bytes)], { type: "image/jpeg" });
}

/** With its receipt the bytes may go: they are where they belong. */
export async function photoReceived(id: Id, receipt: NonNullable<Photo["receipt"]>): Promise<void> {
  const photo = photos.get().get(id);
  if (photo !== undefined) await put({ ...photo, receipt, trouble: null }, null);
}

export async function photoTrouble(id: Id, trouble: Trouble | null): Promise<void> {
  const photo = photos.get().get(id);
  if (photo !== undefined) photos.set(new Map(photos.get()).set(id, { ...photo, trouble }));
}

export async function removePhoto(id: Id): Promise<void> {
  const next = new Map(photos.get());
  next.delete(id);
  photos.set(next);
  await (await database()).delete("photos", id);
}

/** `null` for bytes lets them go. */
async function put(photo: Photo, bytes: ArrayBuffer | null): Promise<void> {
  const thing: KeptPhoto = {
    id: photo.id,
    shift: photo.shift,
    sealed: await seal(photo),
    bytes: bytes === null ? null : await sealBytes(bytes),
  };
  const writing = (await database()).transaction("photos", "readwrite", { durability: "strict" });
  await Promise.all([writing.store.put(thing), writing.done]);
  photos.set(new Map(photos.get()).set(photo.id, photo));
}
