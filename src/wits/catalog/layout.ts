/**
 * Which tables a run makes, which columns they have, and where each code's value goes. The three layouts differ
 * here and nowhere else: decoders follow the plan, sinks follow its tables.
 */
import { CODE_LIMIT, type Code, codeOf, formatCode, itemOf, recordOf } from "./code.js";
import type { Item } from "./item.js";
import type { ValueKind } from "./kind.js";
import type { MapEntry } from "./map-entry.js";
import { type Catalog, catalogOf } from "./overlay.js";
import type { Column, ColumnType, Table } from "./table.js";
import { type Conversion, conversion, greatestConverted, refusal, type UnitSet, unitOf } from "./units.js";

/** The ways in which frames become rows: a row a record of a frame, a row a frame, a row a value. */
export const layouts = ["record", "frame", "long"] as const;
/** One of `layouts`. */
export type Layout = (typeof layouts)[number];

/**
 * Where an accepted value goes: a column of the frame's row, a row of the long table, the frame's vendor (a column
 * of record 19 after all when the frame has nothing else), or nowhere when its record was not asked for.
 */
export type CodeDestination = "column" | "long" | "vendor" | "nowhere";

/** A table with a row a frame. Its codes lie in [firstCode, lastCode). */
export interface RowTable {
  readonly name: string;
  readonly firstCode: Code;
  readonly lastCode: Code;
  /** Fixed columns; undefined when the columns are those that turn up, in the order in which they do. */
  readonly table: Table | undefined;
}

/** The tables and columns that a decoder fills, and where in them each code goes; `planOf` makes one. */
export interface Plan {
  readonly layout: Layout;
  /** What items are: the catalog with the user's map. */
  readonly catalog: Catalog;
  readonly rowTables: readonly RowTable[];
  readonly longTable: Table | undefined;
  readonly rejects: Table;
  /** Every frame makes a row of the one table, whatever it holds: in layout `frame`, unless records are asked for. */
  readonly everyFrame: boolean;
  /** The columns that every row table starts with. */
  readonly frameColumns: readonly Column[];
  /** Columns without any value are left out of tables whose columns are those that turn up. */
  readonly prune: boolean;
  /** How the value of a code is read. */
  readonly kindOf: (code: Code) => ValueKind;
  /** Whether a code goes to a column, to the rows of unmapped items, or nowhere. */
  readonly destinationOf: (code: Code) => CodeDestination;
  /** The table, among `rowTables`, of a code that goes to a column or may end in one. */
  readonly tableOf: (code: Code) => RowTable | undefined;
  /** The column of a code that has one. */
  readonly columnOf: (code: Code) => Column;
  /** What turns a number on the wire into the value of its column, in this order; mostly nothing. */
  readonly conversionsOf: (code: Code) => readonly Conversion[];
  /** The greatest magnitude of a number on the wire that the conversions of its code leave finite. */
  readonly greatestOf: (code: Code) => number;
}

/** What shapes tables and columns. */
export interface PlanOptions {
  readonly layout: Layout;
  /** Records to keep; all when undefined. */
  readonly records?: readonly number[] | undefined;
  /** The units that the feed uses; columns have no unit when undeclared. */
  readonly units?: UnitSet | undefined;
  /** The units to convert to what has a unit. */
  readonly to?: UnitSet | undefined;
  /** What the user's map says otherwise than the catalog, or besides. */
  readonly map?: readonly MapEntry[] | undefined;
  readonly prune?: boolean | undefined;
  /** The codes whose columns are wanted, when a first reading has found them; fixes the columns of every table. */
  readonly codes?: ReadonlySet<Code> | undefined;
}

/** Items 84 to 89 of record 19 name the vendor and ride along in frames of other records. */
export const isVendorCode = (code: Code): boolean => code >= 1984 && code <= 1989;

