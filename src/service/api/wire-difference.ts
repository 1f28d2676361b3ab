/** What differs between two states of a report, with both values as they travel. */
import type { ShiftContent } from "../shift/document.js";
import { differences } from "../shift/revision.js";
import { contentToWire, type WireContent } from "../shift/wire.js";

export interface WireDifference {
  readonly at: string;
  readonly before: unknown;
  readonly after: unknown;
}

export function wireDifferences(before: ShiftContent, after: ShiftContent): WireDifference[] {
  const [old, fresh] = [contentToWire(before), contentToWire(after)];
  return differences(before, after).map(({ at }) => ({
    at,
    before: wireAt(old, at),
    after: wireAt(fresh, at),
  }));
}

/** What stands at a place of a report as it travels. */
function wireAt(content: WireContent, at: string): unknown {
  const [head = "", row, field] = at.split("/");
  const value = (content as unknown as Readonly<Record<string, unknown>>)[head];
  if (row === undefined) return value ?? null;
  const found = (value as readonly Readonly<Record<string, unknown>>[]).find((one) => one["id"] === row);
  return (field === undefined ? found : found?.[field]) ?? null;
}
