/**
 * JSON in one form: names sorted, nothing between. What a database gives back in another order, or with other spaces, hashes to what it
 * was when it was stored.
 */
import { createHash } from "node:crypto";
import { checkText } from "../storable.js";
import type { Json } from "./event.js";

export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "string") checkText(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value as { readonly [name: string]: Json }).filter(
    ([, one]) => one !== undefined,
  );
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, one]) => `${canonical(name)}:${canonical(one)}`).join(",")}}`;
}

export const sha256 = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");

/** A value that was stored as JSON. */
export const parsed = (text: string): Json => JSON.parse(text) as Json;
