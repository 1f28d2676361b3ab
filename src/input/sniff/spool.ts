/** Keeps what comes but once, standard input or a pipe, in a temporary file, so that it can be read in several ways. */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwritable } from "../../durable/unwritable.js";
import type { Source } from "../bytes/source.js";
import { closeReader, unlessAborted } from "../feed/inputs.js";
import { type Opening, openBytes } from "../source/open.js";

export interface Spooled {
  readonly opening: Opening;
  /** Whether more came than was kept. */
  readonly cut: boolean;
  /** Removes the temporary file. */
  remove(): Promise<void>;
}

/** A file is taken as it is; of anything else at most so many bytes are kept. */
export async function spooled(source: Source, most: number, signal: AbortSignal): Promise<Spooled> {
  const { name, size } = source;
  if (size !== undefined) return { opening: source, cut: false, remove: async () => {} };
  const reader = await openBytes(name);
  const folder = await mkdtemp(join(tmpdir(), "witskit-")).catch((error: unknown) => {
    throw unwritable(tmpdir(), error);
  });
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, "source");
    const file = await open(path, "wx", 0o600);
    const buffer = new Uint8Array(65_536);
    let kept = 0;
    try {
      while (kept < most) {
        const target = buffer.subarray(0, Math.min(buffer.length, most - kept));
        const length = await unlessAborted(signal, () => reader.read(target));
        if (length === 0) break;
        await file.appendFile(target.subarray(0, length));
        kept += length;
      }
    } finally {
      await file.close();
    }
    return { opening: { name, path }, cut: kept >= most, remove };
  } catch (error) {
    await remove();
    throw error;
  } finally {
    await closeReader(reader, signal);
  }
}
