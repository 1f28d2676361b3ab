/** What would this cost: a run and hours beside it, priced by the arithmetic of bills as the only shift of its day. */
import { useState } from "preact/hooks";
import { priceDay } from "../../../../shift/bill-lines.js";
import { lineToWire } from "../../../../shift/bill-wire.js";
import { HOUR } from "../../../../shift/clock.js";
import type { Contract } from "../../../../shift/contract.js";
import type { ShiftContent } from "../../../../shift/document.js";
import { useCell } from "../../../cell.js";
import { master } from "../../../device/master.js";
import { ChoiceField, sentence, TextField } from "../../../parts/fields.js";
import { DepthField, HoursField } from "../../../parts/numbers.js";
import { toldText } from "../../../words/told.js";
import { useWords } from "../../../words/words.js";
import { Lines } from "../boq/lines.js";

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

interface Typed {
  readonly size: string;
  readonly rig: string | null;
  readonly fromMm: number | null;
  readonly toMm: number | null;
  readonly type: string | null;
  readonly minutes: number | null;
}

/** A shift of nothing but what was typed. */
function shiftOf(contract: Contract, { size, rig, fromMm, toMm, type, minutes }: Typed): ShiftContent {
  const row = { hole: "", source: "typed", remarks: "" } as const;
  const metres = fromMm !== null && toMm !== null && toMm > fromMm;
  return {
    ...{ rig: rig ?? "", date: contract.validFrom, slot: "", startsAt: START, endsAt: START + 24 * HOUR },
    ...{ timeZone: "UTC", client: contract.client, contract: contract.id, project: null, supervisor: null },
    ...{ notes: "", crew: [], materials: [], surveys: [], casings: [], photos: [] },
    runs: metres
      ? [
          {
            ...{ ...row, id: "run", size, kind: "new", fromMm, toMm, startsAt: START, endsAt: START + HOUR },
            ...{ recoveredMm: null, onBottomSeconds: null, bit: null },
            ...(contract.lengthUnit === "ft" && { typedIn: "ft" as const }),
          },
        ]
      : [],
    activities:
      type === null || minutes === null || minutes === 0
        ? []
        : [
            {
              ...{ ...row, id: "activity", type, hole: null, reason: null, payer: "client", parallel: false },
              ...{ startsAt: START + HOUR, endsAt: START + HOUR + minutes * MINUTE },
            },
          ],
  };
}

export function Cost({ contract }: { readonly contract: Contract }) {
  const words = useWords();
  const { rigs, types, items } = useCell(master);
  const sizes = [...new Set(contract.rates.flatMap(({ size }) => size ?? []))];
  const [typed, put] = useState<Typed>({
    ...{ size: sizes[0] ?? "", rig: null, fromMm: null, toMm: null, type: null, minutes: null },
  });
  const set = (fields: Partial<Typed>): void => put({ ...typed, ...fields });
  const books = {
    activityTypes: new Map(types.map((type) => [type.id, type])),
    items: new Map(items.map((item) => [item.id, item])),
  };
  const content = shiftOf(contract, typed);
  const isEmpty = content.runs.length + content.activities.length === 0;
  const priced = isEmpty
    ? undefined
    : priceDay({ ...contract, monthSplit: "shift" }, [{ id: "typed", revision: 0, content }], books);
  const depth = (field: "fromMm" | "toMm", label: string) => (
    <DepthField
      at={`cost/${field}`}
      label={label}
      value={typed[field]}
      set={(mm) => set({ [field]: mm })}
      unit={contract.lengthUnit}
    />
  );
  return (
    <section class="card" aria-labelledby="cost">
      <h2 id="cost">{words.contracts.cost}</h2>
      <small>{words.contracts.costHint}</small>
      <div class="field-row">
        <TextField
          at="cost/size"
          label={words.contracts.size}
          value={typed.size}
          set={(size) => set({ size })}
        />
        {depth("fromMm", words.contracts.from)}
        {depth("toMm", words.contracts.to)}
        <ChoiceField
          at="cost/rig"
          label={words.contracts.rig}
          value={typed.rig}
          none={words.contracts.any}
          options={rigs}
          set={(rig) => set({ rig })}
        />
        <ChoiceField
          at="cost/type"
          label={words.contracts.costHours}
          value={typed.type}
          none={words.report.noContract}
          options={types}
          set={(type) => set({ type })}
        />
        <HoursField
          at="cost/hours"
          label={words.report.hours}
          value={typed.minutes}
          set={(minutes) => set({ minutes })}
        />
      </div>
      {priced !== undefined && (
        <>
          <Lines
            lines={priced.lines.map((line) => ({ ...lineToWire(line, contract.minorDigits), shift: null }))}
            by="work"
            currency={contract.currency}
          />
          {priced.problems
            .map((problem) => toldText(problem, contract.lengthUnit))
            .map((message) => (
              <p key={message} class="look">
                {sentence(message)}
              </p>
            ))}
        </>
      )}
    </section>
  );
}
