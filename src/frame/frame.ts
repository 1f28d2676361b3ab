/** A frame, for programs: its time, its place, and its values by code or mnemonic. */

import { numberText } from "../text/number-text.js";
import { codesOf } from "../wits/catalog/channel.js";
import { type Code, formatCode, parseCode } from "../wits/catalog/code.js";
import type { Mnemonic } from "../wits/catalog/data/mnemonics.js";
import type { Catalog } from "../wits/catalog/overlay.js";
import type { Frame, FrameItem, FrameReject } from "./frame-reader.js";

/** One item of a frame. */
export interface FrameValue {
  /** `0108`. */
  readonly code: string;
  /** Undefined where neither catalog nor map has the code. */
  readonly mnemonic: string | undefined;
  readonly name: string | undefined;
  /** Undefined when nothing declares it: see the option `units`. */
  readonly unit: string | undefined;
  /** Null when the sender sent nothing, or one of the values that mean null. */
  readonly value: number | string | null;
  /** The value as text; of a null what stood on the wire. */
  readonly text: string;
}

/** A code, a mnemonic of the catalog, which editors complete, or one of a map. */
export type ItemKey = Mnemonic | (string & {}) | Code;

/** Of record 01 or, drilled by depth, of record 02. */
const DEPTH = codesOf("hole-depth");
const RATE = codesOf("rate-of-penetration");

/**
 * A frame: its time, its place, and its values by code or mnemonic.
 *
 * @example
 * ```ts
 * import { decode } from "witskit";
 *
 * const frame = await decode("01083650.40\n011323.38", { units: "metric" });
 * console.log(frame.get("DBTM")); // code, mnemonic, name, unit, value, text
 * console.log(frame.rop, frame.depth);
 * ```
 */
export class WitsFrame {
  /** From 1 in its source, of a link in its connection; undefined for what stands outside all frames, which has rejects alone. */
  readonly number: number | undefined;
  /** What the column `source` holds: a path; of a link its name, and behind a slash the sender where there are several. */
  readonly source: string;
  /** The byte of the source where it begins; of a link, of its connection. */
  readonly offset: number;
  /** By the rig's clock, in the date's UTC fields; in UTC with the option `tz`. Undefined when nothing tells it. */
  readonly timestamp: Date | undefined;
  /** The sender's identity, such as `PASON/EDR`. */
  readonly vendor: string | undefined;
  /** In the order of the source. */
  readonly items: readonly FrameValue[];
  /** What could not become a value, with its place and reason. */
  readonly rejects: readonly FrameReject[];
  readonly #values = new Map<Code, FrameValue>();
  readonly #catalog: Catalog;

  /** @internal */
  constructor(frame: Frame, catalog: Catalog, source: string) {
    this.source = source;
    this.number = frame.number;
    this.offset = frame.offset;
    this.timestamp = frame.timestamp === undefined ? undefined : new Date(frame.timestamp);
    this.vendor = frame.vendor;
    this.#catalog = catalog;
    const items: FrameValue[] = [];
    const rejects: FrameReject[] = [];
    for (const line of frame.lines) {
      if (line.kind === "reject") rejects.push(line);
      else {
        const value = this.#valueOf(line);
        items.push(value);
        this.#values.set(line.code, value);
      }
    }
    this.items = items;
    this.rejects = rejects;
  }

  /** Hole depth (DMEA), in the unit of the stream; undefined when the frame does not tell it. */
  get depth(): number | undefined {
    return this.#first(DEPTH);
  }

  /** Rate of penetration (ROPA), in the unit of the stream; undefined when the frame does not tell it. */
  get rop(): number | undefined {
    return this.#first(RATE);
  }

  /**
   * An item by its code (`"0108"`, `108`) or mnemonic (`"DBTM"`). A mnemonic of several records is that of the
   * lowest record in the frame. Undefined when the frame does not have it.
   */
  get(key: ItemKey): FrameValue | undefined {
    const code = typeof key === "number" ? key : parseCode(key);
    if (code !== undefined) return this.#values.get(code);
    const wanted = String(key).toUpperCase();
    return this.items
      .filter(({ mnemonic }) => mnemonic?.toUpperCase() === wanted)
      .sort((a, b) => (a.code < b.code ? -1 : 1))[0];
  }

  /** By code, in the order of the source: what `console.log` and `JSON.stringify` show of it. */
  toJSON(): unknown {
    return {
      timestamp: this.timestamp ?? null,
      offset: this.offset,
      ...(this.vendor === undefined ? {} : { vendor: this.vendor }),
      items: Object.fromEntries(this.items.map(({ code, value }) => [code, value])),
    };
  }

  #first(codes: readonly Code[]): number | undefined {
    for (const code of codes) {
      const value = this.#values.get(code)?.value;
      if (typeof value === "number") return value;
    }
    return undefined;
  }

  #valueOf({ code, value, unit, sent }: FrameItem): FrameValue {
    const item = this.#catalog.itemByCode(code);
    const text = value === null ? (sent ?? "") : typeof value === "number" ? numberText(value) : value;
    return { code: formatCode(code), mnemonic: item?.mnemonic, name: item?.name, unit, value, text };
  }
}
