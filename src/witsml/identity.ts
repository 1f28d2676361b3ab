/**
 * Identifiers that stay: the same name gives the same one, so that a report made again replaces the one before, and two reports of a
 * well mean the same well. A version 5 UUID, RFC 9562.
 */
import { createHash } from "node:crypto";

/** Of ours alone; it never changes. */
const NAMESPACE = Buffer.from("3d8f6c0e5b1f4a7c9a5e7f2b1c64d0aa", "hex");

/** Of a kind of thing and the names that tell it from others of the kind. */
export function uuidOf(...names: readonly string[]): string {
  const hash = createHash("sha1").update(NAMESPACE).update(JSON.stringify(names)).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.subarray(0, 16).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
