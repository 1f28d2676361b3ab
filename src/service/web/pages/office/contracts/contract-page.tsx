/** One contract: a draft is written and brought into force; what is in force is read, and goes on in a new version. */
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { dateAfter, localDate } from "../../../../shift/clock.js";
import type { Contract } from "../../../../shift/contract.js";
import { contractFromWire, contractToWire, type WireContract } from "../../../../shift/contract-wire.js";
import { useCell } from "../../../cell.js";
import { useAnswer } from "../../../device/answers.js";
import { master, refreshMaster } from "../../../device/master.js";
import { newId } from "../../../device/new-id.js";
import { may } from "../../../device/session.js";
import { useQuestion } from "../../../parts/dialog.js";
import { sentence } from "../../../parts/fields.js";
import { goTo, Problems } from "../../../parts/problems.js";
import { Stale } from "../../../parts/stale.js";
import { useTitle } from "../../../parts/title.js";
import { ask, type Reply } from "../../../server/request.js";
import { refusalText } from "../../../words/told.js";
import { useWords } from "../../../words/words.js";
import { StateChip } from "./contracts-page.js";
import { Cost } from "./cost.js";
import { type ContractDraft, emptyContract, problemsOf, wholeOf } from "./draft.js";
import { EndForm } from "./end-form.js";
import { RatesForm } from "./rates-form.js";
import { ReadContract } from "./read-contract.js";
import { Rulers } from "./ruler.js";
import { TermsForm } from "./terms-form.js";

type Answered = WireContract & { readonly row_version: number };

export function ContractPage({ id = "" }: { readonly id?: string }) {
  const words = useWords();
  const [version, again] = useState(0);
  const asked = useAnswer<Answered>(`/contracts/${id}`, version);
  const isNew = asked.refusal?.status === 404 && may("contract:manage");
  const body = asked.answer?.body;
  if (body === undefined && !isNew)
    return (
      <main id="content" tabIndex={-1}>
        <h1 tabIndex={-1}>{words.pages.contracts}</h1>
        <Stale {...asked} />
      </main>
    );
  // What somebody types is not taken away by what comes meanwhile.
  return (
    <One
      key={`${id} ${body?.row_version ?? 0}`}
      id={id}
      stored={isNew ? undefined : body}
      again={() => again((count) => count + 1)}
    />
  );
}

interface Shown {
  readonly id: string;
  readonly stored: Answered | undefined;
  readonly again: () => void;
}

function One({ id, stored, again }: Shown) {
  const words = useWords();
  useTitle(`${words.pages.contracts}, ${stored?.code ?? words.contracts.add}`);
  return stored === undefined || stored.state === "draft" ? (
    <Written id={id} stored={stored} again={again} />
  ) : (
    <InForce contract={contractFromWire(stored)} version={stored.row_version} again={again} />
  );
}

/** Why something was not done, in a sentence; undefined when it was. */
const refusedIn = (reply: Reply, noLink: string): string | undefined =>
  reply.kind === "refused"
    ? sentence(refusalText(reply.refusal))
    : reply.kind === "no-link"
      ? noLink
      : undefined;

