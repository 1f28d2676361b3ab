/** What a company has chosen: reports and alerts, and how its people sign in. */
import { useTitle } from "../../parts/title.js";
import { useWords } from "../../words/words.js";
import { CompanySettings } from "./company-settings.js";
import { SsoSettings } from "./sso-settings.js";
import { CompanyTabs } from "./tabs.js";

const parts = ["company", "sso"] as const;

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
    </main>
  );
}
