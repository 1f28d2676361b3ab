/** How one is told by the server; it is asked, and changed, with a link alone. */
import { useState } from "preact/hooks";
import { useAnswer } from "../../device/answers.js";
import { sentence } from "../../parts/fields.js";
import { ask as request } from "../../server/request.js";
import { refusalText } from "../../words/told.js";
import { useWords } from "../../words/words.js";

type Mail = "at-once" | "digest" | "none";

export function Mails() {
  const words = useWords();
  const [version, again] = useState(0);
  const { answer } = useAnswer<{ readonly mails: Mail; readonly configured: boolean }>("/me/mails", version);
  const [trouble, tell] = useState<string | null>(null);
  if (answer === undefined) return null;
  const choose = async (mails: Mail): Promise<void> => {
    const reply = await request("/me/mails", { method: "PUT", json: { mails } });
    tell(
      reply.kind === "refused"
        ? refusalText(reply.refusal)
        : reply.kind === "no-link"
          ? words.app.noLinkNothing
          : null,
    );
    again(version + 1);
  };
  return (
    <section class="card">
      <h2>{words.device.mails}</h2>
      <div class="field">
        <label for="mails">{words.device.mailsHint}</label>
        <select
          id="mails"
          value={answer.body.mails}
          onChange={(event) => void choose(event.currentTarget.value as Mail)}
        >
          {(["at-once", "digest", "none"] as const).map((name) => (
            <option key={name} value={name}>
              {words.device.mailNames[name]}
            </option>
          ))}
        </select>
      </div>
      {!answer.body.configured && <p class="faint">{words.device.mailsOff}</p>}
      {trouble !== null && (
        <p class="remainder open" role="alert">
          {sentence(trouble)}
        </p>
      )}
    </section>
  );
}
