/** What is guessed, and why: first what the suggested command makes use of, then what is left to people. */

import { dialectWith } from "../../../input/sniff/found-option.js";
import type { SteadyValue, SuspectedNull } from "../../../input/sniff/likely-nulls.js";
import type { Evidence, UnitsGuess } from "../../../input/sniff/likely-units.js";
import type { LogLook } from "../../../input/sniff/look.js";
import { formatCode } from "../../../wits/catalog/code.js";
import { formatTable } from "../table.js";
import { counted, integer, listing } from "../wording.js";
import { flagOf, flagText } from "./option-flags.js";
import { codesText, type Property } from "./properties.js";

export function guessesText(look: LogLook, width: number): string {
  return [appliedText(look, width), openText(look, width)].filter((part) => part !== "").join("\n\n");
}

function appliedText({ dialect: { options } }: LogLook, width: number): string {
  if (options.length === 0) return "";
  return listing(
    "Guesses that the command makes:",
    options.map(flagOf).map((flag) => [flagText(flag), flag.why] as const),
    width,
  );
}

function openText(look: LogLook, width: number): string {
  const { guesses, dialect, otherDateOrders } = look;
  const declared = dialectWith(dialect.options).nulls;
  const properties: Property[] = [
    ["units", unitsText(guesses.units)],
    ...guesses.nulls.map((suspect) => ["null?", suspectText(suspect, declared)] as const),
    ...guesses.steady.map((steady) => ["steady", steadyText(steady)] as const),
    ...(otherDateOrders.length === 0 ? [] : ([["dates", datesText(otherDateOrders)]] as const)),
    ...(dialect.words.length === 0 ? [] : ([["words", wordsText(dialect.words)]] as const)),
  ];
  const [units, ...others] = properties;
  const heading = "Guesses that the command leaves to you:";
  const evidence = evidenceTable(guesses.units, width);
  return [
    listing(heading, [units!], width),
    ...(evidence === "" ? [] : [evidence]),
    ...(others.length === 0 ? [] : [listing("", others, width).replace(/^\n/, "")]),
  ].join("\n");
}

/** Words that may say something: nobody but people can tell. */
export function wordsText(words: LogLook["dialect"]["words"]): string {
  const told = words.map(([word, count]) => `${word} (${integer(count)})`).join(", ");
  return (
    `${told} in numeric items ${words.length === 1 ? "is" : "are"} rejected; --nulls with the word makes it null, ` +
    "--map makes the item text"
  );
}

function unitsText({ set, sure, gallons, evidence }: UnitsGuess): string {
  if (set === undefined) {
    return evidence.length === 0
      ? "undecided: no channel whose values would tell"
      : "undecided: the channels contradict each other";
  }
  if (set === "metric") return `metric, ${sure}; if you agree, add --units metric`;
  const told =
    gallons === "us"
      ? "with US gallons: in imperial ones the mud would be lighter than water"
      : "gallons may be US ones or imperial ones, fps-uk";
  return `fps, ${sure}; ${told}; if you agree, add --units fps`;
}

const FIGURES: Readonly<Record<Evidence["figure"], string>> = {
  median: "median",
  working: "median",
  highest: "highest",
};

/** What each channel reads, and where that is usual; empty when no channel tells anything. */
export function evidenceTable({ evidence }: UnitsGuess, width: number): string {
  if (evidence.length === 0) return "";
  const rows = evidence.map(({ code, mnemonic, figure, value, speaksFor, units, usual }) => {
    const range = (set: "metric" | "fps"): string =>
      `${integer(usual[set][0])} to ${integer(usual[set][1])} ${units[set]}`;
    return [
      `    ${formatCode(code)} ${mnemonic}`,
      `${FIGURES[figure]} ${integer(Number(value.toPrecision(5)))}`,
      range("metric"),
      range("fps"),
      speaksFor ?? "neither",
    ];
  });
  return formatTable(rows, {
    head: ["    CHANNEL", "READS", "USUAL METRIC", "USUAL FPS", "SO IT IS"],
    width,
  });
}

function suspectText({ value, only, apart, count }: SuspectedNull, declared: readonly unknown[]): string {
  const where = [
    only.length === 0 ? "" : `all that ${codesText(only)} ${only.length === 1 ? "sends" : "send"}`,
    apart.length === 0 ? "" : `far from all other values of ${codesText(apart)}`,
  ].filter((part) => part !== "");
  const text = `${value} is ${where.join(", and ")}: ${counted(count, "time")}`;
  // Nobody wants every zero to be null.
  return value === 0 ? text : `${text}; --nulls=${[...declared, value].join(",")} makes it null`;
}

const steadyText = ({ value, codes, absoluteZero }: SteadyValue): string =>
  `${value} is all that ${codesText(codes)} ${codes.length === 1 ? "sends" : "send"}` +
  (absoluteZero === undefined ? "" : `: absolute zero in ${absoluteZero}, as from a dead sensor`);

const datesText = (others: readonly string[]): string =>
  `read as year, month, day; ${others.join(" and ")} would fit too: these dates alone do not tell`;
