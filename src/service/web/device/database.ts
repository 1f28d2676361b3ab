/**
 * The device's store, IndexedDB. Whatever belongs to people is sealed before it is put in (`seal.ts`); ids and times stand open beside
 * it, since they are what is looked up.
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Sealed } from "./sealed.js";

export interface KeptThing {
  readonly id: string;
  readonly sealed: Sealed;
}

export interface KeptReport extends KeptThing {
  /** The company that it is of; what an older version of the app has kept does not say it. */
  readonly company?: string | null;
}

export interface KeptPhoto extends KeptThing {
  readonly shift: string;
  /** Of the photo's bytes; gone when only the small picture is kept. */
  readonly bytes: Sealed | null;
}

export interface KeptAnswer {
  /** With the company that was asked. */
  readonly path: string;
  readonly sealed: Sealed;
  readonly at: number;
}

interface Schema extends DBSchema {
  reports: { key: string; value: KeptReport };
  photos: { key: string; value: KeptPhoto; indexes: { shift: string } };
  /** What the server answered last to a question. */
  answers: { key: string; value: KeptAnswer };
  /** Language, colours, the store's own key, tries of the PIN. */
  settings: { key: string; value: unknown };
}

export type Database = IDBPDatabase<Schema>;

/** Milliseconds: a store that does not open until then is asked for once more. A disk that is slow takes a second. */
const LONGEST = 15_000;

let opened: Promise<Database> | undefined;

/** One that could not be opened is opened anew for whoever asks next: a browser that was killed may have it for a moment still. */
export function database(): Promise<Database> {
  if (opened !== undefined) return opened;
  const opening = within(LONGEST, openStored());
  opened = opening;
  opening.catch(() => {
    if (opened === opening) opened = undefined;
  });
  return opening;
}

const openStored = (): Promise<Database> =>
  openDB<Schema>("witskit", 1, {
    upgrade(db) {
      db.createObjectStore("reports", { keyPath: "id" });
      db.createObjectStore("photos", { keyPath: "id" }).createIndex("shift", "shift");
      db.createObjectStore("answers", { keyPath: "path" });
      db.createObjectStore("settings");
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    terminated() {
      opened = undefined;
    },
  });

/** What comes of a store too late is closed again. */
function within(ms: number, opening: Promise<Database>): Promise<Database> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      reject(new Error(`it did not open within ${ms / 1000} s`));
    }, ms);
    opening.then(
      (db) => {
        clearTimeout(timer);
        if (isLate) db.close();
        else resolve(db);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

export async function setting<Value>(name: string): Promise<Value | undefined> {
  return (await (await database()).get("settings", name)) as Value | undefined;
}

export async function keepSetting(name: string, value: unknown): Promise<void> {
  await (await database()).put("settings", value, name);
}

/** All that people wrote and the server answered; what remains is how the device was set. */
export async function wipe(): Promise<void> {
  const db = await database();
  const change = db.transaction(["reports", "photos", "answers", "settings"], "readwrite");
  await Promise.all([
    change.objectStore("reports").clear(),
    change.objectStore("photos").clear(),
    change.objectStore("answers").clear(),
    change.objectStore("settings").delete("key"),
    change.done,
  ]);
}
