/** A frame as a JSON document, the same from every command that tells frames to machines. */

import { instant } from "../text/instant.js";
import { activityName } from "../wits/catalog/activity.js";
import { type Code, formatCode, itemOf, recordOf } from "../wits/catalog/code.js";
import type { Catalog } from "../wits/catalog/overlay.js";
import type { Frame, FrameItem, FrameReject } from "./frame-reader.js";

export interface DocumentStyle {
  readonly catalog: Catalog;
  /** Whether timestamps are UTC. */
  readonly utc: boolean;
  /** Bytes before the text that was given, which its offsets do not count; 0 unless told. */
  readonly before?: number;
}

export const shifted = (offset: number, { before = 0 }: Pick<DocumentStyle, "before">): number =>
  Math.max(0, offset - before);

/** `frame` is null for bytes outside all frames. */
export const frameDocument = (
  { number, offset, timestamp, vendor, lines }: Frame,
  source: string,
  style: DocumentStyle,
) => ({
  frame: number ?? null,
  offset: shifted(offset, style),
  source,
  timestamp: timestamp === undefined ? null : instant(timestamp, style.utc, "exact"),
  vendor: vendor ?? null,
  items: lines.flatMap((line) => (line.kind === "item" ? [itemDocument(line, style.catalog)] : [])),
  rejects: lines.flatMap((line) => (line.kind === "reject" ? [rejectDocument(line, style)] : [])),
});

export function itemDocument({ code, value, unit, sent }: FrameItem, catalog: Catalog) {
  const item = catalog.itemByCode(code);
  const meaning = value === null ? undefined : meaningOf(code, value, catalog);
  return {
    code: formatCode(code),
    record: recordOf(code),
    item: itemOf(code),
    mnemonic: item?.mnemonic ?? null,
    name: item?.name ?? null,
    value,
    unit: unit ?? null,
    ...(value === null ? { sent: sent ?? null } : {}),
    ...(meaning === undefined ? {} : { meaning }),
  };
}

const rejectDocument = ({ offset, length, code, reason, bytes }: FrameReject, style: DocumentStyle) => ({
  offset: shifted(offset, style),
  length,
  code: code === undefined ? null : formatCode(code),
  reason,
  text: textOf(bytes),
});

/** What an activity code stands for. */
export const meaningOf = (code: Code, value: number | string, catalog: Catalog): string | undefined =>
  typeof value === "number" && catalog.isActivity(code) ? activityName(value) : undefined;

export function textOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("utf8");
  return text.includes("\ufffd") ? Buffer.from(bytes).toString("latin1") : text;
}
