/** Identities that we make ourselves: UUID version 7, which sort by when they were made. https://www.rfc-editor.org/rfc/rfc9562 */
import { randomBytes, randomInt } from "node:crypto";

/** Of the identity that was made last: its millisecond, and where in it it stands. */
const last = { now: -1, order: 0 };

/**
 * Those that a process makes within one millisecond sort in the order in which they were made too: the 12 bits of `rand_a` and the first
 * 30 of `rand_b` are a counter, which begins anywhere in its lower half and goes on by any step; 32 bits are random each time.
 */
export function newId(now = Date.now()): string {
  last.order = now === last.now ? last.order + randomInt(1, 2 ** 16) : randomInt(2 ** 41);
  last.now = now;
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt16BE(0x7000 + Math.floor(last.order / 2 ** 30), 6);
  bytes.writeUInt32BE(0x8000_0000 + (last.order % 2 ** 30), 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
