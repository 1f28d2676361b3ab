/**
 * Gzip (RFC 1952), any number of members one after the other, as `cat a.gz b.gz` makes them. Members are walked here, and
 * zlib sees their deflated data alone: its own reader of gzip loses the last values when a checksum does not fit or other bytes
 * stand behind the end.
 */
import { crc32, createInflateRaw } from "node:zlib";
import { type Checked, type Decompressor, trailing, Unfit } from "./decompress.js";
import { type OneStream, type ZlibStream, zlibStream } from "./zlib.js";

/** Output comes in chunks of this size; a chunk in which the data turns out corrupt is lost. */
const CHUNK = 65_536;

export const isGzip = (head: Uint8Array) => head[0] === 0x1f && head[1] === 0x8b;

export const inflateRaw = (deliver: (bytes: Uint8Array) => void): OneStream =>
  zlibStream(createInflateRaw({ chunkSize: CHUNK }) as unknown as ZlibStream, deliver);

/** Bytes of a member's header that all have, and of its end: a checksum and the length. */
const HEADER = 10;
const TRAILER = 8;

/** Bits of a header's flags: what follows in it. */
const HEADER_CHECKSUM = 2;
const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;

/** What of a member is being read. `text`: a name or a comment, up to its zero. */
type State = "header" | "extra-length" | "extra" | "text" | "header-checksum" | "data" | "trailer" | "behind";

const DEFLATED = 8;

export const gzipDecompressor = (): Decompressor => new Gzip();

class Gzip implements Decompressor {
  readonly format = "gzip";
  #state: State = "header";
  /** Of what is being read: the bytes so far, or how many are left. */
  #gathered = new Uint8Array(HEADER);
  #have = 0;
  #left = 0;
  /** Parts of the header that are still to come, as bits of its flags. */
  #flags = 0;
  /** Compressed bytes before the piece that is at hand. */
  #before = 0;
  #members = 0;
  #start = 0;
  #stream: OneStream | undefined;
  #checksum = 0;
  /** Bytes that came of it all, and of those before this member. */
  #given = 0;
  #from = 0;
  /** Where the last member ended, and what stands behind it. */
  #end = 0;
  #behind = 0;

  get remark(): string | undefined {
    return this.#behind === 0 ? undefined : trailing("gzip", this.#end, this.#behind);
  }

  async push(piece: Uint8Array, deliver: (bytes: Uint8Array) => void): Promise<void> {
    for (let at = 0; at < piece.length; ) at = await this.#take(piece, at, deliver);
    this.#before += piece.length;
  }

  async finish(): Promise<void> {
    if (this.#state === "behind") return;
    if (this.#state === "header" && this.#members > 0 && this.#have === 0) return;
    if (this.#state === "data") await this.#stream!.finish();
    if (this.#state === "data" || this.#state === "trailer") throw new Error("its checksum is missing");
    throw new Error("its header is not whole");
  }

  /** Takes some of the piece from `at` on, and answers where the rest begins. */
  async #take(piece: Uint8Array, at: number, deliver: (bytes: Uint8Array) => void): Promise<number> {
    switch (this.#state) {
      case "behind":
        this.#behind += piece.length - at;
        return piece.length;
      case "data":
        return this.#inflate(piece, at);
      case "text": {
        const zero = piece.indexOf(0, at);
        if (zero < 0) return piece.length;
        this.#headerPart(deliver);
        return zero + 1;
      }
      case "extra": {
        const taken = Math.min(this.#left, piece.length - at);
        this.#left -= taken;
        if (this.#left === 0) this.#headerPart(deliver);
        return at + taken;
      }
      default: {
        const byte = piece[at]!;
        if (this.#state === "header" && !this.#fits(byte)) {
          this.#strange(this.#before + at);
          return at;
        }
        if (this.#state === "header" && this.#have === 0) {
          // Padding between members.
          if (byte === 0) return at + 1;
          this.#start = this.#before + at;
        }
        this.#gathered[this.#have++] = byte;
        if (this.#have === this.#wanted) this.#gatheredAll(this.#before + at + 1, deliver);
        return at + 1;
      }
    }
  }

  get #wanted(): number {
    if (this.#state === "header") return HEADER;
    return this.#state === "trailer" ? TRAILER : 2;
  }

  /** Whether a header may go on with a byte. The first header is one: its file would not have come here. */
  #fits(byte: number): boolean {
    if (this.#members === 0) return true;
    switch (this.#have) {
      case 0:
        return byte === 0x1f || byte === 0;
      case 1:
        return byte === 0x8b;
      case 2:
        return byte === DEFLATED;
      default:
        return true;
    }
  }

  /** What stands here is no member. */
  #strange(at: number): void {
    this.#behind = this.#have;
    this.#end = at - this.#have;
    this.#state = "behind";
  }

  #gatheredAll(at: number, deliver: (bytes: Uint8Array) => void): void {
    const bytes = Buffer.from(this.#gathered.buffer, 0, this.#have);
    this.#have = 0;
    if (this.#state === "header") {
      if (bytes[2] !== DEFLATED) throw new Error(`it is packed by method ${bytes[2]}, which is none of gzip`);
      this.#flags = bytes[3]! & (HEADER_CHECKSUM | EXTRA | NAME | COMMENT);
      this.#headerPart(deliver);
    } else if (this.#state === "extra-length") {
      this.#left = bytes.readUInt16LE(0);
      this.#state = "extra";
      if (this.#left === 0) this.#headerPart(deliver);
    } else if (this.#state === "trailer") {
      this.#check(bytes.readUInt32LE(0), bytes.readUInt32LE(4));
      this.#end = at;
    } else this.#headerPart(deliver);
  }

  /** Goes on with the next part that the header has. */
  #headerPart(deliver: (bytes: Uint8Array) => void): void {
    const next = [EXTRA, NAME, COMMENT, HEADER_CHECKSUM].find((flag) => (this.#flags & flag) !== 0);
    this.#flags &= ~(next ?? 0);
    if (next === EXTRA) this.#state = "extra-length";
    else if (next === NAME || next === COMMENT) this.#state = "text";
    else if (next === HEADER_CHECKSUM) this.#state = "header-checksum";
    else this.#begin(deliver);
  }

  #begin(deliver: (bytes: Uint8Array) => void): void {
    this.#state = "data";
    this.#members++;
    this.#checksum = 0;
    this.#from = this.#given;
    this.#stream = inflateRaw((bytes) => {
      this.#given += bytes.length;
      this.#checksum = crc32(bytes, this.#checksum);
      deliver(bytes);
    });
  }

  async #inflate(piece: Uint8Array, at: number): Promise<number> {
    const taken = await this.#stream!.push(piece.subarray(at));
    if (taken === undefined) return piece.length;
    this.#state = "trailer";
    return at + taken;
  }

  #check(checksum: number, length: number): void {
    this.#state = "header";
    this.#stream = undefined;
    const given = this.#given - this.#from;
    if (checksum === this.#checksum && length === given % 2 ** 32) return;
    const checked: Checked = {
      what: this.#members === 1 ? "gzip data" : `gzip member ${this.#members}`,
      start: this.#start,
      from: this.#from,
      to: this.#given,
    };
    throw new Unfit(checked);
  }
}
