/** The pieces that SVG pictures are written with: lines, letters, and texts of a log as XML may hold them. */
import { escaped } from "../text/markup.js";
import { FONT } from "./font.js";

export { escaped };

/** With what stands in for the font where a reader lacks it. */
export const FAMILY = `'${FONT}', 'Arial Narrow', 'Helvetica Neue', Arial, sans-serif`;

/** Tenths of a pixel are seen by nobody, and make files large. */
export const coordinate = (value: number): string => String(Math.round(value * 10) / 10);

/** `rest`: more attributes of it. */
export const text = (x: number, y: number, value: string, rest = ""): string =>
  value === ""
    ? ""
    : `<text x="${coordinate(x)}" y="${coordinate(y)}"${rest === "" ? "" : ` ${rest}`}>${escaped(value)}</text>`;

export const line = (x1: number, y1: number, x2: number, y2: number, colour: string, width = 1): string =>
  `<path d="M${coordinate(x1)} ${coordinate(y1)}L${coordinate(x2)} ${coordinate(y2)}" stroke="${colour}" stroke-width="${width}" fill="none"/>`;

/** `rest`: its outline, its name for tests and readers. */
export const rectangle = (
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  rest = "",
): string =>
  `<rect x="${coordinate(x)}" y="${coordinate(y)}" width="${coordinate(width)}" height="${coordinate(height)}" fill="${fill}"${rest === "" ? "" : ` ${rest}`}/>`;
