/** What was decided about a report, by whom, for whom and with which words; and why it came back. */
import type { ShiftState } from "../../shift/document.js";
import type { ShiftEvent } from "../../shift/event.js";
import { useAnswer } from "../device/answers.js";
import { momentText, useWords } from "../words/words.js";

interface Decided {
  readonly id: string;
  readonly revision: number;
  readonly event: ShiftEvent;
  readonly to: ShiftState;
  readonly actor: { readonly id: string; readonly name: string };
  readonly on_behalf: { readonly name: string } | null;
  readonly comment: string;
  readonly at: string;
}

const useDecisions = (shift: string | null, version: number): readonly Decided[] =>
  useAnswer<{ readonly items: readonly Decided[] }>(
    shift === null ? null : `/shifts/${shift}/decisions`,
    version,
  ).answer?.body.items ?? [];

/** The account that handed a report in last. Null asks nothing. */
export const useSubmitter = (shift: string | null, version: number): string | undefined =>
  useDecisions(shift, version).findLast(({ event }) => event === "submit")?.actor.id;

/** All that was decided of a report. A decision has the revision that it was made on; handing one in makes the next. */
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
              {words.history.revision(event === "submit" ? revision + 1 : revision)} ·{" "}
              {momentText(Date.parse(at))}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface Back {
  readonly shift: string;
  readonly state: ShiftState;
  readonly version: number;
}

/** The words with which a report came back, and whose they are; nothing where it did not. */
function useWhyBack({ shift, state, version }: Back): preact.JSX.Element | null {
  const decisions = useDecisions(shift, version);
  const last = decisions.findLast(({ to, comment }) => comment !== "" && to === state);
  if (last === undefined || (state !== "returned" && state !== "disputed")) return null;
  return (
    <p>
      {last.comment} <span class="faint">– {last.actor.name}</span>
    </p>
  );
}

export const WhyBack = (back: Back) => useWhyBack(back);

export function CameBack(back: Back) {
  const words = useWords();
  const why = useWhyBack(back);
  if (why === null) return null;
  return (
    <section class="card came-back">
      <h2>{back.state === "disputed" ? words.report.disputedBecause : words.report.returnedBecause}</h2>
      {why}
    </section>
  );
}
