/**
 * A PNG of 256 colours (https://www.w3.org/TR/png-3/): a chart has few, and the file is a third of one of full colours.
 * The most frequent colours are kept, which takes in all lines and letters; blends at their edges go to the nearest.
 */
import { palettePng } from "../../drawing/palette-png.js";

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
  return palettePng({ width, height, pixels: Uint8Array.from(keys, (key) => place[key]!), palette: colours });
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