const columnTypes: Record<ValueKind, ColumnType> = {
  float64: "float64",
  int32: "int32",
  int64: "int64",
  date: "int32",
  time: "int32",
  text: "utf8",
};

const ours = (name: string, type: ColumnType, description: string, nullable = false): Column => ({
  name,
  type,
  nullable,
  description,
  code: undefined,
  unit: undefined,
  itemType: undefined,
});

const timestamp = ours("timestamp", "timestamp", "Date and time of the frame, by the rig's clock", true);
const source = ours("source", "dictionary", "File or link that the frame came from");
const offset = ours("offset", "int64", "Byte of the uncompressed source where the frame starts");
const vendor = ours("vendor", "utf8", "Identity that the sender put into the frame", true);

/** The columns that come first in every table with a row a frame. */
const frameColumns: readonly Column[] = [timestamp, source, offset, vendor];

const longColumns: readonly Column[] = [
  timestamp,
  source,
  offset,
  ours("code", "dictionary", "Record and item, four digits"),
  ours("mnemonic", "dictionary", "Name of the item in the catalog", true),
  ours("value", "float64", "Value of a numeric item", true),
  ours("text", "utf8", "Value of a text item", true),
  ours("unit", "dictionary", "Unit of the value", true),
];

const rejects: Table = {
  name: "rejects",
  columns: [
    source,
    ours("offset", "int64", "Byte of the uncompressed source where the rejected bytes start"),
    ours("length", "int32", "Number of rejected bytes; 0 marks a place"),
    ours("code", "dictionary", "Record and item of the line, where it has one", true),
    ours("reason", "dictionary", "Why the bytes could not become a value"),
    ours("bytes", "binary", "The bytes"),
  ],
};

/** The name of a code's column where a row holds several records: the catalog's, marked by record beyond 01. */
export function frameColumnName(code: Code, item: Item | undefined): string {
  if (item === undefined) return `WITS${formatCode(code)}`;
  const record = recordOf(code);
  return record === 1 ? item.mnemonic : `${item.mnemonic}_${record.toString().padStart(2, "0")}`;
}

/**
 * The tables and columns of a layout, for `new Decoder({ plan })`. Throws a `Failure` of kind `usage` when units are to be converted and
 * nothing tells them.
 */
