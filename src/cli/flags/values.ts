/** Texts as the values of flags. Each throws an Error that says what is wrong. */
import { within } from "../../failure/option-check.js";
import { type NullValue, nullOf, nullsIn } from "../../wits/dialect/nulls.js";

/** Of a switch, where it does not stand on a command line. */
export function switchIn(text: string): boolean {
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw new Error(`"${text}" is neither 1 nor 0`);
}

export function some(text: string): string {
  if (text === "") throw new Error("it is empty");
  return text;
}

export const listOf = <Value>(text: string, read: (part: string) => Value): Value[] =>
  text.trim() === "" ? [] : text.split(",").map((part) => read(part.trim()));

export function nullListIn(text: string): readonly NullValue[] {
  const list = listOf(text, (part) => {
    if (part === "")
      throw new Error(`"${text}" has an empty value, which is null anyway; write -999.25,-9999,NaN`);
    return nullOf(part);
  });
  nullsIn(list);
  return list;
}

/** An address to listen on. The host of IPv6 stands in brackets. */
export function addressIn(text: string): { host: string; port: number } {
  const [, bracketed, bare, port] = /^(?:(?:\[([^\]]+)\]|([^:]+)):)?(\d{1,5})$/.exec(text) ?? [];
  if (port === undefined || Number(port) > 65_535) {
    throw new Error(`"${text}" is no port and no HOST:PORT, such as 9464 or 0.0.0.0:9464`);
  }
  return { host: bracketed ?? bare ?? "127.0.0.1", port: Number(port) };
}

export function shareIn(text: string): number {
  const share = text.trim() === "" ? Number.NaN : Number(text);
  if (!(share >= 0 && share <= 1)) throw new Error(`"${text}" is no number from 0 to 1`);
  return share;
}

export function integerIn(text: string, least: number, most: number): number {
  if (!/^\d+$/.test(text.trim())) throw new Error(`"${text}" is no whole number`);
  return within(Number(text), least, most, text);
}

export function positiveIn(text: string, most: number): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`"${text}" is no number above 0`);
  return within(number, 0, most, text);
}

/** Up to a month: what the depth and the strokes of a scenario are made for. */
export function hoursIn(text: string): number {
  const hours = Number(text);
  if (!(hours > 0)) throw new Error(`"${text}" is no length of time; write hours as 8 or 0.5`);
  return within(hours, 0.001, 720, text);
}

export function recordsIn(text: string): readonly number[] {
  const found = new Set<number>();
  for (const [first, last] of listOf(text, rangeIn)) for (let i = first; i <= last; i++) found.add(i);
  if (found.size === 0) throw new Error("it is empty; write records as 1,7,11-13");
  return [...found].sort((a, b) => a - b);
}

function rangeIn(text: string): [number, number] {
  const [, first, last = first] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text) ?? [];
  if (!(Number(first) >= 1 && Number(last) >= Number(first))) {
    throw new Error(`"${text}" is no record; they are 1 to 99, written as 1,7,11-13`);
  }
  return [Number(first), Number(last)];
}
