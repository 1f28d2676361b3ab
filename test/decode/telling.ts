/**
 * What a decoder found, in the words of docs/grammar.md and of the cases: frames and rejects in the order of their
 * places, then the counts.
 */

import { instant } from "../../src/cli/page/wording.js";
import { type Code, formatCode, recordOf } from "../../src/wits/catalog/code.js";
import type { Plan } from "../../src/wits/catalog/layout.js";
import type { Arrival } from "../../src/wits/decoding/arrival.js";
import type { Counters } from "../../src/wits/decoding/counters.js";
import type { Decoded, LongRow, Reject, Row } from "../../src/wits/reference/decoder.js";
import type { Told } from "./dialect-words.js";
import { escaped } from "./notation.js";
import { show } from "./outcome.js";
import { decodeUnwrapped, type Unwrapped } from "./unwrapped.js";

export interface Telling {
  readonly findings: readonly string[];
  readonly counts: readonly string[];
}

/** By the reference decoder, of a plain log. */
export const tell = (bytes: Uint8Array, told: Told, arrivals: readonly Arrival[] = []): Telling =>
  tellUnwrapped({ bytes, arrivals, places: undefined, containers: [] }, told);

/** By the reference decoder, with what was taken off first. */
export function tellUnwrapped(source: Unwrapped, told: Told): Telling {
  const heads = decodeUnwrapped(source, told.heads);
  const decoded = decodeUnwrapped(source, told.optionsFor("long"));
  const input = source.containers.length > 0 ? [`input ${source.containers.join(", ")}`] : [];
  return {
    findings: [...input, ...findingsOf(heads, decoded, told.utc, told.optionsFor("record").plan)],
    counts: countsOf(decoded.counters),
  };
}

function findingsOf(heads: Decoded, decoded: Decoded, utc: boolean, byRecord: Plan): string[] {
  const frames = heads.rows.get("frame") ?? [];
  const found = [
    ...frames.map((frame) => ({
      place: frame.offset,
      text: frameText(
        frame,
        decoded.long.filter(({ offset }) => offset === frame.offset),
        utc,
        byRecord,
      ),
    })),
    ...decoded.rejects.map((reject) => ({ place: placeOf(reject), text: rejectText(reject) })),
  ];
  return found.sort((a, b) => a.place - b.place).map(({ text }) => text);
}

/** A mark without bytes belongs to what stands before it. */
const placeOf = ({ offset, length }: Reject): number => (length === 0 ? offset - 0.5 : offset);

function frameText(
  { offset, timestamp, vendor }: Row,
  items: readonly LongRow[],
  utc: boolean,
  byRecord: Plan,
): string {
  const records = new Set(items.map(({ code }) => recordOf(code)));
  const moment = (time: number): string => instant(time, utc);
  const heading = [`frame at ${offset}`];
  if (timestamp !== null) heading.push(moment(timestamp));
  for (const record of records) {
    const own = items.find(({ code }) => recordOf(code) === record)?.timestamp ?? null;
    if (own !== timestamp && own !== null)
      heading.push(`record ${record.toString().padStart(2, "0")} at ${moment(own)}`);
  }
  if (vendor !== null) heading.push(`vendor ${vendor}`);
  const nameOf = (code: Code): string => {
    const name = records.size > 1 ? formatCode(code) : byRecord.columnOf(code).name;
    return name.replace(/^WITS(?=\d{4}$)/, "");
  };
  const shown = items.map(({ code, value }) => `${nameOf(code)} ${show(value)}`);
  return `${heading.join(", ")}${shown.length > 0 ? `: ${shown.join(", ")}` : ""}`;
}

const rejectText = ({ offset, length, bytes, reason }: Reject): string =>
  `rejected at ${offset}: ${length > 0 ? `"${escaped(bytes)}" ` : ""}${reason}`;

function countsOf({ bytes, frames, values, nulls, time, skipped, filtered }: Counters): string[] {
  const { total, ...kinds } = bytes;
  const terms = Object.entries(kinds).filter(([, count]) => count > 0);
  const lists = Object.entries({ nulls, times: time }).flatMap(([name, counts]) => {
    const shown = Object.entries(counts).filter(([kind, count]) => count > 0 && kind !== "none");
    return shown.length > 0 ? [`${name} ${shown.map((pair) => pair.join(" ")).join(", ")}`] : [];
  });
  if (skipped > 0) lists.push(`skipped ${skipped}`);
  if (filtered > 0) lists.push(`filtered ${filtered}`);
  return [
    `bytes ${total} = ${terms.map(([kind, count]) => `${count} ${kind}`).join(" + ") || "0"}`,
    [`frames ${frames}`, `values ${values}`, ...lists].join("; "),
  ];
}
