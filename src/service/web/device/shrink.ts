/**
 * Photos are made smaller on the device before they are kept: longest side 2560 pixels, JPEG of quality 0.82, which is 0.5 to 1 MB and still
 * shows each piece of core in a tray. What a camera writes beside the picture (place, owner) is gone by that.
 */
import { hexOf } from "./new-id.js";

const LONGEST = 2560;
const QUALITY = 0.82;
const SMALL = 320;

export interface Shrunk {
  readonly blob: Blob;
  readonly width: number;
  readonly height: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** A small picture, as a data URL. */
  readonly small: string;
}

/** Whatever a file is, the browser does not see a picture in it. */
export class NotAPicture extends Error {}

/** Throws NotAPicture. */
export async function shrink(file: Blob): Promise<Shrunk> {
  const image = await pictureIn(file);
  try {
    const { canvas, width, height } = drawn(image, LONGEST);
    const blob = await jpegOf(canvas, QUALITY);
    const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    const small = drawn(image, SMALL).canvas.toDataURL("image/jpeg", 0.7);
    return { blob, width, height, sha256: hexOf(new Uint8Array(digest)), small };
  } finally {
    image.close();
  }
}

async function pictureIn(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch (cause) {
    throw new NotAPicture("", { cause });
  }
}

function drawn(
  image: ImageBitmap,
  longest: number,
): { canvas: HTMLCanvasElement; width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")!.drawImage(image, 0, 0, width, height);
  return { canvas, width, height };
}

const jpegOf = (canvas: HTMLCanvasElement, quality: number): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error("the picture cannot be encoded")) : resolve(blob)),
      "image/jpeg",
      quality,
    );
  });
