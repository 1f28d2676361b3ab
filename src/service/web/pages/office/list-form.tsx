/** One thing of the master data, to be made or changed; what the server does not take stands under its field. */
import { useState } from "preact/hooks";
import { parseDecimal } from "../../../shift/decimal.js";
import { LENGTH_UNITS, metresText } from "../../../shift/length.js";
import { isLanguage, nameOf } from "../../../words/language.js";
import { newId } from "../../device/new-id.js";
import { FormDialog, type Wrong, wrongOf } from "../../parts/form.js";
import { DepthField } from "../../parts/numbers.js";
import { ask } from "../../server/request.js";
import { useWords } from "../../words/words.js";
import {
  choiceText,
  constants,
  type Kind,
  kinds,
  type ListField,
  type Names,
  type Row,
} from "./list-kinds.js";
import { WitsFields } from "./wits-fields.js";

interface Slot {
  readonly name: string;
  readonly starts: string;
  readonly ends: string;
}

const FIRST_SLOTS: readonly Slot[] = [
  { name: "day", starts: "06:00", ends: "18:00" },
  { name: "night", starts: "18:00", ends: "06:00" },
];

export function ListForm({
  kind,
  row,
  names,
  done,
  close,
}: {
  readonly kind: Kind;
  /** Null for a new one. */
  readonly row: Row | null;
  readonly names: Names;
  readonly done: () => void;
  readonly close: () => void;
}) {
  const words = useWords();
  const [id] = useState(row?.id ?? newId());
  const [values, put] = useState<Readonly<Record<string, unknown>>>(() =>
    Object.fromEntries(kinds[kind].map((field) => [field.name, row?.[field.name] ?? firstOf(field)])),
  );
  const [wrong, tell] = useState<Wrong>({});
  const send = async (): Promise<void> => {
    const missing = kinds[kind].filter(
      ({ name, optional }) => optional !== true && (values[name] ?? "") === "",
    );
    if (missing.length > 0) {
      tell(Object.fromEntries(missing.map(({ name }) => [name, words.fields.missing])));
      document.getElementById(`list-${missing[0]?.name}`)?.focus();
      return;
    }
    const kept = Object.fromEntries(
      Object.keys(constants[kind] ?? {}).flatMap((name) => (row === null ? [] : [[name, row[name]]])),
    );
    const body = {
      ...constants[kind],
      ...kept,
      ...Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, value === "" ? null : value]),
      ),
    };
    const reply = await ask(`/${kind}/${id}`, {
      method: "PUT",
      headers: row === null ? { "if-none-match": "*" } : { "if-match": `"${row.row_version}"` },
      json: body,
    });
    if (reply.kind === "answer") return done();
    const fields = kinds[kind].map(({ name }) => name);
    tell(reply.kind === "refused" ? wrongOf(reply.refusal, fields) : { all: words.lists.noLink });
  };
  return (
    <FormDialog
      title={row === null ? words.lists.add : words.lists.change}
      go={words.lists.keep}
      wrong={wrong["all"]}
      send={() => void send()}
      close={close}
    >
      {kinds[kind].map((field) => (
        <OneField
          key={field.name}
          field={field}
          names={names}
          value={values[field.name]}
          wrong={wrong[field.name]}
          set={(value) => put((now) => ({ ...now, [field.name]: value }))}
        />
      ))}
    </FormDialog>
  );
}

function firstOf({ input, of, optional }: ListField): unknown {
  if (input === "slots") return FIRST_SLOTS;
  if (input === "wits") return null;
  if (input === "zone") return Intl.DateTimeFormat().resolvedOptions().timeZone;
  return Array.isArray(of) && optional !== true ? of[0] : "";
}

function OneField({
  field: { name, label, input, of, optional },
  names,
  value,
  wrong,
  set,
}: {
  readonly field: ListField;
  readonly names: Names;
  readonly value: unknown;
  readonly wrong: string | undefined;
  readonly set: (value: unknown) => void;
}) {
  const words = useWords();
  const id = `list-${name}`;
  const text = words.lists.fields[label];
  if (input === "wits") return <WitsFields value={value as object | null} set={set} wrong={wrong} />;
  if (input === "slots") return <Slots value={value as readonly Slot[]} set={set} wrong={wrong} />;
  if (input === "depth")
    return (
      <>
        <DepthField
          at={id}
          label={`${text}${optional ? ` (${words.lists.optional})` : ""}`}
          value={parseDecimal(String(value ?? ""), 3) ?? null}
          set={(mm) => set(mm === null ? null : metresText(mm))}
        />
        {wrong !== undefined && <p class="wrong">{wrong}</p>}
      </>
    );
  const attributes = {
    id,
    "aria-invalid": wrong === undefined ? undefined : ("true" as const),
    "aria-describedby": `${id}-says`,
  };
  const options =
    input === "unit"
      ? LENGTH_UNITS.map((one) => ({ id: one, name: words.device.lengthNames[one] }))
      : typeof of === "string"
        ? (names.get(of) ?? [])
        : (of ?? []).map((one) => ({
            id: one,
            name: isLanguage(one) ? nameOf(one) : choiceText(one, words),
          }));
  return (
    <div class="field">
      <label for={id}>
        {text}
        {optional ? ` (${words.lists.optional})` : ""}
      </label>
      {input === "choice" || input === "unit" ? (
        <select
          {...attributes}
          value={String(value ?? "")}
          onChange={(event) => set(event.currentTarget.value)}
        >
          {input === "unit" && <option value="">{words.device.lengthNames.company}</option>}
          {input === "choice" && ((value ?? "") === "" || optional) && (
            <option value="">{words.report.choose}</option>
          )}
          {options.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...attributes}
          value={String(value ?? "")}
          class={input === "number" ? "number" : undefined}
          inputMode={input === "number" ? "decimal" : "text"}
          autocomplete="off"
          onInput={(event) =>
            set(input === "number" ? event.currentTarget.value.replace(",", ".") : event.currentTarget.value)
          }
        />
      )}
      <div id={`${id}-says`}>{wrong !== undefined && <p class="wrong">{wrong}</p>}</div>
    </div>
  );
}

function Slots({
  value,
  set,
  wrong,
}: {
  readonly value: readonly Slot[];
  readonly set: (value: readonly Slot[]) => void;
  readonly wrong: string | undefined;
}) {
  const words = useWords();
  const change = (i: number, fields: Partial<Slot>): void =>
    set(value.map((slot, at) => (at === i ? { ...slot, ...fields } : slot)));
  return (
    <fieldset class="plain-set">
      <legend>{words.lists.fields.slots}</legend>
      {value.map((slot, i) => (
        <div class="slot-row" key={i}>
          {(["name", "starts", "ends"] as const).map((name) => (
            <div class="field" key={name}>
              <label for={`slot-${i}-${name}`}>{words.lists.slot[name]}</label>
              <input
                id={`slot-${i}-${name}`}
                value={slot[name]}
                placeholder={name === "name" ? "" : "18:00"}
                onInput={(event) => change(i, { [name]: event.currentTarget.value })}
              />
            </div>
          ))}
          <button type="button" class="plain" onClick={() => set(value.filter((_, at) => at !== i))}>
            {words.report.remove}
          </button>
        </div>
      ))}
      {wrong !== undefined && <p class="remainder open">{wrong}</p>}
      <button type="button" onClick={() => set([...value, { name: "", starts: "06:00", ends: "18:00" }])}>
        + {words.lists.slot.add}
      </button>
    </fieldset>
  );
}
