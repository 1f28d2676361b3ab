/** What columns become in a row for each step: what suits each, or what was asked for, of all measurements or of some. */

import { textAggregates } from "../../columns/bins/accumulator.js";
import type { BinColumn } from "../../columns/bins/bins.js";
import type { Field } from "../../columns/field.js";
import { Failure } from "../../failure/failure.js";
import { type Aggregate, usualAggregate } from "../../wits/catalog/aggregate.js";
import { type ChannelName, channelNames, itemsOfChannel } from "../../wits/catalog/channel.js";
import { formatCode, itemOf } from "../../wits/catalog/code.js";
import type { Aggregates, Word } from "./asked.js";

/** Fields that a name means: a channel, a column in any case, a mnemonic, a code. */
export function fieldsNamed(name: string, fields: readonly Field[]): readonly Field[] {
  const plain = name.toLowerCase();
  if ((channelNames as readonly string[]).includes(plain))
    return itemsOfChannel(plain as ChannelName, fields).slice(0, 1);
  const own = fields.filter((field) => field.name.toLowerCase() === plain);
  if (own.length > 0) return own;
  return fields.filter(
    ({ code, mnemonic }) =>
      code !== undefined && (formatCode(code) === name || mnemonic?.toLowerCase() === plain),
  );
}

/** Names of `--aggregate` that mean no column of any of these tables. */
export function namelessIn({ own }: Aggregates, tables: readonly (readonly Field[])[]): readonly string[] {
  return [...own.keys()].filter((name) => tables.every((fields) => fieldsNamed(name, fields).length === 0));
}

/** The columns of a row for each step of `index`. Throws Failure("usage") for what a column has not, and for names that differ by case alone. */
export function binColumns(fields: readonly Field[], index: Field, { all, own }: Aggregates): BinColumn[] {
  const asked = new Map<Field, readonly Word[]>();
  for (const [name, list] of own) for (const field of fieldsNamed(name, fields)) asked.set(field, list);
  const columns = fields.flatMap((field, from): BinColumn[] => {
    if (field === index) return [{ field, aggregate: "start", from }];
    const list = asked.get(field) ?? (isMeasurement(field) ? all : undefined) ?? ["usual" as const];
    return list.map((word): BinColumn => {
      const aggregate = word === "usual" ? usualOf(field) : word;
      return { field: become(field, aggregate, word === "usual"), aggregate, from };
    });
  });
  refuseClashes(columns);
  return columns;
}

/** What the sender measures or counts, and not when, where and what a row is. */
const isMeasurement = ({ type, code }: Field): boolean =>
  type === "number" || (type === "integer" && code !== undefined && itemOf(code) > 7);

/** A row's own place is where its bin begins to be. */
function usualOf(field: Field): Aggregate {
  if (field.code === undefined && (field.name === "offset" || field.type === "time")) return "first";
  // Of rows of a value each, of which nobody knows what they have in common.
  if (field.code === undefined && field.name === "value") return "last";
  return usualAggregate(field);
}

function become(field: Field, aggregate: Aggregate, named: boolean): Field {
  if (field.type === "text" && !textAggregates.has(aggregate)) {
    throw new Failure(
      "option-not-kept",
      `--aggregate: ${field.name} is text, which has no ${aggregate}; it has ${[...textAggregates].join(", ")}`,
    );
  }
  const made = { ...field, aggregate, name: named ? field.name : `${field.name}_${aggregate}` };
  if (aggregate === "count") return { ...made, type: "integer", stored: undefined, unit: undefined };
  return aggregate === "mean" && field.type === "integer"
    ? { ...made, type: "number", stored: undefined }
    : made;
}

function refuseClashes(columns: readonly BinColumn[]): void {
  const taken = new Map<string, string>();
  for (const { field } of columns) {
    const other = taken.get(field.name.toLowerCase());
    if (other !== undefined) {
      throw new Failure(
        "conflicting-options",
        `--aggregate makes a column ${field.name}, and there is ${other === field.name ? "one of that name" : `${other}, which differs by case alone`}; ` +
          "name the item otherwise in the map, or ask for other aggregates of it",
      );
    }
    taken.set(field.name.toLowerCase(), field.name);
  }
}
