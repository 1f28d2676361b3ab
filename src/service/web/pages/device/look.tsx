/** How the app looks on this device, and how old its lists are. */
import { LENGTH_UNITS, type LengthUnit } from "../../../shift/length.js";
import { useCell } from "../../cell.js";
import { master } from "../../device/master.js";
import { prefer, preferences } from "../../device/preferences.js";
import { LanguageField } from "../../parts/language-field.js";
import { freshen } from "../../start.js";
import { momentText, useWords } from "../../words/words.js";

export function Look() {
  const words = useWords();
  const { colours, lengths } = useCell(preferences);
  const { at } = useCell(master);
  return (
    <section class="card">
      <h2>{words.device.look}</h2>
      <LanguageField />
      <div class="field">
        <label for="lengths">{words.device.lengths}</label>
        <select
          id="lengths"
          value={lengths ?? "company"}
          onChange={({ currentTarget: { value } }) =>
            void prefer({ lengths: value === "company" ? null : (value as LengthUnit) })
          }
        >
          {(["company", ...LENGTH_UNITS] as const).map((name) => (
            <option key={name} value={name}>
              {words.device.lengthNames[name]}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="colours">{words.device.colours}</label>
        <select
          id="colours"
          value={colours}
          onChange={(event) => void prefer({ colours: event.currentTarget.value as typeof colours })}
        >
          {(["system", "day", "night"] as const).map((name) => (
            <option key={name} value={name}>
              {words.device.colourNames[name]}
            </option>
          ))}
        </select>
      </div>
      <h2>{words.device.master}</h2>
      {at !== null && <p>{words.device.masterAt(momentText(at))}</p>}
      <div class="row">
        <button type="button" onClick={() => void freshen()}>
          {words.device.refresh}
        </button>
      </div>
    </section>
  );
}
