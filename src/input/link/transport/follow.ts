/**
 * `file:///path`: a file as a link; with `follow` one that grows. When it is renamed and another takes its name, the rest
 * of the old one is read and then the new one; when it is copied and cut short, the rest of the copy is read and then the file from
 * its beginning. What is lost between a look and a cut is counted where zeros tell how much it was. A packed file is unpacked. Each piece has its place in its file, so
 * that a later run goes on behind it.
 */
import { stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { Failure, systemCode } from "../../../failure/failure.js";
import { choice, type LinkUrl, truth } from "../../../network/link-url.js";
import { durationIn } from "../../../text/duration.js";
import { arrivalNow } from "../../bytes/arrival-clock.js";
import { type FilePlace, KnownFile } from "../../bytes/file-place.js";
import { unreadable } from "../../bytes/unreadable.js";
import { openSource } from "../../source/open.js";
import { isPacked, openPacked } from "./packed-file.js";
import { fileAfter, findMoved } from "./rotated.js";
import { type Chunk, type Connection, oneConnection, type Transport } from "./transport.js";
import type { TransportOptions } from "./transport-options.js";

const PIECE = 65_536;
/** Milliseconds between two looks at the end of a file. */
const POLL = 250;

export function fileTransport(url: LinkUrl, { unwrapped = false }: TransportOptions = {}): Transport {
  const path = filePath(url);
  const follow = url.parameter("follow", truth) ?? false;
  const poll = url.parameter("poll", durationIn) ?? POLL;
  const from = url.parameter("from", choice(["start", "end"] as const)) ?? "start";
  // Opened again it goes on where it was.
  let last: FilePlace | undefined;
  const transport: Transport = {
    shown: url.shown,
    finite: !follow,
    resume(place) {
      last = place;
    },
    async open() {
      const onPlace = (place: FilePlace): void => {
        last = place;
      };
      const onRemark = (remark: string): void => transport.onRemark?.(remark);
      try {
        const packed = await isPacked(path);
        if (packed && follow) throw packedAndFollowed(url.shown, path);
        if (unwrapped) await refuseWrapped(path);
        if (packed) return oneConnection(await openPacked(path, last, { onPlace, onRemark }));
        const begun = await begin(path, last, from);
        if (begun.remark !== undefined) transport.onRemark?.(begun.remark);
        return oneConnection(
          new GrowingFile(path, begun, {
            ...{ follow, poll, onPlace, onRemark },
          }),
        );
      } catch (error) {
        // A file that is to grow may be made later.
        const { message } = unreadable(path, error);
        if (follow && systemCode(error) === "ENOENT")
          throw new Failure("unreachable", message, { cause: error });
        throw unreadable(path, error);
      }
    },
  };
  return transport;
}

/** The path of a URL without a host; on Windows without the slash before the drive. */
export function filePath(url: LinkUrl): string {
  if (url.host !== "" || url.path === "") {
    throw url.failure(`a path follows three slashes, such as ${url.scheme}:///data/log.wits`);
  }
  return process.platform === "win32" ? url.path.replace(/^\/(?=[a-z]:)/i, "") : url.path;
}

const packedAndFollowed = (shown: string, path: string): Failure =>
  new Failure(
    "bad-link",
    `${shown}: ${path} is packed, and nothing is written behind what is; leave follow out`,
  );

/** Of a file of which the first lines show what wraps its frames. What cannot be looked at says so when it is read. */
async function refuseWrapped(path: string): Promise<void> {
  const reader = await openSource({ name: path }).catch(() => undefined);
  if (reader === undefined) return;
  await reader.close();
  const [outer] = reader.containers;
  if (outer === undefined) return;
  throw new Failure(
    "missing-option",
    `the frames of ${path} are wrapped (${reader.containers.join(", ")}), and a link is taken for plain unless it is told ` +
      `otherwise: give --input ${outer}, or convert the file itself`,
  );
}

/** Where reading begins. */
interface Begun {
  readonly file: KnownFile;
  readonly offset: number;
  /** What was read before comes right before this, so that a frame may go on. */
  readonly joined: boolean;
  /** What people should know of it. */
  readonly remark?: string;
}

/** `last` is the place behind what was read before. Throws what the system says. */
async function begin(path: string, last: FilePlace | undefined, from: "start" | "end"): Promise<Begun> {
  const file = await KnownFile.open(path).catch((error: unknown) => {
    if (last !== undefined && systemCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if (last === undefined) {
    return { file: file!, offset: from === "end" ? await file!.size() : 0, joined: false };
  }
  const { offset } = last;
  const size = (await file?.size()) ?? 0;
  if (file !== undefined && (await file.is(last))) {
    if (size >= offset) return { file, offset, joined: true };
    return { file, offset: size, joined: false, remark: lostItsEnd(path, size, offset) };
  }
  const moved = last.path === path ? await findMoved(path, last) : undefined;
  if (moved !== undefined) {
    await file?.handle.close();
    const remark = `${path} has been rotated: the rest of ${moved.path} is read first, from byte ${offset} on`;
    return { file: moved, offset, joined: true, remark };
  }
  // It may be made later, or come back.
  if (file === undefined) return begin(path, undefined, "start");
  const shorter = file.inode === last.inode && size < offset;
  const why = shorter
    ? `it has ${size} bytes, and had been read up to byte ${offset}: it was cut short`
    : last.path === path
      ? `it is another file than the one that had been read up to byte ${offset}, and that is not in its folder any more`
      : `up to byte ${offset} ${last.path} had been read`;
  const remark = `${path} is read from its start, as ${why}. What else the one before may have got was not read`;
  return { file, offset: 0, joined: false, remark };
}

/** As after a power cut: what its writer had not made durable, and the journal had. */
const lostItsEnd = (path: string, size: number, offset: number): string =>
  `${path} begins as it did, and has ${size} bytes, where it had been read up to byte ${offset}: it has lost its end, ` +
  `which is recorded. It is read on from byte ${size}`;

interface Following {
  readonly follow: boolean;
  readonly poll: number;
  /** Told of the place behind what was read. */
  onPlace(place: FilePlace): void;
  onRemark(remark: string): void;
}

class GrowingFile implements Connection {
  readonly peer: string;
  lost = 0;
  readonly #following: Following;
  readonly #closing = new AbortController();
  #file: KnownFile;
  /** The number of the file before. */
  #before: string | undefined;
  #offset: number;
  #joined: boolean;
  /** The place behind what was read last. */
  #last: FilePlace | undefined;
  /** What is read is the copy of a file that was cut. */
  #isCopy = false;
  /** Where the bytes stood that had been read when the file was cut under its writer, while zeros stand before what follows. */
  #hole: number | undefined;
  #reading: Promise<unknown> = Promise.resolve();

  constructor(path: string, { file, offset, joined }: Begun, following: Following) {
    this.peer = path;
    this.#file = file;
    this.#offset = offset;
    this.#joined = joined;
    this.#following = following;
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
    await this.#file.handle.close();
  }

  async #next(): Promise<Chunk | undefined> {
    const { signal } = this.#closing;
    const { follow, poll } = this.#following;
    while (!signal.aborted) {
      const chunk = await this.#piece();
      if (chunk !== undefined) return chunk;
      if (follow || this.#file.path !== this.peer) {
        if (await this.#turned()) continue;
        if (follow) {
          await delay(poll, undefined, { signal }).catch(() => {});
          continue;
        }
      }
      return undefined;
    }
    return undefined;
  }

  async #piece(): Promise<Chunk | undefined> {
    const piece = new Uint8Array(PIECE);
    try {
      for (;;) {
        const { bytesRead } = await this.#file.handle.read(piece, 0, PIECE, this.#offset);
        if (bytesRead === 0) return undefined;
        const isZero = piece[0] === 0;
        if ((isZero || bytesRead < PIECE) && (await this.#wasCut(isZero))) continue;
        const from = this.#hole === undefined ? 0 : this.#pastZeros(piece.subarray(0, bytesRead));
        if (from === bytesRead) continue;
        const place = { ...(await this.#file.place(this.#offset, this.peer)), joined: this.#joined };
        this.#offset += bytesRead - from;
        this.#joined = true;
        this.#last = { ...place, offset: this.#offset };
        this.#following.onPlace(this.#last);
        return { bytes: piece.subarray(from, bytesRead), arrival: arrivalNow(), place };
      }
    } catch (error) {
      throw unreadable(this.#file.path, error);
    }
  }

  /**
   * Whether the file was cut and has grown again since the last look: then it begins otherwise than before, and it is settled
   * what to read next. A writer that does not append goes on where it stood, and the system puts zeros before that.
   */
  async #wasCut(isZero: boolean): Promise<boolean> {
    if (!this.#following.follow || this.#file.path !== this.peer || !this.#file.isKnown) return false;
    if (this.#hole !== undefined) return false;
    const hasHole = await this.#file.beginsWithZero();
    // Cut for a second time it begins with zeros as before.
    if (!(isZero && hasHole) && (await this.#file.beginsAsBefore())) return false;
    if (hasHole) {
      // What follows is where it would have been: with nothing between, all was read.
      if (!isZero) {
        this.#file.begunAgain();
        return false;
      }
      if (await this.#readCopy()) return true;
      this.#hole = this.#offset;
      this.#file.begunAgain();
      return false;
    }
    if (await this.#readCopy()) return true;
    this.#following.onRemark(
      `${this.peer} was cut short and has grown again, beyond the ${this.#offset} bytes that had been read; it is read from its ` +
        "start. What it had got before it was cut is not known",
    );
    this.#fromStart();
    return true;
  }

  #fromStart(): void {
    this.#offset = 0;
    this.#joined = false;
    this.#file.begunAgain();
  }

  /** Goes on in the copy that was made of the file before it was cut. False where there is none. */
  async #readCopy(): Promise<boolean> {
    const { peer } = this;
    const copy = this.#last && (await findMoved(peer, this.#last));
    if (copy === undefined) return false;
    this.#following.onRemark(
      `${peer} was copied to ${copy.path} and cut short: the rest of the copy is read first, from byte ${this.#offset} on`,
    );
    await this.#file.handle.close();
    this.#file = copy;
    this.#isCopy = true;
    return true;
  }

  /** Leaves out the zeros at the start of a piece, and counts what is missing where they end. */
  #pastZeros(piece: Uint8Array): number {
    const found = piece.findIndex((byte) => byte !== 0);
    const zeros = found === -1 ? piece.length : found;
    this.#offset += zeros;
    if (zeros === piece.length) return zeros;
    // Without zeros it was begun anew, by a writer that appends.
    const missing = zeros === 0 && this.#offset === 0 ? 0 : this.#offset - this.#hole!;
    this.#joined = missing === 0 && this.#offset > 0;
    this.#hole = undefined;
    if (missing > 0) {
      this.lost += missing;
      this.#following.onRemark(
        `${this.peer} was cut short under its writer: ${missing} bytes before byte ${this.#offset} were written between the ` +
          "last look and the cut, and are lost",
      );
    }
    return zeros;
  }

  async #cutShort(size: number): Promise<void> {
    const { peer } = this;
    const [offset, same] = [this.#offset, await this.#file.beginsAsBefore()];
    if (!same && (await this.#readCopy())) return;
    this.#following.onRemark(
      same
        ? lostItsEnd(peer, size, offset)
        : `${peer} was cut short, from ${offset} to ${size} bytes; it is read from its start. What it had got before it was cut ` +
            "is not known",
    );
    if (same) {
      this.#offset = size;
      this.#joined = false;
      return;
    }
    this.#fromStart();
    // A writer that does not append will go on where it stood.
    this.#hole = offset;
  }

  /** At the end of what is there: whether there is another beginning to read from, of a new file or of this one. */
  async #turned(): Promise<boolean> {
    const [now, before] = await Promise.all([
      stat(this.peer, { bigint: true }).catch(() => undefined),
      this.#file.handle.stat({ bigint: true }),
    ]);
    // Between the last read and now something may have been written.
    if (before.size > this.#offset) return true;
    if (before.size < this.#offset) {
      await this.#cutShort(Number(before.size));
      return true;
    }
    if (now === undefined || (now.ino === before.ino && now.dev === before.dev)) return false;
    const next = await fileAfter(this.peer, this.#file, this.#before).catch((error: unknown) => {
      // It may be readable later, and is not to be left out.
      throw new Failure("connection-broken", unreadable(this.peer, error).message, { cause: error });
    });
    if (next === undefined) return false;
    await this.#file.handle.close();
    // Zeros before what is written next stand for what is in the copy, and for what came after it was made.
    this.#hole = this.#isCopy && next.path === this.peer ? this.#offset : undefined;
    this.#isCopy = false;
    this.#before = this.#file.inode;
    this.#file = next;
    this.#offset = 0;
    if (this.#hole !== undefined) this.#joined = false;
    return true;
  }
}
