/** A frame as `decode` shows it: a heading and a table for people, a line of JSON for machines. */

import { frameDocument, meaningOf, shifted, textOf } from "../../frame/frame-document.js";
import type { Frame, FrameItem, FrameReject } from "../../frame/frame-reader.js";
import type { Source } from "../../input/bytes/source.js";
import { numberText } from "../../text/number-text.js";
import { shownText } from "../../text/shown-text.js";
import { type Code, formatCode } from "../../wits/catalog/code.js";
import type { Catalog } from "../../wits/catalog/overlay.js";
import { instant, integer } from "./wording.js";
import { yieldingTable } from "./yield.js";

/** How frames are written. */
export interface FrameStyle {
  readonly catalog: Catalog;
  readonly units: boolean;
  readonly utc: boolean;
  /** Whether the source is named: there are several. */
  readonly named: boolean;
  /** Bytes before the text that was given, which its offsets do not count. */
  readonly before: number;
  readonly width: number | undefined;
}

/** With a blank line below it. */
export function frameText(frame: Frame, source: Source, style: FrameStyle): string {
  const { number, offset, timestamp, vendor, lines } = frame;
  const { units, utc, named, width } = style;
  const heading = [
    named ? source.name : undefined,
    number === undefined ? "outside frames" : `frame ${integer(number)}`,
    `byte ${shifted(offset, style)}`,
    timestamp === undefined ? undefined : instant(timestamp, utc),
    vendor === undefined ? undefined : `vendor ${vendor}`,
  ];
  const title = shownText(heading.filter((part) => part !== undefined).join(", "));
  if (lines.length === 0) return `${title}\nno items\n\n`;
  const rows = lines.map((line) =>
    line.kind === "item" ? itemCells(line, style) : rejectCells(line, style),
  );
  const columns = [0, 1, 2, 3, ...(units ? [4] : []), ...(rows.some((cells) => cells[5] !== "") ? [5] : [])];
  const table = yieldingTable(
    rows.map((cells) => columns.map((column) => cells[column]!)),
    {
      head: columns.map((column) => ["CODE", "MNEMONIC", "NAME", "VALUE", "UNIT", "NOTE"][column]!),
      align: ["left", "left", "left", "right"],
      width,
      yields: ["NAME", "VALUE"],
    },
  );
  return `${title}\n${table}\n\n`;
}

/** Code, mnemonic, name, value, unit, note. */
type Cells = readonly [string, string, string, string, string, string];

function itemCells({ code, value, unit = "", sent }: FrameItem, { catalog }: FrameStyle): Cells {
  const { mnemonic, name } = described(code, catalog);
  if (value === null) return [formatCode(code), mnemonic, name, "null", unit, `sent ${quoted(sent ?? "")}`];
  const meaning = meaningOf(code, value, catalog) ?? "";
  return [
    formatCode(code),
    mnemonic,
    name,
    typeof value === "number" ? numberText(value) : value,
    unit,
    meaning,
  ];
}

function rejectCells({ offset, code, reason, bytes }: FrameReject, style: FrameStyle): Cells {
  const note = `rejected: ${reason}, byte ${shifted(offset, style)}`;
  if (code === undefined)
    return ["", "", "", bytes.length === 0 ? "" : quoted(shortened(textOf(bytes))), "", note];
  const { mnemonic, name } = described(code, style.catalog);
  return [formatCode(code), mnemonic, name, quoted(shortened(itemText(bytes))), "", note];
}

function described(code: Code, catalog: Catalog): { mnemonic: string; name: string } {
  const item = catalog.itemByCode(code);
  return { mnemonic: item?.mnemonic ?? "", name: item?.name ?? "not in the catalog" };
}

/** Of a line with a code. */
const itemText = (bytes: Uint8Array): string =>
  textOf(bytes)
    .trim()
    .slice(4)
    .replace(/^[ \t\0=:]+/, "");

const LONGEST = 40;
const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
const quoted = (text: string): string => JSON.stringify(text.replace(/[\r\n]+$/, ""));

/** One line. Bytes outside all frames are a line too, whose `frame` is null. */
export const frameJson = (frame: Frame, { name }: Source, style: FrameStyle): string =>
  `${JSON.stringify(frameDocument(frame, name, style))}\n`;
