/**
 * `file:///path`: a file as a link; with `follow` one that grows. When it is renamed and another takes its name, the rest
 * of the old one is read and then the new one; when it is cut short, it is read from its beginning. What a writer cuts
 * and fills beyond the old length between two looks cannot be told from growth.
 */
import { type FileHandle, open, stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { durationIn } from "../duration.js";
import { Failure, systemCode } from "../failure.js";
import { arrivalNow } from "./arrival-clock.js";
import { choice, type LinkUrl, truth } from "./link-url.js";
import { type Chunk, type Connection, oneConnection, type Transport } from "./transport.js";
import { unreadable } from "./unreadable.js";

const PIECE = 65_536;
/** Milliseconds between two looks at the end of a file. */
const POLL = 250;

export function fileTransport(url: LinkUrl): Transport {
  const path = filePath(url);
  const follow = url.parameter("follow", truth) ?? false;
  const poll = url.parameter("poll", durationIn) ?? POLL;
  const from = url.parameter("from", choice(["start", "end"])) ?? "start";
  // Opened again it goes on where it was, if it is still the same file.
  let last: Place | undefined;
  return {
    shown: url.shown,
    finite: !follow,
    async open() {
      try {
        const handle = await open(path, "r");
        const { ino, dev, size } = await handle.stat();
        const same = last !== undefined && last.ino === ino && last.dev === dev && last.position <= size;
        const first = from === "end" && last === undefined ? size : 0;
        last = { ino, dev, position: same ? last!.position : first };
        return oneConnection(new GrowingFile(path, handle, { place: last, follow, poll }));
      } catch (error) {
        // A file that is to grow may be made later.
        const { message } = unreadable(path, error);
        if (follow && systemCode(error) === "ENOENT") throw new Failure("network", message, { cause: error });
        throw unreadable(path, error);
      }
    },
  };
}

/** The path of a URL without a host; on Windows without the slash before the drive. */
export function filePath(url: LinkUrl): string {
  if (url.host !== "" || url.path === "") {
    throw url.failure(`a path follows three slashes, such as ${url.scheme}:///data/log.wits`);
  }
  return process.platform === "win32" ? url.path.replace(/^\/(?=[a-z]:)/i, "") : url.path;
}

/** Where a file was read to. */
interface Place {
  ino: number;
  dev: number;
  position: number;
}

interface Growth {
  readonly place: Place;
  readonly follow: boolean;
  readonly poll: number;
}

class GrowingFile implements Connection {
  readonly peer: string;
  readonly lost = 0;
  readonly #growth: Growth;
  readonly #closing = new AbortController();
  #handle: FileHandle;
  #reading: Promise<unknown> = Promise.resolve();

  constructor(path: string, handle: FileHandle, growth: Growth) {
    this.peer = path;
    this.#handle = handle;
    this.#growth = growth;
  }

  next(): Promise<Chunk | undefined> {
    const next = this.#next();
    this.#reading = next.catch(() => {});
    return next;
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#reading;
    await this.#handle.close();
  }

  async #next(): Promise<Chunk | undefined> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const bytes = await this.#read();
      if (bytes.length > 0) return { bytes, arrival: arrivalNow() };
      if (!this.#growth.follow) return undefined;
      if (!(await this.#turned())) await delay(this.#growth.poll, undefined, { signal }).catch(() => {});
    }
    return undefined;
  }

  async #read(): Promise<Uint8Array> {
    const piece = new Uint8Array(PIECE);
    try {
      const { bytesRead } = await this.#handle.read(piece, 0, PIECE, this.#growth.place.position);
      this.#growth.place.position += bytesRead;
      return piece.subarray(0, bytesRead);
    } catch (error) {
      throw unreadable(this.peer, error);
    }
  }

  /** At the end of what is there: whether there is another beginning to read from, of a new file or of this one. */
  async #turned(): Promise<boolean> {
    const [now, before] = await Promise.all([stat(this.peer).catch(() => undefined), this.#handle.stat()]);
    // Between the last read and now something may have been written.
    if (before.size > this.#growth.place.position) return true;
    if (before.size < this.#growth.place.position) {
      this.#growth.place.position = 0;
      return true;
    }
    if (now === undefined || (now.ino === before.ino && now.dev === before.dev)) return false;
    const other = await open(this.peer, "r").catch(() => undefined);
    if (other === undefined) return false;
    await this.#handle.close();
    this.#handle = other;
    Object.assign(this.#growth.place, { ino: now.ino, dev: now.dev, position: 0 });
    return true;
  }
}
