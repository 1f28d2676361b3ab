/** What a company has chosen: reports and alerts, how its people sign in, and what is told to others. */
import { useTitle } from "../../parts/title.js";
import { useWords } from "../../words/words.js";
import { CompanySettings } from "./company-settings.js";
import { Messages } from "./messages.js";
import { SsoSettings } from "./sso-settings.js";
import { CompanyTabs } from "./tabs.js";

const parts = ["company", "sso", "messages"] as const;

export function SettingsPage({ part: asked }: { readonly part?: string }) {
  const words = useWords();
  const part = parts.find((one) => one === asked) ?? "company";
  useTitle(`${words.settings.title}, ${words.settings.parts[part]}`);
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{words.settings.title}</h1>
      <CompanyTabs />
      {part === "company" && <CompanySettings />}
      {part === "sso" && <SsoSettings />}
      {part === "messages" && <Messages />}
    </main>
  );
}
