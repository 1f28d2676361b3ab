/**
 * Where the frames of zstd data begin and end, and what their headers say (RFC 8878, 3.1). Blocks are counted and not
 * looked into.
 */
import { Refused } from "./decompress.js";

const MAGIC = 0xfd2fb528;
const isSkippable = (magic: number): boolean => magic >>> 4 === 0x184d2a5;

/** The largest window that is taken, as `zstd -d` has it: memory for it is taken before the first byte comes. */
const LARGEST_WINDOW = 128 << 20;

export interface FrameHeader {
  /** As a decoder is given it: without the flag that a checksum follows, which is verified outside. */
  readonly bytes: Uint8Array;
  /** Bytes that come of the frame; undefined when it does not say. */
  readonly contentSize: number | undefined;
  /** The compressed byte at which the frame begins. */
  readonly start: number;
}

export interface FrameEvents {
  begin(header: FrameHeader): void;
  /** Bytes of the frame's blocks. */
  blocks(bytes: Uint8Array): Promise<void>;
  /** `checksum` is undefined when the frame has none. */
  end(checksum: number | undefined): Promise<void>;
}

/** What is being read: one of those that are gathered whole, or bytes that go by. */
type State =
  | "magic"
  | "descriptor"
  | "header"
  | "block"
  | "checksum"
  | "skip-size"
  | "body"
  | "skip"
  | "behind";

const MAGIC_SIZE = 4;
const LONGEST_HEADER = 18;

/** Takes the data in pieces of any size. */
export class ZstdFrames {
  readonly #events: FrameEvents;
  #state: State = "magic";
  readonly #gathered = Buffer.alloc(LONGEST_HEADER);
  #have = 0;
  #wanted = MAGIC_SIZE;
  /** Of what goes by. */
  #left = 0;
  #isLast = false;
  #hasChecksum = false;
  /** Compressed bytes before the piece that is at hand. */
  #before = 0;
  #start = 0;
  #frames = 0;
  #end = 0;
  #behind = 0;

  constructor(events: FrameEvents) {
    this.#events = events;
  }

