/** One provider, to be made or changed. */
import { useState } from "preact/hooks";
import { useCell } from "../../cell.js";
import { master } from "../../device/master.js";
import { newId } from "../../device/new-id.js";
import { Check } from "../../parts/fields.js";
import { ChoiceLine, FormDialog, TextLine, useSending } from "../../parts/form.js";
import { ask } from "../../server/request.js";
import { useWords } from "../../words/words.js";
import { GroupRows } from "./group-rows.js";
import type { GroupPlace, Provider } from "./provider.js";

const FIELDS = [
  "name",
  "kind",
  "issuer",
  "client_id",
  "client_secret",
  "domains",
  "groups_claim",
  "group_map",
  "directories",
  "strangers",
  "audience",
];

const listIn = (text: string): readonly string[] =>
  text
    .split(/[\s,]+/)
    .map((one) => one.trim())
    .filter((one) => one !== "");

export function ProviderForm({
  provider,
  done,
  close,
}: {
  /** Null for a new one. */
  readonly provider: Provider | null;
  readonly done: () => void;
  readonly close: () => void;
}) {
  const words = useWords();
  const lists = useCell(master);
  const { wrong, tell, busy, send } = useSending();
  const [id] = useState(provider?.id ?? newId());
  const [typed, type] = useState({
    name: provider?.name ?? "",
    kind: provider?.kind ?? ("entra" as Provider["kind"]),
    issuer: provider?.issuer ?? "",
    client_id: provider?.client_id ?? "",
    client_secret: "",
    directories: provider?.directories.join(", ") ?? "",
    domains: provider?.domains.join(", ") ?? "",
    groups_claim: provider?.groups_claim ?? "groups",
    strangers: provider?.strangers ?? ("pending" as Provider["strangers"]),
    audience: provider?.audience ?? "",
  });
  const [groups, setGroups] = useState<readonly GroupPlace[]>(provider?.group_map ?? []);
  const [active, setActive] = useState(provider?.active ?? false);
  const set = (name: keyof typeof typed) => (value: string) => type((now) => ({ ...now, [name]: value }));
  const text = (name: keyof typeof typed, label: string, more: { hint?: string; type?: "password" } = {}) => (
    <TextLine
      id={`provider-${name}`}
      label={label}
      value={typed[name]}
      set={set(name)}
      wrong={wrong[name]}
      {...more}
      {...(more.type === "password" && { complete: "new-password" })}
    />
  );
  const save = async (): Promise<void> => {
    const missing = (["name", "issuer", "client_id"] as const).filter((name) => typed[name].trim() === "");
    if (missing.length > 0) {
      tell(Object.fromEntries(missing.map((name) => [name, words.fields.missing])));
      document.getElementById(`provider-${missing[0]}`)?.focus();
      return;
    }
    const { client_secret, ...rest } = typed;
    const json = {
      ...rest,
      name: rest.name.trim(),
      issuer: rest.issuer.trim(),
      client_id: rest.client_id.trim(),
      groups_claim: rest.groups_claim.trim() || "groups",
      directories: listIn(rest.directories),
      domains: listIn(rest.domains.toLowerCase()),
      audience: rest.audience.trim() === "" ? null : rest.audience.trim(),
      group_map: groups,
      active,
      ...(client_secret !== "" && { client_secret }),
    };
    const headers: Record<string, string> =
      provider === null ? { "if-none-match": "*" } : { "if-match": `"${provider.row_version}"` };
    const sent = await send(() => ask(`/sso-providers/${id}`, { method: "PUT", headers, json }), FIELDS);
    if (sent !== undefined) done();
  };
  return (
    <FormDialog
      title={provider?.name ?? words.settings.addProvider}
      go={words.settings.save}
      wrong={wrong["all"]}
      busy={busy}
      wide
      send={() => void save()}
      close={close}
    >
      <div class="pair">
        {text("name", words.settings.name)}
        <ChoiceLine
          id="provider-kind"
          label={words.settings.kind}
          value={typed.kind}
          set={set("kind")}
          options={(["entra", "okta", "other"] as const).map((kind) => ({
            id: kind,
            name: words.settings.kinds[kind],
          }))}
        />
      </div>
      {text("issuer", words.settings.issuer, { hint: words.settings.issuerHint[typed.kind] })}
      <div class="pair">
        {text("client_id", words.settings.clientId)}
        {text("client_secret", words.settings.secret, {
          type: "password",
          ...(provider?.has_secret === true && { hint: words.settings.secretKept }),
        })}
      </div>
      <div class="pair">
        {typed.kind === "entra" &&
          text("directories", words.settings.directories, { hint: words.settings.listHint })}
        {text("domains", words.settings.domains, { hint: words.settings.listHint })}
      </div>
      <div class="pair">
        <ChoiceLine
          id="provider-strangers"
          label={words.settings.strangers}
          value={typed.strangers}
          set={set("strangers")}
          options={(["refused", "pending", "admitted"] as const).map((rule) => ({
            id: rule,
            name: words.settings.strangerRules[rule],
          }))}
          wrong={wrong["strangers"]}
        />
        {text("groups_claim", words.settings.groupsClaim)}
      </div>
      <GroupRows groups={groups} set={setGroups} wrong={wrong["group_map"]} lists={lists} />
      {text("audience", words.settings.audience, { hint: words.settings.audienceHint })}
      <Check value={active} set={setActive} label={words.settings.isActive} />
    </FormDialog>
  );
}
