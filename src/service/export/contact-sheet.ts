/// <reference path="../../report/pdf/pdfmake.d.ts" />
/** Core trays as photos, by hole and depth, each with its place. */
import type { Node } from "pdfmake";
import { textNode } from "../../report/pdf/content.js";
import { COLOUR, SIZE } from "../../report/pdf/look.js";
import type { PhotoRow } from "../shift/document.js";
import { metresText } from "../shift/length.js";
import { type Names, nameIn } from "./names.js";
import { room } from "./paper.js";

const ABREAST = 3;

/** `thumbnails`: small JPEG or PNG pictures, by the SHA-256 of the photo; photos without one are not on it. */
export function contactSheet(
  photos: readonly PhotoRow[],
  names: Names,
  thumbnails: ReadonlyMap<string, Uint8Array> = new Map(),
): Node[] {
  const shown = photos
    .filter(({ sha256 }) => thumbnails.has(sha256))
    .toSorted((a, b) => (a.fromMm ?? 0) - (b.fromMm ?? 0));
  if (shown.length === 0) return [];
  const gap = 8;
  const width = (room - gap * (ABREAST - 1)) / ABREAST;
  const cells = shown.map(
    (photo): Node => ({
      width,
      stack: [
        { image: dataAddress(thumbnails.get(photo.sha256)!), fit: [width, 120] },
        textNode(placeOf(photo, names), { fontSize: SIZE.small, color: COLOUR.faint, margin: [0, 2, 0, 6] }),
      ],
    }),
  );
  const rows: Node[] = [];
  for (let i = 0; i < cells.length; i += ABREAST)
    rows.push({ columns: cells.slice(i, i + ABREAST), columnGap: gap, unbreakable: true });
  const title = textNode("Photos", { fontSize: SIZE.title, bold: true, margin: [0, 11, 0, 4] });
  return [{ stack: [title, rows[0]!], unbreakable: true }, ...rows.slice(1)];
}

const placeOf = ({ hole, fromMm, toMm, tray }: PhotoRow, names: Names): string =>
  [
    nameIn(names.holes, hole),
    tray === null ? "" : `tray ${tray}`,
    fromMm === null ? "" : `${metresText(fromMm)}${toMm === null ? "" : `–${metresText(toMm)}`} m`,
  ]
    .filter((part) => part !== "")
    .join(" · ");

function dataAddress(bytes: Uint8Array): string {
  const type = bytes[0] === 0x89 ? "image/png" : "image/jpeg";
  return `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
}
