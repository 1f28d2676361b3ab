/** A charge in an open month, to be added, changed or taken out; what the server does not take stands in the form. */

import { useState } from "preact/hooks";
import type { WireLine } from "../../../../shift/bill-wire.js";
import { useCell } from "../../../cell.js";
import { master } from "../../../device/master.js";
import { newId } from "../../../device/new-id.js";
import { sentence } from "../../../parts/fields.js";
import { FormDialog } from "../../../parts/form.js";
import { ask } from "../../../server/request.js";
import { billedText, refusalText } from "../../../words/told.js";
import { useWords } from "../../../words/words.js";

interface Shown {
  readonly contract: string;
  readonly period: string;
  /** Null for a new one. */
  readonly line: WireLine | null;
  readonly done: () => void;
  readonly close: () => void;
}

export function ChargeForm({ contract, period, line, done, close }: Shown) {
  const words = useWords();
  const { rigs } = useCell(master);
  const [id] = useState(line?.charge ?? newId());
  const [values, put] = useState({
    date: line?.date ?? `${period}-01`,
    rig: line?.rig ?? "",
    description: line === null ? "" : billedText(line),
    quantity: line?.quantity ?? "1",
    unit: line?.unit ?? "",
    price: line?.price ?? "",
  });
  const [wrong, tell] = useState<string>();
  const path = `/boq/${contract}/${period}/charges/${id}`;
  const send = async (method: "PUT" | "DELETE"): Promise<void> => {
    const decimal = (text: string): string => text.trim().replace(",", ".").replace(/^−/, "-");
    const json = {
      ...values,
      rig: values.rig === "" ? null : values.rig,
      quantity: decimal(values.quantity),
      price: decimal(values.price),
    };
    const reply = await ask(path, method === "PUT" ? { method, json } : { method });
    if (reply.kind === "answer") return done();
    tell(reply.kind === "refused" ? sentence(refusalText(reply.refusal)) : words.lists.noLink);
  };
  const field = (name: keyof typeof values, label: string, type = "text") => (
    <div class="field">
      <label for={`charge-${name}`}>{label}</label>
      <input
        id={`charge-${name}`}
        {...({ type } as { type: "text" })}
        required={name !== "unit"}
        inputMode={name === "price" || name === "quantity" ? "decimal" : "text"}
        value={values[name]}
        autocomplete="off"
        onInput={(event) => put({ ...values, [name]: event.currentTarget.value })}
      />
    </div>
  );
  return (
    <FormDialog
      title={words.boq.chargeTitle}
      go={words.contracts.save}
      wrong={wrong}
      isCheckedByBrowser
      send={() => void send("PUT")}
      close={close}
      beside={
        line !== null && (
          <button type="button" class="danger" onClick={() => void send("DELETE")}>
            {words.boq.removeCharge}
          </button>
        )
      }
    >
      <small>{words.boq.chargeHint}</small>
      {field("description", words.boq.description)}
      <div class="charge-grid">
        {field("date", words.boq.date, "date")}
        <div class="field">
          <label for="charge-rig">{words.contracts.rig}</label>
          <select
            id="charge-rig"
            value={values.rig}
            onChange={(event) => put({ ...values, rig: event.currentTarget.value })}
          >
            <option value="">{words.contracts.any}</option>
            {rigs.map(({ id: rig, name }) => (
              <option key={rig} value={rig}>
                {name}
              </option>
            ))}
          </select>
        </div>
        {field("quantity", words.boq.quantity)}
        {field("unit", words.boq.unit)}
        {field("price", words.boq.price)}
      </div>
    </FormDialog>
  );
}
