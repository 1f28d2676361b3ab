/** Between whom a contract is, and how it measures. */
import type { Contract } from "../../../../shift/contract.js";
import { decimalText } from "../../../../shift/decimal.js";
import { typedNumber } from "../../../../shift/length.js";
import { useCell } from "../../../cell.js";
import { master } from "../../../device/master.js";
import { Check, ChoiceField, Field, TextField, TypedField } from "../../../parts/fields.js";
import { DepthField } from "../../../parts/numbers.js";
import { useWords } from "../../../words/words.js";
import type { ContractDraft } from "./draft.js";

interface Shown {
  readonly draft: ContractDraft;
  readonly set: (fields: Partial<ContractDraft>) => void;
}

export function TermsForm({ draft, set }: Shown) {
  const words = useWords();
  const { clients, projects } = useCell(master);
  return (
    <section class="card terms" aria-label={words.pages.contracts}>
      <TextField at="code" label={words.contracts.code} value={draft.code} set={(code) => set({ code })} />
      <ChoiceField
        at="client"
        label={words.contracts.client}
        value={draft.client}
        options={clients}
        set={(client) => set({ client: client ?? "", project: null })}
      />
      <ChoiceField
        at="project"
        label={words.contracts.project}
        value={draft.project}
        none={words.contracts.allProjects}
        options={projects.filter(({ client }) => client === draft.client)}
        set={(project) => set({ project })}
      />
      <DateField
        at="valid_from"
        label={words.contracts.validFrom}
        value={draft.validFrom}
        set={(validFrom) => set({ validFrom })}
      />
      <DateField
        at="valid_to"
        label={words.contracts.validTo}
        value={draft.validTo ?? ""}
        set={(validTo) => set({ validTo: validTo === "" ? null : validTo })}
      />
      <TextField
        at="currency"
        label={words.contracts.currency}
        value={draft.currency}
        set={(currency) => set({ currency: currency.trim().toUpperCase() })}
      />
      <CountField
        at="minor_digits"
        label={words.contracts.minorDigits}
        value={draft.minorDigits}
        set={(minorDigits) => set({ minorDigits })}
      />
      <PercentField
        at="tax"
        label={words.contracts.tax}
        value={draft.taxBp}
        set={(taxBp) => set({ taxBp })}
      />
      <ChoiceField
        at="length_unit"
        label={words.contracts.lengthUnit}
        value={draft.lengthUnit}
        options={(["m", "ft"] as const).map((id) => ({ id, name: words.contracts.units[id] }))}
        set={(lengthUnit) => set({ lengthUnit: (lengthUnit ?? "m") as Contract["lengthUnit"] })}
      />
      <DepthField
        at="length_step"
        label={words.contracts.lengthStep}
        hint={words.contracts.stepHint}
        value={draft.lengthStepMm}
        set={(lengthStepMm) => set({ lengthStepMm })}
        unit={draft.lengthUnit}
      />
      <CountField
        at="time_step_min"
        label={words.contracts.timeStep}
        hint={words.contracts.stepHint}
        value={draft.timeStepMin}
        set={(timeStepMin) => set({ timeStepMin })}
      />
      <ChoiceField
        at="month_split"
        label={words.contracts.monthSplit}
        value={draft.monthSplit}
        options={(["shift", "calendar"] as const).map((id) => ({ id, name: words.contracts.splits[id] }))}
        set={(split) => set({ monthSplit: (split ?? "shift") as Contract["monthSplit"] })}
      />
      <ChoiceField
        at="month_end"
        label={words.contracts.monthEnd}
        hint={words.contracts.monthEndHint}
        value={draft.monthEnd ?? "draft"}
        options={(["draft", "issue"] as const).map((id) => ({ id, name: words.contracts.monthEnds[id] }))}
        set={(end) => set({ monthEnd: end === "issue" ? "issue" : "draft" })}
      />
      <CountField
        at="deemed_days"
        label={words.contracts.deemedDays}
        value={draft.deemedDays}
        set={(deemedDays) => set({ deemedDays })}
      />
      <Check
        label={words.contracts.clientApproval}
        value={draft.clientApproval}
        set={(clientApproval) => set({ clientApproval })}
      />
      <Check
        label={words.contracts.clientPrices}
        value={draft.clientPrices}
        set={(clientPrices) => set({ clientPrices })}
      />
    </section>
  );
}

interface NumberProps {
  readonly at: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: number | null;
  readonly set: (value: number | null) => void;
}

export function CountField(props: NumberProps) {
  const words = useWords();
  return (
    <TypedField
      {...props}
      keypad="numeric"
      show={String}
      read={(text) =>
        /^\s*\d{1,6}\s*$/.test(text) ? { value: Number(text) } : { message: words.contracts.whole }
      }
    />
  );
}

export function PercentField(props: NumberProps) {
  const words = useWords();
  return (
    <TypedField
      {...props}
      show={(value) => decimalText(value, 2, 0)}
      read={(text) => {
        const number = typedNumber(text, 2, "percent");
        return "value" in number ? number : { message: words.contracts.percent };
      }}
      placeholder="%"
    />
  );
}

export function PriceField(props: NumberProps) {
  const words = useWords();
  return (
    <TypedField
      {...props}
      show={(value) => decimalText(value, 4, 2)}
      read={(text) => {
        const number = typedNumber(text, 4, "price");
        return "value" in number ? number : { message: words.contracts.price4 };
      }}
    />
  );
}

export function DateField({
  at,
  label,
  value,
  set,
}: {
  readonly at: string;
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
}) {
  return (
    <Field at={at} label={label}>
      {(attributes) => (
        <input
          {...attributes}
          type="date"
          value={value}
          onChange={(event) => set(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
