/** Who is in this company, as what, and where they are signed in. */
import { useState } from "preact/hooks";
import { useCell } from "../../cell.js";
import { useAnswer } from "../../device/answers.js";
import { master, named } from "../../device/master.js";
import { ToldOnce } from "../../parts/form.js";
import { Stale } from "../../parts/stale.js";
import { Table } from "../../parts/table.js";
import { momentText, useWords } from "../../words/words.js";
import type { Member } from "./member.js";
import { MemberForm } from "./member-form.js";

export function Members() {
  const words = useWords();
  const lists = useCell(master);
  const [version, again] = useState(0);
  const [open, edit] = useState<Member | "new" | null>(null);
  const [link, tell] = useState<string | null>(null);
  const [isKnown, tellKnown] = useState(false);
  const asked = useAnswer<{ readonly items: readonly Member[] }>("/accounts", version);
  const members = (asked.answer?.body.items ?? []).toSorted(
    (a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name),
  );
  const place = ({ role, client, rigs }: Member): string =>
    role === "client"
      ? named(lists.clients, client)
      : role === "supervisor"
        ? rigs === null
          ? words.access.allRigs
          : rigs.map((rig) => named(lists.rigs, rig) || rig).join(", ")
        : "";
  return (
    <section class="card">
      <div class="row spread">
        <h2>{words.access.parts.people}</h2>
        {asked.refusal === undefined && (
          <button type="button" class="main" onClick={() => edit("new")}>
            + {words.access.invite}
          </button>
        )}
      </div>
      <Stale {...asked} />
      <div role="status">{isKnown && <p class="result">{words.access.known}</p>}</div>
      {members.length > 0 && (
        <Table heads={[words.access.name, words.access.role, words.access.state, words.access.seen, ""]}>
          {members.map((one) => (
            <tr key={one.id}>
              <td>
                <b>{one.name}</b>
                <br />
                <small>{one.email ?? (one.sso ? words.access.bySso : "")}</small>
              </td>
              <td>
                {words.roles[one.role]}
                <br />
                <small>{place(one)}</small>
              </td>
              <td>
                <State {...one} />{" "}
                {one.second_factor && <span class="chip">{words.access.secondFactor}</span>}
              </td>
              <td class="told">
                {one.seen_at === null
                  ? words.access.nowhere
                  : words.access.seenAt(one.sessions, momentText(Date.parse(one.seen_at)))}
              </td>
              <td>
                {one.role !== "super_admin" && (
                  <button
                    type="button"
                    aria-label={`${words.access.change} ${one.name}`}
                    onClick={() => edit(one)}
                  >
                    {words.access.change}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {open !== null && (
        <MemberForm
          key={open === "new" ? "new" : open.id}
          member={open === "new" ? null : open}
          done={(made) => {
            edit(null);
            again((count) => count + 1);
            tellKnown(made === null);
            if (made !== undefined) tell(made);
          }}
          close={() => edit(null)}
        />
      )}
      {link !== null && (
        <ToldOnce
          title={words.access.link}
          hint={words.access.linkTold}
          text={link}
          close={() => tell(null)}
        />
      )}
    </section>
  );
}

function State({ active, invited }: Member) {
  const { states } = useWords().access;
  if (!active) return <span class="chip off">{states.out}</span>;
  return invited ? (
    <span class="chip wait">{states.invited}</span>
  ) : (
    <span class="chip good">{states.in}</span>
  );
}
