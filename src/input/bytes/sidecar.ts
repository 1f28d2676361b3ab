/**
 * The file beside a raw segment that says when its bytes arrived: `NAME.chunks.jsonl`, a line for each chunk with
 * `receivedAt`, `offset` and `size`, in order. Offsets are those of the uncompressed source.
 */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { momentIn, type ToOutput } from "./moment.js";
import type { ByteReader } from "./source.js";
import { unreadable } from "./unreadable.js";

/** The name that the sidecar of a segment gets. */
export const sidecarOf = (segment: string): string => `${segment}.chunks.jsonl`;

export const isSidecarName = (name: string): boolean => /\.chunks\.jsonl$/i.test(name);

/** The names that the sidecar of a source may have: the whole name, or without its endings, and `.chunks.jsonl`. */
export function sidecarNames(name: string): readonly string[] {
  const bare = name.replace(/\.(gz|zst)$/i, "");
  const stem = bare.replace(/\.[^./\\]{1,9}$/, "");
  return [...new Set([name, bare, stem])].map((start) => `${start}.chunks.jsonl`);
}

interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly time: number | undefined;
}

function chunkIn(line: string, toOutput: ToOutput): Chunk | undefined {
  try {
    const {
      receivedAt,
      received_at = receivedAt,
      offset,
      size,
    } = JSON.parse(line) as Record<string, unknown>;
    if (typeof offset !== "number" || typeof size !== "number" || !(size > 0)) return undefined;
    return { start: offset, end: offset + size, time: momentIn(String(received_at), toOutput) };
  } catch {
    // A line that was cut off by a crash, say: its bytes have no known arrival.
    return undefined;
  }
}

/**
 * A reader that tells when its bytes arrived, by the sidecar at `path`, which is read along with it. Its first byte stands
 * at `from` in the source.
 */
export function withSidecar(reader: ByteReader, path: string, toOutput: ToOutput, from = 0): ByteReader {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  const next = lines[Symbol.asyncIterator]();
  let chunk: Chunk | undefined;
  let ended = false;
  let at = from;
  let arrival: number | undefined;

  /** Moves on to the chunk that holds `at`, or the first one behind it. */
  async function advance(): Promise<void> {
    while (!ended && (chunk === undefined || chunk.end <= at)) {
      const line = await next.next().catch((error: unknown) => {
        throw unreadable(path, error);
      });
      ended = line.done === true;
      chunk = ended ? undefined : chunkIn(line.value as string, toOutput);
    }
  }

  return {
    async read(target) {
      await advance();
      const inside = chunk !== undefined && chunk.start <= at;
      const until = inside ? chunk!.end : (chunk?.start ?? Number.POSITIVE_INFINITY);
      const length = await reader.read(target.subarray(0, until - at));
      arrival = inside ? chunk!.time : undefined;
      at += length;
      return length;
    },
    get arrival() {
      return arrival;
    },
    get remark() {
      return reader.remark;
    },
    async close() {
      lines.close();
      await reader.close();
    },
  };
}
