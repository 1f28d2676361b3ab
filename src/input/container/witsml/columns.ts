/**
 * Which code of WITS each column of a WITSML log has: as a map says, as the document itself says, or by the names of the catalog where the unit
 * fits too. What has none of these has a code of its own in a user's record, which the map of a run has by the curve's name; without one, codes
 * are given in the order of the columns.
 */
import { itemByCode, itemByMnemonic } from "../../../wits/catalog/catalog.js";
import { type Code, codeOf, itemOf, recordOf } from "../../../wits/catalog/code.js";
import type { Item } from "../../../wits/catalog/item.js";
import { kindOfItem } from "../../../wits/catalog/kind.js";
import { isVendorCode } from "../../../wits/catalog/layout.js";
import type { MapEntry } from "../../../wits/catalog/map-entry.js";
import { records } from "../../../wits/catalog/record.js";
import { conversion } from "../../../wits/catalog/units.js";
import type { Curve, LogHead } from "../../../witsml/read/log.js";
import { unitOfUom } from "../../../witsml/read/unit-of-uom.js";

/** User's records are 30 to 99; item 01 of each is the well, 05 and 06 are the date and the time of a row. */
export const FIRST_RECORD = 30;
export const FIRST_ITEM = 8;
export const WELL = 1;
export const DATE = 5;
export const TIME = 6;

/** What a row's cells become. */
export interface Columns {
  /** By column; 0 for what is no item: the time, and a column without a name. */
  readonly codes: readonly Code[];
  /** The column that tells the time of a row; undefined where none does. */
  readonly time: number | undefined;
  /** Of the date; the time's is the next. */
  readonly date: Code;
  /** Of the well, which the document names once; 0 where a column does, or no text can be of that code. */
  readonly well: Code;
  /** A depth that is the index is the depth of the frame as well: its code, or 0. */
  readonly depth: Code;
}

/** The name under which a map has a curve: that of its log before it. */
export const curveKey = (log: string, { mnemonic, occurrence }: Curve): string =>
  `${log}/${mnemonic}${occurrence > 1 ? `#${occurrence}` : ""}`;

/** Depth of the hole, measured and vertical. */
const MEASURED: Code = codeOf(1, 10);
const VERTICAL: Code = codeOf(1, 11);

const byCurve = new WeakMap<readonly MapEntry[], ReadonlyMap<string, Code>>();

function curvesIn(map: readonly MapEntry[]): ReadonlyMap<string, Code> {
  let known = byCurve.get(map);
  if (known === undefined) {
    known = new Map(map.flatMap(({ code, curve }) => (curve ? [[curve.toLowerCase(), code] as const] : [])));
    byCurve.set(map, known);
  }
  return known;
}

const NO_MAP: readonly MapEntry[] = [];

/** Which column tells the time of a row. */
export function timeColumn({ indexKind, index, curves }: LogHead): number | undefined {
  if (indexKind === "time") return index;
  const found = curves.findIndex(({ type }) => type === "time");
  return found < 0 ? undefined : found;
}

/** The codes that a map, the document and the catalog give; 0 where none does. */
export function knownCodes(head: LogHead, map: readonly MapEntry[] = NO_MAP): Code[] {
  const mapped = curvesIn(map);
  const time = timeColumn(head);
  const taken = new Set<Code>();
  const codes = head.curves.map(() => 0);
  const give = (codeFor: (curve: Curve) => Code | undefined): void => {
    for (const [column, curve] of head.curves.entries()) {
      if (codes[column] !== 0 || column === time || curve.mnemonic === "") continue;
      const code = codeFor(curve);
      if (code === undefined || taken.has(code)) continue;
      taken.add(code);
      codes[column] = code;
    }
  };
  give(
    (curve) =>
      mapped.get(curveKey(head.name, curve).toLowerCase()) ??
      mapped.get(curveKey("", curve).slice(1).toLowerCase()),
  );
  give(({ code }) => (code === undefined || isOfFrame(code) ? undefined : code));
  give(({ alias, mnemonic }) =>
    alias !== undefined && !isOfFrame(alias) && itemByCode(alias)?.mnemonic === mnemonic ? alias : undefined,
  );
  give((curve) => itemNamed(curve, head)?.code);
  return codes;
}

