/**
 * The unit of the catalog that a WITSML uom is, of any version. Uoms tell capitals from small letters, `mPa` from `MPa`, so they are
 * looked up as they stand.
 */
import { alsoRead, uomRows } from "../uom-table.js";

const byUom = new Map<string, string>();
for (const [symbol, [first, second = first, scale]] of Object.entries(uomRows)) {
  // Where values are scaled, the uom is another unit's.
  const own = scale === undefined ? [first, second] : second === first ? [] : [second];
  for (const uom of [...own, ...(alsoRead[symbol] ?? [])]) if (!byUom.has(uom)) byUom.set(uom, symbol);
}

/** Undefined for a uom that the catalog has no unit for. */
export const unitOfUom = (uom: string): string | undefined => byUom.get(uom);

/** As 1.x spells it; undefined of a unit that WITSML has none for. */
export function uomOfUnit(unit: string): string | undefined {
  const row = Object.hasOwn(uomRows, unit) ? uomRows[unit] : undefined;
  return row === undefined || row[2] !== undefined ? undefined : row[0];
}
