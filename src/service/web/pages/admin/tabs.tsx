/** What belongs together, beside each other: each an address of its own, of those that somebody may see. */
import { useLocation } from "preact-iso";
import { may, mayAll } from "../../device/session.js";
import { FittingNav } from "../../parts/fitting-nav.js";
import { useWords } from "../../words/words.js";

interface Tab {
  readonly at: string;
  readonly name: string;
}

function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const { path } = useLocation();
  // Who may see some of them alone begins at the first of those.
  const open = tabs.find(({ at }) => at === path) ?? tabs[0];
  const entries = tabs.map((tab) => ({ ...tab, isOpen: tab === open }));
  return <FittingNav class="tabs" label={label} entries={entries} />;
}

/** What of the company somebody looks after. */
export function CompanyTabs() {
  const words = useWords();
  const all: readonly (Tab & { readonly needs: string })[] = [
    { at: "/access/keys", name: words.access.parts.keys, needs: "keys:manage" },
    { at: "/access/deputies", name: words.access.parts.deputies, needs: "delegation:manage" },
    { at: "/settings", name: words.settings.parts.company, needs: "settings:manage" },
    { at: "/settings/sso", name: words.settings.parts.sso, needs: "sso:manage" },
    { at: "/settings/messages", name: words.settings.parts.messages, needs: "webhooks:manage" },
    { at: "/audit", name: words.audit.title, needs: "audit:read" },
  ];
  const people = mayAll("users:admin") ? [{ at: "/access", name: words.access.parts.people }] : [];
  return <Tabs label={words.pages.company} tabs={[...people, ...all.filter(({ needs }) => may(needs))]} />;
}

/** What of the service somebody runs. */
export function ServiceTabs() {
  const words = useWords();
  const all: readonly (Tab & { readonly needs: string })[] = [
    { at: "/service", name: words.upkeep.parts.jobs, needs: "service:manage" },
    { at: "/service/backups", name: words.upkeep.parts.backups, needs: "service:manage" },
    { at: "/service/companies", name: words.upkeep.parts.companies, needs: "tenant:manage" },
  ];
  return <Tabs label={words.pages.service} tabs={all.filter(({ needs }) => may(needs))} />;
}

/** What is one's own. */
export function OwnTabs() {
  const words = useWords();
  return (
    <Tabs
      label={words.pages.account}
      tabs={[
        { at: "/device", name: words.pages.device },
        { at: "/account", name: words.pages.account },
      ]}
    />
  );
}
