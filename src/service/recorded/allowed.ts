/**
 * Which recorded data the service gives, and to whom: a name for each folder, told by whoever starts it. A tenant names a dataset, and
 * never a path: what it asks for is looked up among these, and leads nowhere else.
 */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { readHead } from "../../dataset/manifest-file.js";
import { tablesIn } from "../../dataset/tables.js";
import { Failure, systemCode } from "../../failure/failure.js";

/** What was told: a folder under a name, or each folder in it under its own. */
export interface NamedFolder {
  /** The short name of the tenant that it is for. */
  readonly tenant: string;
  /** Undefined for a folder of datasets. */
  readonly name: string | undefined;
  readonly folder: string;
}

/** A dataset that somebody may see. */
export interface AllowedDataset {
  readonly id: string;
  /** For this process alone: it is never told. */
  readonly path: string;
}

/** Of what no tenant is told, it is the one that the first start makes. */
export const FIRST_TENANT = "main";

const NAME = /^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/;
const TOLD = /^(?:([0-9A-Za-z][0-9A-Za-z_-]{0,63})\/)?([0-9A-Za-z][0-9A-Za-z._-]{0,63}|\*)=(.+)$/su;

export const isDatasetName = (text: string): boolean => NAME.test(text);

/** `FOLDER`, `NAME=FOLDER`, `TENANT/NAME=FOLDER` or `TENANT/*=FOLDER`. Throws an Error that says what is wrong. */
export function namedFolderIn(text: string): NamedFolder {
  if (text === "") throw new Error("it is empty");
  const [, tenant = FIRST_TENANT, name, folder] = TOLD.exec(text) ?? [];
  if (folder === undefined) return { tenant: FIRST_TENANT, name: undefined, folder: text };
  return { tenant, name: name === "*" ? undefined : name, folder };
}

/** The datasets of each tenant. What comes into a folder of datasets later is there from then on. */
export class AllowedDatasets {
  readonly #told: readonly NamedFolder[];

  constructor(told: readonly NamedFolder[] = []) {
    this.#told = told;
  }

  /** Throws a Failure for what can never be served, before anything is. */
  async check(): Promise<void> {
    const names = new Set<string>();
    for (const { tenant, name, folder } of this.#told) {
      const info = await stat(folder).catch((error: unknown) => {
        throw new Failure(
          "input-unreadable",
          `--datasets: ${folder} cannot be read: ${systemCode(error) ?? "no such folder"}`,
          {
            cause: error,
            place: { file: folder },
          },
        );
      });
      if (!info.isDirectory())
        throw new Failure("input-unsuited", `--datasets: ${folder} is a file; name a folder`, {
          place: { file: folder },
        });
      if (name === undefined && (await isDataset(folder)))
        throw new Failure(
          "input-unsuited",
          `--datasets: ${folder} is a dataset itself, and no folder of datasets; give it a name, NAME=${folder}`,
          { place: { file: folder } },
        );
      const key = `${tenant}/${name ?? `* ${folder}`}`;
      if (names.has(key))
        throw new Failure("conflicting-options", `--datasets: ${key} is told twice; leave one out`);
      names.add(key);
    }
  }

  /** By their names. A name of its own goes before that of a folder in a folder. */
  async of(tenant: string): Promise<readonly AllowedDataset[]> {
    const found = new Map<string, string>();
    for (const { name, folder } of this.#toldOf(tenant))
      if (name === undefined)
        for (const own of await foldersIn(folder)) {
          const path = join(folder, own);
          if (!found.has(own) && (await isDataset(path))) found.set(own, path);
        }
    for (const { name, folder } of this.#toldOf(tenant)) if (name !== undefined) found.set(name, folder);
    return [...found].map(([id, path]) => ({ id, path })).sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** Undefined for a name that this tenant has not: whether another has it is not told. */
  async find(tenant: string, id: string): Promise<AllowedDataset | undefined> {
    if (!isDatasetName(id)) return undefined;
    const named = this.#toldOf(tenant).find(({ name }) => name === id);
    if (named !== undefined) return { id, path: named.folder };
    for (const { name, folder } of this.#toldOf(tenant)) {
      if (name !== undefined) continue;
      const path = join(folder, id);
      if ((await isFolder(path)) && (await isDataset(path))) return { id, path };
    }
    return undefined;
  }

  #toldOf(tenant: string): readonly NamedFolder[] {
    return this.#told.filter((one) => one.tenant === tenant);
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  });
  const folders: string[] = [];
  for (const name of names)
    if (isDatasetName(name) && (await isFolder(join(folder, name)))) folders.push(name);
  return folders;
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );

/** What a conversion has made, or a stream records into. */
export async function isDataset(folder: string): Promise<boolean> {
  const head = await readHead(folder).catch(() => undefined);
  return head !== undefined || (await tablesIn(folder)).length > 0;
}

/** Whether a stream records into it. */
export const isLive = async (folder: string): Promise<boolean> =>
  (await readHead(folder).catch(() => undefined))?.live === true;
