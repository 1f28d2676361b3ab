/** The name of a person of the crew lists goes where the law or the person asks for it. */
import { useState } from "preact/hooks";
import { useAnswer } from "../../device/answers.js";
import { refreshMaster } from "../../device/master.js";
import { useQuestion } from "../../parts/dialog.js";
import { ChoiceLine, useSending } from "../../parts/form.js";
import { ask } from "../../server/request.js";
import { useWords } from "../../words/words.js";

interface Person {
  readonly id: string;
  readonly name: string;
}

export function EraseName() {
  const words = useWords();
  const [version, again] = useState(0);
  const [chosen, choose] = useState("");
  const [done, tell] = useState(false);
  const { wrong, send, busy } = useSending();
  const { ask: question, shown } = useQuestion();
  // Also those who were put aside long ago.
  const here = useAnswer<{ readonly items: readonly Person[] }>("/people?limit=500", version);
  const aside = useAnswer<{ readonly items: readonly Person[] }>("/people?limit=500&archived=true", version);
  const people = [...(here.answer?.body.items ?? []), ...(aside.answer?.body.items ?? [])]
    .filter(
      ({ name }, i, all) => !name.startsWith("erased-") && all.findIndex((one) => one.name === name) === i,
    )
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const erase = async (): Promise<void> => {
    const sent = await send(() => ask(`/people/${chosen}/erase`, { method: "POST" }), []);
    if (sent === undefined) return;
    choose("");
    tell(true);
    again((count) => count + 1);
    void refreshMaster();
  };
  const name = people.find(({ id }) => id === chosen)?.name ?? "";
  return (
    <section class="card">
      <h2>{words.audit.eraseTitle}</h2>
      <p class="faint">{words.audit.eraseHint}</p>
      <ChoiceLine
        id="erase-person"
        label={words.audit.person}
        value={chosen}
        set={(id) => {
          choose(id);
          tell(false);
        }}
        options={people}
        wrong={wrong["all"]}
      />
      <div class="row">
        <button
          type="button"
          class="danger"
          disabled={chosen === "" || busy}
          onClick={() =>
            question({
              text: words.audit.eraseQuestion(name),
              yes: words.audit.erase,
              danger: true,
              act: () => void erase(),
            })
          }
        >
          {words.audit.erase}
        </button>
      </div>
      <div role="status">{done && <p class="result">{words.audit.erased}</p>}</div>
      {shown}
    </section>
  );
}
