/**
 * A single frame of a text, for whoever gets them one by one. Making decoders takes far longer than decoding a frame, so those of the
 * last few options are kept.
 */
import { Failure } from "../failure/failure.js";
import { WitsFrame } from "../frame/frame.js";
import { FrameReader } from "../frame/frame-reader.js";
import { dataOptions, frameOptions } from "../input/feed/options.js";
import type { StreamOptions } from "../input/feed/stream-options.js";
import { type Catalog, catalogOf } from "../wits/catalog/overlay.js";

interface Ready {
  readonly reader: FrameReader;
  readonly catalog: Catalog;
}

/** By the options that they were made for, those used last at the end. */
const ready = new Map<string, Ready>();
const MOST_READY = 4;

/** Bytes that are decoded at a time: what stands behind the first frame is mostly not. */
const PIECE = 65_536;

/**
 * A single frame of a text: the lines of one, with `&&` and `!!` or without. Throws a `Failure` of kind `data` when
 * there is none.
 */
export async function decode(text: string | Uint8Array, options: StreamOptions = {}): Promise<WitsFrame> {
  const { signal, ...told } = options;
  signal?.throwIfAborted();
  const given = typeof text === "string" ? text : Buffer.from(text).toString("latin1");
  const whole = given.includes("&&") ? text : `&&\r\n${given}\r\n!!\r\n`;
  // The file of a map may change between two calls.
  const key = typeof told.map === "string" ? undefined : JSON.stringify(told);
  const taken = (key === undefined ? undefined : ready.get(key)) ?? (await make(told));
  const bytes = typeof whole === "string" ? Buffer.from(whole) : whole;
  if (key !== undefined) ready.delete(key);
  // From here on nothing waits, so nobody else is given the same reader; one that throws is not kept.
  const frame = firstFrame(taken, bytes);
  if (key !== undefined) keep(key, taken);
  if (frame !== undefined) return frame;
  throw new Failure("nothing-there", "the text has no frame: it is empty, or none begins with &&");
}

async function make(options: StreamOptions): Promise<Ready> {
  const data = await dataOptions(options, "long");
  return {
    reader: new FrameReader({ ...frameOptions(data), sources: ["text"] }),
    catalog: catalogOf(data.map),
  };
}

function keep(key: string, taken: Ready): void {
  ready.set(key, taken);
  const [oldest] = ready.keys();
  if (ready.size > MOST_READY && oldest !== undefined) ready.delete(oldest);
}

function firstFrame({ reader, catalog }: Ready, bytes: Uint8Array): WitsFrame | undefined {
  reader.start(0);
  const told = [];
  for (let at = 0; at < bytes.length && told.length === 0; at += PIECE) {
    const frames = reader.push(bytes.subarray(at, at + PIECE));
    told.push(...frames.filter(({ number }) => number !== undefined));
  }
  told.push(...reader.end().filter(({ number }) => number !== undefined));
  return told[0] && new WitsFrame(told[0], catalog, "text");
}
