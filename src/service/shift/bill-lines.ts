/**
 * From the reports of a rig and day to the lines of a bill. A day is priced as one, since what is free, steps, minimum and maximum are of the
 * day; each line belongs to the shift that made it.
 */
import type { ActivityType } from "./activity.js";
import { type BillLine, type LineKind, sumOfLines } from "./bill-line.js";
import type { Billed } from "./billed.js";
import { chargedTimes } from "./charged-time.js";
import { HOUR } from "./clock.js";
import { type Contract, hasBand, type Rate, shownBand } from "./contract.js";
import { decimalText } from "./decimal.js";
import type { Id, RunRow, ShiftContent } from "./document.js";
import { halfUp, toStep } from "./half-up.js";
import { centiFeet } from "./length.js";
import { amountMinor, type Quantity } from "./money.js";
import { type DepthAt, type Part, type PartRun, partsByMonth } from "./month-end.js";
import { type Problem, warningAt } from "./problem.js";
import { cutAtBands, fixedRates, rateFor } from "./rates.js";
import { exactLength, isNew } from "./run.js";
import { lengthOf } from "./span.js";

/** A report as it counts: the revision that is valid. */
export interface CountedShift {
  readonly id: Id;
  readonly revision: number;
  readonly content: ShiftContent;
}

/** What lines are named by. */
export interface Books {
  readonly activityTypes: ReadonlyMap<Id, Pick<ActivityType, "name">>;
  readonly items: ReadonlyMap<Id, { readonly name: string; readonly unit: string }>;
}

/** A day in lines. */
export interface PricedDay {
  readonly lines: readonly BillLine[];
  /** Work without a rate, by shift: for a manager to look at. */
  readonly problems: readonly (Problem & { readonly shift: Id })[];
}

/** One part of one shift, while it is priced. */
interface Worked {
  readonly shift: CountedShift;
  readonly part: Part;
}

/** Work that waits for its price. */
interface Draft {
  readonly worked: Worked;
  readonly kind: LineKind;
  readonly rate: Rate | undefined;
  /** What the contractor pays costs nothing without a rate; all else without one is told. */
  readonly free: boolean;
  readonly hole: Id | null;
  readonly size: string | null;
  /** What tells it from other work without a rate. */
  readonly subject: string;
  readonly billed: Billed;
  readonly quantity: Quantity;
  readonly unit: string;
}

/**
 * The lines of all shifts of one rig and date, in the order of the day. Shifts of other contracts are not for this one and are left out;
 * so is what was done beside the main line, which is paid by the hours of its people.
 */
export function priceDay(
  contract: Contract,
  shifts: readonly CountedShift[],
  books: Books,
  depthAt?: DepthAt,
): PricedDay {
  const own = shifts
    .filter(({ content }) => content.contract === contract.id)
    .sort((a, b) => a.content.startsAt - b.content.startsAt || (a.id < b.id ? -1 : 1));
  const days = new Set(own.map(({ content: { rig, date } }) => `${rig} ${date}`));
  if (days.size > 1) throw new RangeError("shifts of several rigs or days were given as one day");
  const worked = own.flatMap((shift) =>
    (contract.monthSplit === "calendar" ? partsByMonth(shift.content, depthAt) : [shift.content]).map(
      (part) => ({
        shift,
        part,
      }),
    ),
  );
  const drafts = [
    ...worked.flatMap((one) => metres(contract, one)),
    ...hours(contract, worked, books),
    ...worked.flatMap((one) => manHours(contract, one)),
    ...worked.flatMap((one) => items(contract, one, books)),
  ];
  const lines = drafts.map((draft) => lineOf(contract, draft));
  const limits = own.flatMap((shift) => wholeShift(contract, shift, lines));
  const ofDay = own.length === 0 ? [] : wholeDay(contract, own, [...lines, ...limits]);
  return { lines: [...lines, ...limits, ...ofDay], problems: drafts.flatMap(withoutRate) };
}

function metres(contract: Contract, worked: Worked): Draft[] {
  const { rig } = worked.shift.content;
  const pieces = worked.part.runs.filter(isNew).flatMap((run) =>
    cutAtBands(contract, { kind: "metre", rig, size: run.size }, run).map(({ rate, fromMm, toMm }) => ({
      ...{ rate, hole: run.hole, size: run.size, cutBy: run.cutBy },
      charged: chargedLength(contract, {
        fromMm,
        toMm,
        ...(run.typedIn !== undefined && { typedIn: run.typedIn }),
      }),
    })),
  );
  return grouped(pieces, ({ rate, hole, size }) => [rate?.id, hole, size]).map((group) => {
    const { rate, hole, size } = group[0]!;
    const exact = sumOf(group, ({ charged }) => charged);
    const band = rate !== undefined && hasBand(rate) ? shownBand(rate, contract.lengthUnit) : null;
    return {
      ...({ worked, kind: "metre", rate, free: false, hole, size, subject: "" } as const),
      billed: {
        code: "drilling",
        params: { size, band, cut: cutBy(group), without_rate: false },
      },
      quantity: {
        value: contract.lengthUnit === "ft" ? halfUp([exact, 10], [3048]) : exact / 1000,
        per: 1000,
      },
      unit: contract.lengthUnit,
    };
  });
}

