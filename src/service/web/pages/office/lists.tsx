/** Master data: rigs, holes, projects, clients, people, items, activity types. Put aside, never deleted. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAnswer } from "../../device/answers.js";
import { useLengths } from "../../device/lengths.js";
import { refreshMaster } from "../../device/master.js";
import { may, me } from "../../device/session.js";
import { sentence } from "../../parts/fields.js";
import { FittingNav } from "../../parts/fitting-nav.js";
import { Refused } from "../../parts/refused.js";
import { Stale } from "../../parts/stale.js";
import { Table } from "../../parts/table.js";
import { useTitle } from "../../parts/title.js";
import { ask } from "../../server/request.js";
import type { Words } from "../../words/en.js";
import { refusalText } from "../../words/told.js";
import { useWords } from "../../words/words.js";
import { ListForm } from "./list-form.js";
import { choiceText, type Kind, kinds, type ListField, type Names, type Row } from "./list-kinds.js";

interface Page {
  readonly items: readonly Row[];
}

export const isKind = (text: string): text is Kind => Object.hasOwn(kinds, text);

/** A supervisor keeps the list of what the rig uses; the office all. */
export const mayChange = (kind: Kind): boolean =>
  may("master:manage") && (me.get()?.permissions["master:manage"] === "all" || kind === "items");

export function ListsPage({ kind: asked = "" }: { readonly kind?: string }) {
  const words = useWords();
  const kind: Kind = isKind(asked) ? asked : "rigs";
  const { query, route } = useLocation();
  const [version, again] = useState(0);
  const [wrong, tell] = useState<string | null>(null);
  const [open, edit] = useState<Row | "new" | null>(null);
  const archived = query["archived"] === "true";
  const list = useAnswer<Page>(`/${kind}?limit=500&archived=${archived}`, version);
  const lengths = useLengths();
  useTitle(`${words.pages.lists}, ${words.lists.kinds[kind]}`);
  const done = (): void => {
    edit(null);
    again((count) => count + 1);
    void refreshMaster();
  };
  const fields = kinds[kind].slice(0, 4);
  const rows = (list.answer?.body.items ?? []).toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const others = useNames(kind, version);
  const putAside = async (row: Row): Promise<void> => {
    const reply = await ask(`/${kind}/${row.id}/archive`, {
      method: "POST",
      headers: { "if-match": `"${row.row_version}"` },
      json: { archived: !row.archived },
    });
    tell(
      reply.kind === "refused"
        ? sentence(refusalText(reply.refusal))
        : reply.kind === "no-link"
          ? words.lists.noLink
          : null,
    );
    done();
  };
  const told = (value: unknown, field: ListField): string =>
    field.input === "depth" && typeof value === "string"
      ? lengths.toldBare(value)
      : field.input === "unit"
        ? words.device.lengthNames[(value ?? "company") as "company" | "m" | "ft"]
        : shown(value, field, others, words);
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{words.pages.lists}</h1>
      <FittingNav
        class="tabs"
        label={words.pages.lists}
        entries={(Object.keys(kinds) as Kind[]).map((one) => ({
          at: `/lists/${one}`,
          name: words.lists.kinds[one],
          isOpen: one === kind,
        }))}
      />
      <section class="card">
        <div class="row spread">
          <h2>{words.lists.kinds[kind]}</h2>
          <div class="row">
            <button
              type="button"
              class="plain"
              onClick={() => route(`/lists/${kind}${archived ? "" : "?archived=true"}`, true)}
            >
              {archived ? words.lists.showUsed : words.lists.showAside}
            </button>
            {mayChange(kind) && (
              <button type="button" class="main" onClick={() => edit("new")}>
                + {words.lists.add}
              </button>
            )}
          </div>
        </div>
        <Stale {...list} />
        <Refused why={wrong} />
        {list.answer !== undefined && rows.length === 0 && <p class="empty">{words.app.nothingYet}</p>}
        {rows.length > 0 && (
          <Table
            heads={[
              ...fields.map(({ label, input }) =>
                input === "depth" ? lengths.label(words.lists.fields[label]) : words.lists.fields[label],
              ),
              "",
            ]}
            numbers={fields.flatMap(({ input }, i) => (input === "number" || input === "depth" ? [i] : []))}
          >
            {rows.map((row) => (
              <tr key={row.id}>
                {fields.map((field, i) =>
                  i === 0 ? (
                    <th key={field.name} scope="row">
                      {told(row[field.name], field)}
                    </th>
                  ) : (
                    <td
                      key={field.name}
                      class={
                        field.input === "number" || field.input === "depth"
                          ? "right"
                          : field.input === "wits"
                            ? "told"
                            : undefined
                      }
                    >
                      {told(row[field.name], field)}
                    </td>
                  ),
                )}
                <td>
                  {mayChange(kind) && (
                    <div class="acts">
                      <button
                        type="button"
                        onClick={() => edit(row)}
                        aria-label={`${words.lists.change} ${nameOf(row)}`}
                      >
                        {words.lists.change}
                      </button>
                      <button
                        type="button"
                        class="plain"
                        aria-label={`${row.archived ? words.lists.takeBack : words.lists.aside} ${nameOf(row)}`}
                        onClick={() => void putAside(row)}
                      >
                        {row.archived ? words.lists.takeBack : words.lists.aside}
                      </button>
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </section>
      {open !== null && (
        <ListForm
          key={open === "new" ? "new" : open.id}
          kind={kind}
          row={open === "new" ? null : open}
          names={others}
          done={done}
          close={() => edit(null)}
        />
      )}
    </main>
  );
}

/** What the choices of a kind choose from. */
function useNames(kind: Kind, version: number): Names {
  const needed = kinds[kind].flatMap(({ of }) => (typeof of === "string" ? [of] : []));
  const path = needed[0] === undefined ? null : `/${needed[0]}?limit=500&archived=false`;
  const { answer } = useAnswer<Page>(path, version);
  return new Map(
    needed.map((one) => [
      one as string,
      (answer?.body.items ?? []).map((row) => ({ id: row.id, name: nameOf(row) })),
    ]),
  );
}

const nameOf = (row: Row): string => String(row["name"] || row["code"] || row.id);

function shown(value: unknown, { of, input }: ListField, names: Names, words: Words): string {
  if (value === null || value === undefined || value === "") return "–";
  if (input === "slots")
    return (value as readonly { readonly name: string; readonly starts: string; readonly ends: string }[])
      .map(({ name, starts, ends }) => `${name} ${starts}–${ends}`)
      .join(", ");
  // Of where a rig's data are, the name.
  if (input === "wits") return (value as { readonly dataset?: string }).dataset ?? "–";
  if (typeof of === "string") return names.get(of)?.find(({ id }) => id === value)?.name ?? String(value);
  return of === undefined ? String(value) : choiceText(String(value), words);
}
