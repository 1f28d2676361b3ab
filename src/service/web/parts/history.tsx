/** What was decided about a report, by whom, for whom and with which words; and why it came back. */
import type { ShiftState } from "../../shift/document.js";
import type { ShiftEvent } from "../../shift/workflow.js";
import { useAnswer } from "../device/answers.js";
import { momentText, useWords } from "../words/words.js";

interface Decided {
  readonly id: string;
  readonly revision: number;
  readonly event: ShiftEvent;
  readonly to: ShiftState;
  readonly actor: { readonly name: string };
  readonly on_behalf: { readonly name: string } | null;
  readonly comment: string;
  readonly at: string;
}

const useDecisions = (shift: string, version: number): readonly Decided[] =>
  useAnswer<{ readonly items: readonly Decided[] }>(`/shifts/${shift}/decisions`, version).answer?.body
    .items ?? [];

export function History({ shift, version }: { readonly shift: string; readonly version: number }) {
  const words = useWords();
  const decisions = useDecisions(shift, version);
  if (decisions.length === 0) return null;
  return (
    <section class="card">
      <h2>{words.history.title}</h2>
      <ol class="list">
        {decisions.map(({ id, event, actor, on_behalf, comment, at, revision }) => (
          <li key={id} class="line">
            <b>{words.decide.events[event]}</b>
            <span>
              {actor.name}
              {on_behalf === null ? "" : ` ${words.history.insteadOf(on_behalf.name)}`}
            </span>
            {comment !== "" && <span class="quote">{comment}</span>}
            <small>
              {words.history.revision(revision)} · {momentText(Date.parse(at))}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The words with which a report came back; nothing where it did not. */
export function CameBack({
  shift,
  state,
  version,
}: {
  readonly shift: string;
  readonly state: ShiftState;
  readonly version: number;
}) {
  const words = useWords();
  const last = useDecisions(shift, version)
    .filter(({ to, comment }) => comment !== "" && to === state)
    .at(-1);
  if (last === undefined || (state !== "returned" && state !== "disputed")) return null;
  return (
    <section class="card came-back">
      <h2>{words.report.returnedBecause}</h2>
      <p>
        {last.comment} <span class="faint">– {last.actor.name}</span>
      </p>
    </section>
  );
}
