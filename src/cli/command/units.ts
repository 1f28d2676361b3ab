/** `witskit units`: converts a value, or lists what converts to what. */

import { Failure } from "../../failure/failure.js";
import { allUnits, convert, type Unit, unit, unitsLike, unknownUnit } from "../../wits/catalog/units.js";
import type { Command } from "../command.js";
import { print, printData, terminalWidth } from "../page/print.js";
import { formatTable } from "../page/table.js";

export interface UnitsArguments {
  readonly value?: number | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly json?: boolean | undefined;
  /** Characters in a line of the terminal; unlimited when absent. */
  readonly width?: number | undefined;
}

export const unitsCommand: Command = {
  name: "units",
  summary: "Convert a value between units, or list what converts to what.",
  examples: [
    { line: "witskit units 3650.4 M F", does: "metres to feet" },
    { line: "witskit units KDN", does: "all that a unit converts to" },
    { line: "witskit units", does: "all units" },
  ],
  arguments: [
    { name: "VALUE", description: "the value, 1 when left out", optional: true },
    { name: "FROM", description: "its unit", optional: true },
    { name: "TO", description: "the unit to convert to", optional: true },
  ],
  flags: ["json", "verbose"],
  async run({ arguments: words, flags }) {
    await (flags.json ? printData : print)(
      units({ ...unitsArguments(words), json: flags.json, width: terminalWidth() }),
    );
    return undefined;
  },
};

/** `3650.4 M F`, or without the value `M F` or `M`. */
function unitsArguments([first, second, third]: readonly string[]): UnitsArguments {
  const value = Number(first);
  return Number.isNaN(value) && third === undefined
    ? { from: first, to: second }
    : { value, from: second, to: third };
}

/**
 * What goes to stdout, without the last line end: with two units the value (1 when absent) converted, with one all
 * that it converts to, with none the table of units. Throws a `Failure` for what cannot be converted.
 */
export function units({ value, from, to, json = false, width }: UnitsArguments): string {
  if (value !== undefined && Number.isNaN(value)) throw usage("The value is no number.");
  if (from === undefined) {
    if (value !== undefined || to !== undefined) throw usage("The unit to convert from is missing.");
    return json ? asJson(allUnits().map(unitJson)) : unitTable(width);
  }
  const source = known(from);
  return to === undefined
    ? everyConversion(value ?? 1, source, json, width)
    : oneConversion(value ?? 1, source, known(to), json);
}

function oneConversion(value: number, from: Unit, to: Unit, json: boolean): string {
  const result = convert(value, from.symbol, to.symbol);
  return json
    ? asJson({ value, from: from.symbol, result, to: to.symbol, dimension: from.dimension })
    : `${value} ${from.symbol} = ${result} ${to.symbol} (${from.dimension})`;
}

function everyConversion(value: number, from: Unit, json: boolean, width: number | undefined): string {
  const others = unitsLike(from).filter((other) => other !== from);
  const results = others.map((other) => ({ other, result: convert(value, from.symbol, other.symbol) }));
  if (json) {
    return asJson({
      value,
      from: from.symbol,
      dimension: from.dimension,
      conversions: results.map(({ other, result }) => ({ result, to: other.symbol })),
    });
  }
  const title = `${value} ${from.symbol}, ${from.name} (${from.dimension})`;
  if (others.length === 0) return `${title}\n\n${from.symbol} converts to no other unit`;
  const table = formatTable(
    results.map(({ other, result }) => [`${result}`, other.symbol, other.name]),
    { head: ["VALUE", "UNIT", "NAME"], align: ["right"], width },
  );
  return [title, "", table, "", count(others.length)].join("\n");
}

function unitTable(width: number | undefined): string {
  const all = allUnits();
  const table = formatTable(
    all.map((one, place) => [
      all[place - 1]?.dimension === one.dimension ? "" : one.dimension,
      one.symbol,
      one.name,
      one.aliases.join(", "),
    ]),
    { head: ["DIMENSION", "UNIT", "NAME", "ALSO WRITTEN"], width },
  );
  return [table, "", count(all.length)].join("\n");
}

function known(symbol: string): Unit {
  const found = unit(symbol);
  if (found === undefined) throw unknownUnit(symbol);
  return found;
}

const usage = (problem: string): Failure =>
  new Failure(
    "bad-option",
    `${problem} \`witskit units 3650.4 M F\` converts, \`witskit units M\` lists what M converts to, \`witskit units\` ` +
      "lists all units.",
  );

const count = (number: number): string => `${number} unit${number === 1 ? "" : "s"}`;

const asJson = (document: unknown): string => JSON.stringify(document, undefined, 2);

const unitJson = ({ symbol, name, dimension, aliases }: Unit) => ({ symbol, name, dimension, aliases });
