/** Whether mail is sent, how it goes, and a mail to oneself to see that. */
import { useState } from "preact/hooks";
import { useAnswer } from "../../device/answers.js";
import { useSending } from "../../parts/form.js";
import { Stale } from "../../parts/stale.js";
import { ask } from "../../server/request.js";
import { useWords } from "../../words/words.js";
import { type Message, messageText, type Tested } from "./message.js";
import { TestResult } from "./test-result.js";

interface Mail {
  readonly configured: boolean;
  readonly server: string | null;
  readonly waiting: number;
  readonly given_up: number;
  readonly last: Message | null;
}

export function MailState() {
  const words = useWords();
  const asked = useAnswer<Mail>("/mail");
  const [tested, say] = useState<Tested | null>(null);
  const { wrong, busy, send } = useSending();
  const mail = asked.answer?.body;
  const test = async (): Promise<void> => {
    const sent = await send<Tested>(() => ask("/mail/test", { method: "POST", timeoutMs: 60_000 }), []);
    say(sent?.body ?? null);
  };
  return (
    <section class="card">
      <h2>{words.messages.mail}</h2>
      <Stale {...asked} />
      {mail?.configured === false && <p>{words.messages.mailOff}</p>}
      {mail?.configured === true && (
        <>
          <p>{words.messages.mailOn(mail.server ?? "")}</p>
          <p>{words.messages.mailCounts(mail.waiting, mail.given_up)}</p>
          {mail.last !== null && <small>{messageText(mail.last, words)}</small>}
          <div class="row">
            <button type="button" disabled={busy} onClick={() => void test()}>
              {words.messages.mailTest}
            </button>
          </div>
          <TestResult wrong={wrong["all"]} tested={tested} />
        </>
      )}
    </section>
  );
}
