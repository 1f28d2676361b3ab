/** Which rate holds for a piece of work: the most specific one, by rig, then by size or reason, then by band. */
import type { Contract, Rate } from "./contract.js";
import { hasBand } from "./contract.js";
import type { Id, Payer } from "./document.js";
import type { RateKind } from "./rate-kind.js";

/** What a piece of work is, as far as rates ask. */
export interface Work {
  readonly kind: RateKind;
  readonly rig: Id;
  readonly size?: string;
  readonly activityType?: Id | null;
  readonly reason?: string | null;
  readonly item?: Id;
  readonly payer?: Payer;
}

/** The rate for work at a depth, or for work without one. */
export const rateFor = ({ rates }: Pick<Contract, "rates">, work: Work, depthMm?: number): Rate | undefined =>
  rates
    .filter((rate) => isFor(rate, work) && (depthMm === undefined || holdsAt(rate, depthMm)))
    .sort(bySpecificity)[0];

/** Of fixed sums each one that is for something else. */
export function fixedRates(contract: Pick<Contract, "rates">, kind: RateKind, rig: Id): Rate[] {
  const ofKind = contract.rates.filter((rate) => rate.kind === kind);
  const reasons = [...new Set(ofKind.map(({ reason }) => reason))];
  return reasons.flatMap((reason) => {
    const rates = ofKind.filter((rate) => rate.reason === reason);
    return rateFor({ rates }, { kind, rig, reason }) ?? [];
  });
}

/** A piece of hole with the rate that holds for all of it. */
export interface PricedPiece {
  readonly fromMm: number;
  readonly toMm: number;
  readonly rate: Rate | undefined;
}

/** A piece of hole cut where the rates change: nothing is lost, nothing is in two. */
export function cutAtBands(
  contract: Pick<Contract, "rates">,
  work: Work,
  { fromMm, toMm }: { readonly fromMm: number; readonly toMm: number },
): PricedPiece[] {
  const limits = contract.rates
    .filter((rate) => isFor(rate, work))
    .flatMap((rate) => [rate.fromMm, rate.toMm])
    .filter((limit): limit is number => limit !== null && limit > fromMm && limit < toMm);
  const cuts = [fromMm, ...[...new Set(limits)].sort((a, b) => a - b), toMm];
  const pieces: PricedPiece[] = [];
  for (const [i, start] of cuts.slice(0, -1).entries()) {
    const rate = rateFor(contract, work, start);
    const last = pieces.at(-1);
    if (last !== undefined && last.rate === rate) pieces[pieces.length - 1] = { ...last, toMm: cuts[i + 1]! };
    else pieces.push({ fromMm: start, toMm: cuts[i + 1]!, rate });
  }
  return pieces;
}

const isFor = (rate: Rate, work: Work): boolean =>
  rate.kind === work.kind &&
  (rate.rig === null || rate.rig === work.rig) &&
  (rate.size === null || rate.size === work.size) &&
  (rate.activityType === null || rate.activityType === work.activityType) &&
  (rate.reason === null || rate.reason === work.reason) &&
  (rate.item === null || rate.item === work.item) &&
  (work.payer === undefined || rate.payer === work.payer);

const holdsAt = ({ fromMm, toMm }: Rate, depthMm: number): boolean =>
  (fromMm ?? 0) <= depthMm && depthMm < (toMm ?? Number.POSITIVE_INFINITY);

/** Two that are alike in all of it are refused when a contract is activated; of a draft the first by id is shown. */
function bySpecificity(a: Rate, b: Rate): number {
  const [specific, other] = [specificity(a), specificity(b)];
  const first = specific.findIndex((is, i) => is !== other[i]);
  if (first < 0) return a.id < b.id ? -1 : 1;
  return specific[first] ? -1 : 1;
}

const specificity = (rate: Rate): readonly boolean[] => [
  rate.rig !== null,
  rate.size !== null || rate.reason !== null,
  hasBand(rate) || rate.activityType !== null,
];
