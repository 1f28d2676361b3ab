/** What belongs together, beside each other: each an address of its own, of those that somebody may see. */
import { useLocation } from "preact-iso";
import { may } from "../../device/session.js";
import { useWords } from "../../words/words.js";

interface Tab {
  readonly at: string;
  readonly name: string;
}

function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const { path } = useLocation();
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ at, name }) => (
        <a key={at} href={at} aria-current={at === path ? "page" : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}

/** What of the company somebody looks after. */
export function CompanyTabs() {
  const words = useWords();
  const all: readonly (Tab & { readonly needs: string })[] = [
    { at: "/access", name: words.access.parts.people, needs: "users:admin" },
    { at: "/access/keys", name: words.access.parts.keys, needs: "keys:manage" },
    { at: "/access/deputies", name: words.access.parts.deputies, needs: "delegation:manage" },
    { at: "/settings", name: words.settings.parts.company, needs: "settings:manage" },
    { at: "/settings/sso", name: words.settings.parts.sso, needs: "sso:manage" },
    { at: "/settings/messages", name: words.settings.parts.messages, needs: "webhooks:manage" },
    { at: "/audit", name: words.audit.title, needs: "audit:read" },
  ];
  return <Tabs label={words.pages.company} tabs={all.filter(({ needs }) => may(needs))} />;
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
