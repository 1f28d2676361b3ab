/** What `qc --json` prints. Times in seconds, instants in ISO 8601; null is what was not judged. */

import type { Measured } from "../../../analysis/quality/measure-input.js";
import type { MeasuredItem } from "../../../analysis/quality/quality.js";
import type { RecordQuality } from "../../../analysis/quality/record-quality.js";
import type { Interruption } from "../../../analysis/quality/rhythm.js";
import { overallScore, scoreOf, shareMeanings, shareNames } from "../../../analysis/quality/score.js";
import { formatCode } from "../../../wits/catalog/code.js";
import { recordByNumber } from "../../../wits/catalog/record.js";
import { instant } from "../wording.js";

export function qualityJson(measured: Measured, threshold: number | undefined): unknown {
  const { path, quality, utc, units, failures } = measured;
  const score = overallScore(quality.records);
  return {
    path,
    what: measured.what,
    utc,
    units_declared: units,
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
  const { rhythm, duplicates, sequence, bitDepth, activities } = record;
  const { value, shares } = scoreOf(record);
  const { count, sum } = rhythm.gaps;
  return {
    record: record.record,
    name: recordByNumber(record.record)?.name ?? null,
    rows: rhythm.rows,
    first: momentJson(rhythm.first, utc),
    last: momentJson(rhythm.last, utc),
    interval_seconds: secondsJson(rhythm.interval),
    gaps: count,
    gap_seconds: sum / 1000,
    longest_interval: interruptionJson(rhythm.longest, utc),
    clock_steps_back: rhythm.stepsBack,
    duplicate_rows: duplicates.count,
    sequence_gaps: sequence.result?.gaps ?? null,
    sequence_missing: sequence.result?.missing ?? null,
    bit_below_hole: bitDepth.judged === 0 ? null : bitDepth.below,
    bit_and_hole_rows: bitDepth.judged,
    activity_unknown: activities.judged === 0 ? null : activities.unknown,
    score: value,
    shares: Object.fromEntries(shareNames.map((name) => [name, shares[name] ?? null])),
  };
}

function itemJson({ item, record, rows }: MeasuredItem, utc: boolean) {
  const { meaning, presence, extent, stuck, spikes, outside } = item;
  return {
    code: formatCode(meaning.code),
    record,
    mnemonic: meaning.mnemonic ?? null,
    name: meaning.name ?? null,
    unit: meaning.unit ?? null,
    rows,
    values: presence.values,
    nulls: rows - presence.values,
    density: rows === 0 ? null : presence.values / rows,
    longest_gap: interruptionJson(presence.longest, utc),
    stuck_values: stuck?.stuck ?? null,
    longest_stuck: stuck?.longest
      ? { ...interruptionJson(stuck.longest, utc), values: stuck.longest.values }
      : null,
    spikes: spikes === undefined || spikes.judged === 0 ? null : spikes.spikes,
    outside_range: outside?.outside ?? null,
    range: outside?.range ?? null,
    min: extent?.min ?? null,
    median: extent?.median ?? null,
    max: extent?.max ?? null,
  };
}

const momentJson = (time: number | undefined, utc: boolean): string | null =>
  time === undefined || Number.isNaN(time) ? null : instant(time, utc, "exact");

const secondsJson = (milliseconds: number | undefined): number | null =>
  milliseconds === undefined ? null : milliseconds / 1000;

const interruptionJson = (one: Interruption | undefined, utc: boolean) =>
  one === undefined ? null : { seconds: one.length / 1000, from: momentJson(one.from, utc) };