/** What a frame has of its own: its date and time, and who sends it. */
const isOfFrame = (code: Code): boolean =>
  itemOf(code) === DATE || itemOf(code) === TIME || isVendorCode(code);

/** Items 01 to 07 are of the frame. */
const LAST_HEADER = 7;

/** The item of the catalog with the curve's name, if it is a number and its unit is of the same kind. */
function itemNamed(curve: Curve, head: LogHead): Item | undefined {
  const { mnemonic } = curve;
  const named = /\brecord\s*(\d\d)\b/i.exec(head.name)?.[1];
  const preferred = named === undefined ? 1 : Number(named);
  const fitting = (record: number): Item | undefined => {
    const item = itemByMnemonic(record, mnemonic);
    // A log that is named after a record has its header items too, such as the activity code.
    const isHeader = item !== undefined && itemOf(item.code) <= LAST_HEADER;
    if (isHeader && (isOfFrame(item.code) || named === undefined || record !== preferred)) return undefined;
    return item !== undefined && fits(item, curve) ? item : undefined;
  };
  const first = fitting(preferred);
  if (first !== undefined) return first;
  const others = records().flatMap(({ number }) => (number === preferred ? [] : (fitting(number) ?? [])));
  return others.find((item) => recordOf(item.code) === 1) ?? (others.length === 1 ? others[0] : undefined);
}

function fits(item: Item, { uom, type, occurrence }: Curve): boolean {
  if (occurrence > 1 || item.name.startsWith("SPARE")) return false;
  if ((kindOfItem(item) === "text") !== (type === "text") || type === "time") return false;
  const sent = unitOfUom(uom);
  const own = item.metricUnit ?? item.fpsUnit;
  if (own === undefined) return uom === "";
  return uom === "" || (sent !== undefined && conversion(sent, own) !== undefined);
}

/** What the rows behind a head become. */
export function columnsOf(head: LogHead, map: readonly MapEntry[] = NO_MAP): Columns {
  const codes = knownCodes(head, map);
  const time = timeColumn(head);
  const used = new Set(codes);
  let next = codeOf(FIRST_RECORD, FIRST_ITEM);
  for (const [column, curve] of head.curves.entries()) {
    if (codes[column] !== 0 || column === time || curve.mnemonic === "") continue;
    while (used.has(next)) next = following(next);
    if (recordOf(next) > 99) break;
    codes[column] = next;
    used.add(next);
  }
  const dates = new Set(map.filter(({ type }) => type === "D").map(({ code }) => code));
  const held = codes.filter((code) => code !== 0).map(recordOf);
  const record = held.length === 0 ? 1 : Math.min(...held);
  const own = codeOf(record, DATE);
  const date = record < FIRST_RECORD || dates.has(own) ? own : codeOf(1, DATE);
  const well = codeOf(recordOf(date), WELL);
  const isText = recordOf(date) < FIRST_RECORD || map.some(({ code, type }) => code === well && type === "A");
  return {
    codes,
    time,
    date,
    well: isText && !used.has(well) ? well : 0,
    depth: depthOf(head, used),
  };
}

/** The next code of users' records that a curve may have. */
export function following(code: Code): Code {
  return itemOf(code) === 99 ? codeOf(recordOf(code) + 1, FIRST_ITEM) : code + 1;
}

function depthOf({ indexKind, index, curves }: LogHead, used: ReadonlySet<Code>): Code {
  if (index === undefined || (indexKind !== "depth" && indexKind !== "vertical-depth")) return 0;
  const unit = unitOfUom(curves[index]!.uom);
  if (unit === undefined || conversion(unit, "M") === undefined) return 0;
  const code = indexKind === "depth" ? MEASURED : VERTICAL;
  return used.has(code) ? 0 : code;
}