/** How the metres of a shift came to two months, where its month ends in a run: whoever reads the bill sees what told it. */
function cutBy(pieces: readonly { readonly cutBy: PartRun["cutBy"] }[]): "time" | "depth" | null {
  const by = new Set(pieces.flatMap((piece) => piece.cutBy ?? []));
  return by.size === 0 ? null : by.has("time") ? "time" : "depth";
}

/**
 * What is charged of a piece of hole, in thousandths of a millimetre: by steps of its depths where the contract has some, in its own unit. Of a contract in
 * metres these are whole millimetres; of one in feet a run that was typed in feet is as long as it was typed.
 */
function chargedLength(
  { lengthUnit, lengthStepMm: step }: Contract,
  piece: Pick<RunRow, "fromMm" | "toMm" | "typedIn">,
): number {
  const { fromMm, toMm } = piece;
  if (lengthUnit === "m") return (toStep(toMm, step) - toStep(fromMm, step)) * 1000;
  if (step === 0) return exactLength(piece);
  const inSteps = (mm: number): number => toStep(centiFeet(mm), centiFeet(step));
  return (inSteps(toMm) - inSteps(fromMm)) * 3048;
}

/** Hours go by rate and day: lines of a part are one for each rate, and one for each thing that has none. */
function hours(contract: Contract, all: readonly Worked[], books: Books): Draft[] {
  const groups = all.flatMap((worked) => {
    const { rig } = worked.shift.content;
    const rows = [
      ...worked.part.runs
        .filter((run) => !isNew(run))
        .map((run) => ({
          ...spent(run),
          payer: "client" as const,
          activityType: null,
          reason: run.kind as string,
        })),
      ...worked.part.activities
        .filter(({ parallel }) => !parallel)
        .map((row) => ({ ...spent(row), payer: row.payer, activityType: row.type, reason: row.reason })),
    ].map((row) => ({ ...row, rate: rateFor(contract, { kind: "hour", rig, ...row }) }));
    return grouped(rows, ({ rate, activityType, reason, payer }) =>
      rate === undefined ? [activityType, reason, payer] : [rate.id],
    ).map((group) => ({
      worked,
      first: group[0]!,
      milliseconds: sumOf(group, ({ milliseconds }) => milliseconds),
    }));
  });
  const rated = groups.filter(({ first }) => first.rate !== undefined);
  const charged = chargedTimes(
    rated.map(({ first, milliseconds }) => ({
      rate: first.rate!.id,
      freeMin: first.rate!.freeMin,
      milliseconds,
    })),
    contract.timeStepMin,
  );
  const due = new Map(rated.map((group, i) => [group, charged[i]!]));
  return groups.map((group) => {
    const { worked, first, milliseconds } = group;
    const { rate, activityType, reason, payer } = first;
    const named = rate === undefined ? { activityType, reason } : rate;
    const isFree = payer === "contractor";
    return {
      ...({ worked, kind: "hour", rate, hole: null, size: null, unit: "h" } as const),
      free: isFree,
      subject: rate === undefined ? JSON.stringify([activityType, reason, payer]) : "",
      billed: {
        code: "hours",
        params: {
          activity:
            named.activityType === null
              ? null
              : (books.activityTypes.get(named.activityType)?.name ?? named.activityType),
          reason: named.reason,
          contractor: isFree,
          free_s: (rate?.freeMin ?? 0) * 60,
          without_rate: false,
        },
      },
      quantity: { value: due.get(group) ?? milliseconds, per: HOUR },
    };
  });
}

const spent = (row: { startsAt: number; endsAt: number }): { milliseconds: number } => ({
  milliseconds: lengthOf(row),
});

/** Whoever no rate is for costs nothing: most contracts pay for metres and not for people. */
function manHours(contract: Contract, worked: Worked): Draft[] {
  const { rig } = worked.shift.content;
  const people = worked.part.crew
    .map(({ role, minutes }) => ({
      ...{ role, minutes, rate: rateFor(contract, { kind: "man_hour", rig, reason: role }) },
    }))
    .filter(({ rate }) => rate !== undefined);
  return grouped(people, ({ rate }) => [rate?.id]).map((group) => {
    const { rate } = group[0]!;
    return {
      ...({
        worked,
        kind: "man_hour",
        rate,
        free: true,
        hole: null,
        size: null,
        subject: "",
        unit: "h",
      } as const),
      billed: { code: "man-hours", params: { role: rate?.reason ?? null } },
      quantity: { value: sumOf(group, ({ minutes }) => minutes), per: 60 },
    };
  });
}