  /** Where the last frame ended, and how many bytes behind it are none. */
  get trailing(): { readonly end: number; readonly bytes: number } {
    return { end: this.#end, bytes: this.#behind };
  }

  async push(piece: Uint8Array): Promise<void> {
    /** Where in the piece that begins which the frame's decoder has not been given. */
    let run = 0;
    for (let at = 0; at < piece.length; ) {
      const state = this.#state;
      if (state === "behind") {
        this.#behind += piece.length - at;
        break;
      }
      if (state === "body" || state === "skip") {
        const taken = Math.min(this.#left, piece.length - at);
        this.#left -= taken;
        at += taken;
      } else {
        const byte = piece[at++]!;
        if (state === "magic" && this.#have === 0) {
          // Padding between frames.
          if (byte === 0 && this.#frames > 0) continue;
          this.#start = this.#before + at - 1;
        }
        this.#gathered[this.#have++] = byte;
        if (this.#have < this.#wanted) continue;
        this.#have = 0;
        if (state === "checksum") await this.#ended(this.#gathered.readUInt32LE(0), this.#before + at);
        else this.#gatheredAll(state);
        if (state === "header") run = at;
      }
      if (this.#left > 0) continue;
      if (this.#state === "skip") {
        this.#end = this.#before + at;
        this.#next("magic", MAGIC_SIZE);
      }
      if (this.#state !== "body") continue;
      if (!this.#isLast) {
        this.#next("block", 3);
        continue;
      }
      await this.#events.blocks(piece.subarray(run, at));
      if (this.#hasChecksum) this.#next("checksum", 4);
      else await this.#ended(undefined, this.#before + at);
    }
    if (this.#state === "block" || this.#state === "body") await this.#events.blocks(piece.subarray(run));
    this.#before += piece.length;
  }

  /** Throws when the data breaks off within a frame. */
  finish(): void {
    if (this.#state === "behind" || (this.#state === "magic" && this.#have === 0 && this.#frames > 0)) return;
    if (this.#state !== "magic" || this.#beginsFrame()) throw new Error("a frame is not whole");
    this.#behind = this.#have;
  }

  /** Whether what there is of a magic number may become one. */
  #beginsFrame(): boolean {
    const bytes = this.#gathered.subarray(0, this.#have);
    const fits = (marks: readonly number[]): boolean =>
      bytes.every((byte, i) => (i === 0 && byte >> 4 === 5 && marks[0] === 0x50) || byte === marks[i]);
    return fits([0x28, 0xb5, 0x2f, 0xfd]) || fits([0x50, 0x2a, 0x4d, 0x18]);
  }

  #next(state: State, wanted: number): void {
    this.#state = state;
    this.#wanted = wanted;
  }

  #gatheredAll(state: State): void {
    const bytes = this.#gathered;
    switch (state) {
      case "magic": {
        const magic = bytes.readUInt32LE(0);
        if (isSkippable(magic)) this.#next("skip-size", 4);
        else if (magic === MAGIC) this.#next("descriptor", MAGIC_SIZE + 1);
        else if (this.#frames > 0) {
          this.#state = "behind";
          this.#behind = MAGIC_SIZE;
        } else throw new Error("it does not begin with a frame");
        // The descriptor stands right behind.
        if (magic === MAGIC) this.#have = MAGIC_SIZE;
        return;
      }
      case "descriptor":
        this.#have = MAGIC_SIZE + 1;
        this.#next("header", headerSize(bytes[MAGIC_SIZE]!));
        return;
      case "header":
        this.#begun();
        return;
      case "block": {
        const block = bytes.readUIntLE(0, 3);
        const type = (block >> 1) & 3;
        if (type === 3) throw new Error("a block is of no known type");
        this.#isLast = (block & 1) === 1;
        // Of a byte that is repeated there is one.
        this.#left = type === 1 ? 1 : block >> 3;
        this.#state = "body";
        return;
      }
      default:
        this.#left = bytes.readUInt32LE(0);
        this.#frames++;
        this.#state = "skip";
    }
  }

  #begun(): void {
    const start = this.#start;
    const bytes = new Uint8Array(this.#gathered.subarray(0, this.#wanted));
    const { contentSize, window, dictionary } = headerOf(bytes);
    if (dictionary !== 0)
      throw new Refused(
        `its zstd frame at compressed byte ${shown(start)} was packed with dictionary ${dictionary}, without which nothing can ` +
          "be had of it; unpack it first, with zstd -d -D DICTIONARY",
      );
    if (window > LARGEST_WINDOW)
      throw new Refused(
        `its zstd frame at compressed byte ${shown(start)} wants a window of ${shown(window / 2 ** 20)} MiB in memory, and ` +
          `${LARGEST_WINDOW >> 20} MiB are the most that are taken; if it is to be trusted, pipe it in: ` +
          "zstd -dc --long=31 FILE | witskit -",
      );
    this.#hasChecksum = (bytes[MAGIC_SIZE]! & CHECKSUM) !== 0;
    bytes[MAGIC_SIZE]! &= ~CHECKSUM;
    this.#events.begin({ bytes, contentSize, start });
    this.#next("block", 3);
  }

  async #ended(checksum: number | undefined, end: number): Promise<void> {
    this.#frames++;
    this.#end = end;
    this.#next("magic", MAGIC_SIZE);
    await this.#events.end(checksum);
  }
}

const shown = (value: number): string => Math.ceil(value).toLocaleString("en-US");

/** Bits of a frame's descriptor, and how long the fields are that it tells of. */
const SINGLE_SEGMENT = 32;
const CHECKSUM = 4;
const DICTIONARY_SIZES = [0, 1, 2, 4];
const CONTENT_SIZES = [0, 2, 4, 8];

const isSingle = (descriptor: number): boolean => (descriptor & SINGLE_SEGMENT) !== 0;
const contentSizeSize = (descriptor: number): number =>
  descriptor >> 6 === 0 && isSingle(descriptor) ? 1 : CONTENT_SIZES[descriptor >> 6]!;

/** With magic and descriptor. */
const headerSize = (descriptor: number): number =>
  MAGIC_SIZE +
  1 +
  (isSingle(descriptor) ? 0 : 1) +
  DICTIONARY_SIZES[descriptor & 3]! +
  contentSizeSize(descriptor);

function headerOf(bytes: Uint8Array): {
  readonly contentSize: number | undefined;
  readonly window: number;
  readonly dictionary: number;
} {
  const descriptor = bytes[MAGIC_SIZE]!;
  let at = MAGIC_SIZE + 1;
  const exponent = bytes[at]! >> 3;
  const mantissa = bytes[at]! & 7;
  if (!isSingle(descriptor)) at++;
  const field = (size: number): number => {
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + bytes[at + i]!;
    at += size;
    return value;
  };
  const dictionary = field(DICTIONARY_SIZES[descriptor & 3]!);
  const size = contentSizeSize(descriptor);
  const contentSize = size === 0 ? undefined : field(size) + (size === 2 ? 256 : 0);
  const base = 2 ** (10 + exponent);
  const window = isSingle(descriptor) ? contentSize! : base + (base / 8) * mantissa;
  return { contentSize, window, dictionary };
}
