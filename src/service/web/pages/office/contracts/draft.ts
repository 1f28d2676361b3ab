/** A contract while it is typed: a number that is not understood yet is none, and is not sent. */
import { activationProblems, type Contract, type Rate } from "../../../../shift/contract.js";
import { errorAt, type Problem } from "../../../../shift/problem.js";
import type { RateKind } from "../../../../shift/rate-kind.js";
import { newId } from "../../../device/new-id.js";

type Typed<Row, Name extends keyof Row> = Omit<Row, Name> & { readonly [Field in Name]: Row[Field] | null };

export type RateDraft = Typed<Rate, "priceE4" | "freeMin" | "markupBp">;
export type ContractDraft = Typed<
  Omit<Contract, "rates">,
  "minorDigits" | "lengthStepMm" | "timeStepMin" | "taxBp"
> & { readonly rates: readonly RateDraft[] };

export const emptyRate = (kind: RateKind): RateDraft => ({
  ...{ id: newId(), kind, activityType: null, reason: null, size: null, item: null, rig: null },
  ...{ fromMm: null, toMm: null, priceE4: null, freeMin: 0, markupBp: 0, payer: "client" },
});

export const emptyContract = (id: string, today: string): ContractDraft => ({
  ...{ id, client: "", project: null, code: "", currency: "", minorDigits: 2, lengthUnit: "m" },
  ...{ lengthStepMm: 0, timeStepMin: 0, monthSplit: "shift", taxBp: 0, clientApproval: true },
  ...{ clientPrices: false, deemedDays: null, state: "draft", validFrom: today, validTo: null },
  rates: [emptyRate("metre")],
});

/** What another kind has no use for goes: who changes the kind would be refused for a field that is not shown. */
export function ofKind(rate: RateDraft, kind: RateKind): RateDraft {
  const bare = { ...emptyRate(kind), id: rate.id, rig: rate.rig, priceE4: rate.priceE4 };
  return kind === rate.kind ? rate : bare;
}

/** The whole contract, or undefined where something of it is not understood yet. */
export function wholeOf(draft: ContractDraft): Contract | undefined {
  const isWhole = (row: object): boolean =>
    ["minorDigits", "lengthStepMm", "timeStepMin", "taxBp", "priceE4", "freeMin", "markupBp"].every(
      (name) => (row as Readonly<Record<string, unknown>>)[name] !== null,
    );
  return isWhole(draft) && draft.rates.every(isWhole) ? (draft as Contract) : undefined;
}

/** All that stands in the way, of what is typed and of what it says. */
export function problemsOf(draft: ContractDraft): Problem[] {
  const lacking = [
    ...(draft.client === "" ? ["client"] : []),
    ...(draft.code.trim() === "" ? ["code"] : []),
    ...draft.rates.flatMap(({ id, priceE4 }) => (priceE4 === null ? [`rates/${id}/price`] : [])),
  ].map((at) => errorAt(at, "missing", { what: "value" }));
  const whole: Contract = {
    ...draft,
    minorDigits: draft.minorDigits ?? 2,
    lengthStepMm: draft.lengthStepMm ?? 0,
    timeStepMin: draft.timeStepMin ?? 0,
    taxBp: draft.taxBp ?? 0,
    rates: draft.rates.map((rate) => ({
      ...rate,
      priceE4: rate.priceE4 ?? 0,
      freeMin: rate.freeMin ?? 0,
      markupBp: rate.markupBp ?? 0,
    })),
  };
  return [...lacking, ...activationProblems(whole)];
}
