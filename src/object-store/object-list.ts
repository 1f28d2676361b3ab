/**
 * The list of a dataset's objects: the one thing in a store that is replaced, after all that it names has come. Whoever reads begins
 * with it, and takes what it names, each by its content: so a reader has one state of the dataset or the next, and nothing between. What a
 * list names is never written over: other content of the same name gets a key of its own.
 */
import { createHash } from "node:crypto";
import { dirname } from "node:path/posix";
import { Failure } from "../failure/failure.js";
import { version } from "../runtime/package.js";
import type { Digest } from "./digest.js";
import type { Store } from "./store.js";

export const LIST_KEY = "_witskit/objects.json";
const FORMAT = 1;

export interface ListedObject extends Digest {
  /** In the dataset, with forward slashes. */
  readonly path: string;
  /** In the store, behind the prefix: the same where nothing else has that name. */
  readonly key: string;
}

export interface ObjectList {
  readonly objects: readonly ListedObject[];
  /** Of its content; that of a list of nothing, and of none, is `none`. */
  readonly id: string;
  /** What a list that follows it replaces; undefined where there is none yet. */
  readonly etag: string | undefined;
  readonly isThere: boolean;
}

export const NOTHING_LISTED = "none";

export const listText = (objects: readonly ListedObject[]): string =>
  `${JSON.stringify({ witskit: version, format: FORMAT, objects }, undefined, 1)}\n`;

export const idOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 24);

const PATH = /^(record=\d\d|unmapped|rejects|frame|long|_witskit)\/[^\\]+$/;

/** Whether a key may be one of a dataset's; the marks of writers and the list itself are none. */
export const isOfDataset = (key: string): boolean =>
  PATH.test(key) && key !== LIST_KEY && !key.startsWith("_witskit/writers/");

export async function readList(store: Store): Promise<ObjectList> {
  const found = await store.text(LIST_KEY);
  if (found === undefined) return { objects: [], id: NOTHING_LISTED, etag: undefined, isThere: false };
  const objects = parsed(found.text, store.shown);
  return {
    objects,
    id: objects.length === 0 ? NOTHING_LISTED : idOf(found.text),
    etag: found.etag,
    isThere: true,
  };
}

function parsed(text: string, shown: string): readonly ListedObject[] {
  const broken = (why: string, cause?: unknown): Failure =>
    new Failure(
      "dataset-broken",
      `cannot read ${shown}${LIST_KEY}: ${why}; remove what is at ${shown}, and push the dataset again`,
      {
        cause,
        place: { file: shown },
      },
    );
  let document: { readonly format?: unknown; readonly objects?: unknown };
  try {
    document = JSON.parse(text) as typeof document;
  } catch (error) {
    throw broken("it is no JSON", error);
  }
  if (document.format !== FORMAT || !Array.isArray(document.objects))
    throw broken(`it is none that this version knows (format ${String(document.format)})`);
  const objects = document.objects as readonly Partial<ListedObject>[];
  const isSound = ({ path, key, size, sha256, etag }: Partial<ListedObject>): boolean =>
    [path, key].every(
      (name) => typeof name === "string" && PATH.test(name) && !name.split("/").includes(".."),
    ) &&
    Number.isSafeInteger(size) &&
    typeof etag === "string" &&
    /^[0-9a-f]{64}$/.test(sha256 ?? "");
  // What came from elsewhere becomes names of files here.
  if (!objects.every(isSound)) throw broken("an object in it has no place in a dataset");
  return objects as readonly ListedObject[];
}

/** The objects of these files in a list that follows `before`. */
export function listed(
  files: readonly (Digest & { readonly path: string })[],
  before: ObjectList,
): readonly ListedObject[] {
  const same = new Map(before.objects.map((object) => [`${object.path} ${object.sha256}`, object.key]));
  const taken = new Set(before.objects.map(({ key }) => key));
  return files.map(({ path, size, sha256, etag }) => {
    const own = taken.has(path) || path.startsWith("_witskit/");
    const [folder, name] = [dirname(path), path.slice(path.lastIndexOf("/") + 1)];
    const key = same.get(`${path} ${sha256}`) ?? (own ? `${folder}/${sha256.slice(0, 16)}.${name}` : path);
    return { path, key, size, sha256, etag };
  });
}
