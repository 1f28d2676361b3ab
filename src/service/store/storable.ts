/** What may go into either engine: whole numbers and text that both keep as it is. */
import { BeyondCount } from "../shift/beyond-count.js";
import { said } from "../words/refusal.js";
import { Refusal } from "./refusal.js";

/** Throws where a value would come back as another one, from one of the engines at least. */
export function checkValue(value: unknown): void {
  if (typeof value === "string") {
    checkText(value);
    return;
  }
  if (value === null || typeof value === "bigint") return;
  if (typeof value === "number" && Number.isSafeInteger(value)) return;
  if (typeof value === "number") throw new Refusal("not-valid", said("not-storable", { what: `${value}` }));
  throw new TypeError(`a ${typeof value} cannot be stored`);
}

/** PostgreSQL has no text with a zero in it, and both would replace half of a pair of surrogates. */
export function checkText(text: string): void {
  if (text.includes("\0")) throw new Refusal("not-valid", said("no-text"));
  if (!isWellFormed(text)) throw new Refusal("not-valid", said("no-text"));
}

const isWellFormed = (text: string): boolean =>
  (text as unknown as { isWellFormed(): boolean }).isWellFormed();

/** A whole number that came as text: a sum, a column of eight bytes. */
export function safeInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new BeyondCount(text);
}
