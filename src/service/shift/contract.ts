/** Contracts: in what they pay, how they measure, and their rates. What is wrong with one is said before it is activated. */
import type { ShownBand } from "./billed.js";
import { isDate } from "./clock.js";
import type { Id, Payer } from "./document.js";
import { type LengthUnit, lengthText, metresText } from "./length.js";
import { errorAt, type Problem, type ProblemParams } from "./problem.js";
import type { RateKind } from "./rate-kind.js";

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
    problems.push(errorAt("valid_from", "same-day", { contract: contract.code, day: contract.validFrom }));
  const [other] = inForce.filter(
    ({ currency, minorDigits }) => currency !== contract.currency || minorDigits !== contract.minorDigits,
  );
  if (other !== undefined)
    problems.push(
      errorAt("currency", "other-currency", {
        contract: contract.code,
        currency: other.currency,
        decimals: other.minorDigits,
      }),
    );
  return problems;
}

/** Why a contract cannot be activated. */
export function activationProblems(contract: Contract): Problem[] {
  const { rates, validFrom, validTo, minorDigits, currency, taxBp, lengthStepMm, timeStepMin } = contract;
  const problems: Problem[] = [];
  const outOfRange = (at: string, what: ProblemParams["out-of-range"]["what"]): void => {
    problems.push(errorAt(at, "out-of-range", { what }));
  };
  if (!/^[A-Z]{3}$/.test(currency)) problems.push(errorAt("currency", "no-currency"));
  if (!isCount(minorDigits, 4)) outOfRange("minor_digits", "minor-digits");
  if (!isCount(taxBp, 10_000)) outOfRange("tax", "tax");
  if (!isCount(lengthStepMm, 100_000)) outOfRange("length_step", "length-step");
  if (!isCount(timeStepMin, 1440)) outOfRange("time_step_min", "time-step");
  if (!isDate(validFrom)) problems.push(errorAt("valid_from", "no-date"));
  if (validTo !== null && !(isDate(validTo) && validTo >= validFrom))
    problems.push(errorAt("valid_to", "upside-down", { what: "days" }));
  if (rates.length === 0) problems.push(errorAt("rates", "no-rates"));
  for (const rate of rates) problems.push(...rateProblems(rate, minorDigits));
  for (const [i, rate] of rates.entries()) {
    const twin = rates.slice(0, i).find((other) => alike(rate, other));
    if (twin !== undefined) problems.push(errorAt(`rates/${rate.id}`, "two-alike", bandOf(twin)));
  }
  return problems;
}

/** Of a unit, in the smallest coin: with the most that a report can have of it, an amount is still counted exactly. */
const DEAREST_MINOR = 1_000_000_000;

function rateProblems(rate: Rate, minorDigits: number): Problem[] {
  const at = (field: string): string => `rates/${rate.id}/${field}`;
  const problems: Problem[] = [];
  if (rate.priceE4 > (DEAREST_MINOR / 10 ** minorDigits) * 10_000)
    problems.push(errorAt(at("price"), "out-of-range", { what: "price" }));
  else if (!isCount(rate.priceE4, Number.MAX_SAFE_INTEGER))
    problems.push(errorAt(at("price"), "price-below-0"));
  if (!isCount(rate.freeMin, 1440)) problems.push(errorAt(at("free_min"), "out-of-range", { what: "free" }));
  if (!isCount(rate.markupBp, 50_000))
    problems.push(errorAt(at("markup"), "out-of-range", { what: "markup" }));
  if (rate.kind === "item" && rate.item === null)
    problems.push(errorAt(at("item"), "missing", { what: "item" }));
  if ((rate.toMm ?? Number.POSITIVE_INFINITY) <= (rate.fromMm ?? 0))
    problems.push(errorAt(at("to"), "upside-down", { what: "band" }));
  for (const [field, kinds, set] of usedBy(rate))
    if (set && !kinds.includes(rate.kind))
      problems.push(errorAt(at(field), "without-use", { kind: rate.kind, field }));
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

/** The band of a rate as its problems name it: metres, or null for the top and the bottom. */
const bandOf = ({ fromMm, toMm }: Rate): ProblemParams["two-alike"] => ({
  from: fromMm === null ? null : metresText(fromMm),
  to: toMm === null ? null : metresText(toMm),
});

/** The depths between which a rate holds, in the unit of its contract. */
export const shownBand = ({ fromMm, toMm }: Pick<Rate, "fromMm" | "toMm">, unit: LengthUnit): ShownBand => ({
  from: lengthText(fromMm ?? 0, unit),
  to: toMm === null ? null : lengthText(toMm, unit),
  unit,
});
