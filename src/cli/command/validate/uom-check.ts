/** Whether a unit is one of WITSML: a spelling that people know and it does not, `M/HR`, is `m/h` there. */
import { unit as unitBySpelling } from "../../../wits/catalog/units.js";
import { unitOfUom, uomOfUnit } from "../../../witsml/read/unit-of-uom.js";

/** A unit of somebody's own, as the schemas of 2.x allow it: who has it, and what they call it. */
const OWN = /^[^\s:]+:\S/;

/** What nobody knows may be one of the hundreds of others. */
export function uomCheck(uom: string): { known: boolean; instead?: string | undefined } {
  if (unitOfUom(uom) !== undefined || OWN.test(uom)) return { known: true };
  const symbol = unitBySpelling(uom)?.symbol;
  if (symbol === undefined) return { known: true };
  const instead = uomOfUnit(symbol);
  // In other capitals it may be another unit, as mPa and MPa are.
  return { known: instead?.toLowerCase() === uom.toLowerCase(), instead };
}
