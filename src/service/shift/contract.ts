/** Contracts: in what they pay, how they measure, and their rates. What is wrong with one is said before it is activated. */
import { isDate } from "./clock.js";
import type { Id, Payer } from "./document.js";
import { type LengthUnit, lengthText } from "./length.js";
import { errorAt, type Problem } from "./problem.js";

/**
 * What a rate is a price of: a metre of new hole, an hour of an activity or of work in old hole, an hour of a person, an item, or a shift or a day as a whole: a
 * sum that is added, one that is reached at least, or one that is not exceeded.
 */
export const RATE_KINDS = [
  ...(["metre", "hour", "man_hour", "item", "fixed_shift", "fixed_day"] as const),
  ...(["minimum_shift", "minimum_day", "maximum_shift", "maximum_day"] as const),
] as const;
/** A kind of price, of `RATE_KINDS`. */
export type RateKind = (typeof RATE_KINDS)[number];

/** A price, and the work that it is for: what is null holds for all. */
export interface Rate {
  readonly id: Id;
  readonly kind: RateKind;
  readonly activityType: Id | null;
  /** A reason of standby; of `hour` also `ream`, `redrill` or `wedge`, of `man_hour` a role, of a fixed sum what it is for. */
  readonly reason: string | null;
  readonly size: string | null;
  readonly item: Id | null;
  readonly rig: Id | null;
  /** The band of depths, from on and up to; null is the top, and the bottom. */
  readonly fromMm: number | null;
  readonly toMm: number | null;
  readonly priceE4: number;
  /** Minutes of a day that cost nothing. */
  readonly freeMin: number;
  /** On the price of an item, in 1/100 of a percent. */
  readonly markupBp: number;
  /** Whose time it is a price of. */
  readonly payer: Payer;
}

/** Between whom is elsewhere; here is how work is measured and priced. */
export interface Contract {
  readonly id: Id;
  readonly client: Id;
  readonly project: Id | null;
  /** The same in all versions of a contract. */
  readonly code: string;
  readonly currency: string;
  readonly minorDigits: number;
  readonly lengthUnit: LengthUnit;
  /** 0 charges what was drilled. */
  readonly lengthStepMm: number;
  readonly timeStepMin: number;
  readonly monthSplit: "shift" | "calendar";
  /** What the service does with a month by itself on the day that the company has chosen: it says that the bill can be issued, or issues it where nothing is missing. */
  readonly monthEnd?: "draft" | "issue";
  readonly taxBp: number;
  /** Whether the client decides on each report. */
  readonly clientApproval: boolean;
  /** Whether the client sees rates and bills in the portal. */
  readonly clientPrices: boolean;
  /** Days after which a report is taken as accepted. */
  readonly deemedDays: number | null;
  readonly state: "draft" | "active" | "ended";
  readonly validFrom: string;
  /** The last day; null is open. */
  readonly validTo: string | null;
  readonly rates: readonly Rate[];
}

/** The version of a contract by which a shift of that date is priced: the one that came into force last. */
export function contractOn(versions: readonly Contract[], code: string, date: string): Contract | undefined {
  return versions
    .filter(
      ({ state, validFrom, validTo, ...version }) =>
        version.code === code &&
        state !== "draft" &&
        validFrom <= date &&
        (validTo === null || date <= validTo),
    )
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
}

/**
 * Why a contract cannot come into force beside the other versions of its code: they have one bill a month, which is in one currency, and of two that
 * hold from the same day on nobody could say by which a shift is priced.
 */
export function versionProblems(contract: Contract, others: readonly Contract[]): Problem[] {
  const inForce = others.filter(({ id, state }) => id !== contract.id && state !== "draft");
  const problems: Problem[] = [];
  if (inForce.some(({ validFrom }) => validFrom === contract.validFrom))
    problems.push(
      errorAt(
        "valid_from",
        "two-alike",
        `another version of ${contract.code} holds from ${contract.validFrom} on; choose another day`,
      ),
    );
  const [other] = inForce.filter(
    ({ currency, minorDigits }) => currency !== contract.currency || minorDigits !== contract.minorDigits,
  );
  if (other !== undefined)
    problems.push(
      errorAt(
        "currency",
        "other-currency",
        `all versions of ${contract.code} are in ${other.currency} with ${other.minorDigits} decimals; take another code`,
      ),
    );
  return problems;
}

