/** What stands in a LAS file above its rows. */

import type { RowIndex } from "../../columns/rising.js";
import { version } from "../../runtime/package.js";
import { shownLines, shownText } from "../../text/shown-text.js";
import { formatCode } from "../../wits/catalog/code.js";
import type { Column } from "../../wits/catalog/table.js";
import type { LogHeader, SinkTable } from "../sink.js";
import { plainDecimal } from "./decimal.js";

/** The standard's null; decoding makes it one, so that it is no value of a table unless `--nulls` says otherwise. */
export const NULL = -999.25;

export interface Header {
  readonly table: SinkTable;
  readonly index: RowIndex;
  readonly indexColumn: Column;
  readonly curves: readonly Column[];
  /** Texts, which LAS 2.0 has no place for. */
  readonly left: readonly Column[];
  readonly log: LogHeader;
  readonly well: string | undefined;
  readonly span: Span;
  readonly wrapped: boolean;
  /** What was done to the rows, in words. */
  readonly remarks: readonly string[];
}

/** Of the rows that are in the file. */
export interface Span {
  /** Milliseconds since 1970 by time, a depth by depth. */
  readonly first: number;
  readonly last: number;
  /** Between all rows; 0 when it is not the same everywhere. */
  readonly step: number;
  readonly firstTime: string | undefined;
}

export function headerText(header: Header): string {
  const { table, index, indexColumn, curves, left, log, well, span, wrapped, remarks } = header;
  const byTime = index === "time";
  const unit = byTime ? "S" : (indexColumn.unit ?? "");
  const [start, stop, step] = byTime
    ? [0, (span.last - span.first) / 1000, span.step / 1000]
    : [span.first, span.last, span.step];
  const place = byTime
    ? line("TIME", "S", "", "Seconds since the first row")
    : line("DEPT", unit, codeOf(indexColumn), indexColumn.description);
  return `${[
    "~Version Information",
    line("VERS", "", "2.0", "CWLS Log ASCII Standard - Version 2.0"),
    wrapped
      ? line("WRAP", "", "YES", "Several lines per index step")
      : line("WRAP", "", "NO", "One line per index step"),
    "~Well Information",
    line("STRT", unit, plainDecimal(start), `First ${index}`),
    line("STOP", unit, plainDecimal(stop), `Last ${index}`),
    line(
      "STEP",
      unit,
      plainDecimal(step),
      step === 0 ? "Step; 0, since it is not the same everywhere" : "Step",
    ),
    line("NULL", "", String(NULL), "Null value"),
    line("COMP", "", log.company ?? "", "Company"),
    line("WELL", "", well ?? "", "Well"),
    line("FLD", "", log.field ?? "", "Field"),
    line("LOC", "", "", "Location"),
    line("PROV", "", "", "Province"),
    line("SRVC", "", log.serviceCompany ?? "", "Service company"),
    line("DATE", "", log.date ?? span.firstTime?.slice(0, 10) ?? "", "Log date"),
    line("UWI", "", "", "Unique well id"),
    "~Curve Information",
    place,
    ...curves.map((curve) => line(curve.name, curve.unit ?? "", codeOf(curve), curve.description)),
    "~Parameter Information",
    ...(span.firstTime === undefined
      ? []
      : [line("TIM0", "", span.firstTime, "Time of the first row, ISO 8601")]),
    line("RECD", "", table.name, table.title),
    "~Other",
    `Written by witskit ${version} from WITS level 0.`,
    ...(left.length === 0
      ? []
      : [
          `Texts have no place in LAS 2.0 and are left out: ${left.map(({ name }) => plain(name)).join(", ")}.`,
        ]),
    ...remarks.map(plain),
    "~ASCII",
  ].join("\n")}\n`;
}

/** `01 08`: record and item. */
function codeOf({ code }: Column): string {
  if (code === undefined) return "";
  const text = formatCode(code);
  return `${text.slice(0, 2)} ${text.slice(2)}`;
}

/** `MNEM.UNIT  DATA : DESCRIPTION`: no field may hold what ends it. The last colon ends the data. */
function line(mnemonic: string, unit: string, data: string, description: string): string {
  const bare = (text: string): string => shownLines(text).replace(/[\s:]+/g, "_");
  const name = `${shownLines(mnemonic).replace(/[\s.:]+/g, "_")}.${bare(unit)}`;
  return `${name.padEnd(14)} ${plain(data).padEnd(20)} : ${plain(description).replaceAll(":", " ")}`;
}

const plain = (text: string): string => shownText(text.replace(/[\t\r\n]+/g, " "));
