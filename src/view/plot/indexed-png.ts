/**
 * A PNG of 256 colours (https://www.w3.org/TR/png-3/): a chart has few, and the file is a third of one of full colours.
 * The most frequent colours are kept, which takes in all lines and letters; blends at their edges go to the nearest.
 */
import { deflateSync } from "node:zlib";

const COLOURS = 256;

/** `pixels` has four bytes a pixel, red, green, blue and an alpha that is full everywhere. */
export function indexedPng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const keys = new Uint16Array(width * height);
  const counts = new Uint32Array(1 << 16);
  const firstOf = new Int32Array(1 << 16).fill(-1);
  for (let i = 0; i < keys.length; i++) {
    const key = ((pixels[4 * i]! >> 3) << 11) | ((pixels[4 * i + 1]! >> 2) << 5) | (pixels[4 * i + 2]! >> 3);
    keys[i] = key;
    if (counts[key]!++ === 0) firstOf[key] = 4 * i;
  }
  const there = [...counts.keys()].filter((key) => counts[key]! > 0).sort((a, b) => counts[b]! - counts[a]!);
  const colours = there.slice(0, COLOURS).map((key) => pixels.subarray(firstOf[key]!, firstOf[key]! + 3));
  const place = new Uint8Array(1 << 16);
  for (const key of there) place[key] = nearestColour(colours, pixels, firstOf[key]!);
  // Each line begins with its filter: none, the best for indexed colours.
  const lines = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) lines[y * (width + 1) + 1 + x] = place[keys[y * width + x]!]!;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits a pixel, indexed.
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("PLTE", Buffer.concat(colours)),
    chunk("IDAT", deflateSync(lines, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function nearestColour(colours: readonly Uint8Array[], pixels: Uint8Array, at: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < colours.length; i++) {
    const [red, green, blue] = colours[i]!;
    const distance =
      (red! - pixels[at]!) ** 2 + (green! - pixels[at + 1]!) ** 2 + (blue! - pixels[at + 2]!) ** 2;
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}

function chunk(kind: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc(body), body.length + 4);
  return whole;
}

/** CRC-32 as PNG has it; Node's own came with 22. */
function crc(bytes: Uint8Array): number {
  let sum = 0xffff_ffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb8_8320 : 0);
  }
  return (sum ^ 0xffff_ffff) >>> 0;
}
