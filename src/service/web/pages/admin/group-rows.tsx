/** Groups of a provider in the order in which they count, each with what its members are here. */
import type { Role } from "../../device/session.js";
import { TextLine } from "../../parts/form.js";
import { useWords } from "../../words/words.js";
import { PlaceLines } from "./member-form.js";
import type { GroupPlace } from "./provider.js";

interface Named {
  readonly id: string;
  readonly name: string;
}

export function GroupRows({
  groups,
  set,
  wrong,
  lists,
}: {
  readonly groups: readonly GroupPlace[];
  readonly set: (groups: readonly GroupPlace[]) => void;
  readonly wrong: string | undefined;
  readonly lists: { readonly clients: readonly Named[]; readonly rigs: readonly Named[] };
}) {
  const words = useWords();
  const change = (i: number, some: Partial<GroupPlace>): void =>
    set(groups.map((one, at) => (at === i ? { ...one, ...some } : one)));
  const changeRole = (i: number, role: Role): void =>
    change(i, { role, client: role === "client" ? (groups[i]?.client ?? null) : null, rigs: null });
  return (
    <div class="field">
      <span class="label">{words.settings.groups}</span>
      <small>{words.settings.groupsHint}</small>
      {groups.map((one, i) => (
        <fieldset class="group-row" key={i}>
          <legend>{words.settings.groupOf(i + 1)}</legend>
          <TextLine
            id={`group-${i}`}
            label={words.settings.group}
            value={one.group}
            set={(group) => change(i, { group })}
          />
          <PlaceLines
            id={`group-${i}`}
            role={one.role}
            setRole={(role) => changeRole(i, role)}
            client={one.client ?? ""}
            setClient={(client) => change(i, { client })}
            rigs={one.rigs}
            setRigs={(rigs) => change(i, { rigs })}
            wrong={{}}
            lists={lists}
          />
          <button
            type="button"
            class="plain"
            aria-label={`${words.settings.remove} ${words.settings.groupOf(i + 1)}`}
            onClick={() => set(groups.filter((_, at) => at !== i))}
          >
            {words.settings.remove}
          </button>
        </fieldset>
      ))}
      {wrong !== undefined && <p class="wrong">{wrong}</p>}
      <div class="row">
        <button
          type="button"
          onClick={() => set([...groups, { group: "", role: "viewer", client: null, rigs: null }])}
        >
          + {words.settings.addGroup}
        </button>
      </div>
    </div>
  );
}
