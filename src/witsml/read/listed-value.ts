/**
 * What a list in the place of a value is in 2.x: a value with what is told of it, `[1.5,"good"]`, or several values, an array. A channel declares
 * its point metadata, and then the list is as long as these at most. Where none are declared, what is of another kind than the value is told of
 * it, and what is of the same kind, or nothing, is one more value: `[1.5,2.5]` is never 1.5.
 */
import type { Curve } from "./log.js";

/** What stands in a list; `none` is null. */
export type PartKind = "number" | "text" | "truth" | "list" | "none";

export type OfCurve = Pick<Curve, "type" | "details">;

/** Whether a list of these parts is several values of its curve; `curve` is undefined beyond the last column. */
export function isArray(parts: readonly PartKind[], curve: OfCurve | undefined): boolean {
  const [first, ...behind] = parts;
  if (first === undefined) return false;
  if (first === "list") return true;
  const details = curve?.details ?? 0;
  if (details > 0) return behind.length > details;
  const kind = first === "none" ? (curve?.type === "text" ? "text" : "number") : first;
  return behind.some((part) => part === kind || part === "none");
}

/** The kind of a part that JSON has parsed. */
export function kindOfParsed(part: unknown): PartKind {
  if (part === null || part === undefined) return "none";
  if (Array.isArray(part)) return "list";
  return typeof part === "string" ? "text" : typeof part === "boolean" ? "truth" : "number";
}
