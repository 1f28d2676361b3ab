/** A question before something that cannot be taken back, with room for a comment where one is needed. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../words/words.js";
import { Refused } from "./refused.js";

export interface Question {
  readonly text: string;
  readonly yes: string;
  readonly danger?: boolean;
  /** A comment is asked for: it must be there, or may be. */
  readonly comment?: "needed" | "welcome";
  /** Of what may fail, a sentence that says why it is not done: the question stays open then, with what was typed. */
  readonly act: ((comment: string) => void) | ((comment: string) => Promise<string | undefined>);
}

/** A dialog is open as soon as it is drawn: what is typed next is meant for it. */
export function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return dialog;
}

export function Asking({ question, close }: { readonly question: Question; readonly close: () => void }) {
  const words = useWords();
  const dialog = useModal();
  const [comment, write] = useState("");
  const [tried, tryIt] = useState(false);
  const [busy, work] = useState(false);
  const [wrong, tell] = useState<string>();
  const missing = question.comment === "needed" && comment.trim() === "";
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    tryIt(true);
    if (missing) {
      document.getElementById("comment")?.focus();
      return;
    }
    if (busy) return;
    work(true);
    const why = await question.act(comment.trim());
    work(false);
    if (why === undefined) close();
    else tell(why);
  };
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="question">
      <form onSubmit={(event) => void send(event)}>
        <h2 id="question">{question.text}</h2>
        {question.comment !== undefined && (
          <div class="field">
            <label for="comment">{words.dialog.comment}</label>
            <textarea
              id="comment"
              rows={3}
              value={comment}
              aria-invalid={tried && missing ? "true" : undefined}
              aria-describedby="comment-says"
              onInput={(event) => write(event.currentTarget.value)}
            />
            <div id="comment-says">
              {tried && missing && <p class="wrong">{words.dialog.commentNeeded}</p>}
            </div>
          </div>
        )}
        <Refused why={wrong} />
        <div class="row">
          <button type="submit" class={question.danger ? "danger" : "main"} disabled={busy}>
            {question.yes}
          </button>
          <button type="button" class="plain" onClick={() => dialog.current?.close()}>
            {words.dialog.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** The question that is open, and how one is asked. */
export function useQuestion(): {
  readonly ask: (question: Question) => void;
  readonly shown: preact.JSX.Element | null;
} {
  const [question, put] = useState<Question | null>(null);
  return {
    ask: put,
    shown: question === null ? null : <Asking question={question} close={() => put(null)} />,
  };
}
