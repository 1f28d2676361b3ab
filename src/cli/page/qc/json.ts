/** What `qc --json` prints. Times in seconds, instants in ISO 8601; null is what was not judged. */

import type { ItemQuality } from "../../../analysis/quality/item-quality.js";
import type { RecordQuality } from "../../../analysis/quality/record-quality.js";
import { shareMeanings, shareNames } from "../../../analysis/quality/score.js";
import type { MeasuredQuality } from "../../../bulk/measure-input.js";
import type { Interruption } from "../../../columns/rhythm.js";
import { formatCode } from "../../../wits/catalog/code.js";
import { recordByNumber } from "../../../wits/catalog/record.js";
import { instant } from "../wording.js";

export function qualityJson(measured: MeasuredQuality, threshold: number | undefined): unknown {
  const { path, quality, utc, units, sent, failures } = measured;
  const { score } = quality;
  return {
    path,
    what: measured.what,
    utc,
    units_declared: units,
    units_sent: Object.fromEntries(sent),
    errors: failures.map(({ message }) => message),
    score: score ?? null,
    ...(threshold === undefined ? {} : { threshold, passed: (score ?? 0) >= threshold }),
    score_definition: {
      of_a_record: "the product of its shares; one that is null was not judged",
      of_all: "the mean of the records' scores, weighted by their rows",
      shares: shareMeanings,
    },
    records: quality.records.map((record) => recordJson(record, utc)),
    items: quality.items.map((one) => itemJson(one, utc)),
  };
}

function recordJson(record: RecordQuality, utc: boolean) {
  const { gaps, sequence, bitDepth, activities, shares } = record;
  return {
    record: record.record,
    name: recordByNumber(record.record)?.name ?? null,
    rows: record.rows,
    first: momentJson(record.first, utc),
    last: momentJson(record.last, utc),
    interval_seconds: secondsJson(record.interval),
    gaps: gaps.count,
    gap_seconds: gaps.milliseconds / 1000,
    longest_interval: interruptionJson(record.longest, utc),
    clock_steps_back: record.stepsBack,
    duplicate_rows: record.duplicates,
    sequence_gaps: sequence?.gaps ?? null,
    sequence_missing: sequence?.missing ?? null,
    bit_below_hole: bitDepth.judged === 0 ? null : bitDepth.below,
    bit_and_hole_rows: bitDepth.judged,
    activity_unknown: activities.judged === 0 ? null : activities.unknown,
    score: record.score,
    shares: Object.fromEntries(shareNames.map((name) => [name, shares[name] ?? null])),
  };
}

function itemJson(item: ItemQuality, utc: boolean) {
  const { rows, values, stuck } = item;
  return {
    code: formatCode(item.code),
    record: item.record,
    mnemonic: item.mnemonic ?? null,
    name: item.name ?? null,
    unit: item.unit ?? null,
    rows,
    values,
    nulls: rows - values,
    density: rows === 0 ? null : values / rows,
    longest_gap: interruptionJson(item.longestGap, utc),
    stuck_values: stuck?.values ?? null,
    longest_stuck: stuck?.longest
      ? { ...interruptionJson(stuck.longest, utc), values: stuck.longest.values }
      : null,
    spikes: item.spikes ?? null,
    outside_range: item.outside?.values ?? null,
    range: item.outside?.range ?? null,
    min: item.min ?? null,
    median: item.median ?? null,
    max: item.max ?? null,
  };
}

const momentJson = (time: number | undefined, utc: boolean): string | null =>
  time === undefined || Number.isNaN(time) ? null : instant(time, utc, "exact");

const secondsJson = (milliseconds: number | undefined): number | null =>
  milliseconds === undefined ? null : milliseconds / 1000;

const interruptionJson = (one: Interruption | undefined, utc: boolean) =>
  one === undefined ? null : { seconds: one.length / 1000, from: momentJson(one.from, utc) };
