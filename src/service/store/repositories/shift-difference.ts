/** What has changed between two states of a report: fields that differ, and of lists the rows that do. */
import type { ShiftContent } from "../../shift/document.js";
import { canonical } from "../audit/canonical.js";
import type { Json } from "../audit/event.js";

export interface Difference {
  readonly before?: Json;
  readonly after: Json;
}

export function differenceOf(before: ShiftContent | undefined, after: ShiftContent): Difference {
  const new_ = after as unknown as Readonly<Record<string, Json>>;
  if (before === undefined) return { after: new_ };
  const old = before as unknown as Readonly<Record<string, Json>>;
  const pairs = Object.keys(new_).flatMap((name): [string, Json, Json][] => {
    const [one, other] = [old[name] ?? null, new_[name]!];
    if (canonical(one) === canonical(other)) return [];
    return [
      Array.isArray(other)
        ? [name, without(one as Json[], other), without(other, one as Json[])]
        : [name, one, other],
    ];
  });
  return {
    before: Object.fromEntries(pairs.map(([name, one]) => [name, one])),
    after: Object.fromEntries(pairs.map(([name, , other]) => [name, other])),
  };
}

/** Rows that the other list does not have as they are; where only their order differs, their ids in it. */
function without(rows: readonly Json[], others: readonly Json[]): Json {
  const known = new Set(others.map(canonical));
  const own = rows.filter((row) => !known.has(canonical(row)));
  const isOrder = own.length === 0 && rows.length === others.length;
  return isOrder ? rows.map((row) => (row as { readonly id: string }).id) : own;
}
