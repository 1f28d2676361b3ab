/** A report's state, in a word. */
import type { ShiftState } from "../../shift/document.js";
import { useWords } from "../words/words.js";

export function Chip({ state }: { readonly state: ShiftState }) {
  return <span class={`chip ${state}`}>{useWords().states[state]}</span>;
}
