/**
 * What a photo is, by its first bytes and by being decoded whole, and what is shown of it: made anew from its pixels, so that neither the
 * place where it was taken nor anything else that hides in a file goes on to others.
 */
import { said } from "../../words/refusal.js";
import { Problem } from "../problem.js";

export const PHOTO_TYPES = ["image/jpeg", "image/png", "image/webp"] as const;
export type PhotoType = (typeof PHOTO_TYPES)[number];

export const PHOTO_MOST = 15 << 20;
/** A picture of a few bytes can say that it has a billion. */
const MOST_PIXELS = 60_000_000;
const THUMB = 360;
/** A third of a sheet at 150 dots an inch. */
const PAPER_SIDE = 520;

/** By what the format begins with; what a file is called, or says that it is, is of no account. */
export function typeIn(bytes: Uint8Array): PhotoType | undefined {
  const starts = (at: number, ...magic: readonly number[]): boolean =>
    magic.every((byte, i) => bytes[at + i] === byte);
  if (starts(0, 0xff, 0xd8, 0xff)) return "image/jpeg";
  if (starts(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  if (starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50)) return "image/webp";
  return undefined;
}

async function library() {
  try {
    return (await import("sharp")).default;
  } catch (error) {
    throw new Problem("not-here", said("no-photo-library"), { cause: error });
  }
}

/** Throws Problem for what is no picture of that type, or too large; `sharp` alone would open an SVG too. */
export async function checkPicture(bytes: Uint8Array, type: string): Promise<void> {
  if (typeIn(bytes) !== type) throw new Problem("unsupported-type", said("no-picture", { type }));
  const sharp = await library();
  try {
    await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" }).stats();
  } catch (error) {
    throw new Problem("invalid", said("picture-broken"), {
      cause: error,
    });
  }
}

/** As others see it: upright, without anything but pixels. */
export async function shownPicture(
  bytes: Uint8Array,
  type: PhotoType,
  isThumb: boolean,
): Promise<Uint8Array> {
  const sharp = await library();
  const upright = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "none" }).autoOrient();
  if (isThumb)
    return upright.resize(THUMB, THUMB, { fit: "inside", withoutEnlargement: true }).webp().toBuffer();
  if (type === "image/png") return upright.png().toBuffer();
  return type === "image/webp" ? upright.webp().toBuffer() : upright.jpeg({ quality: 88 }).toBuffer();
}

/** As paper has it, which knows no WebP. */
export async function paperPicture(bytes: Uint8Array): Promise<Uint8Array> {
  const sharp = await library();
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "none" })
    .autoOrient()
    .resize(PAPER_SIDE, PAPER_SIDE, { fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .jpeg({ quality: 78 })
    .toBuffer();
}
