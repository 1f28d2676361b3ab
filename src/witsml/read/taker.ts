/** What takes a document as it is read: elements with their text, and rows as bytes. */
import type { RowTag } from "./row-tags.js";

/** What the text of an element is: a part of the head, a row, or rows as JSON. */
export type Content = "text" | "row" | "json";

export interface Element {
  /** Without its prefix. */
  readonly name: string;
  /** The whole tag, as it stands. */
  readonly tag: string;
  /** Where it begins in the document. */
  readonly at: number;
}

/** Bytes of a row, or of what is passed on, and where in the document each of them stood. */
export interface Stretch {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Byte `i` stood at `base + i`, or at `places[i - from]` where there are some. */
  readonly base: number;
  readonly places: Float64Array | undefined;
  /** What belongs to the row in the document: its tags, or its brackets. */
  readonly start: number;
  readonly end: number;
}

/** Bytes of a document that have come: the first `length` of these, of which the first stands at `base`. Behind them is a 0. */
export interface Come {
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly base: number;
}

export interface DocumentTaker {
  /** Of rows whose tags are the same and that follow each other, the first alone is opened, and the last closed. */
  open(element: Element): Content;
  /** `text` is that of an element without others in it, its entities resolved; it ends at byte `end` of the document. */
  close(name: string, text: string, end: number): void;
  row(row: Stretch): void;
  /**
   * Takes rows that are an element each, one behind the other, from the one on that has this tag, and answers where the tag of the first one
   * stands that it leaves; that has come by then, with the end of the row before. What is left is told by `row`, one by one.
   */
  rowsAtOnce?(come: Come, tag: RowTag): number;
  json(row: Stretch): void;
  /** The same of rows as JSON, from a byte on at which none has begun; answers where the last that it takes ends. */
  jsonAtOnce?(come: Come, from: number): number;
  /** Bytes of a row that is none: too long, or cut off by the end. */
  lose(lost: Stretch): void;
  /** What follows them up to the next tag. */
  loseOn?(lost: Stretch): void;
  /** An element that ends without having begun, or is not ended before the one around it. */
  crossed?(name: string, at: number): void;
  /** A tag that is longer than any, which is passed over: what it begins is not read. */
  longTag?(at: number): void;
  /** A document type, which is passed over. */
  documentType?(at: number): void;
}
