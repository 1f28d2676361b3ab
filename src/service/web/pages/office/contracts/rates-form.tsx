/** The rates of a draft, each with the fields that its kind has a use for, and the bands of metres drawn as they will hold. */
import { STANDBY_REASONS } from "../../../../shift/activity.js";
import type { LengthUnit } from "../../../../shift/length.js";
import { RATE_KINDS, type RateKind } from "../../../../shift/rate-kind.js";
import { useCell } from "../../../cell.js";
import { master } from "../../../device/master.js";
import { ChoiceField, sentence, TextField } from "../../../parts/fields.js";
import { DepthField } from "../../../parts/numbers.js";
import { fieldId, useProblems } from "../../../parts/problems.js";
import { reasonShown } from "../../../words/reason.js";
import { toldText } from "../../../words/told.js";
import { useWords } from "../../../words/words.js";
import { type ContractDraft, emptyRate, ofKind, type RateDraft } from "./draft.js";
import { CountField, PercentField, PriceField } from "./terms-form.js";

interface Shown {
  readonly draft: ContractDraft;
  readonly set: (fields: Partial<ContractDraft>) => void;
}

export function RatesForm({ draft, set }: Shown) {
  const words = useWords();
  const change = (id: string, fields: Partial<RateDraft>): void =>
    set({ rates: draft.rates.map((rate) => (rate.id === id ? { ...rate, ...fields } : rate)) });
  return (
    <section class="card" aria-labelledby="rates" id={fieldId("rates")}>
      <h2 id="rates">{words.contracts.rates}</h2>
      <div class="rows">
        {draft.rates.map((rate, i) => (
          <RateRow
            key={rate.id}
            rate={rate}
            unit={draft.lengthUnit}
            name={words.contracts.rate(i + 1)}
            change={(fields) => change(rate.id, fields)}
            drop={() => set({ rates: draft.rates.filter(({ id }) => id !== rate.id) })}
          />
        ))}
      </div>
      <div class="row">
        <button
          type="button"
          onClick={() => set({ rates: [...draft.rates, emptyRate(draft.rates.at(-1)?.kind ?? "metre")] })}
        >
          + {words.contracts.addRate}
        </button>
      </div>
    </section>
  );
}

function RateRow({
  rate,
  unit,
  name,
  change,
  drop,
}: {
  readonly rate: RateDraft;
  /** Of the contract. */
  readonly unit: LengthUnit;
  readonly name: string;
  readonly change: (fields: Partial<RateDraft>) => void;
  readonly drop: () => void;
}) {
  const words = useWords();
  const { rigs, types, items } = useCell(master);
  const at = (field: string): string => `rates/${rate.id}/${field}`;
  const { kind } = rate;
  const whole = useProblems(`rates/${rate.id}`).wrong;
  const text = (field: "size" | "reason", label: string) => (
    <TextField
      at={at(field)}
      label={label}
      value={rate[field] ?? ""}
      set={(value) => change({ [field]: value.trim() === "" ? null : value })}
    />
  );
  const depth = (field: "from" | "to", value: number | null) => (
    <DepthField
      at={at(field)}
      label={words.contracts[field]}
      value={value}
      set={(mm) => change(field === "from" ? { fromMm: mm } : { toMm: mm })}
      unit={unit}
    />
  );
  return (
    <fieldset class="entry rate plain-set" id={fieldId(`rates/${rate.id}`)}>
      <legend class="unseen">{name}</legend>
      <ChoiceField
        at={at("kind")}
        label={words.contracts.kind}
        value={kind}
        options={RATE_KINDS.map((id) => ({ id, name: words.contracts.kinds[id] }))}
        set={(value) => change(ofKind(rate, (value ?? "metre") as RateKind))}
      />
      {kind === "metre" && (
        <>
          {text("size", words.contracts.size)}
          {depth("from", rate.fromMm)}
          {depth("to", rate.toMm)}
        </>
      )}
      {kind === "hour" && (
        <>
          <ChoiceField
            at={at("activity_type")}
            label={words.contracts.activity}
            value={rate.activityType}
            none={words.contracts.any}
            options={types}
            set={(activityType) => change({ activityType })}
          />
          <ChoiceField
            at={at("reason")}
            label={words.contracts.reason}
            value={rate.reason}
            none={words.contracts.any}
            options={reasonsFor(rate).map((id) => ({ id, name: reasonShown(id, words) }))}
            set={(reason) => change({ reason })}
          />
          <ChoiceField
            at={at("payer")}
            label={words.contracts.payer}
            value={rate.payer}
            options={(["client", "contractor"] as const).map((id) => ({
              id,
              name: words.report.payers[id],
            }))}
            set={(payer) => change({ payer: (payer ?? "client") as RateDraft["payer"] })}
          />
          <CountField
            at={at("free_min")}
            label={words.contracts.free}
            value={rate.freeMin}
            set={(freeMin) => change({ freeMin })}
          />
        </>
      )}
      {kind === "man_hour" && text("reason", words.contracts.role)}
      {kind.startsWith("fixed") && text("reason", words.contracts.forWhat)}
      {kind === "item" && (
        <>
          <ChoiceField
            at={at("item")}
            label={words.contracts.item}
            value={rate.item}
            options={items}
            set={(item) => change({ item })}
          />
          <PercentField
            at={at("markup")}
            label={words.contracts.markup}
            value={rate.markupBp}
            set={(markupBp) => change({ markupBp })}
          />
        </>
      )}
      <ChoiceField
        at={at("rig")}
        label={words.contracts.rig}
        value={rate.rig}
        none={words.contracts.any}
        options={rigs}
        set={(rig) => change({ rig })}
      />
      <PriceField
        at={at("price")}
        label={words.contracts.price}
        value={rate.priceE4}
        set={(priceE4) => change({ priceE4 })}
      />
      <button
        type="button"
        class="plain drop"
        aria-label={words.report.removeRow(name)}
        title={words.report.remove}
        onClick={drop}
      >
        ×
      </button>
      {whole
        .map((problem) => toldText(problem, unit))
        .map((message) => (
          <p key={message} class="stays wrong">
            {sentence(message)}
          </p>
        ))}
    </fieldset>
  );
}

/** What reports can name: reasons of standby, and kinds of runs that make no metres; and what the rate has, which a program may have written. */
function reasonsFor({ payer, reason }: RateDraft): readonly string[] {
  const known = [...STANDBY_REASONS[payer], "ream", "redrill", "wedge"];
  return [...new Set([...known, ...(reason === null ? [] : [reason])])];
}
