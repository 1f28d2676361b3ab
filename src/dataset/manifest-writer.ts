/** A manifest that a run appends to: each line is durable before anything goes on that counts on it. */
import { type FileHandle, open, stat } from "node:fs/promises";
import { unwritable } from "../durable/unwritable.js";
import {
  type AddingShard,
  type ManifestHead,
  type ManifestRun,
  type ManifestUnit,
  manifestPath,
} from "./manifest.js";
import type { ManifestContent } from "./manifest-file.js";
import { comingText, endText, runText, unitText, type Written, writeManifest } from "./manifest-text.js";

export class ManifestWriter {
  readonly #path: string;
  #file: FileHandle;
  /** Behind the last whole line. */
  #end: number;
  #sure = true;

  private constructor(path: string, file: FileHandle, end: number) {
    this.#path = path;
    this.#file = file;
    this.#end = end;
  }

  /** False once nobody knows whether the last line is there: then only who reads it anew does. */
  get sure(): boolean {
    return this.#sure;
  }

  /** Bytes of its lines. */
  get length(): number {
    return this.#end;
  }

  /** Begins a manifest, or goes on with one behind its whole lines. Its folder must be there. */
  static async open(
    folder: string,
    head: ManifestHead,
    {
      shard,
      resume,
    }: { shard: AddingShard | undefined; resume: Pick<ManifestContent, "length"> | undefined },
  ): Promise<ManifestWriter> {
    const path = manifestPath(folder, shard);
    try {
      const length = resume?.length ?? (await writeManifest(path, head));
      const file = await open(path, "r+");
      await file.truncate(length);
      return new ManifestWriter(path, file, length);
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  unit(unit: ManifestUnit): Promise<void> {
    return this.#append(unitText(unit));
  }

  /** Inputs that come behind those that are there, before the first of their units. */
  run(run: ManifestRun): Promise<void> {
    return this.#append(runText(run));
  }

  /** The files of a unit that replaces or takes others are about to get their names. */
  coming(unit: number): Promise<void> {
    return this.#append([comingText(unit)]);
  }

  complete(): Promise<void> {
    return this.#append([endText]);
  }

  /**
   * Puts other lines in the place of all that there are. The manifest is at any time as before, or as it is to be; where that
   * fails, the run goes on with the one from before, as long as it is sure which one is there.
   */
  async rewrite(head: ManifestHead, content: Written): Promise<void> {
    const path = this.#path;
    try {
      const length = await writeManifest(path, head, content);
      const before = this.#file;
      this.#file = await open(path, "r+");
      this.#end = length;
      await before.close();
    } catch (error) {
      const [mine, there] = await Promise.all([this.#file.stat(), stat(path).catch(() => undefined)]);
      this.#sure &&= mine.ino === there?.ino;
      throw unwritable(path, error);
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #append(texts: Iterable<string>): Promise<void> {
    let end = this.#end;
    try {
      for (const text of texts) {
        const bytes = Buffer.from(text);
        for (let at = 0; at < bytes.length; ) {
          const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at, end);
          at += bytesWritten;
          end += bytesWritten;
        }
      }
    } catch (error) {
      // A piece of a line would spoil the next one.
      await this.#file.truncate(this.#end).catch(() => {
        this.#sure = false;
      });
      throw unwritable(this.#path, error);
    }
    try {
      await this.#file.sync();
    } catch (error) {
      this.#sure = false;
      throw unwritable(this.#path, error);
    }
    this.#end = end;
  }
}
