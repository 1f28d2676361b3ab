/** What a file is, by its bytes: the name of its content, and what a store calls it when it has come whole. */
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

export interface Digest {
  readonly size: number;
  readonly sha256: string;
  /** As stores without encryption of their own make it: of pieces, where it is uploaded in several. */
  readonly etag: string;
}

/** Bytes that are in memory at a time, and go in one request. */
const PIECE = 16 << 20;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MOST_PIECES = 10_000;

export const pieceLength = (size: number): number => Math.max(PIECE, Math.ceil(size / MOST_PIECES));

/** The pieces of a file, in order; of an empty one none. Each is good until the next is asked for. */
export async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const buffer = Buffer.allocUnsafe(Math.min(size, pieceLength(size)));
    for (let at = 0; at < size; ) {
      const wanted = Math.min(buffer.length, size - at);
      let filled = 0;
      while (filled < wanted) {
        const { bytesRead } = await file.read(buffer, filled, wanted - filled, at + filled);
        if (bytesRead === 0) throw new Error(`${path} became shorter while it was read`);
        filled += bytesRead;
      }
      at += filled;
      yield buffer.subarray(0, filled);
    }
  } finally {
    await file.close();
  }
}

export async function digestOf(path: string): Promise<Digest> {
  const whole = createHash("sha256");
  const sums: Buffer[] = [];
  let size = 0;
  for await (const piece of piecesOf(path)) {
    whole.update(piece);
    sums.push(createHash("md5").update(piece).digest());
    size += piece.length;
  }
  const etag =
    sums.length > 1
      ? `${createHash("md5").update(Buffer.concat(sums)).digest("hex")}-${sums.length}`
      : (sums[0] ?? createHash("md5").digest()).toString("hex");
  return { size, sha256: whole.digest("hex"), etag };
}