function Written({ id, stored, again }: Shown) {
  const words = useWords();
  const { rigs } = useCell(master);
  const [draft, put] = useState<ContractDraft>(() =>
    stored === undefined
      ? emptyContract(id, localDate(Date.now(), rigs[0]?.timeZone ?? "UTC"))
      : contractFromWire(stored),
  );
  const [all, showAll] = useState(false);
  const [wrong, tell] = useState<string>();
  const [saved, note] = useState(false);
  const { ask: question, shown } = useQuestion();
  const problems = problemsOf(draft);
  const whole = wholeOf(draft);
  const isDirty = stored === undefined || JSON.stringify(draft) !== JSON.stringify(contractFromWire(stored));
  const set = (fields: Partial<ContractDraft>): void => {
    put((now) => ({ ...now, ...fields }));
    note(false);
  };
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isDirty]);
  /** Undefined where it was not kept. */
  const save = async (): Promise<Answered | undefined> => {
    const lacking = problems.find(({ code }) => code === "missing");
    if (whole === undefined || lacking !== undefined) {
      showAll(true);
      requestAnimationFrame(() => goTo(lacking?.at ?? "rates"));
      return undefined;
    }
    const { id: _, state: __, ...json } = contractToWire(whole);
    const headers = stored === undefined ? {} : { "if-match": `"${stored.row_version}"` };
    const reply = await ask(`/contracts/${id}`, { method: "PUT", headers, json });
    tell(refusedIn(reply, words.lists.noLink));
    if (reply.kind !== "answer") return undefined;
    note(true);
    return reply.body as Answered;
  };
  const activate = async (): Promise<void> => {
    const kept = await save();
    if (kept === undefined) return;
    const headers = { "if-match": `"${kept.row_version}"` };
    const reply = await ask(`/contracts/${id}/activate`, { method: "POST", headers });
    tell(refusedIn(reply, words.lists.noLink));
    await refreshMaster();
    again();
  };
  const tryActivating = (): void => {
    showAll(true);
    const [first] = problems;
    if (first !== undefined) requestAnimationFrame(() => goTo(first.at));
    else
      question({
        text: words.contracts.activateQuestion,
        yes: words.contracts.activate,
        act: () => void activate(),
      });
  };
  return (
    <Problems.Provider value={{ problems, all }}>
      <main id="content" class="with-foot" tabIndex={-1}>
        <div class="row spread">
          <h1 tabIndex={-1}>{draft.code || words.contracts.add}</h1>
          <StateChip state="draft" />
        </div>
        {wrong !== undefined && (
          <p class="card remainder open" role="alert">
            {wrong}
          </p>
        )}
        <TermsForm draft={draft} set={set} />
        {whole !== undefined && <Rulers {...whole} lengthUnit={draft.lengthUnit} />}
        <RatesForm draft={draft} set={set} />
        {whole !== undefined && <Cost contract={whole} />}
        <div class="foot">
          <span role="status">
            {saved && !isDirty
              ? words.contracts.saved
              : problems.length > 0
                ? words.contracts.wrong(problems.length)
                : isDirty
                  ? words.contracts.unsaved
                  : words.contracts.nothingWrong}
          </span>
          <div class="row">
            <button
              type="button"
              onClick={() =>
                void save().then((kept) => {
                  if (kept !== undefined) again();
                })
              }
            >
              {words.contracts.save}
            </button>
            <button type="button" class="main" onClick={tryActivating}>
              {words.contracts.activate}
            </button>
          </div>
        </div>
        {shown}
      </main>
    </Problems.Provider>
  );
}

function InForce({
  contract,
  version,
  again,
}: {
  readonly contract: Contract;
  readonly version: number;
  readonly again: () => void;
}) {
  const words = useWords();
  const { route } = useLocation();
  const [wrong, tell] = useState<string>();
  const [ends, end] = useState(false);
  const copy = async (json: object): Promise<void> => {
    const own = newId();
    const reply = await ask(`/contracts/${contract.id}/copy`, {
      method: "POST",
      headers: { "idempotency-key": own },
      json: { id: own, ...json },
    });
    tell(refusedIn(reply, words.lists.noLink));
    if (reply.kind === "answer") route(`/contracts/${own}`);
  };
  const tomorrow = dateAfter(localDate(Date.now(), "UTC"));
  const from = contract.validFrom >= tomorrow ? dateAfter(contract.validFrom) : tomorrow;
  return (
    <main id="content" tabIndex={-1}>
      <div class="row spread">
        <h1 tabIndex={-1}>{contract.code}</h1>
        <StateChip state={contract.state} />
      </div>
      {wrong !== undefined && (
        <p class="card remainder open" role="alert">
          {wrong}
        </p>
      )}
      {may("contract:manage") && (
        <div class="row">
          <button type="button" class="main" onClick={() => void copy({ valid_from: from })}>
            {words.contracts.newVersion}
          </button>
          <button type="button" onClick={() => void copy({ code: `${contract.code} 2` })}>
            {words.contracts.copy}
          </button>
          {contract.state === "active" && (
            <button type="button" onClick={() => end(true)}>
              {words.contracts.end}
            </button>
          )}
          <span class="faint">{words.contracts.locked}</span>
        </div>
      )}
      <ReadContract contract={contract} />
      <Rulers {...contract} />
      <Cost contract={contract} />
      {ends && (
        <EndForm
          contract={contract}
          version={version}
          close={() => end(false)}
          done={() => {
            end(false);
            void refreshMaster();
            again();
          }}
        />
      )}
    </main>
  );
}
