/** The last day of a contract that is in force. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Contract } from "../../../../shift/contract.js";
import { sentence } from "../../../parts/fields.js";
import { ask } from "../../../server/request.js";
import { useWords } from "../../../words/words.js";

interface Shown {
  readonly contract: Contract;
  readonly version: number;
  readonly done: () => void;
  readonly close: () => void;
}

export function EndForm({ contract, version, done, close }: Shown) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [day, choose] = useState(contract.validTo ?? "");
  const [wrong, tell] = useState<string>();
  useEffect(() => dialog.current?.showModal(), []);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const reply = await ask(`/contracts/${contract.id}/end`, {
      method: "POST",
      headers: { "if-match": `"${version}"` },
      json: { valid_to: day },
    });
    if (reply.kind === "answer") return done();
    tell(reply.kind === "refused" ? sentence(reply.refusal.detail) : words.lists.noLink);
  };
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="end-title">
      <form onSubmit={(event) => void send(event)}>
        <h2 id="end-title">{words.contracts.endQuestion}</h2>
        <div class="field">
          <label for="end-day">{words.contracts.validTo}</label>
          <input
            id="end-day"
            type="date"
            required
            min={contract.validFrom}
            value={day}
            onInput={(event) => choose(event.currentTarget.value)}
          />
        </div>
        {wrong !== undefined && (
          <p class="remainder open" role="alert">
            {wrong}
          </p>
        )}
        <div class="row">
          <button type="submit" class="main">
            {words.contracts.end}
          </button>
          <button type="button" class="plain" onClick={() => dialog.current?.close()}>
            {words.dialog.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}
