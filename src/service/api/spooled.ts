/**
 * A long file, written to the disk before it is sent: it is whole, or whoever asked is told why it is not; it takes no memory; and whoever reads it
 * slowly keeps nothing open but the file, which has no name any more.
 */
import { randomUUID } from "node:crypto";
import { mkdir, open, unlink } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";

/** `folder` is made where it is not there. Throws what `write` throws, and the errors of the disk. */
export async function spooled(
  folder: string,
  write: (put: (text: string) => Promise<void>) => Promise<void>,
): Promise<{ readonly bytes: ReadableStream<Uint8Array>; readonly length: number }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomUUID());
  const file = await open(path, "wx+", 0o600);
  try {
    await unlink(path);
    await write(async (text) => {
      await file.appendFile(text);
    });
    const { size: length } = await file.stat();
    const stream = file.createReadStream({ start: 0 });
    return { bytes: Readable.toWeb(stream) as ReadableStream<Uint8Array>, length };
  } catch (error) {
    await file.close();
    throw error;
  }
}
