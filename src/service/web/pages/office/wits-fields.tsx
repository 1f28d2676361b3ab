/** Where the data of a rig are: one of the datasets that are served to the company, and what the feed does not say of itself. */
import { useAnswer } from "../../device/answers.js";
import { useWords } from "../../words/words.js";

interface Wits {
  readonly dataset?: string;
  readonly link?: string;
  readonly units?: string;
  readonly zone?: string;
  readonly well?: string;
}

const UNITS = ["metric", "fps", "fps-uk"] as const;

export function WitsFields({
  value,
  set,
  wrong,
}: {
  readonly value: Wits | null;
  readonly set: (value: Wits | null) => void;
  readonly wrong: string | undefined;
}) {
  const words = useWords().lists.wits;
  const { answer } = useAnswer<{ readonly items: readonly { readonly id: string }[] }>("/datasets");
  const names = (answer?.body.items ?? []).map(({ id }) => id);
  const { dataset = "" } = value ?? {};
  // What is not served any more stays, until somebody chooses another.
  const known = dataset === "" || names.includes(dataset) ? names : [dataset, ...names];
  const change = (fields: Wits): void => {
    const all = Object.entries({ ...value, ...fields }).filter(([, text]) => text !== "");
    const next = Object.fromEntries(all) as Wits;
    set(next.dataset === undefined ? null : next);
  };
  const text = (name: "link" | "zone" | "well") => (
    <div class="field">
      <label for={`wits-${name}`}>{words[name]}</label>
      <input
        id={`wits-${name}`}
        value={value?.[name] ?? ""}
        autocomplete="off"
        onInput={(event) => change({ [name]: event.currentTarget.value })}
      />
    </div>
  );
  return (
    <fieldset class="plain-set">
      <legend>{words.title}</legend>
      <div class="field">
        <label for="list-wits">{words.dataset}</label>
        <select
          id="list-wits"
          value={dataset}
          aria-describedby="list-wits-says"
          aria-invalid={wrong === undefined ? undefined : "true"}
          onChange={(event) => change({ dataset: event.currentTarget.value })}
        >
          <option value="">{words.none}</option>
          {known.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <div id="list-wits-says">
          {wrong !== undefined && <p class="wrong">{wrong}</p>}
          {answer !== undefined && known.length === 0 && <small>{words.noneServed}</small>}
        </div>
      </div>
      {dataset !== "" && (
        <>
          {text("link")}
          <div class="field">
            <label for="wits-units">{words.units}</label>
            <select
              id="wits-units"
              value={value?.units ?? ""}
              onChange={(event) => change({ units: event.currentTarget.value })}
            >
              <option value="">{words.ofData}</option>
              {UNITS.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          {text("zone")}
          {text("well")}
        </>
      )}
    </fieldset>
  );
}
