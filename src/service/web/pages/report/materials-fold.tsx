/** What was used up, and notes for the office. */
import { named } from "../../device/master.js";
import { newId } from "../../device/new-id.js";
import { previousReport } from "../../device/start-report.js";
import { ChoiceField } from "../../parts/fields.js";
import { focusSoon } from "../../parts/focus.js";
import { QuantityField } from "../../parts/numbers.js";
import { fieldId } from "../../parts/problems.js";
import { useWords } from "../../words/words.js";
import { Drop, Fold } from "./fold.js";
import { changeRow } from "./time-edits.js";
import { useWriting } from "./use-report.js";

export function MaterialsFold() {
  const words = useWords();
  const { draft, master, edit, remove } = useWriting();
  const add = (item: string | null): void => {
    const id = newId();
    edit((now) => ({ ...now, materials: [...now.materials, { id, item, quantityMilli: null }] }));
    focusSoon(fieldId(`materials/${id}/${item === null ? "item" : "quantity"}`));
  };
  const used = new Set(draft.materials.map(({ item }) => item));
  const favourites = previousReport(draft.rig, draft.startsAt)?.draft.materials ?? [];
  const offered = [
    ...new Set(favourites.flatMap(({ item }) => (item === null || used.has(item) ? [] : [item]))),
  ];
  const unit = (item: string | null): string => master.items.find(({ id }) => id === item)?.unit ?? "";
  return (
    <Fold at="materials" title={words.report.materials} says={`${draft.materials.length}`}>
      {draft.materials.map(({ id, item, quantityMilli }) => {
        const set = (fields: object): void => edit((now) => changeRow(now, "materials", id, { ...fields }));
        const name = named(master.items, item) || words.report.item;
        return (
          <div class="entry material-entry" key={id}>
            <ChoiceField
              at={`materials/${id}/item`}
              label={words.report.item}
              value={item}
              options={master.items}
              set={(chosen) => set({ item: chosen })}
            />
            <QuantityField
              at={`materials/${id}/quantity`}
              label={`${words.report.quantity}${unit(item) === "" ? "" : `, ${unit(item)}`}`}
              unit={unit(item)}
              value={quantityMilli}
              set={(value) => set({ quantityMilli: value })}
            />
            <Drop name={words.report.removeRow(name)} act={() => remove("materials", id, name)} />
          </div>
        );
      })}
      <div class="row">
        <button type="button" onClick={() => add(null)}>
          + {words.report.addItem}
        </button>
        {offered.length > 0 && <span class="faint">{words.report.favourites}</span>}
        {offered.map((item) => (
          <button type="button" key={item} onClick={() => add(item)}>
            + {named(master.items, item)}
          </button>
        ))}
      </div>
    </Fold>
  );
}
