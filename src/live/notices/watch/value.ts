/** Rules about values, over frames as they pass: which items a rule means, and whether they are beyond its bound. */

import { Failure } from "../../../failure/failure.js";
import type { Frame, FrameItem } from "../../../frame/frame-reader.js";
import { durationText } from "../../../text/duration.js";
import { integer } from "../../../text/quantity.js";
import { type ChannelName, channelNames, itemsOfChannel } from "../../../wits/catalog/channel.js";
import { type Code, formatCode, parseCode, recordOf } from "../../../wits/catalog/code.js";
import type { Catalog } from "../../../wits/catalog/overlay.js";
import { type Conversion, conversion, type UnitSet } from "../../../wits/catalog/units.js";
import { holds, type ValueRule } from "../rule.js";
import type { NoticeTold } from "../told.js";
import { Hold } from "./hold.js";
import type { Watch, Watched } from "./watch.js";

export interface Reading {
  readonly value: number;
  readonly unit: string | undefined;
  /** On the clock of the frames, or when they arrived where those have none. */
  readonly time: number;
}

/** What a rule says of a value: that it opens a notice, that it clears one, or neither. */
export interface Verdict {
  readonly opens: boolean;
  readonly clears: boolean;
}

/** Throws a Failure as `ValueJudge` does. */
export function valueWatch(
  { told, matches, open }: Watched,
  rule: ValueRule,
  { catalog, units }: { readonly catalog: Catalog; readonly units: UnitSet | undefined },
): Watch {
  const judge = new ValueJudge(told, rule, catalog, units);
  return {
    frames(stream, frames, arrival) {
      if (!matches(stream)) return;
      for (const frame of frames) {
        const reading = judge.reading(frame, arrival);
        if (reading === undefined) continue;
        const { opens, clears } = judge.verdict(stream, reading);
        const more = { value: reading.value, unit: reading.unit };
        if (opens) open.opens(told, stream, { text: judge.text(reading, true), ...more });
        else if (clears) open.clears(told, stream, { text: judge.text(reading, false), ...more });
      }
    },
  };
}

export class ValueJudge {
  readonly rule: ValueRule;
  readonly #told: NoticeTold;
  readonly #codes: readonly Code[];
  readonly #holds = new Map<string, { readonly open: Hold; readonly clear: Hold }>();
  readonly #conversions = new Map<string, Conversion | undefined>();

  /** Throws a Failure for an item that there is not, and for a unit that nothing can be turned into. */
  constructor(told: NoticeTold, rule: ValueRule, catalog: Catalog, units: UnitSet | undefined) {
    this.rule = rule;
    this.#told = told;
    this.#codes = codesNamed(rule.name, catalog);
    if (this.#codes.length === 0)
      throw new Failure(
        "bad-config",
        `notice ${told.name}: there is no item ${rule.name}; \`witskit symbols\` lists all`,
      );
    const { unit } = rule;
    if (unit === undefined) return;
    const sent = this.#codes.flatMap((code) => catalog.sentUnit(code, units) ?? []);
    if (sent.length === 0)
      throw new Failure(
        "bad-config",
        `notice ${told.name}: nothing tells the unit of ${rule.name}, so it cannot be compared with ${unit}; ` +
          "give --units, or leave the unit out of the rule",
      );
    if (sent.every((from) => conversion(from, unit) === undefined))
      throw new Failure(
        "bad-config",
        `notice ${told.name}: ${rule.name} is sent in ${sent[0]}, which cannot be turned into ${unit}`,
      );
  }

  /** The value of a frame, in the unit of the rule; undefined where it has none that can be compared. */
  reading({ timestamp, lines }: Frame, arrival: number): Reading | undefined {
    for (const code of this.#codes) {
      // Of one that is sent twice the last counts, as in the output.
      const item = lines.findLast((line): line is FrameItem => line.kind === "item" && line.code === code);
      if (typeof item?.value !== "number") continue;
      const turned = this.#turned(item.value, item.unit);
      if (turned !== undefined) return { ...turned, time: timestamp ?? arrival };
    }
    return undefined;
  }

  verdict(stream: string, { value, time }: Reading): Verdict {
    let states = this.#holds.get(stream);
    if (states === undefined) {
      states = { open: new Hold(), clear: new Hold() };
      this.#holds.set(stream, states);
    }
    const { operator, bound, lasts } = this.rule;
    const { clear } = this.#told;
    const beyond = holds(value, operator, bound);
    const opens = states.open.see(beyond, time, lasts);
    const over = clear === undefined ? !beyond : holds(value, clear.operator, clear.bound);
    return { opens, clears: states.clear.see(over, time, clear?.lasts ?? 0) };
  }

  /** `SPPA is 25,100 KPA, and has been > 25,000 for 10 s`. */
  text({ value, unit = this.rule.unit }: Reading, opened: boolean): string {
    const { name, operator, bound, lasts } = this.rule;
    const unitText = unit === undefined ? " (its unit is not told)" : ` ${unit}`;
    const is = `${name} is ${shown(value)}${unitText}`;
    if (!opened) return is;
    return lasts === 0
      ? `${is}, ${operator} ${shown(bound)}`
      : `${is}, and has been ${operator} ${shown(bound)} for ${durationText(lasts)}`;
  }

  #turned(value: number, unit: string | undefined): Omit<Reading, "time"> | undefined {
    const wanted = this.rule.unit;
    if (wanted === undefined) return { value, unit };
    if (unit === undefined) return undefined;
    if (!this.#conversions.has(unit)) this.#conversions.set(unit, conversion(unit, wanted));
    const turn = this.#conversions.get(unit);
    return turn && { value: turn.identity ? value : value * turn.scale + turn.offset, unit: wanted };
  }
}

const shown = (value: number): string =>
  Number.isInteger(value) ? integer(value) : String(Number(value.toPrecision(12)));

/** A code; an item of record 01, `DMEA_11` of another; a channel, its surest item first. */
function codesNamed(name: string, catalog: Catalog): readonly Code[] {
  if (/^\d{4}$/.test(name)) {
    const code = parseCode(name);
    return code === undefined ? [] : [code];
  }
  if (channelNames.some((one) => one === name))
    return itemsOfChannel(name as ChannelName, catalog.allItems()).map(({ code }) => code);
  const [, mnemonic = "", record] = /^(.+?)(?:_(\d{2}))?$/.exec(name.toUpperCase()) ?? [];
  const items = catalog.allItems().filter((item) => item.mnemonic.toUpperCase() === mnemonic);
  const of = (wanted: number): Code[] =>
    items.filter(({ code }) => recordOf(code) === wanted).map(({ code }) => code);
  if (record !== undefined) return of(Number(record));
  const first = of(1);
  return first.length > 0 ? first : items.slice(0, 1).map(({ code }) => code);
}

export const namesOf = (codes: readonly Code[]): string => codes.map(formatCode).join(", ");
