/** What was sent, as the server lists it, and how a test of sending went. */
import type { Words } from "../../words/en.js";
import { instantText } from "../../words/words.js";

export interface Message {
  readonly id: string;
  readonly state: "waiting" | "sent" | "given-up";
  readonly attempts: number;
  readonly created_at: string;
  readonly next_at: string | null;
  readonly done_at: string | null;
  readonly error: string | null;
}

export interface Tested {
  readonly taken: boolean;
  readonly error: string | null;
}

/** When, and what became of it. */
export function messageText({ state, created_at, done_at, attempts, error }: Message, words: Words): string {
  const at = instantText(Date.parse(done_at ?? created_at));
  const why = error === null ? "" : `: ${error}`;
  return `${words.messages.states[state]} ${at} · ${words.messages.tries(attempts)}${state === "sent" ? "" : why}`;
}