/** Why a contract cannot be activated. */
export function activationProblems(contract: Contract): Problem[] {
  const { rates, validFrom, validTo, minorDigits, currency, taxBp, lengthStepMm, timeStepMin } = contract;
  const problems: Problem[] = [];
  const wrong = (at: string, code: string, message: string): void => {
    problems.push(errorAt(at, code, message));
  };
  if (!/^[A-Z]{3}$/.test(currency))
    wrong("currency", "no-currency", "a currency has three letters, like USD");
  if (!isCount(minorDigits, 4)) wrong("minor_digits", "out-of-range", "amounts have 0 to 4 decimals");
  if (!isCount(taxBp, 10_000)) wrong("tax", "out-of-range", "a tax is from 0 to 100 %");
  if (!isCount(lengthStepMm, 100_000)) wrong("length_step", "out-of-range", "a step is from 0 to 100 m");
  if (!isCount(timeStepMin, 1440))
    wrong("time_step_min", "out-of-range", "a step is from 0 minutes to a day");
  if (!isDate(validFrom)) wrong("valid_from", "no-date", "say from which day on it holds");
  if (validTo !== null && !(isDate(validTo) && validTo >= validFrom))
    wrong("valid_to", "upside-down", "the last day is not before the first");
  if (rates.length === 0) wrong("rates", "no-rates", "a contract without rates prices nothing");
  for (const rate of rates) problems.push(...rateProblems(rate, minorDigits));
  for (const [i, rate] of rates.entries()) {
    const twin = rates.slice(0, i).find((other) => alike(rate, other));
    if (twin !== undefined)
      wrong(
        `rates/${rate.id}`,
        "two-alike",
        `it prices the same work as another, ${bandText(twin, contract.lengthUnit)}; nobody could say which of the two holds`,
      );
  }
  return problems;
}

/** Of a unit, in the smallest coin: with the most that a report can have of it, an amount is still counted exactly. */
const DEAREST_MINOR = 1_000_000_000;

function rateProblems(rate: Rate, minorDigits: number): Problem[] {
  const at = (field: string): string => `rates/${rate.id}/${field}`;
  const problems: Problem[] = [];
  if (rate.priceE4 > (DEAREST_MINOR / 10 ** minorDigits) * 10_000)
    problems.push(errorAt(at("price"), "out-of-range", "no unit of anything costs so much; check the price"));
  else if (!isCount(rate.priceE4, Number.MAX_SAFE_INTEGER))
    problems.push(
      errorAt(at("price"), "negative", "a price is not below 0; take off by an additional charge"),
    );
  if (!isCount(rate.freeMin, 1440))
    problems.push(errorAt(at("free_min"), "out-of-range", "free are from 0 minutes to a day"));
  if (!isCount(rate.markupBp, 50_000))
    problems.push(errorAt(at("markup"), "out-of-range", "a markup is from 0 to 500 %"));
  if (rate.kind === "item" && rate.item === null)
    problems.push(errorAt(at("item"), "missing", "say which item it is the price of"));
  if ((rate.toMm ?? Number.POSITIVE_INFINITY) <= (rate.fromMm ?? 0))
    problems.push(errorAt(at("to"), "upside-down", "a band ends deeper than it starts"));
  for (const [field, kinds, set] of usedBy(rate))
    if (set && !kinds.includes(rate.kind))
      problems.push(
        errorAt(at(field), "without-use", `a rate of kind ${rate.kind} has no ${field}; leave it empty`),
      );
  return problems;
}

/** Fields that would change nothing in the other kinds: whoever fills one in expects that it does. */
const usedBy = (rate: Rate): readonly (readonly [string, readonly RateKind[], boolean])[] => [
  ["size", ["metre"], rate.size !== null],
  ["from", ["metre"], rate.fromMm !== null],
  ["to", ["metre"], rate.toMm !== null],
  ["activity_type", ["hour"], rate.activityType !== null],
  ["free_min", ["hour"], rate.freeMin !== 0],
  ["item", ["item"], rate.item !== null],
  ["markup", ["item"], rate.markupBp !== 0],
  ["reason", ["hour", "man_hour", "fixed_shift", "fixed_day"], rate.reason !== null],
];

const isCount = (value: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= 0 && value <= most;

/** Whether two rates are for the same work, at the same precision, in some depth. */
const alike = (a: Rate, b: Rate): boolean =>
  a.kind === b.kind &&
  a.activityType === b.activityType &&
  a.reason === b.reason &&
  a.size === b.size &&
  a.item === b.item &&
  a.rig === b.rig &&
  (a.kind !== "hour" || a.payer === b.payer) &&
  hasBand(a) === hasBand(b) &&
  Math.max(a.fromMm ?? 0, b.fromMm ?? 0) <
    Math.min(a.toMm ?? Number.POSITIVE_INFINITY, b.toMm ?? Number.POSITIVE_INFINITY);

export const hasBand = ({ fromMm, toMm }: Pick<Rate, "fromMm" | "toMm">): boolean =>
  fromMm !== null || toMm !== null;

/** `100.00 to 200.00 m`, in the unit of the contract. */
export const bandText = ({ fromMm, toMm }: Pick<Rate, "fromMm" | "toMm">, unit: LengthUnit): string =>
  fromMm === null && toMm === null
    ? "any depth"
    : toMm === null
      ? `below ${lengthText(fromMm ?? 0, unit)} ${unit}`
      : `${lengthText(fromMm ?? 0, unit)} to ${lengthText(toMm, unit)} ${unit}`;
