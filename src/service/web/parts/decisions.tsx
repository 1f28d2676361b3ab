/** What may be decided about a report by whoever reads it, as buttons; each asks for the words that it needs. */
import { useState } from "preact/hooks";
import type { ShiftDocument } from "../../shift/document.js";
import type { Part, ShiftEvent } from "../../shift/event.js";
import { MOVES } from "../../shift/workflow.js";
import { newId } from "../device/new-id.js";
import { may, me } from "../device/session.js";
import { decide } from "../server/decide.js";
import { refusalText } from "../words/told.js";
import { useWords } from "../words/words.js";
import { useQuestion } from "./dialog.js";
import { sentence } from "./fields.js";
import { useSubmitter } from "./history.js";

const partsHere = (): readonly Part[] => [
  ...(may("shift:decide") ? (["manager"] as const) : []),
  ...(may("shift:client-decide") ? (["client"] as const) : []),
];

/** Events of others than those who write: what may be decided from a state. */
export function eventsHere(state: ShiftDocument["state"]): ShiftEvent[] {
  const parts = partsHere();
  return MOVES.filter(
    ({ event, from, movers }) =>
      from.includes(state) &&
      event !== "submit" &&
      event !== "recall" &&
      movers.some(({ part }) => parts.includes(part)),
  ).map(({ event }) => event);
}

/** Whether it takes a comment of who is here. */
function needsComment(event: ShiftEvent): boolean {
  const movers = MOVES.flatMap((one) => (one.event === event ? one.movers : []));
  return movers.find(({ part }) => partsHere().includes(part))?.comment ?? false;
}

const AGREES: readonly ShiftEvent[] = ["approve", "release", "accept", "answer"];

const agreeingFirst = (a: ShiftEvent, b: ShiftEvent): number =>
  Number(AGREES.includes(b)) - Number(AGREES.includes(a));

/** Decided on, changed, or not there any more since it was looked at. */
const STALE: readonly number[] = [404, 409, 412];

export interface Deciding {
  readonly ask: (document: ShiftDocument, event: ShiftEvent) => void;
  readonly shown: preact.JSX.Element | null;
  readonly wrong: string | null;
}

/** `look` is called when the server has taken it, and when it has not because the report is another one by now. */
export function useDeciding(look: () => void): Deciding {
  const words = useWords();
  const { ask, shown } = useQuestion();
  const [wrong, tell] = useState<string | null>(null);
  return {
    shown,
    wrong,
    ask(document, event) {
      const own = newId();
      const send = async (comment: string): Promise<string | undefined> => {
        const refusal = await decide(document, { event, comment, own });
        if (refusal === "no-link") return words.decide.noLink;
        if (refusal !== undefined && !STALE.includes(refusal.status))
          return refusal.status === 401 ? words.app.ended : sentence(refusalText(refusal));
        tell(refusal === undefined ? null : sentence(refusalText(refusal)));
        look();
        return undefined;
      };
      ask({
        text: words.decide.questions[event],
        yes: words.decide.events[event],
        ...(needsComment(event) && { comment: "needed" as const }),
        danger: !AGREES.includes(event) && event !== "recall",
        act: send,
      });
    },
  };
}

export function Decisions({
  document,
  deciding,
  isQuiet = false,
}: {
  readonly document: ShiftDocument;
  readonly deciding: Deciding;
  /** Something else on the page is what is done next. */
  readonly isQuiet?: boolean;
}) {
  const words = useWords();
  const waits = document.state === "submitted" && may("shift:submit");
  const submitter = useSubmitter(waits ? document.id : null, document.rowVersion);
  const events: ShiftEvent[] = [
    ...eventsHere(document.state).toSorted(agreeingFirst),
    ...(submitter !== undefined && submitter === me.get()?.account.id ? (["recall"] as const) : []),
  ];
  if (events.length === 0) return null;
  return (
    <div class="row">
      {events.map((event) => (
        <button
          type="button"
          key={event}
          class={AGREES.includes(event) && !isQuiet ? "main" : event === "void" ? "danger" : ""}
          onClick={() => deciding.ask(document, event)}
        >
          {words.decide.events[event]}
        </button>
      ))}
    </div>
  );
}
