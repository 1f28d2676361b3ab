/** Bytes of a log, and readers to the end of one. */
import type { ByteReader } from "../../../src/input/bytes/source.js";

/** About 70 bytes a frame, no two frames alike. */
export function logOf(frames: number): Buffer {
  const lines: string[] = [];
  for (let i = 0; i < frames; i++) {
    lines.push(
      `&&\r\n0101NO 15/9-F-4\r\n0105160930\r\n0106${100_000 + i}\r\n0108${(i * 7919) % 1_000_003}.25\r\n!!\r\n`,
    );
  }
  return Buffer.from(lines.join(""));
}

export interface Outcome {
  readonly bytes: Buffer;
  readonly error: unknown;
  /** What the reader says at its end. */
  readonly remark: string | undefined;
}

/** Reads with a target of the given size until the end or the first fault, and keeps what came before it. */
export async function readAll(reader: ByteReader, size = 50_000): Promise<Outcome> {
  const chunks: Buffer[] = [];
  const target = new Uint8Array(size);
  let error: unknown;
  try {
    for (;;) {
      const length = await reader.read(target);
      if (length === 0) break;
      chunks.push(Buffer.from(target.subarray(0, length)));
    }
  } catch (thrown) {
    error = thrown;
  }
  const { remark } = reader;
  await reader.close();
  return { bytes: Buffer.concat(chunks), error, remark };
}
