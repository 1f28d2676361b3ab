/** What `sniff` tells machines: a document for each source. Guesses stand apart from what is sure. */

import { sum } from "../../../arrays/sum.js";
import type { LogLook, Look } from "../../../input/sniff/look.js";
import { quantile } from "../../../input/sniff/spread.js";
import type { Forms } from "../../../input/sniff/text-scan.js";
import { unmappedIn } from "../../../input/sniff/unmapped.js";
import { formatCode, itemOf, recordOf } from "../../../wits/catalog/code.js";
import { recordByNumber } from "../../../wits/catalog/record.js";
import { type GivenFlag, longName } from "../../flags/flags.js";
import { commandText } from "../shell.js";
import { cellText, instant } from "../wording.js";
import { convertWords, outputFor } from "./command-line.js";
import { wordsText } from "./guesses.js";
import { flagOf } from "./option-flags.js";
import { typeOf } from "./page.js";
import { spanOf } from "./properties.js";

export function lookJson(look: Look, given: readonly GivenFlag[]): unknown {
  const { kind, source } = look;
  const what = { kind, path: source.name, size: source.size ?? null };
  return look.kind === "log" ? { ...what, ...logJson(look, given) } : { ...what, seems: look.seems };
}

const time = (milliseconds: number | undefined): string | null =>
  milliseconds === undefined ? null : instant(milliseconds, false, "exact");

function logJson(look: LogLook, given: readonly GivenFlag[]) {
  const { scan, sample, counters, dialect, records, spreads, catalog, guesses } = look;
  const span = spanOf(records);
  const words = convertWords([look.source.name], outputFor(look), [...given, ...dialect.options.map(flagOf)]);
  return {
    compression: look.compression,
    containers: look.containers,
    read: {
      bytes: sample.read,
      whole: sample.whole,
      places: sample.whole ? "all" : sample.places,
      error: sample.failure?.message ?? null,
    },
    text: {
      line_ends: scan.lineEnds,
      byte_order_mark: scan.byteOrderMark,
      bytes_beyond_ascii: scan.highBytes,
      lines_beyond_ascii: scan.highLines,
      nul_bytes: scan.nulBytes,
      lines: scan.lines,
      blank_lines: scan.blankLines,
      separators: scan.separators,
    },
    frames: {
      count: counters.frames,
      starts: scan.markers.starts,
      ends: scan.markers.ends,
      missing_ends: counters.rejects["unterminated-frame"] ?? 0,
      timed: scan.timedFrames.all,
      copies: scan.timedFrames.copies,
    },
    clock: {
      ...counters.time,
      date: formsJson(scan.dates),
      time: formsJson(scan.times),
      item_04: formsJson(scan.stamps),
      first: time(span?.first),
      last: time(span?.last),
      steps_back: sum(records.map(({ stepsBack }) => stepsBack)),
    },
    vendors: look.vendors,
    bytes: counters.bytes,
    values: counters.values,
    nulls: counters.nulls,
    rejects: counters.rejects,
    records: records.map(({ record, rows, interval, first, last, stepsBack }) => ({
      record,
      name: recordByNumber(record)?.name ?? null,
      rows,
      interval_seconds: interval === undefined ? null : interval / 1000,
      first: time(first),
      last: time(last),
      steps_back: stepsBack,
    })),
    codes: look.codes.map((survey) => {
      const { code, mapped, values, nulls, min, max, example } = survey;
      const spread = spreads.of(code);
      return {
        code: formatCode(code),
        record: recordOf(code),
        item: itemOf(code),
        mapped,
        mnemonic: catalog.itemByCode(code)?.mnemonic ?? null,
        name: catalog.itemByCode(code)?.name ?? null,
        type: typeOf(survey, spread) || null,
        values,
        nulls,
        min: min ?? null,
        median: spread === undefined ? null : quantile(spread.values, 0.5),
        max: max ?? null,
        example: example ?? null,
      };
    }),
    unmapped: unmappedIn(look).map(({ code, type, texts, example }) => ({
      code: formatCode(code),
      type,
      texts,
      example: cellText(example),
    })),
    guesses: {
      flags: dialect.options
        .map(flagOf)
        .map(({ flag, text, why }) => ({ flag: `--${longName(flag)}`, value: text, why })),
      units: {
        ...guesses.units,
        set: guesses.units.set ?? null,
        gallons: guesses.units.gallons ?? null,
        evidence: guesses.units.evidence.map(({ speaksFor, code, ...evidence }) => ({
          code: formatCode(code),
          ...evidence,
          speaks_for: speaksFor ?? null,
        })),
      },
      nulls: guesses.nulls.map(({ value, only, apart, count }) => ({
        value,
        count,
        all_that_these_send: only.map(formatCode),
        far_from_others_in: apart.map(formatCode),
      })),
      steady: guesses.steady.map(({ value, codes, absoluteZero }) => ({
        value,
        codes: codes.map(formatCode),
        absolute_zero: absoluteZero ?? null,
      })),
      other_date_orders: look.otherDateOrders,
      remarks: dialect.words.length === 0 ? [] : [wordsText(dialect.words)],
    },
    command: { text: commandText(words), words: ["witskit", ...words] },
  };
}

const formsJson = ({ shapes, records }: Forms) => ({
  forms: [...shapes].map(([shape, { count, example }]) => ({ shape, count, example })),
  records: [...records].sort((a, b) => a - b),
});
