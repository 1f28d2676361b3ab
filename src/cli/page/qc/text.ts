/** What `qc` prints for people: the score, what it is made of, the faults of each record and the measures of each item. */

import type { ItemQuality } from "../../../analysis/quality/item-quality.js";
import { type ShareName, shareMeanings, shareNames } from "../../../analysis/quality/score.js";
import { sum } from "../../../arrays/sum.js";
import type { MeasuredQuality } from "../../../bulk/measure-input.js";
import { formatCode, itemOf } from "../../../wits/catalog/code.js";
import { recordName } from "../record-table.js";
import { formatTable } from "../table.js";
import { counted, instant, integer, listing } from "../wording.js";

export function qualityText(measured: MeasuredQuality, width: number): string {
  const { quality } = measured;
  if (quality.records.length === 0 && quality.items.length === 0) return `${measured.path}: no row to judge`;
  return [
    overview(measured, width),
    recordTable(measured, width),
    shareTable(measured, width),
    itemTable(measured, width),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function overview({ path, what, quality, utc, units, sent }: MeasuredQuality, width: number): string {
  const { score } = quality;
  const times = quality.records.flatMap(({ first, last }) =>
    first === undefined || last === undefined ? [] : [first, last],
  );
  const span =
    times.length === 0
      ? "none: gaps and rates are not judged"
      : `${instant(Math.min(...times), utc)} to ${instant(Math.max(...times), utc)}`;
  return listing(
    path,
    [
      ["what", what],
      ["rows", integer(sum(quality.records.map(({ rows }) => rows)))],
      ["time", span],
      [
        "units",
        units
          ? `declared${sentText(sent)}`
          : "not declared, so that ranges are not judged; --units metric, fps or fps-uk declares them",
      ],
      [
        "score",
        score === undefined ? "none" : `${scoreText(score)}, the mean of the records' scores by rows`,
      ],
    ],
    width,
  );
}

function sentText(sent: ReadonlyMap<string, number>): string {
  if (sent.size === 0) return "";
  const parts = [...sent].map(([set, count]) =>
    sent.size === 1 ? set : `${set} by ${counted(count, "source")}`,
  );
  return `: ${parts.join(", ")}`;
}

const recordLabel = (record: number): string => record.toString().padStart(2, "0");

function recordTable({ quality }: MeasuredQuality, width: number): string {
  const { records } = quality;
  if (records.length === 0) return "";
  const rows = records.map((record) => {
    const { sequence, bitDepth, activities } = record;
    const timed = record.timed > 0;
    return [
      recordLabel(record.record),
      integer(record.rows),
      record.interval === undefined ? NOT_JUDGED : duration(record.interval),
      timed ? integer(record.gaps.count) : NOT_JUDGED,
      record.longest === undefined ? NOT_JUDGED : duration(record.longest.length),
      timed ? integer(record.stepsBack) : NOT_JUDGED,
      integer(record.duplicates),
      sequence === undefined ? NOT_JUDGED : integer(sequence.missing),
      bitDepth.judged === 0 ? NOT_JUDGED : integer(bitDepth.below),
      activities.judged === 0 ? NOT_JUDGED : integer(activities.unknown),
      recordName(record.record),
    ];
  });
  const head = [
    "RECORD",
    "ROWS",
    "EVERY",
    "GAPS",
    "LONGEST",
    "BACK",
    "SAME",
    "LOST",
    "BELOW",
    "ACTC?",
    "NAME",
  ];
  const align = head.map((name) => (name === "RECORD" || name === "NAME" ? "left" : "right"));
  const notes: (readonly [string, string])[] = [
    ["EVERY", "median time between two rows"],
    ["GAPS", "longer than a minute and three times that; LONGEST time between two rows"],
    ["BACK", "steps of the clock back"],
    ["SAME", "rows that equal the one before in time and items"],
    ["LOST", "rows missing by the sequence numbers of item 04"],
    ["BELOW", "rows with the bit below the bottom of the hole"],
    ["ACTC?", "rows with an activity code that the specification does not have"],
  ];
  return `${formatTable(rows, { head, align, width })}\n${listing("", notes, width).slice(1)}`;
}

const NOT_JUDGED = "-";

/** Shares that no record could be judged by are left out. */
function shareTable({ quality }: MeasuredQuality, width: number): string {
  const { records } = quality;
  const names = shareNames.filter((name) => records.some(({ shares }) => shares[name] !== undefined));
  if (names.length === 0) return "";
  const cell = (share: number | undefined): string => (share === undefined ? NOT_JUDGED : shareText(share));
  // As many records side by side as there is room for.
  const most = Math.max(1, Math.floor((width - SHARE_WIDTH) / RECORD_WIDTH));
  const tables: string[] = [];
  for (let first = 0; first < records.length; first += most) {
    const some = records.slice(first, first + most);
    const head = ["SHARE", ...some.map(({ record }) => recordLabel(record))];
    const rows = [
      ...names.map((name: ShareName) => [name, ...some.map(({ shares }) => cell(shares[name]))]),
      ["score", ...some.map(({ score }) => scoreText(score))],
    ];
    tables.push(
      formatTable(rows, { head, align: head.map((name) => (name === "SHARE" ? "left" : "right")) }),
    );
  }
  const notes: (readonly [string, string])[] = [
    ...names.map((name) => [name, shareMeanings[name]] as const),
    ["score", "the product of the shares"],
  ];
  return `${tables.join("\n\n")}\n${listing("", notes, width).slice(1)}`;
}

/** Of the longest name of a share, and of a share with the blanks before it. */
const SHARE_WIDTH = Math.max(...shareNames.map((name) => name.length));
const RECORD_WIDTH = 8;

/** Rounded down, so that 1 is said of what has no fault, and of nothing else. */
const scoreText = (score: number): string => (Math.floor(score * 1000) / 1000).toFixed(3);

/** The same, of a share. */
const shareText = (share: number): string =>
  share === 1 ? "1" : (Math.floor(share * 10_000) / 10_000).toFixed(4);

/** Items 01 to 07 of a record say what, who and when. */
const HEADER_ITEMS = 7;

interface ItemCell {
  readonly head: string;
  readonly of: (one: ItemQuality) => string;
  /** In the order in which they go when lines are too long; those without stay. */
  readonly yields?: number;
}

const ITEM_CELLS: readonly ItemCell[] = [
  { head: "CODE", of: ({ code }) => formatCode(code) },
  { head: "ITEM", of: ({ mnemonic }) => mnemonic ?? "" },
  { head: "UNIT", of: ({ unit }) => unit ?? "", yields: 2 },
  { head: "VALUES", of: ({ values }) => integer(values), yields: 1 },
  { head: "NULLS", of: ({ values, rows }) => integer(rows - values), yields: 3 },
  { head: "DENSITY", of: ({ values, rows }) => (rows === 0 ? "" : shareText(values / rows)) },
  { head: "GAP", of: ({ longestGap }) => durationOr(longestGap?.length) },
  {
    head: "STUCK",
    of: ({ stuck }) => {
      if (stuck === undefined) return NOT_JUDGED;
      return stuck.longest === undefined ? "0" : duration(stuck.longest.length);
    },
  },
  { head: "SPIKES", of: ({ spikes }) => (spikes === undefined ? NOT_JUDGED : integer(spikes)) },
  { head: "OUTSIDE", of: ({ outside }) => (outside === undefined ? NOT_JUDGED : integer(outside.values)) },
  { head: "MIN", of: ({ min }) => numberText(min) },
  { head: "MEDIAN", of: ({ median, medianIsExact }) => medianText(median, medianIsExact) },
  { head: "MAX", of: ({ max }) => numberText(max) },
];

function itemTable({ quality, units }: MeasuredQuality, width: number): string {
  const items = quality.items.filter(({ code }) => itemOf(code) > HEADER_ITEMS);
  if (items.length === 0) return "";
  let cells = ITEM_CELLS.filter(({ head }) => units || (head !== "UNIT" && head !== "OUTSIDE"));
  const widthOf = (): number =>
    sum(cells.map(({ head, of }) => Math.max(head.length, ...items.map((one) => of(one).length)) + 2)) - 2;
  for (let yields = 1; yields <= 3 && widthOf() > width; yields++) {
    cells = cells.filter((cell) => cell.yields !== yields);
  }
  const table = formatTable(
    items.map((one) => cells.map(({ of }) => of(one))),
    {
      head: cells.map(({ head }) => head),
      align: cells.map(({ head }) => (["CODE", "ITEM", "UNIT"].includes(head) ? "left" : "right")),
      width,
    },
  );
  const notes: (readonly [string, string])[] = [
    ["DENSITY", "share of the record's rows that have a value"],
    ["GAP", "longest time without a value"],
    [
      "STUCK",
      "longest time with one value other than 0, of ten minutes and ten values at least, of what should move",
    ],
    ["SPIKES", "values more than ten spreads from the median of the eleven around them (spread: scaled MAD)"],
    ...(units ? [["OUTSIDE", "values that cannot be on a rig, by the item's unit"] as const] : []),
    ["MEDIAN", "exact up to 1,024 different values, beyond that within 0.5 %"],
    [NOT_JUDGED, "not judged"],
  ];
  const count = `${counted(items.length, "item")}; those that say what, who and when (01 to 07 of a record) are in --json`;
  return `${table}\n${count}\n${listing("", notes, width).slice(1)}`;
}

const durationOr = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? NOT_JUDGED : duration(milliseconds);

/** In the unit that keeps it short: `45 s`, `12.5 min`, `3.4 h`, `5.0 d`. */
function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 120) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 7200) return `${(seconds / 60).toFixed(1)} min`;
  return seconds < 172_800 ? `${(seconds / 3600).toFixed(1)} h` : `${(seconds / 86_400).toFixed(1)} d`;
}

/** Six digits at most: the exact number is in --json. */
function numberText(value: number | undefined): string {
  if (value === undefined) return "";
  return Number.isInteger(value) && Math.abs(value) < 1e9
    ? String(value)
    : String(Number(value.toPrecision(6)));
}

function medianText(median: number | undefined, isExact: boolean): string {
  if (median === undefined || isExact) return numberText(median);
  return numberText(Number(median.toPrecision(4)));
}