export function planOf(options: PlanOptions): Plan {
  const { layout, units, to } = options;
  const catalog = catalogOf(options.map);
  const { itemByCode, kindOf } = catalog;
  const wanted = options.records === undefined ? undefined : new Set(options.records);
  const prune = options.prune ?? false;

  const outputUnit = (code: Code): string | undefined => {
    const item = itemByCode(code);
    const sent = catalog.sentUnit(code, units);
    if (item === undefined || to === undefined || kindOf(code) !== "float64") return sent;
    const isDeclared = catalog.entryOf(code)?.unit !== undefined;
    return isDeclared || units === undefined ? sent && unitOf(item, to) : unitOf(item, to);
  };

  const conversions = new Map<Code, readonly Conversion[]>();
  const conversionsOf = (code: Code): readonly Conversion[] => {
    if (kindOf(code) !== "float64") return [];
    const { scale = 1, offset = 0 } = catalog.entryOf(code) ?? {};
    const ofMap = { scale, offset, identity: scale === 1 && offset === 0 };
    const ofUnits = unitConversion(catalog.sentUnit(code, units), outputUnit(code));
    return [ofMap, ofUnits].filter(({ identity }) => !identity);
  };

  const columnOf = (code: Code): Column => {
    const item = itemByCode(code);
    const inFrame = layout === "frame" || item === undefined;
    return {
      name: inFrame ? frameColumnName(code, item) : item.mnemonic,
      type: columnTypes[kindOf(code)],
      nullable: true,
      description: item?.name ?? `Item ${itemOf(code)} of record ${recordOf(code)}, not in the catalog`,
      code,
      unit: outputUnit(code),
      itemType: item?.type,
    };
  };

  const tableFrom = (name: string, codes: readonly Code[] | undefined): Table | undefined =>
    codes && { name, columns: [...frameColumns, ...codes.map(columnOf)] };

  const among = (first: Code, last: Code): Code[] | undefined =>
    options.codes && [...options.codes].filter((code) => code >= first && code < last).sort((a, b) => a - b);

  let rowTables: RowTable[] = [];
  if (layout === "record") {
    rowTables = catalog.records
      .filter((record) => wanted?.has(record) ?? true)
      .map((number) => {
        const firstCode = codeOf(number, 0);
        const lastCode = firstCode + 100;
        const name = `record=${number.toString().padStart(2, "0")}`;
        const all = catalog.itemsOfRecord(number).map((item) => item.code);
        const codes = options.codes ? among(firstCode, lastCode) : prune ? undefined : all;
        return { name, firstCode, lastCode, table: tableFrom(name, codes) };
      });
  } else if (layout === "frame") {
    const table = tableFrom("frame", among(0, CODE_LIMIT));
    rowTables = [{ name: "frame", firstCode: 0, lastCode: CODE_LIMIT, table }];
  }
  const tables = new Map(rowTables.map((table) => [table.firstCode, table]));

  const knownConversions = (code: Code): readonly Conversion[] => {
    let known = conversions.get(code);
    if (known === undefined) {
      known = conversionsOf(code);
      conversions.set(code, known);
    }
    return known;
  };
  const converts = to !== undefined || (options.map ?? []).length > 0;

  return {
    layout,
    catalog,
    rowTables,
    longTable:
      layout === "frame"
        ? undefined
        : { name: layout === "long" ? "long" : "unmapped", columns: longColumns },
    rejects,
    everyFrame: layout === "frame" && (wanted === undefined || wanted.size === 0),
    frameColumns,
    prune,
    kindOf,
    destinationOf(code) {
      if (layout !== "long" && isVendorCode(code)) return "vendor";
      if (wanted !== undefined && !wanted.has(recordOf(code))) return "nowhere";
      return layout === "long" || (layout === "record" && itemByCode(code) === undefined) ? "long" : "column";
    },
    tableOf: (code) => (layout === "frame" ? rowTables[0] : tables.get(codeOf(recordOf(code), 0))),
    columnOf,
    conversionsOf: knownConversions,
    greatestOf: (code) => (converts ? greatestConverted(knownConversions(code)) : Number.MAX_VALUE),
  };
}

const identity: Conversion = Object.freeze({ scale: 1, offset: 0, identity: true });

/** Unchanged where a set has no unit: rig cost per hour (1966) has one in the FPS sets alone. */
function unitConversion(from: string | undefined, to: string | undefined): Conversion {
  if (from === undefined || to === undefined || from === to) return identity;
  const found = conversion(from, to);
  if (found === undefined) throw refusal(from, to);
  return found;
}

/** The columns that a table has from its first row on, when sources follow several plans: those of all, by code. */
export function columnsOfAll(plans: readonly Plan[], table: string): readonly Column[] {
  const [first, ...others] = plans.map((plan) => fixedColumns(plan, table));
  const names = new Set(first!.map(({ name }) => name));
  const more = others.flat().filter(({ name }) => !names.has(name) && names.add(name));
  if (more.length === 0) return first!;
  const ours = first!.filter(({ code }) => code === undefined);
  const items = [...first!.filter(({ code }) => code !== undefined), ...more];
  return [...ours, ...items.sort((a, b) => a.code! - b.code! || (a.name < b.name ? -1 : 1))];
}

/** The columns that a table of the plan has from its first row on. */
export function fixedColumns(plan: Plan, table: string): readonly Column[] {
  if (table === plan.rejects.name) return plan.rejects.columns;
  if (table === plan.longTable?.name) return plan.longTable.columns;
  return plan.rowTables.find(({ name }) => name === table)?.table?.columns ?? plan.frameColumns;
}