function items(contract: Contract, worked: Worked, books: Books): Draft[] {
  const { rig } = worked.shift.content;
  return grouped(worked.part.materials, ({ item }) => [item]).map((group) => {
    const { item } = group[0]!;
    const rate = rateFor(contract, { kind: "item", rig, item });
    const book = books.items.get(item);
    const markup = rate === undefined || rate.markupBp === 0 ? null : decimalText(rate.markupBp, 2, 0);
    return {
      ...({ worked, kind: "item", rate, free: false, hole: null, size: null, subject: item } as const),
      billed: {
        code: "item",
        params: { name: book?.name ?? item, markup, without_rate: false },
      },
      quantity: { value: sumOf(group, ({ quantityMilli }) => quantityMilli), per: 1000 },
      unit: book?.unit ?? "",
    };
  });
}

function lineOf(contract: Contract, draft: Draft): BillLine {
  const { worked, kind, rate, hole, size, subject, billed, quantity, unit } = draft;
  const { shift, part } = worked;
  const priceE4 = rate?.priceE4 ?? 0;
  const markupBp = kind === "item" ? (rate?.markupBp ?? 0) : 0;
  return {
    key: JSON.stringify([shift.id, part.date, kind, rate?.id ?? null, hole, size, subject]),
    shift: shift.id,
    revision: shift.revision,
    date: part.date,
    rig: shift.content.rig,
    ...{ hole, size, rate: rate?.id ?? null, kind },
    billed: isUnrated(draft) ? withoutItsRate(billed) : billed,
    ...{ quantity, unit, priceE4, markupBp },
    amountMinor: amountMinor(priceE4, quantity, contract.minorDigits, markupBp),
    adjusts: null,
  };
}

const isUnrated = ({ rate, free }: Draft): boolean => rate === undefined && !free;

const withoutItsRate = (billed: Billed): Billed =>
  ({ ...billed, params: { ...billed.params, without_rate: true } }) as Billed;

const withoutRate = (draft: Draft): (Problem & { shift: Id })[] =>
  isUnrated(draft)
    ? [
        {
          ...warningAt(
            draft.kind === "metre" ? "runs" : draft.kind === "item" ? "materials" : "activities",
            "no-rate",
            { billed: draft.billed },
          ),
          shift: draft.worked.shift.id,
        },
      ]
    : [];

function wholeShift(contract: Contract, shift: CountedShift, lines: readonly BillLine[]): BillLine[] {
  const { rig, date } = shift.content;
  const place = { shift: shift.id, revision: shift.revision, date, rig, unit: "shift" } as const;
  const own = lines.filter((line) => line.shift === shift.id);
  return limited(contract, ["fixed_shift", "minimum_shift", "maximum_shift"], place, sumOfLines(own));
}

function wholeDay(
  contract: Contract,
  shifts: readonly CountedShift[],
  lines: readonly BillLine[],
): BillLine[] {
  const { rig, date } = shifts[0]!.content;
  const place = { shift: null, revision: null, date, rig, unit: "day" } as const;
  return limited(contract, ["fixed_day", "minimum_day", "maximum_day"], place, sumOfLines(lines));
}

/** Fixed sums, then what is missing to the minimum, then what is above the maximum, as a line below 0. */
function limited(
  contract: Contract,
  [fixed, minimum, maximum]: readonly [
    LineKind & Rate["kind"],
    LineKind & Rate["kind"],
    LineKind & Rate["kind"],
  ],
  place: Pick<BillLine, "shift" | "revision" | "date" | "rig" | "unit"> & {
    readonly rig: Id;
    readonly unit: "shift" | "day";
  },
  sum: number,
): BillLine[] {
  const { rig, unit, shift, date } = place;
  const line = (kind: LineKind, rate: Rate, billed: Billed, amount: number): BillLine => ({
    key: JSON.stringify([shift ?? rig, date, kind, rate.id, null, null, ""]),
    ...place,
    ...{ hole: null, size: null, rate: rate.id, kind, billed },
    quantity: { value: 1, per: 1 },
    // What a minimum adds is no price of the contract: the amount says it.
    priceE4: kind === fixed ? rate.priceE4 : amount * 10 ** (4 - contract.minorDigits),
    markupBp: 0,
    amountMinor: amount,
    adjusts: null,
  });
  const one = ({ priceE4 }: Rate): number => amountMinor(priceE4, { value: 1, per: 1 }, contract.minorDigits);
  const lines = fixedRates(contract, fixed, rig).map((rate) =>
    line(fixed, rate, { code: "fixed", params: { name: rate.reason, a: unit } }, one(rate)),
  );
  let total = sum + sumOfLines(lines);
  const least = rateFor(contract, { kind: minimum, rig });
  if (least !== undefined && total < one(least)) {
    lines.push(line(minimum, least, { code: "minimum", params: { a: unit } }, one(least) - total));
    total = one(least);
  }
  const most = rateFor(contract, { kind: maximum, rig });
  if (most !== undefined && total > one(most))
    lines.push(line(maximum, most, { code: "maximum", params: { a: unit } }, one(most) - total));
  return lines;
}

const sumOf = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

/** Rows of one key together, in the order in which keys first occur. */
function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => readonly unknown[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}
