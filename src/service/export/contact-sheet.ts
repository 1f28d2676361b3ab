/// <reference path="../../report/pdf/pdfmake.d.ts" />
/** Core trays as photos, by hole and depth, each with its place. */
import type { Node } from "pdfmake";
import { textNode } from "../../report/pdf/content.js";
import { COLOUR, SIZE } from "../../report/pdf/look.js";
import type { PhotoRow } from "../shift/document.js";
import { lengthText } from "../shift/length.js";
import type { PaperWords } from "../words/en/papers.js";
import { type Names, nameIn } from "./names.js";
import { room } from "./paper.js";

const ABREAST = 3;

/** `thumbnails`: small JPEG or PNG pictures, by the SHA-256 of the photo; photos without one are counted. */
export function contactSheet(
  photos: readonly PhotoRow[],
  names: Names,
  words: PaperWords,
  thumbnails: ReadonlyMap<string, Uint8Array> = new Map(),
): Node[] {
  const shown = photos
    .map((photo) => ({ photo, image: dataAddress(thumbnails.get(photo.sha256)) }))
    .filter((one): one is { readonly photo: PhotoRow; readonly image: string } => one.image !== undefined)
    .toSorted((a, b) => (a.photo.fromMm ?? 0) - (b.photo.fromMm ?? 0));
  if (photos.length === 0) return [];
  // Whoever reads the sheet knows that there are more.
  const title = textNode(words.photos(shown.length, photos.length), {
    fontSize: SIZE.title,
    bold: true,
    margin: [0, 11, 0, 4],
  });
  if (shown.length === 0) return [title];
  const gap = 8;
  const width = (room - gap * (ABREAST - 1)) / ABREAST;
  const cells = shown.map(
    ({ photo, image }): Node => ({
      width,
      stack: [
        { image, fit: [width, 120] },
        textNode(placeOf(photo, names, words), {
          fontSize: SIZE.small,
          color: COLOUR.faint,
          margin: [0, 2, 0, 6],
        }),
      ],
    }),
  );
  const rows: Node[] = [];
  for (let i = 0; i < cells.length; i += ABREAST)
    rows.push({ columns: cells.slice(i, i + ABREAST), columnGap: gap, unbreakable: true });
  return [{ stack: [title, rows[0]!], unbreakable: true }, ...rows.slice(1)];
}

const placeOf = (
  { hole, fromMm, toMm, tray }: PhotoRow,
  { holes, lengthUnit: unit }: Names,
  words: PaperWords,
): string =>
  [
    nameIn(holes, hole),
    tray === null ? "" : words.tray(tray),
    fromMm === null
      ? ""
      : `${lengthText(fromMm, unit)}${toMm === null ? "" : `–${lengthText(toMm, unit)}`} ${unit}`,
  ]
    .filter((part) => part !== "")
    .join(" · ");

/** By its first bytes; undefined of what is neither JPEG nor PNG. */
function dataAddress(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  const [first, second] = bytes;
  const type =
    first === 0x89 && second === 0x50
      ? "image/png"
      : first === 0xff && second === 0xd8
        ? "image/jpeg"
        : undefined;
  return type && `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
}
