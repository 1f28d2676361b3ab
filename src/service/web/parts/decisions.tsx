/** What may be decided about a report by whoever reads it, as buttons; each asks for the words that it needs. */
import { useState } from "preact/hooks";
import type { ShiftDocument } from "../../shift/document.js";
import { MOVES, type Part, type ShiftEvent } from "../../shift/workflow.js";
import { may } from "../device/session.js";
import { decide } from "../server/decide.js";
import { useWords } from "../words/words.js";
import { type Question, useQuestion } from "./dialog.js";
import { sentence } from "./fields.js";

const partsHere = (): readonly Part[] => [
  ...(may("shift:decide") ? (["manager"] as const) : []),
  ...(may("shift:client-decide") ? (["client"] as const) : []),
];

/** Events of others than those who write, and whether they need a comment. */
export function eventsHere(
  state: ShiftDocument["state"],
): { readonly event: ShiftEvent; readonly comment: boolean }[] {
  const parts = partsHere();
  return MOVES.filter(
    ({ event, from }) => from.includes(state) && event !== "submit" && event !== "recall",
  ).flatMap(({ event, movers }) => {
    const own = movers.find(({ part }) => parts.includes(part));
    return own === undefined ? [] : [{ event, comment: own.comment }];
  });
}

const AGREES: readonly ShiftEvent[] = ["approve", "release", "accept", "answer"];

const agreeingFirst = (a: { readonly event: ShiftEvent }, b: { readonly event: ShiftEvent }): number =>
  Number(AGREES.includes(b.event)) - Number(AGREES.includes(a.event));

export interface Deciding {
  readonly ask: (document: ShiftDocument, event: ShiftEvent) => void;
  readonly shown: preact.JSX.Element | null;
  readonly wrong: string | null;
}

/** `done` is called when the server has taken it. */
export function useDeciding(done: () => void): Deciding {
  const words = useWords();
  const { ask, shown } = useQuestion();
  const [wrong, tell] = useState<string | null>(null);
  return {
    shown,
    wrong,
    ask(document, event) {
      const one = eventsHere(document.state).find((other) => other.event === event);
      if (one === undefined) return;
      const send = async (comment: string): Promise<void> => {
        const refusal = await decide(document, event, comment);
        tell(refusal === undefined ? null : sentence(refusal.detail));
        if (refusal === undefined) done();
      };
      const question: Question = {
        text: words.decide.questions[event],
        yes: words.decide.events[event],
        ...(one.comment ? { comment: "needed" as const } : {}),
        danger: !AGREES.includes(event),
        act: (comment) => void send(comment),
      };
      ask(question);
    },
  };
}

export function Decisions({
  document,
  deciding,
}: {
  readonly document: ShiftDocument;
  readonly deciding: Deciding;
}) {
  const words = useWords();
  const events = eventsHere(document.state);
  if (events.length === 0) return null;
  return (
    <div class="row">
      {events.toSorted(agreeingFirst).map(({ event }) => (
        <button
          type="button"
          key={event}
          class={AGREES.includes(event) ? "main" : event === "void" ? "danger" : ""}
          onClick={() => deciding.ask(document, event)}
        >
          {words.decide.events[event]}
        </button>
      ))}
    </div>
  );
}
