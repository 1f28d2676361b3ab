/** A frame that has been read, in the dialect of a receiver. */
import { type Code, formatCode } from "../catalog/code.js";
import { isVendorCode } from "../catalog/layout.js";
import type { Catalog } from "../catalog/overlay.js";
import type { DateOrder } from "../dialect/dialect.js";
import { dateText, fractionText, measurementText, timeText } from "./number-text.js";
import { type Placement, recodingOf } from "./recode.js";
import { isWritable, KEEP_VENDOR, NO_VENDOR, nullLike, type Writing } from "./writing.js";

export interface WrittenItem {
  readonly code: Code;
  readonly value: number | string | null;
  readonly unit: string | undefined;
}

export interface WrittenFrame {
  readonly timestamp: number | undefined;
  readonly vendor: string | undefined;
  readonly items: readonly WrittenItem[];
}

export interface FrameWriting {
  readonly writing: Writing;
  /** What items are. */
  readonly catalog: Catalog;
  /** Of the dates as they were read. */
  readonly dateOrder: DateOrder;
  /** The unit in which an item will come: what cannot be written is told before it does. */
  readonly unitOf: (code: Code) => string | undefined;
  /** Told of each value that is not written: the receiver has no code for its item, or no line can hold it. */
  readonly leaveOut: (code: Code) => void;
  /** Told of each number that is written as a null is. */
  readonly asNull: (code: Code) => void;
}

/** Each character is a byte. Answers undefined for a frame of which the receiver has no item. Throws a `Failure` where units are wanted that nothing tells. */
export function frameText({
  writing,
  catalog,
  dateOrder,
  unitOf,
  leaveOut,
  asNull,
}: FrameWriting): (frame: WrittenFrame) => string | undefined {
  const { lineEnd, separator, nullText, vendor } = writing;
  const isNull = nullLike(writing);
  const recoding = recodingOf(writing.map, catalog.allItems());
  const placements = new Map<string, Placement | undefined>();
  const placed = ({ code, unit }: WrittenItem): Placement | undefined => {
    const key = `${code} ${unit ?? ""}`;
    if (!placements.has(key))
      placements.set(key, recoding({ code, mnemonic: catalog.itemByCode(code)?.mnemonic, unit }));
    return placements.get(key);
  };
  for (const { code } of catalog.allItems()) placed({ code, value: null, unit: unitOf(code) });
  const valueText = (item: WrittenItem, turn: Placement["turn"], timestamp: number): string | undefined => {
    const { code, value } = item;
    if (value === null) return nullText;
    if (typeof value === "string") return isWritable(value) ? writing.encode(value) : undefined;
    switch (catalog.kindOf(code)) {
      case "date":
        return dateText(value, dateOrder, writing.dateOrder);
      case "time":
        return timeText(value) + fractionText(value, timestamp);
      case "float64": {
        const theirs = turn?.(value) ?? value;
        const of = { code, mnemonic: catalog.itemByCode(code)?.mnemonic };
        if (!Number.isFinite(theirs)) return undefined;
        const text = measurementText(of, writing, dateOrder)(theirs);
        if (isNull(text)) asNull(code);
        return text;
      }
      default:
        return `${value}`;
    }
  };
  return (frame) => {
    const { timestamp = 0 } = frame;
    const lines: { readonly code: Code; readonly text: string | undefined }[] = [];
    for (const item of frame.items) {
      // Beside other items they are the frame's vendor.
      if (isVendorCode(item.code) && frame.vendor !== undefined) continue;
      const placement = placed(item);
      const text = placement && valueText(item, placement.turn, timestamp);
      if (text === undefined && item.value !== null) leaveOut(item.code);
      if (placement !== undefined) lines.push({ code: placement.code, text });
    }
    const [first] = lines;
    if (first === undefined) return undefined;
    const told = lines.filter(({ text }) => text !== undefined);
    // That all of it is null is said by the first.
    const kept = told.length === 0 ? [{ code: first.code, text: "" }] : told;
    kept.sort((a, b) => a.code - b.code);
    const came = frame.vendor === undefined ? undefined : writing.encode(frame.vendor);
    const own = vendor === KEEP_VENDOR ? came : vendor === NO_VENDOR ? undefined : vendor;
    const identity = own === undefined ? "" : `${formatCode(1984)}${separator}${own}${lineEnd}`;
    const items = kept.map(({ code, text }) => formatCode(code) + separator + text + lineEnd).join("");
    return `&&${lineEnd}${identity}${items}!!${lineEnd}`;
  };
}
