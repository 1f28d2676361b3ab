/** The companies that share the service: which there are, a new one, one that is put aside or taken back. */
import { useState } from "preact/hooks";
import { useCell } from "../../cell.js";
import { useAnswer } from "../../device/answers.js";
import { me } from "../../device/session.js";
import { useQuestion } from "../../parts/dialog.js";
import { FormDialog, TextLine, useSending } from "../../parts/form.js";
import { Stale } from "../../parts/stale.js";
import { Table } from "../../parts/table.js";
import { whyNot } from "../../parts/why-not.js";
import { ask } from "../../server/request.js";
import { dateText, useWords } from "../../words/words.js";

/** As `GET /tenants` lists it. */
interface Company {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly created_at: string;
  readonly row_version: number;
}

export function Companies() {
  const words = useWords();
  const said = words.upkeep.companies;
  const own = useCell(me)?.tenant?.id;
  const [version, again] = useState(0);
  const [adding, add] = useState(false);
  const [added, tell] = useState<string | null>(null);
  const { ask: question, shown } = useQuestion();
  const asked = useAnswer<{ readonly items: readonly Company[] }>("/tenants", version);
  const companies = asked.answer?.body.items ?? [];
  const put = async ({ id, row_version }: Company, active: boolean): Promise<string | undefined> => {
    const headers = { "if-match": `"${row_version}"` };
    const reply = await ask(`/tenants/${id}/active`, { method: "PUT", headers, json: { active } });
    again((count) => count + 1);
    return whyNot(reply);
  };
  return (
    <section class="card">
      <div class="row spread">
        <h2>{words.upkeep.parts.companies}</h2>
        <button type="button" class="main" onClick={() => add(true)}>
          + {said.add}
        </button>
      </div>
      <p class="faint">{said.hint}</p>
      <Stale {...asked} />
      {added !== null && (
        <p class="result" role="status">
          {said.added(added)}
        </p>
      )}
      {companies.length > 0 && (
        <Table heads={[said.name, said.since, words.access.state, ""]}>
          {companies.map((one) => (
            <tr key={one.id}>
              <td>
                <b>{one.name}</b>
                <br />
                <small>{one.id}</small>
              </td>
              <td class="told">{dateText(one.created_at.slice(0, 10))}</td>
              <td>
                <span class={one.active ? "chip good" : "chip off"}>
                  {one.active ? said.active : said.aside}
                </span>
              </td>
              <td>
                {one.id === own ? (
                  <small>{said.own}</small>
                ) : (
                  <button
                    type="button"
                    aria-label={`${one.active ? said.putAside : said.takeBack} ${one.name}`}
                    onClick={() =>
                      question({
                        text: one.active ? said.asideQuestion(one.name) : `${said.takeBack}: ${one.name}`,
                        yes: one.active ? said.putAside : said.takeBack,
                        danger: one.active,
                        act: () => put(one, !one.active),
                      })
                    }
                  >
                    {one.active ? said.putAside : said.takeBack}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {shown}
      {adding && (
        <CompanyForm
          known={companies.map(({ id }) => id)}
          done={(name) => {
            add(false);
            tell(name);
            again((count) => count + 1);
          }}
          close={() => add(false)}
        />
      )}
    </section>
  );
}

const ID = /^[0-9a-z][0-9a-z-]{0,39}$/;

/** `Fjell Boring AS` as `fjell-boring-as`. */
const idOf = (name: string): string =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/\p{Mn}/gu, "")
    .replaceAll(/[^0-9a-z]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40);

function CompanyForm({
  known,
  done,
  close,
}: {
  readonly known: readonly string[];
  readonly done: (name: string) => void;
  readonly close: () => void;
}) {
  const words = useWords();
  const said = words.upkeep.companies;
  const { wrong, tell, busy, send } = useSending();
  const [name, setName] = useState("");
  /** Null while it follows the name. */
  const [typed, setId] = useState<string | null>(null);
  const id = typed ?? idOf(name);
  const save = async (): Promise<void> => {
    if (name.trim() === "") return tell({ name: words.fields.missing });
    if (!ID.test(id)) return tell({ id: said.idWrong });
    if (known.includes(id)) return tell({ id: said.taken });
    const json = { name: name.trim() };
    if ((await send(() => ask(`/tenants/${id}`, { method: "PUT", json }), ["name"])) !== undefined)
      done(name.trim());
  };
  return (
    <FormDialog
      title={said.add}
      go={said.add}
      wrong={wrong["all"]}
      busy={busy}
      send={() => void save()}
      close={close}
    >
      <TextLine id="company-name" label={said.name} value={name} set={setName} wrong={wrong["name"]} />
      <TextLine
        id="company-id"
        label={said.id}
        hint={said.idHint}
        value={id}
        set={setId}
        wrong={wrong["id"]}
      />
    </FormDialog>
  );
}
