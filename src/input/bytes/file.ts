/**
 * Plain files. The system writes into the target itself, WASM memory included: no byte is copied on the way.
 */
import { open } from "node:fs/promises";
import { Failure } from "../../failure/failure.js";
import type { ByteReader } from "./source.js";
import { unreadable } from "./unreadable.js";

/**
 * Reads the file from byte `from` to its end. `from` must be 0 for what has no positions, such as a named pipe. With `size`,
 * which it had when it was found, one that ends before is one that was cut short meanwhile.
 */
export async function openFile(name: string, from = 0, size = 0): Promise<ByteReader> {
  const handle = await open(name, "r").catch((error: unknown) => {
    throw unreadable(name, error);
  });
  const seekable = (await handle.stat()).isFile();
  let position = from;
  return {
    async read(target) {
      try {
        const { bytesRead } = await handle.read(target, 0, target.length, seekable ? position : null);
        position += bytesRead;
        if (bytesRead === 0 && position < size) throw cutShort(name, size, position);
        return bytesRead;
      } catch (error) {
        throw unreadable(name, error);
      }
    },
    close: () => handle.close(),
  };
}

/** It had `size` bytes when it was found, and was read up to byte `at`, where it ends now. */
export const cutShort = (name: string, size: number, at: number): Failure =>
  new Failure(
    "input-cut",
    `${name} was cut short while it was read: it had ${size.toLocaleString("en-US")} bytes, and at byte ` +
      `${at.toLocaleString("en-US")} nothing followed. What came before was read; a log that is rotated meanwhile is found ` +
      "whole under its new name, or in its copy",
    { place: { file: name, byte: at } },
  );

/** A file that is read here and there. */
export interface RandomAccess {
  /** Fills the start of `target` with the bytes at `position`, and answers how many; fewer at the end of the file. */
  read(target: Uint8Array, position: number): Promise<number>;
  close(): Promise<void>;
}

export async function openRandomAccess(name: string): Promise<RandomAccess> {
  const handle = await open(name, "r").catch((error: unknown) => {
    throw unreadable(name, error);
  });
  return {
    async read(target, position) {
      try {
        return (await handle.read(target, 0, target.length, position)).bytesRead;
      } catch (error) {
        throw unreadable(name, error);
      }
    },
    close: () => handle.close(),
  };
}
