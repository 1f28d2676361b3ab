/**
 * A table as it is asked for: in other units, its times in UTC. Each column says its unit, and is converted by that; what a
 * table does not say is declared or refused, never guessed. Nothing of it is written back.
 */
import type { Field } from "../columns/field.js";
import type { Page, Values } from "../columns/page.js";
import { Failure } from "../failure/failure.js";
import { itemByCode, itemByMnemonic } from "../wits/catalog/catalog.js";
import { recordOf } from "../wits/catalog/code.js";
import type { Item } from "../wits/catalog/item.js";
import { type Moment, parseMoment } from "../wits/catalog/moment.js";
import type { Timezone } from "../wits/catalog/timezone.js";
import { type Conversion, conversion, type UnitSet, unitOf } from "../wits/catalog/units.js";
import type { TableReader } from "./read.js";
import type { Selection } from "./select.js";

export interface Retelling {
  /** Of columns that do not say theirs. */
  readonly units?: UnitSet | undefined;
  readonly to?: UnitSet | undefined;
  /** Of times that are on the rig's clock. */
  readonly timezone?: Timezone | undefined;
}

interface Retold {
  readonly field: Field;
  /** Undefined: values stay as they are. */
  readonly conversion: Conversion | undefined;
}

/** Throws Failure("usage") for what the table does not allow. */
export function retold(table: TableReader, retelling: Retelling): TableReader {
  const { units, to, timezone } = retelling;
  if ((units ?? to ?? timezone) === undefined) return table;
  const byField = new Map(
    retoldFields(table, retelling).map((one, i) => [one.field, { ...one, from: table.fields[i]! }]),
  );
  const retoldOf = new Map([...byField].map(([field, { from }]) => [from, field]));
  const isTime = ({ type, utc }: Field): boolean => timezone !== undefined && type === "time" && !utc;
  return {
    ...table,
    fields: [...byField.keys()],
    columns: table.columns.map((field) => retoldOf.get(field) ?? field),
    async *pages(fields) {
      const known = fields.map((field) => byField.get(field)!);
      for await (const page of table.pages(known.map(({ from }) => from))) {
        const values = page.values.map((one, i): Values | undefined => {
          if (!(one instanceof Float64Array)) return one;
          const { from, conversion } = known[i]!;
          if (isTime(from)) return one.map((time) => (Number.isNaN(time) ? time : timezone!.toUtc(time)));
          if (conversion === undefined) return one;
          const { scale, offset } = conversion;
          return one.map((value) => value * scale + offset);
        });
        yield { rows: page.rows, fields, values } satisfies Page;
      }
    },
  };
}

/** The fields in their order, with what turns their values. Throws as `retold`. */
export function retoldFields(
  { name, fields }: Pick<TableReader, "name" | "fields">,
  { units, to, timezone }: Retelling,
): readonly Retold[] {
  const rowUnits = fields.some((field) => field.name === "unit" && field.code === undefined);
  if (to !== undefined && rowUnits) {
    throw new Failure(
      "option-not-kept",
      `--to ${to}: in the table ${name} each row has a unit of its own, and such a table is not converted; give --to when the log is`,
    );
  }
  return fields.map((field): Retold => {
    if (field.type === "time" && timezone !== undefined) {
      if (field.utc) throw isUtc(timezone);
      return { field: { ...field, utc: true }, conversion: undefined };
    }
    if (field.type !== "number" || field.code === undefined) return { field, conversion: undefined };
    const item = itemOf(field);
    const sent = sentUnit(field, item, units);
    const wanted = to === undefined || item === undefined ? undefined : unitOf(item, to);
    if (wanted === undefined) {
      return { field: sent === field.unit ? field : { ...field, unit: sent }, conversion: undefined };
    }
    if (sent === undefined) throw undeclared(field, to!);
    const found = conversion(sent, wanted);
    // A unit that a map gave, and that measures something else, stays, and says so.
    if (found === undefined) return { field: { ...field, unit: sent }, conversion: undefined };
    return { field: { ...field, unit: wanted }, conversion: found.identity ? undefined : found };
  });
}

/** What a column holds: a map may have given the code of one item the name of another. */
function itemOf({ code, mnemonic }: Field): Item | undefined {
  const named = mnemonic === undefined ? undefined : itemByMnemonic(recordOf(code!), mnemonic);
  return named ?? itemByCode(code!);
}

function sentUnit(field: Field, item: Item | undefined, units: UnitSet | undefined): string | undefined {
  const declared = units === undefined || item === undefined ? undefined : unitOf(item, units);
  if (field.unit !== undefined && declared !== undefined && field.unit !== declared) {
    throw new Failure(
      "conflicting-options",
      `--units ${units}: ${field.name} is in ${field.unit} already, which is not of that set; --units is for columns that do not ` +
        "say their unit, --to converts those that do",
    );
  }
  return field.unit ?? declared;
}

const undeclared = ({ name }: Field, to: UnitSet): Failure =>
  new Failure(
    "units-undeclared",
    `--to ${to} needs --units: ${name} does not say its unit, since nobody told it when the log was converted`,
  );

const isUtc = ({ name }: Timezone): Failure =>
  new Failure(
    "conflicting-options",
    `--tz ${name}: the times are UTC already; --tz is for those that are still on the rig's clock`,
  );

/**
 * The rows between two moments. A moment without a zone is on the rig's clock where that is known, and else on the clock that
 * the table's times are on.
 */
export function selectionOf(
  table: TableReader,
  bounds: { readonly from?: string | Moment | undefined; readonly until?: string | Moment | undefined },
  timezone: Timezone | undefined,
): Selection {
  const utc = table.fields.some(({ name, type, utc }) => name === "timestamp" && type === "time" && utc);
  const at = (flag: string, given: string | Moment | undefined): number | undefined => {
    if (given === undefined) return undefined;
    const { milliseconds, zoned } = typeof given === "string" ? parseMoment(given) : given;
    if (zoned === utc) return milliseconds;
    if (!zoned) return timezone?.toUtc(milliseconds) ?? milliseconds;
    if (timezone !== undefined) return timezone.toLocal(milliseconds);
    throw new Failure(
      "zone-undeclared",
      `${flag} tells a zone, but nothing tells that of the rig's clock; give --tz, or leave the zone out of ${flag}`,
    );
  };
  const [from, until] = [at("--from", bounds.from), at("--until", bounds.until)];
  if (from !== undefined && until !== undefined && from >= until) {
    throw new Failure("conflicting-options", "--from is not before --until: no row lies between them");
  }
  return { from, until };
}
