/** Records of a log as a table, for `info` and `sniff`: a row a record, with how often it comes and when. */

import type { CodeSurvey, RecordSurvey } from "../../input/sniff/survey.js";
import { recordOf } from "../../wits/catalog/code.js";
import { recordByNumber } from "../../wits/catalog/record.js";
import { integer } from "./wording.js";
import { yieldingTable } from "./yield.js";

export interface Surveyed {
  readonly records: readonly RecordSurvey[];
  readonly codes: readonly CodeSurvey[];
}

export const recordName = (record: number): string => recordByNumber(record)?.name ?? "not in the catalog";

export function recordTable(
  { records, codes }: Surveyed,
  { width, instant }: { readonly width: number; readonly instant: (milliseconds: number) => string },
): string {
  const when = (milliseconds: number | undefined): string =>
    milliseconds === undefined ? "" : instant(milliseconds);
  return yieldingTable(
    records.map(({ record, rows, interval, first, last }) => [
      record.toString().padStart(2, "0"),
      recordName(record),
      integer(codes.filter(({ code }) => recordOf(code) === record).length),
      integer(rows),
      interval === undefined ? "" : `${interval / 1000} s`,
      when(first),
      when(last),
    ]),
    {
      head: ["RECORD", "NAME", "CODES", "ROWS", "EVERY", "FIRST", "LAST"],
      align: ["left", "left", "right", "right", "right"],
      width,
      yields: ["NAME"],
    },
  );
}
