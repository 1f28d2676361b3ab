/** What an index is worth: times in milliseconds since 1970, all else as a number. */
import type { IndexKind } from "../read/log.js";

/** A time that says its zone. */
export const isZoned = (text: string): boolean => /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text.trim());

export function indexValue(text: string, kind: IndexKind): number | undefined {
  const plain = text.trim();
  if (kind !== "time") return plain === "" || Number.isNaN(Number(plain)) ? undefined : Number(plain);
  const value = /^\d{4}-\d/.test(plain) ? Date.parse(isZoned(plain) ? plain : `${plain}Z`) : Number.NaN;
  return Number.isNaN(value) ? undefined : value;
}
