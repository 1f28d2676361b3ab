/** Fields of what a page is filtered by: each is asked anew when it is changed, and empty means no filter. */

interface Field {
  readonly id: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly set: (value: string) => void;
}

interface Choice extends Field {
  /** What stands for no filter. */
  readonly any: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  /** The label is for those who hear the page. */
  readonly isUnseen?: boolean;
}

/** Nothing where there is only one to choose. */
export const FilterChoice = ({ id, label, value = "", set, any, options, isUnseen = false }: Choice) =>
  options.length < 2 && value === "" ? null : (
    <div class="field">
      <label for={id} class={isUnseen ? "unseen" : undefined}>
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );

interface Input extends Field {
  readonly type: "date" | "search" | "text";
}

export const FilterInput = ({ id, label, value = "", set, type }: Input) => (
  <div class="field">
    <label for={id}>{label}</label>
    <input
      id={id}
      {...({ type } as { type: "search" })}
      value={value}
      autocomplete="off"
      onChange={(event) => set(event.currentTarget.value)}
    />
  </div>
);
