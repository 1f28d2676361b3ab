/** What is wrong, by field: fields show it under themselves, once somebody was there or has asked to submit. */
import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import type { Severity } from "../../shift/problem.js";
import type { Coded } from "../words/told.js";

/** Of the rules of this app, or of an answer of the server. */
export interface Wrong extends Coded {
  readonly at: string;
  readonly severity: Severity;
}

export interface Shown {
  readonly problems: readonly Wrong[];
  /** Whether all of it is shown, not only where somebody was. */
  readonly all: boolean;
}

export const Problems = createContext<Shown>({ problems: [], all: false });

/** The id in the page of the field at a place of the document. */
export const fieldId = (at: string): string => `at-${at.replaceAll("/", "-")}`;

export interface FieldState {
  readonly wrong: readonly Wrong[];
  readonly left: () => void;
}

export function useProblems(at: string): FieldState {
  const { problems, all } = useContext(Problems);
  const [was, been] = useState(false);
  return {
    wrong: all || was ? problems.filter((problem) => problem.at === at) : [],
    left: () => been(true),
  };
}

/** Goes to a field; where it is not in the page, to what holds it. */
export function goTo(at: string): void {
  const parts = at.split("/");
  for (let length = parts.length; length > 0; length--) {
    const found = document.getElementById(fieldId(parts.slice(0, length).join("/")));
    if (found === null) continue;
    found.scrollIntoView({ block: "center" });
    const own = found.matches("input,select,textarea,button")
      ? found
      : found.querySelector<HTMLElement>("input,select,textarea,button");
    (own ?? found).focus();
    return;
  }
}
