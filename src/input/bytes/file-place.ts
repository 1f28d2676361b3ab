/**
 * Where bytes stand in a file, told so that the file is known again: by its number in the file system and by its first
 * bytes, under whatever name it goes by then. A number alone would not do, as a file that is made gets that of one that is gone.
 */
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";

/** The first bytes of a file. */
export interface FileHead {
  /** At most `PLACE_HEAD`; fewer while the file is short. */
  readonly size: number;
  readonly sha256: string;
}

/** Where a byte stands in a file that is known again. */
export interface FilePlace {
  /** By which it was read; it may have been renamed by then. */
  readonly path: string;
  /** Another after a restart of the machine, where devices are numbered anew. */
  readonly device: string;
  readonly inode: string;
  readonly head: FileHead;
  /** The byte in the file. */
  readonly offset: number;
}

/** Bytes of its beginning by which a file is known again. */
export const PLACE_HEAD = 4096;

/** A file that is open for reading. */
export class KnownFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly device: string;
  readonly inode: string;
  #head: FileHead = headOf(new Uint8Array(0));

  /** Throws what the system says. */
  static async open(path: string): Promise<KnownFile> {
    const handle = await open(path, "r");
    try {
      const { dev, ino } = await handle.stat({ bigint: true });
      return new KnownFile(path, handle, String(dev), String(ino));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  private constructor(path: string, handle: FileHandle, device: string, inode: string) {
    this.path = path;
    this.handle = handle;
    this.device = device;
    this.inode = inode;
  }

  async size(): Promise<number> {
    return (await this.handle.stat()).size;
  }

  /** The place of a byte that is there, in what is read as `path`. */
  async place(offset: number, path: string): Promise<FilePlace> {
    if (this.#head.size < PLACE_HEAD) this.#head = headOf(await this.#first(PLACE_HEAD));
    const { device, inode } = this;
    return { path, device, inode, head: this.#head, offset };
  }

  /** Whether any of its bytes are known. */
  get isKnown(): boolean {
    return this.#head.size > 0;
  }

  /** Whether its first bytes are those that are known, which are some. */
  async beginsAsBefore(): Promise<boolean> {
    return this.#head.size > 0 && (await this.beginsWith(this.#head));
  }

  /** As one does that was cut short under a writer that does not append. */
  async beginsWithZero(): Promise<boolean> {
    const [first] = await this.#first(1);
    return first === 0;
  }

  /** It was cut short: what its first bytes are is to be learnt again. */
  begunAgain(): void {
    this.#head = headOf(new Uint8Array(0));
  }

  async beginsWith({ size, sha256 }: FileHead): Promise<boolean> {
    const head = headOf(await this.#first(size));
    return head.size === size && head.sha256 === sha256;
  }

  /** Whether the place is in this file. */
  async is({ inode, device, head }: FilePlace): Promise<boolean> {
    // Of a file that was empty nothing else is known.
    if (inode !== this.inode || (head.size === 0 && device !== this.device)) return false;
    return this.beginsWith(head);
  }

  async #first(length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let size = 0;
    while (size < length) {
      const { bytesRead } = await this.handle.read(bytes, size, length - size, size);
      if (bytesRead === 0) break;
      size += bytesRead;
    }
    return bytes.subarray(0, size);
  }
}

const headOf = (bytes: Uint8Array): FileHead => ({
  size: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
});
