/**
 * Fields of a form. What is typed stays as it was typed until the field is left; what can be understood of it is taken at once, so that nothing
 * waits for the field to be left. Errors stand under the field, in words.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { typed } from "../hands.js";
import { toldText } from "../words/told.js";
import { useWords } from "../words/words.js";
import { fieldId, useProblems, type Wrong } from "./problems.js";

interface Common {
  /** Its place in the document, by the names of the wire. */
  readonly at: string;
  readonly label: string;
  readonly hint?: string;
  /** Classes of the whole. */
  readonly wide?: boolean;
  readonly disabled?: boolean;
}

interface FieldProps extends Common {
  /** Why what is typed is not understood. */
  readonly own?: string | undefined;
  readonly children: (attributes: {
    id: string;
    "aria-invalid"?: "true";
    "aria-describedby"?: string;
    disabled: boolean;
    onBlur: () => void;
  }) => ComponentChildren;
}

export function Field({ at, label, hint, own, wide = false, disabled = false, children }: FieldProps) {
  const { wrong, left } = useProblems(at);
  const id = fieldId(at);
  const says = `${id}-says`;
  const errors = [
    ...(own === undefined ? wrong.slice(0, 1).map(told) : [{ severity: "error" as const, message: own }]),
    ...wrong.slice(1).map(told),
  ];
  const hasError = errors.some(({ severity }) => severity === "error");
  const isTold = errors.length > 0 || hint !== undefined;
  return (
    <div class={wide ? "field wide" : "field"}>
      <label for={id}>{label}</label>
      {children({
        id,
        disabled,
        onBlur: left,
        ...(hasError && { "aria-invalid": "true" as const }),
        ...(isTold && { "aria-describedby": says }),
      })}
      {isTold && (
        <div id={says}>
          {hint !== undefined && errors.length === 0 && <small>{hint}</small>}
          {errors.map(({ message, severity }) => (
            <p key={message} class={severity === "error" ? "wrong" : "look"}>
              {message}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}

const told = (problem: Wrong) => ({
  severity: problem.severity,
  message: sentence(toldText(problem)),
});

/** Messages begin small, since programs put places before them. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

interface TextProps extends Common {
  readonly value: string;
  readonly set: (value: string) => void;
  readonly long?: boolean;
  readonly list?: string;
}

export function TextField({ value, set, long = false, list, ...common }: TextProps) {
  return (
    <Field {...common}>
      {(attributes) =>
        long ? (
          <textarea
            {...attributes}
            value={value}
            rows={3}
            onInput={({ currentTarget }) => typed(() => set(currentTarget.value))}
          />
        ) : (
          <input
            {...attributes}
            value={value}
            list={list}
            maxLength={200}
            autocomplete="off"
            onInput={({ currentTarget }) => typed(() => set(currentTarget.value))}
          />
        )
      }
    </Field>
  );
}

interface ChoiceProps extends Common {
  readonly value: string | null;
  readonly set: (value: string | null) => void;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  /** What stands for nothing; without, something must be chosen. */
  readonly none?: string;
}

export function ChoiceField({ value, set, options, none, ...common }: ChoiceProps) {
  const words = useWords();
  const known = value === null || value === "" || options.some(({ id }) => id === value);
  return (
    <Field {...common}>
      {(attributes) => (
        <select
          {...attributes}
          value={value ?? ""}
          onChange={(event) => set(event.currentTarget.value === "" ? null : event.currentTarget.value)}
        >
          {(none !== undefined || value === null || value === "") && (
            <option value="">{none ?? words.report.choose}</option>
          )}
          {!known && <option value={value}>{value}</option>}
          {options.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** What a typed text says, or why it says nothing. */
export type Understood = { readonly value: number } | { readonly message: string };

interface TypedProps extends Common {
  readonly value: number | null;
  readonly set: (value: number | null) => void;
  readonly show: (value: number) => string;
  readonly read: (text: string) => Understood;
  readonly keypad?: "decimal" | "numeric";
  /** Buttons on both sides. */
  readonly steps?: {
    readonly less: () => void;
    readonly more: () => void;
    readonly lessLabel: string;
    readonly moreLabel: string;
    readonly text: string;
  };
  /** The other sign of a value: a button before the field turns to it. */
  readonly turn?: (value: number) => number;
  /** Whether a text that is still being typed is taken; without, whatever is understood. */
  readonly live?: (text: string) => boolean;
  /** Behind the number: a unit. */
  readonly placeholder?: string;
}

export function TypedField({
  value,
  set,
  show,
  read,
  keypad = "decimal",
  steps,
  turn,
  live,
  placeholder,
  ...common
}: TypedProps) {
  const words = useWords();
  const [text, type] = useState(value === null ? "" : show(value));
  const [why, tell] = useState<string>();
  const typing = useRef(false);
  /** What cannot be understood stays to be mended; the document has nothing meanwhile, and never what stood there before. */
  const odd = useRef(false);
  useEffect(() => {
    if (typing.current || (odd.current && value === null)) return;
    odd.current = false;
    type(value === null ? "" : show(value));
    tell(undefined);
  }, [value]);
  const take = (typed: string): void => {
    typing.current = true;
    type(typed);
    if (live !== undefined && !live(typed)) return;
    const understood = typed.trim() === "" ? { value: null } : read(typed);
    if (!("value" in understood)) return;
    odd.current = false;
    tell(undefined);
    if (understood.value !== value) set(understood.value);
  };
  const leave = (): void => {
    typing.current = false;
    const understood = text.trim() === "" ? { value: null } : read(text);
    odd.current = !("value" in understood);
    if ("value" in understood) {
      tell(undefined);
      type(understood.value === null ? "" : show(understood.value));
      if (understood.value !== value) set(understood.value);
    } else {
      tell(understood.message);
      if (value !== null) set(null);
    }
  };
  return (
    <Field {...common} own={why}>
      {({ onBlur, ...attributes }) => {
        const input = (
          <input
            {...attributes}
            class="number"
            value={text}
            inputMode={keypad}
            placeholder={placeholder}
            autocomplete="off"
            enterKeyHint="next"
            onFocus={(event) => event.currentTarget.select()}
            onInput={(event) => take(event.currentTarget.value)}
            onBlur={() => {
              leave();
              onBlur();
            }}
          />
        );
        if (turn !== undefined)
          return (
            <div class="signed">
              <button
                type="button"
                aria-label={words.fields.turn(common.label)}
                disabled={value === null}
                onClick={() => value !== null && set(turn(value))}
              >
                ±
              </button>
              {input}
            </div>
          );
        if (steps === undefined) return input;
        return (
          <div class="stepper">
            <button type="button" aria-label={`${common.label}: ${steps.lessLabel}`} onClick={steps.less}>
              −{steps.text}
            </button>
            {input}
            <button type="button" aria-label={`${common.label}: ${steps.moreLabel}`} onClick={steps.more}>
              +{steps.text}
            </button>
          </div>
        );
      }}
    </Field>
  );
}

export function Check({
  value,
  set,
  label,
  id,
}: {
  readonly value: boolean;
  readonly set: (value: boolean) => void;
  readonly label: string;
  readonly id?: string;
}) {
  return (
    <label class="check">
      <input id={id} type="checkbox" checked={value} onChange={(event) => set(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
