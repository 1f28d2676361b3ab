/** Who worked, as what, how long. */

import { MINUTE } from "../../../shift/clock.js";
import { crewMinutes } from "../../../shift/crew.js";
import { named } from "../../device/master.js";
import { newId } from "../../device/new-id.js";
import { ChoiceField, TextField } from "../../parts/fields.js";
import { focusSoon } from "../../parts/focus.js";
import { HoursField, hoursText } from "../../parts/numbers.js";
import { fieldId } from "../../parts/problems.js";
import { useWords } from "../../words/words.js";
import { Drop, Fold } from "./fold.js";
import { changeRow } from "./time-edits.js";
import { useWriting } from "./use-report.js";

export function CrewFold() {
  const words = useWords();
  const { draft, master, edit, remove } = useWriting();
  const roles = [...new Set(master.people.map(({ role }) => role).filter((role) => role !== ""))];
  const add = (): void => {
    const id = newId();
    const minutes = Math.round((draft.endsAt - draft.startsAt) / MINUTE);
    edit((now) => ({ ...now, crew: [...now.crew, { id, person: null, role: null, minutes }] }));
    focusSoon(fieldId(`crew/${id}/person`));
  };
  const total = crewMinutes(draft.crew.map(({ minutes }) => ({ minutes: minutes ?? 0 })));
  return (
    <Fold at="crew" title={words.report.crew} says={words.report.manHours(hoursText(total))}>
      <datalist id="roles">
        {roles.map((role) => (
          <option key={role} value={role} />
        ))}
      </datalist>
      {draft.crew.map(({ id, person, role, minutes }) => {
        const set = (fields: object): void => edit((now) => changeRow(now, "crew", id, { ...fields }));
        const at = `crew/${id}`;
        return (
          <div class="entry crew-entry" key={id}>
            <div class="first">
              <ChoiceField
                at={`${at}/person`}
                label={words.report.person}
                value={person}
                options={master.people}
                set={(chosen) => {
                  const usual = master.people.find((one) => one.id === chosen)?.role ?? "";
                  set({ person: chosen, ...(!role && { role: usual }) });
                }}
              />
            </div>
            <TextField
              at={`${at}/role`}
              label={words.report.role}
              value={role ?? ""}
              list="roles"
              set={(text) => set({ role: text })}
            />
            <HoursField
              at={`${at}/minutes`}
              label={words.report.hours}
              value={minutes}
              set={(value) => set({ minutes: value })}
            />
            <Drop
              name={words.report.removeRow(named(master.people, person) || words.report.person)}
              act={() => remove("crew", id, named(master.people, person) || words.report.person)}
            />
          </div>
        );
      })}
      <div class="row">
        <button type="button" onClick={add}>
          + {words.report.addPerson}
        </button>
      </div>
      <div class="row">
        <ChoiceField
          at="supervisor"
          label={words.report.supervisor}
          value={draft.supervisor}
          options={master.people}
          none="–"
          set={(supervisor) => edit((now) => ({ ...now, supervisor }))}
        />
      </div>
    </Fold>
  );
}
