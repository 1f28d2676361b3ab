/** Puts a delivery in, counts what is there, or corrects; the server says what is left then. */
import { useState } from "preact/hooks";
import { decimalText, parseDecimal } from "../../../shift/decimal.js";
import { useCell } from "../../cell.js";
import { linkIs } from "../../device/link.js";
import { master, named } from "../../device/master.js";
import { newId } from "../../device/new-id.js";
import { may, me } from "../../device/session.js";
import { sentence } from "../../parts/fields.js";
import { ask } from "../../server/request.js";
import { refusalText } from "../../words/told.js";
import { useWords } from "../../words/words.js";

const KINDS = ["delivery", "count", "adjust"] as const;
type Kind = (typeof KINDS)[number];

export function StockForm({ rig, done }: { readonly rig: string | undefined; readonly done: () => void }) {
  const words = useWords();
  const lists = useCell(master);
  const [item, chooseItem] = useState("");
  // A store that is no rig's is the office's.
  const mayStore = may("contract:manage") || me.get()?.role === "manager";
  const only = lists.rigs.length === 1 && !mayStore ? lists.rigs[0]?.id : undefined;
  const [where, chooseRig] = useState(rig ?? only ?? "");
  const [kind, chooseKind] = useState<Kind>("delivery");
  const [quantity, write] = useState("");
  const [note, say] = useState("");
  // Of this form: what is sent again after a lost answer is the same move.
  const [own, renew] = useState(newId);
  const [told, tell] = useState<{ readonly wrong: boolean; readonly text: string } | null>(null);
  const [busy, work] = useState(false);
  const milli = typed(quantity);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (item === "" || milli === undefined || (where === "" && !mayStore)) {
      const place = item === "" ? "stock-item" : milli === undefined ? "stock-quantity" : "stock-rig";
      document.getElementById(place)?.focus();
      tell({ wrong: true, text: words.fields.missing });
      return;
    }
    work(true);
    const body = {
      id: own,
      item,
      rig: where === "" ? null : where,
      kind,
      quantity: decimalText(milli, 3, 0),
      note,
    };
    const reply = await ask("/stock", { method: "POST", headers: { "idempotency-key": own }, json: body });
    work(false);
    linkIs(reply.kind !== "no-link");
    if (reply.kind !== "answer") {
      const text = reply.kind === "refused" ? sentence(refusalText(reply.refusal)) : words.stock.noLink;
      tell({ wrong: true, text });
      return;
    }
    const { left } = reply.body as { readonly left: string };
    tell({ wrong: false, text: words.stock.kept(named(lists.items, item), left) });
    write("");
    say("");
    renew(newId());
    done();
  };
  return (
    <section class="card">
      <h2>{words.stock.move}</h2>
      <form class="field-row" onSubmit={(event) => void send(event)}>
        <Choice
          id="stock-item"
          label={words.stock.item}
          value={item}
          set={chooseItem}
          none={words.report.choose}
          all={lists.items}
        />
        <Choice
          id="stock-rig"
          label={words.stock.rig}
          value={where}
          set={chooseRig}
          none={mayStore ? words.stock.store : words.report.choose}
          all={lists.rigs}
        />
        <div class="field">
          <label for="stock-kind">{words.stock.kind}</label>
          <select
            id="stock-kind"
            value={kind}
            onChange={(event) => chooseKind(event.currentTarget.value as Kind)}
          >
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {words.stock.kinds[one]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="stock-quantity">
            {[words.stock.quantity, lists.items.find(({ id }) => id === item)?.unit]
              .filter(Boolean)
              .join(", ")}
          </label>
          <input
            id="stock-quantity"
            class="number"
            inputMode={kind === "adjust" ? "text" : "decimal"}
            autocomplete="off"
            value={quantity}
            onInput={(event) => write(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for="stock-note">{words.stock.note}</label>
          <input
            id="stock-note"
            maxLength={1000}
            value={note}
            onInput={(event) => say(event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="main" disabled={busy}>
          {words.stock.keep}
        </button>
      </form>
      {told !== null && (
        <p class={told.wrong ? "remainder open" : "remainder closed"} role={told.wrong ? "alert" : "status"}>
          {told.text}
        </p>
      )}
    </section>
  );
}

/** Thousandths of what was typed with a point or a comma; a correction may be below 0. */
function typed(text: string): number | undefined {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  return parseDecimal(plain, 3);
}

function Choice({
  id,
  label,
  value,
  set,
  none,
  all,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly none: string;
  readonly all: readonly { readonly id: string; readonly name: string }[];
}) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">{none}</option>
        {all.map(({ id: one, name }) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
