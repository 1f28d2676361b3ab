/** Somebody invited, or what they are changed; and what is done to them beside that. */
import { useState } from "preact/hooks";
import { useCell } from "../../cell.js";
import { master } from "../../device/master.js";
import { me, type Role } from "../../device/session.js";
import { useQuestion } from "../../parts/dialog.js";
import { Check } from "../../parts/fields.js";
import { ChoiceLine, FormDialog, TextLine, useSending } from "../../parts/form.js";
import { ask, type Question } from "../../server/request.js";
import { useWords } from "../../words/words.js";
import type { Member } from "./member.js";

/** Those that an admin gives. */
export const givenRoles = ["viewer", "operator", "supervisor", "manager", "client", "admin"] as const;

const FIELDS = ["email", "name", "role", "client", "rigs"];

export function MemberForm({
  member,
  done,
  close,
}: {
  /** Null for somebody who is invited. */
  readonly member: Member | null;
  /** With a link that was made; null where somebody was invited who has an account here already. */
  readonly done: (link?: string | null) => void;
  readonly close: () => void;
}) {
  const words = useWords();
  const lists = useCell(master);
  const { wrong, tell, busy, send } = useSending();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>(member?.role ?? "supervisor");
  const [client, setClient] = useState(member?.client ?? "");
  const [rigs, setRigs] = useState<readonly string[] | null>(member?.rigs ?? null);
  const [active, setActive] = useState(member?.active ?? true);
  const { ask: question, shown } = useQuestion();
  const place = {
    role,
    client: role === "client" && client !== "" ? client : null,
    rigs: role === "supervisor" ? rigs : null,
  };
  const save = async (): Promise<void> => {
    if (member === null) {
      const missing = Object.entries({ name, email }).filter(([, text]) => text.trim() === "");
      if (missing.length > 0) {
        tell(Object.fromEntries(missing.map(([field]) => [field, words.fields.missing])));
        return;
      }
    }
    const sent = await send<{ readonly link: string | null }>(
      () =>
        member === null
          ? ask("/accounts", { method: "POST", json: { email: email.trim(), name: name.trim(), ...place } })
          : ask(`/memberships/${member.id}`, { method: "PUT", json: { ...place, active } }),
      FIELDS,
    );
    if (sent !== undefined) done(member === null ? sent.body.link : undefined);
  };
  const act = async (path: string, method: Question["method"]): Promise<void> => {
    const sent = await send<{ readonly link?: string } | null>(() => ask(path, { method: method! }), []);
    if (sent !== undefined) done(sent.body?.link);
  };
  return (
    <FormDialog
      title={member === null ? words.access.invite : member.name}
      go={member === null ? words.access.invite : words.access.save}
      wrong={wrong["all"]}
      busy={busy}
      send={() => void save()}
      close={close}
    >
      {member === null && (
        <>
          <TextLine
            id="member-name"
            label={words.access.name}
            value={name}
            set={setName}
            wrong={wrong["name"]}
          />
          <TextLine
            id="member-email"
            label={words.access.email}
            type="email"
            value={email}
            set={setEmail}
            wrong={wrong["email"]}
          />
        </>
      )}
      <PlaceLines
        id="member"
        role={role}
        setRole={setRole}
        client={client}
        setClient={setClient}
        rigs={rigs}
        setRigs={setRigs}
        wrong={wrong}
        lists={lists}
      />
      {member !== null && (
        <>
          <Check value={active} set={setActive} label={words.access.letIn} />
          <small>{words.access.changeEnds}</small>
          <div class="row">
            {member.email !== null && (
              <button
                type="button"
                title={words.access.linkHint}
                onClick={() => void act(`/accounts/${member.id}/link`, "POST")}
              >
                {words.access.link}
              </button>
            )}
            <button
              type="button"
              onClick={() =>
                question({
                  text: words.access.signOutQuestion(member.name),
                  yes: words.access.signOut,
                  danger: true,
                  act: () => void act(`/accounts/${member.id}/sessions`, "DELETE"),
                })
              }
            >
              {words.access.signOut}
            </button>
            {member.id !== me.get()?.account.id && (
              <button
                type="button"
                class="danger"
                onClick={() =>
                  question({
                    text: words.access.eraseQuestion(member.name),
                    yes: words.access.erase,
                    danger: true,
                    act: () => void act(`/accounts/${member.id}/erase`, "POST"),
                  })
                }
              >
                {words.access.erase}
              </button>
            )}
          </div>
        </>
      )}
      {shown}
    </FormDialog>
  );
}

interface PlaceProps {
  readonly id: string;
  readonly role: Role;
  readonly setRole: (role: Role) => void;
  readonly client: string;
  readonly setClient: (client: string) => void;
  readonly rigs: readonly string[] | null;
  readonly setRigs: (rigs: readonly string[] | null) => void;
  readonly wrong: Readonly<Record<string, string>>;
  readonly lists: {
    readonly clients: readonly { readonly id: string; readonly name: string }[];
    readonly rigs: readonly { readonly id: string; readonly name: string }[];
  };
}

/** A role, and what belongs to it. */
export function PlaceLines({
  id,
  role,
  setRole,
  client,
  setClient,
  rigs,
  setRigs,
  wrong,
  lists,
}: PlaceProps) {
  const words = useWords();
  return (
    <>
      <ChoiceLine
        id={`${id}-role`}
        label={words.access.role}
        value={role}
        set={(chosen) => setRole(chosen as Role)}
        options={givenRoles.map((one) => ({ id: one, name: words.roles[one] }))}
        wrong={wrong["role"]}
      />
      {role === "client" && (
        <ChoiceLine
          id={`${id}-client`}
          label={words.access.client}
          value={client}
          set={setClient}
          options={lists.clients}
          wrong={wrong["client"]}
        />
      )}
      {role === "supervisor" && (
        <fieldset class="checks">
          <legend>{words.access.rigs}</legend>
          <Check value={rigs === null} set={(all) => setRigs(all ? null : [])} label={words.access.allRigs} />
          {rigs !== null &&
            lists.rigs.map((rig) => (
              <Check
                key={rig.id}
                value={rigs.includes(rig.id)}
                set={(on) => setRigs(on ? [...rigs, rig.id] : rigs.filter((one) => one !== rig.id))}
                label={rig.name}
              />
            ))}
          {wrong["rigs"] !== undefined && <p class="wrong">{wrong["rigs"]}</p>}
        </fieldset>
      )}
    </>
  );
}
