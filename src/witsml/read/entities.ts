/** The five entities of XML, and characters by their number. No other is known, whatever a document declares. */

const NAMED: Readonly<Record<string, number>> = { lt: 60, gt: 62, amp: 38, quot: 34, apos: 39 };

/** The character that a name between `&` and `;` means; undefined where it is none. */
export function pointOf(name: string): number | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
  const digits = hex ?? decimal;
  if (digits === undefined) return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  const point = Number.parseInt(digits, hex === undefined ? 10 : 16);
  return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? point : undefined;
}
