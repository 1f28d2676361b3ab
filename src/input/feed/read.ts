/** One source through a decoder: its bytes straight into the decoder's memory, its batches to whoever takes them. */
import { Failure, isFailure } from "../../failure/failure.js";
import type { TableBatch } from "../../kernel/batch.js";
import type { Decoder } from "../../kernel/decoder.js";
import { type Counters, isConserved } from "../../wits/decoding/counters.js";
import type { Places } from "../../wits/decoding/places.js";
import type { ByteReader } from "../bytes/source.js";
import { shownName } from "../source/open.js";
import { beginsWithItem, MESSAGE_HEAD, shownBeginning, tableIn } from "../source/text-shape.js";
import { unlessAborted } from "./inputs.js";

export interface ReadOptions {
  /** Names the source in messages. */
  readonly name: string;
  readonly signal: AbortSignal | undefined;
  /** Bytes after which to stop although more have come since; all when undefined. */
  readonly most?: number | undefined;
  deliver(batches: readonly TableBatch[]): Promise<void>;
  /** Whether every read is delivered at once, and not only batches that are full. */
  readonly prompt?: boolean | undefined;
  /** Whether all tables are delivered when one is full, so that none is behind the others. */
  readonly together?: boolean | undefined;
  /** Sees the bytes of each read before they are decoded. They are the decoder's, and change with the next read. */
  onRead?(bytes: Uint8Array): void;
  onBytes?(bytes: number): void;
}

export interface ReadSource {
  readonly counters: Counters;
  /** Bytes that the reader gave: fewer than those of a source that was wrapped. */
  readonly given: number;
  /** What ended the source before its end, or makes it no log. What came before it is decoded. */
  readonly failure: Failure | undefined;
  /** What people should know of it, although all of it was read. */
  readonly remark: string | undefined;
}

/** Reads the source of that index among the decoder's to its end, or to its fault. */
export async function readSource(
  decoder: Decoder,
  index: number,
  reader: ByteReader & { readonly places?: Places | undefined },
  options: ReadOptions,
): Promise<ReadSource> {
  const { name, signal, deliver, most = Number.POSITIVE_INFINITY } = options;
  const full = options.together ? "all" : "full";
  let failure: Failure | undefined;
  let total = 0;
  let head: Buffer | undefined;
  decoder.start(index, { places: reader.places });
  while (total < most) {
    const window = decoder.window().subarray(0, most - total);
    let length: number;
    try {
      length = await unlessAborted(signal, () => reader.read(window));
    } catch (error) {
      if (!isFailure(error, "input")) throw error;
      failure = error;
      break;
    }
    if (length === 0) break;
    head ??= Buffer.from(window.subarray(0, Math.min(length, MESSAGE_HEAD)));
    total += length;
    decoder.arrival = reader.arrival;
    options.onRead?.(window.subarray(0, length));
    decoder.advance(length);
    while (decoder.full) await deliver(decoder.flush(full));
    if (options.prompt) await deliver(decoder.flush("all"));
    while (decoder.full) await deliver(decoder.flush(full));
    options.onBytes?.(length);
  }
  // What stands behind the last frame counts as well, and a reader says only at its end what there is to say.
  if (total >= most)
    await unlessAborted(signal, () => reader.read(new Uint8Array(1))).catch((error: unknown) => {
      if (!isFailure(error, "input")) throw error;
    });
  decoder.end();
  while (decoder.full) await deliver(decoder.flush(full));
  await deliver(decoder.flush("all"));
  const counters = decoder.counters();
  const all = total + (reader.places?.wrapping ?? 0);
  if (!decoder.ended || !isConserved(counters.bytes) || counters.bytes.total !== all) {
    throw new Error(
      `bytes of ${name} are not accounted for: ${all} were read, and the decoder counts ` +
        JSON.stringify(counters.bytes),
    );
  }
  if (total > 0 && counters.frames === 0) failure ??= noFrame(name, all, head!);
  return { counters, given: total, failure, remark: reader.remark };
}

export function noFrame(name: string, bytes: number, head: Uint8Array): Failure {
  const table = tableIn(head);
  const looks =
    table === undefined && beginsWithItem(head)
      ? "its lines look like those of WITS, but none stands in a frame: a line && must come before them, and !! after. " +
        "Where a feed sends neither, --frame-end repeat begins a frame where a code comes again"
      : `no frame begins with && anywhere; it ${table === undefined ? "begins" : `is ${table}, and begins`} with ` +
        `${shownBeginning(head)}. If something wraps its frames that was not found out, --input says what`;
  return new Failure(
    "not-a-log",
    `${shownName(name)} is not a WITS log: in its ${bytes.toLocaleString("en-US")} bytes ${looks}`,
    { place: { file: name } },
  );
}
