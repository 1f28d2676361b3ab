/** Forms in a dialog: fields with what is wrong under them, as the server says it by their places, and what is told once. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Refusal, Reply } from "../server/request.js";
import { refusalText, toldText } from "../words/told.js";
import { useWords } from "../words/words.js";
import { useModal } from "./dialog.js";
import { sentence } from "./fields.js";
import { Refused } from "./refused.js";

/** By the name of the field; `all` for what belongs to none. */
export type Wrong = Readonly<Record<string, string>>;

/** What the server refused, by fields: `/group_map/0/client` is of `group_map`, and `/timetable/issue_day` of `issue_day` where that is a field. */
export function wrongOf(refusal: Refusal, names: readonly string[]): Wrong {
  const own = refusal.errors.flatMap((error) => {
    const name = error.at.split("/").find((part) => names.includes(part));
    return name !== undefined ? [[name, sentence(toldText(error))] as const] : [];
  });
  return own.length > 0 ? Object.fromEntries(own) : { all: sentence(refusalText(refusal)) };
}

interface LineProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
  readonly children: (attributes: {
    readonly id: string;
    readonly "aria-invalid"?: "true";
    readonly "aria-describedby": string;
  }) => ComponentChildren;
}

export function Line({ id, label, hint, wrong, children }: LineProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        "aria-describedby": `${id}-says`,
        ...(wrong !== undefined && { "aria-invalid": "true" as const }),
      })}
      <div id={`${id}-says`}>
        {wrong !== undefined ? <p class="wrong">{wrong}</p> : hint !== undefined && <small>{hint}</small>}
      </div>
    </div>
  );
}

interface TextProps extends Omit<LineProps, "children"> {
  readonly value: string;
  readonly set: (value: string) => void;
  readonly type?: "text" | "email" | "password" | "date" | "search";
  readonly mode?: "numeric" | "text" | undefined;
  readonly complete?: string;
  readonly placeholder?: string;
}

export const TextLine = ({
  value,
  set,
  type = "text",
  mode,
  complete = "off",
  placeholder,
  ...line
}: TextProps) => (
  <Line {...line}>
    {(attributes) => (
      <input
        {...attributes}
        {...({ type } as { type: "text" })}
        value={value}
        inputMode={mode}
        autocomplete={complete as "off"}
        placeholder={placeholder}
        onInput={(event) => set(event.currentTarget.value)}
      />
    )}
  </Line>
);

interface ChoiceProps extends Omit<LineProps, "children"> {
  readonly value: string;
  readonly set: (value: string) => void;
  readonly options: readonly { readonly id: string; readonly name: string }[];
}

export function ChoiceLine({ value, set, options, ...line }: ChoiceProps) {
  const words = useWords();
  return (
    <Line {...line}>
      {(attributes) => (
        <select {...attributes} value={value} onChange={(event) => set(event.currentTarget.value)}>
          {!options.some(({ id }) => id === value) && <option value="">{words.report.choose}</option>}
          {options.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Line>
  );
}

/** Asks the server; what it refuses stands in the form. Answers whether it was taken. */
export interface Sending {
  readonly wrong: Wrong;
  readonly tell: (wrong: Wrong) => void;
  readonly busy: boolean;
  readonly send: <Body>(
    asking: () => Promise<Reply>,
    fields: readonly string[],
  ) => Promise<{ readonly body: Body } | undefined>;
}

export function useSending(): Sending {
  const words = useWords();
  const [wrong, tell] = useState<Wrong>({});
  const [busy, work] = useState(false);
  return {
    wrong,
    tell,
    busy,
    async send<Body>(asking: () => Promise<Reply>, fields: readonly string[]) {
      work(true);
      const reply = await asking();
      work(false);
      if (reply.kind === "answer") {
        tell({});
        return { body: reply.body as Body };
      }
      tell(reply.kind === "refused" ? wrongOf(reply.refusal, fields) : { all: words.account.noLink });
      return undefined;
    },
  };
}

interface DialogProps {
  readonly title: string;
  readonly wrong?: string | undefined;
  /** The button that sends. */
  readonly go: string;
  readonly busy?: boolean;
  readonly wide?: boolean;
  /** The browser itself says what is missing, and sends nothing before. */
  readonly isCheckedByBrowser?: boolean;
  readonly send: () => void;
  readonly close: () => void;
  /** Buttons beside the one that sends. */
  readonly beside?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function FormDialog({
  title,
  wrong,
  go,
  busy = false,
  wide = false,
  isCheckedByBrowser = false,
  send,
  close,
  beside,
  children,
}: DialogProps) {
  const words = useWords();
  const dialog = useModal();
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="dialog-title" class={wide ? "wide" : ""}>
      <form
        noValidate={!isCheckedByBrowser}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <h2 id="dialog-title">{title}</h2>
        {children}
        <div class="row dialog-foot">
          <Refused why={wrong} />
          <button type="submit" class="main" disabled={busy}>
            {go}
          </button>
          {beside}
          <button type="button" class="plain" onClick={() => dialog.current?.close()}>
            {words.dialog.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** What is shown once: a link, a key. */
export function ToldOnce({
  title,
  hint,
  text,
  close,
}: {
  readonly title: string;
  readonly hint: string;
  readonly text: string;
  readonly close: () => void;
}) {
  const words = useWords();
  const dialog = useModal();
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="told-title">
      <form method="dialog">
        <h2 id="told-title">{title}</h2>
        <p>{hint}</p>
        <Copied text={text} />
        <div class="row">
          <button type="submit" class="main">
            {words.dialog.ok}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** A text to take elsewhere. */
export function Copied({ text }: { readonly text: string }) {
  const words = useWords();
  const [done, tell] = useState(false);
  return (
    <div class="copied">
      <code>{text}</code>
      <button
        type="button"
        onClick={() =>
          void navigator.clipboard.writeText(text).then(
            () => tell(true),
            () => tell(false),
          )
        }
      >
        {done ? words.access.copied : words.access.copy}
      </button>
    </div>
  );
}
