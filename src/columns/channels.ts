/**
 * The numbers of a channel in a page, whatever items of it the page has: those of the surest one, and in the rows where that
 * has no value those of the next. So what a row has depends on that row alone, however rows are cut into pages.
 */
import { type ChannelName, itemsOfChannel } from "../wits/catalog/channel.js";
import { conversion } from "../wits/catalog/units.js";
import type { Field } from "./field.js";
import type { Page } from "./page.js";

/** The numbers of a channel in a page, a row each, and their unit. */
export interface ChannelNumbers {
  /** NaN where a row has no value. Lent, as those of the page are. */
  readonly values: Float64Array;
  /** Undefined when nothing declares it. */
  readonly unit: string | undefined;
}

interface Place {
  readonly index: number;
  /** Turns its values into the channel's unit. */
  readonly scale: number;
  readonly offset: number;
}

interface Found {
  readonly unit: string | undefined;
  readonly places: readonly Place[];
}

/** Finds a channel's fields once for all pages that have the same. */
export class Channels {
  readonly #found = new WeakMap<readonly Field[], Map<ChannelName, Found>>();
  readonly #spaces = new Map<ChannelName, Float64Array>();

  /** Undefined where no row of the page has a value of it. */
  of(page: Page, name: ChannelName): ChannelNumbers | undefined {
    const { unit, places } = this.#find(page.fields, name);
    let first: Float64Array | undefined;
    for (const place of places) {
      const values = page.values[place.index];
      if (!(values instanceof Float64Array)) continue;
      if (first === undefined) first = this.#turned(values, place, name);
      else if (hasGap(first)) first = this.#filled(first, values, place, name);
      else break;
    }
    return first && { values: first, unit };
  }

  #find(fields: readonly Field[], name: ChannelName): Found {
    const ofFields = this.#found.get(fields) ?? new Map<ChannelName, Found>();
    this.#found.set(fields, ofFields);
    const known = ofFields.get(name);
    if (known !== undefined) return known;
    const found = foundIn(fields, name);
    ofFields.set(name, found);
    return found;
  }

  #turned(values: Float64Array, { scale, offset }: Place, name: ChannelName): Float64Array {
    if (scale === 1 && offset === 0) return values;
    const turned = this.#space(name, values.length);
    for (let row = 0; row < values.length; row++) turned[row] = values[row]! * scale + offset;
    return turned;
  }

  #filled(first: Float64Array, others: Float64Array, { scale, offset }: Place, name: ChannelName) {
    const filled = this.#space(name, first.length);
    for (let row = 0; row < first.length; row++) {
      const value = first[row]!;
      filled[row] = Number.isNaN(value) ? others[row]! * scale + offset : value;
    }
    return filled;
  }

  #space(name: ChannelName, length: number): Float64Array {
    let space = this.#spaces.get(name);
    if (space === undefined || space.length < length) {
      space = new Float64Array(length);
      this.#spaces.set(name, space);
    }
    return space.subarray(0, length);
  }
}

function hasGap(numbers: Float64Array): boolean {
  for (let row = 0; row < numbers.length; row++) if (Number.isNaN(numbers[row]!)) return true;
  return false;
}

/** The channel's unit is that of its surest field; a field whose unit cannot be turned into that is none of it. */
function foundIn(fields: readonly Field[], name: ChannelName): Found {
  const own = itemsOfChannel(name, fields).filter(({ type }) => type === "number" || type === "integer");
  const unit = own[0]?.unit;
  const places = own.flatMap((field): Place[] => {
    const index = fields.indexOf(field);
    if (field.unit === unit) return [{ index, scale: 1, offset: 0 }];
    const turn = unit === undefined || field.unit === undefined ? undefined : conversion(field.unit, unit);
    return turn === undefined ? [] : [{ index, scale: turn.scale, offset: turn.offset }];
  });
  return { unit, places };
}
