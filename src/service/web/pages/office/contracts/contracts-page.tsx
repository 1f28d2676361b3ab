/** All contracts: what is in force, what is a draft, and which version came when. */
import { useLocation } from "preact-iso";
import { useCell } from "../../../cell.js";
import { useAnswer } from "../../../device/answers.js";
import { type Contract, master, named } from "../../../device/master.js";
import { newId } from "../../../device/new-id.js";
import { Stale } from "../../../parts/stale.js";
import { Table } from "../../../parts/table.js";
import { useTitle } from "../../../parts/title.js";
import { spanText, useWords } from "../../../words/words.js";

export function ContractsPage() {
  const words = useWords();
  const { clients, projects } = useCell(master);
  const { route } = useLocation();
  useTitle(words.pages.contracts);
  const asked = useAnswer<{ readonly items: readonly Contract[] }>("/contracts?limit=500");
  const all = (asked.answer?.body.items ?? []).toSorted(
    (a, b) => a.code.localeCompare(b.code) || (a.valid_from < b.valid_from ? 1 : -1),
  );
  return (
    <main id="content" tabIndex={-1}>
      <div class="row spread">
        <h1 tabIndex={-1}>{words.pages.contracts}</h1>
        <button type="button" class="main" onClick={() => route(`/contracts/${newId()}`)}>
          + {words.contracts.add}
        </button>
      </div>
      <section class="card" aria-busy={asked.asking}>
        <Stale {...asked} />
        {asked.answer !== undefined && all.length === 0 && <p class="empty">{words.app.nothingYet}</p>}
        {all.length > 0 && (
          <Table
            heads={[
              ...[words.contracts.code, words.contracts.client, words.contracts.project],
              ...[words.contracts.valid, words.contracts.currency, words.contracts.state],
            ]}
            numbers={9}
          >
            {all.map((one) => (
              <tr key={one.id}>
                <td>
                  <a class="cell" href={`/contracts/${one.id}`}>
                    {one.code}
                  </a>
                </td>
                <td>{named(clients, one.client) || one.client}</td>
                <td>{one.project === null ? words.contracts.allProjects : named(projects, one.project)}</td>
                <td>{spanText(one.valid_from, one.valid_to, words)}</td>
                <td>{(one as Contract & { readonly currency: string }).currency}</td>
                <td>
                  <StateChip state={one.state} />
                </td>
              </tr>
            ))}
          </Table>
        )}
      </section>
    </main>
  );
}

export function StateChip({ state }: { readonly state: Contract["state"] }) {
  return (
    <span class={state === "active" ? "chip final" : state === "ended" ? "chip void" : "chip"}>
      {useWords().contracts.states[state]}
    </span>
  );
}
