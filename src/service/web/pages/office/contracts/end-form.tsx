/** The last day of a contract that is in force. */
import { useState } from "preact/hooks";
import type { Contract } from "../../../../shift/contract.js";
import { sentence } from "../../../parts/fields.js";
import { FormDialog } from "../../../parts/form.js";
import { ask } from "../../../server/request.js";
import { refusalText } from "../../../words/told.js";
import { useWords } from "../../../words/words.js";

interface Shown {
  readonly contract: Contract;
  readonly version: number;
  readonly done: () => void;
  readonly close: () => void;
}

export function EndForm({ contract, version, done, close }: Shown) {
  const words = useWords();
  const [day, choose] = useState(contract.validTo ?? "");
  const [wrong, tell] = useState<string>();
  const send = async (): Promise<void> => {
    const reply = await ask(`/contracts/${contract.id}/end`, {
      method: "POST",
      headers: { "if-match": `"${version}"` },
      json: { valid_to: day },
    });
    if (reply.kind === "answer") return done();
    tell(reply.kind === "refused" ? sentence(refusalText(reply.refusal)) : words.lists.noLink);
  };
  return (
    <FormDialog
      title={words.contracts.endQuestion}
      go={words.contracts.end}
      wrong={wrong}
      isCheckedByBrowser
      send={() => void send()}
      close={close}
    >
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
    </FormDialog>
  );
}
