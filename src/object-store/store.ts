/** The objects below a prefix of a store: listed, read, written and removed. The only file that knows the client. */
import { createHash, randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { unwritable } from "../durable/unwritable.js";
import { storeAccess } from "./access.js";
import type { StoreAddress } from "./address.js";
import { type Digest, piecesOf } from "./digest.js";
import { answerIn, isPassing, storeFailure } from "./failure.js";

/** An object that is there. */
export interface StoredObject {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly modified: number;
}

/** A text of a store, and what has to be there still when it is replaced. */
export interface StoredText {
  readonly text: string;
  readonly etag: string | undefined;
}

/** Keys are those behind the prefix. All throw Failure("network") when the store does not do it. */
export interface Store {
  readonly shown: string;
  list(below?: string): Promise<StoredObject[]>;
  /** Undefined where there is none. */
  text(key: string): Promise<StoredText | undefined>;
  /** Into a file, which has its name when it is whole and has that content; false where no such object is there. */
  fetch(key: string, path: string, wanted: Pick<Digest, "size" | "sha256">): Promise<boolean>;
  send(key: string, path: string, size: number): Promise<void>;
  /** With `replaces` only where that is still there, or nothing where that is undefined; false where it is not, as far as the store looks. */
  put(key: string, text: string, replaces?: { readonly etag: string | undefined }): Promise<boolean>;
  remove(keys: readonly string[]): Promise<void>;
}

/** How often a request is sent that fails by what passes, and milliseconds before the second time. */
const ATTEMPTS = 4;
const PAUSE = 150;

type ExtraHeaders = { [name: `x-amz-${string}`]: string };

export async function openStore(
  { bucket, prefix, shown }: StoreAddress,
  signal: AbortSignal,
): Promise<Store> {
  const { endpoint, region, key: accessKeyId, secret: secretAccessKey } = storeAccess(bucket);
  const { S3mini } = await import("s3mini");
  const client = new S3mini({
    accessKeyId,
    secretAccessKey,
    endpoint,
    region,
    // Whoever is interrupted still takes its mark away, so that others need not wait. Slow links are no failure: fetch itself ends what
    // is silent for five minutes.
    fetch: (input: Parameters<typeof fetch>[0], init?: RequestInit) =>
      fetch(input, init?.method === "DELETE" ? init : { ...init, signal }),
  });

  const asked = async <Result>(doing: string, ask: () => Promise<Result>): Promise<Result> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await ask();
      } catch (error) {
        signal.throwIfAborted();
        if (attempt === ATTEMPTS || !isPassing(error)) throw storeFailure(error, shown, doing);
        await delay(PAUSE * 2 ** (attempt - 1), undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    }
  };

  return {
    shown,
    list: (below = "") =>
      asked("read", async () => {
        const found = await client.listObjects("/", prefix + below);
        if (found === null) throw Object.assign(new Error(), { status: 404, serviceCode: "NoSuchBucket" });
        return found
          .filter(({ Key }) => Key.startsWith(prefix) && !Key.endsWith("/"))
          .map(({ Key, Size, ETag, LastModified }) => ({
            key: Key.slice(prefix.length),
            size: Number(Size),
            etag: client.sanitizeETag(ETag),
            modified: new Date(LastModified).getTime(),
          }));
      }),
    text: (key) =>
      asked("read", async () => {
        const response = await client.getObjectResponse(prefix + key);
        if (response === null) return undefined;
        return { text: await response.text(), etag: response.headers.get("etag") ?? undefined };
      }),
    fetch: (key, path, wanted) =>
      asked("read", async () => {
        const response = await client.getObjectResponse(prefix + key);
        return response !== null && (await intoFile(response, path, wanted));
      }),
    async send(key, path, size) {
      await asked("write", async () => {
        const pieces = piecesOf(path);
        const first = await pieces.next();
        const body: Buffer = first.done ? Buffer.alloc(0) : first.value;
        if (body.length === size) {
          await pieces.return(undefined);
          await client.putObject(prefix + key, body);
          return;
        }
        const upload = await client.getMultipartUploadId(prefix + key);
        try {
          const parts = [await client.uploadPart(prefix + key, upload, body, 1)];
          for await (const piece of pieces)
            parts.push(await client.uploadPart(prefix + key, upload, piece, parts.length + 1));
          await client.completeMultipartUpload(prefix + key, upload, parts);
        } catch (error) {
          await client.abortMultipartUpload(prefix + key, upload).catch(() => undefined);
          throw error;
        } finally {
          await pieces.return(undefined);
        }
      });
    },
    put: (key, text, replaces) =>
      asked("write", async () => {
        const condition: Record<string, string> =
          replaces === undefined
            ? {}
            : replaces.etag === undefined
              ? { "if-none-match": "*" }
              : { "if-match": replaces.etag };
        const send = (headers: Record<string, string>) =>
          client.putObject(prefix + key, text, "application/json", undefined, headers as ExtraHeaders);
        try {
          await send(condition);
          return true;
        } catch (error) {
          const status = answerIn(error)?.status;
          // A store that knows no conditions may say so; the marks of writers keep others out there.
          if (status === 501 && replaces !== undefined) {
            await send({});
            return true;
          }
          if (replaces === undefined || (status !== 412 && status !== 409)) throw error;
          // What was sent before may have come, and its answer been lost.
          return (await client.getObject(prefix + key)) === text;
        }
      }),
    async remove(keys) {
      for (const key of keys) await asked("write", () => client.deleteObject(prefix + key));
    },
  };
}

/** Whether it was that content. */
async function intoFile(
  response: Response,
  path: string,
  { size, sha256 }: Pick<Digest, "size" | "sha256">,
): Promise<boolean> {
  const partial = `${path}.${randomUUID()}.partial`;
  const hash = createHash("sha256");
  let length = 0;
  try {
    const file = await open(partial, "wx").catch((error: unknown) => {
      throw unwritable(path, error);
    });
    try {
      for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
        length += piece.length;
        if (length > size) return false;
        hash.update(piece);
        await file.writeFile(piece).catch((error: unknown) => {
          throw unwritable(path, error);
        });
      }
    } finally {
      await file.close();
    }
    if (length !== size || hash.digest("hex") !== sha256) return false;
    await rename(partial, path);
    return true;
  } finally {
    await rm(partial, { force: true });
  }
}
