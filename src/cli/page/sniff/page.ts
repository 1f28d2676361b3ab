/** What `sniff` tells people: what is sure first, then what is guessed, then the command that fits. */

import { sum } from "../../../arrays/sum.js";
import type { LogLook, Look, NoLog } from "../../../input/sniff/look.js";
import type { Spread } from "../../../input/sniff/spread.js";
import type { CodeSurvey } from "../../../input/sniff/survey.js";
import { shownBytes, unmappedIn } from "../../../input/sniff/unmapped.js";
import { formatCode } from "../../../wits/catalog/code.js";
import type { GivenFlag } from "../../flags/flags.js";
import { recordTable } from "../record-table.js";
import { commandText } from "../shell.js";
import { cellText, counted, instant, integer, listing, share } from "../wording.js";
import { yieldingTable } from "../yield.js";
import { convertWords, outputFor } from "./command-line.js";
import { guessesText } from "./guesses.js";
import { flagOf } from "./option-flags.js";
import { propertiesOf } from "./properties.js";

/** Joined by `\n`, no line end after the last. */
export const lookText = (look: Look, width: number, given: readonly GivenFlag[]): string =>
  look.kind === "log" ? logText(look, width, given) : noLogText(look, width);

const KINDS: Readonly<Record<NoLog["kind"], string>> = {
  empty: "an empty file",
  "no-log": "not a WITS log",
  unreadable: "unreadable",
};

const noLogText = ({ source, kind, seems }: NoLog, width: number): string =>
  listing(source.name, [["what", kind === "empty" ? KINDS.empty : `${KINDS[kind]}: ${seems}`]], width);

const logText = (look: LogLook, width: number, given: readonly GivenFlag[]): string =>
  [
    listing(look.source.name, propertiesOf(look), width),
    recordsText(look, width),
    codeTable(
      look,
      look.codes.filter(({ mapped }) => mapped),
      width,
    ),
    unmappedTable(look, width),
    rejectTable(look, width),
    guessesText(look, width),
    `Convert it:\n  ${commandText(convertWords([look.source.name], outputFor(look), [...given, ...look.dialect.options.map(flagOf)]))}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");

function recordsText(look: LogLook, width: number): string {
  if (look.records.length === 0) return "";
  return recordTable(look, { width, instant: (time) => instant(Math.floor(time / 1000) * 1000, false) });
}

/** What a code's values are, by how they look. */
export function typeOf({ example }: CodeSurvey, spread: Spread | undefined): "text" | "int" | "float" | "" {
  if (spread !== undefined) return spread.whole ? "int" : "float";
  return example === undefined ? "" : "text";
}

function codeTable({ spreads, catalog }: LogLook, codes: readonly CodeSurvey[], width: number): string {
  if (codes.length === 0) return "";
  return yieldingTable(
    codes.map((survey) => {
      const { code, values, nulls, min, max, example } = survey;
      return [
        formatCode(code),
        catalog.itemByCode(code)?.mnemonic ?? "",
        catalog.itemByCode(code)?.name ?? "not in the catalog",
        typeOf(survey, spreads.of(code)),
        integer(values),
        integer(nulls),
        cellText(min),
        cellText(max),
        cellText(example),
      ];
    }),
    {
      head: ["CODE", "MNEMONIC", "NAME", "TYPE", "VALUES", "NULLS", "MIN", "MAX", "EXAMPLE"],
      align: ["left", "left", "left", "left", "right", "right", "right", "right", "right"],
      width,
      yields: ["NAME", "EXAMPLE"],
    },
  );
}

function unmappedTable(look: LogLook, width: number): string {
  const unmapped = unmappedIn(look);
  if (unmapped.length === 0) return "";
  const table = yieldingTable(
    unmapped.map(({ code, type, values, nulls, texts, min, max, example }) => [
      formatCode(code),
      type,
      integer(values),
      integer(nulls),
      texts === 0 ? "" : integer(texts),
      cellText(min),
      cellText(max),
      cellText(example),
    ]),
    {
      head: ["UNMAPPED", "TYPE", "VALUES", "NULLS", "REJECTED", "MIN", "MAX", "EXAMPLE"],
      align: ["left", "left", "right", "right", "right", "right", "right", "right"],
      width,
      yields: ["EXAMPLE"],
    },
  );
  return `${table}\n${counted(unmapped.length, "code is", "codes are")} not in the catalog; --write-map FILE.csv begins a map of them`;
}

function rejectTable({ counters: { rejects, bytes }, rejects: lines }: LogLook, width: number): string {
  const reasons = Object.entries(rejects).filter(([, count]) => count > 0);
  if (reasons.length === 0) return "";
  const table = yieldingTable(
    reasons.map(([reason, count]) => {
      const example = lines.find((line) => line.reason === reason && line.bytes.length > 0);
      return [reason, integer(count), example === undefined ? "" : shownBytes(example.bytes)];
    }),
    { head: ["REJECTED", "TIMES", "FIRST"], align: ["left", "right"], width, yields: ["FIRST"] },
  );
  const total = counted(sum(reasons.map(([, count]) => count)), "reject");
  return `${table}\n${total}, ${share(bytes.rejected, bytes.total)} of the bytes; the command below keeps them beside its output`;
}
