/** The service itself, for whoever runs it: what it does by itself, its backups, and the companies that share it. */
import { may } from "../../device/session.js";
import { useTitle } from "../../parts/title.js";
import { useWords } from "../../words/words.js";
import { NotForYou } from "../nowhere.js";
import { Backups } from "./backups.js";
import { Companies } from "./companies.js";
import { Jobs } from "./jobs.js";
import { ServiceTabs } from "./tabs.js";

const parts = {
  jobs: { needs: "service:manage", Shown: Jobs },
  backups: { needs: "service:manage", Shown: Backups },
  companies: { needs: "tenant:manage", Shown: Companies },
} as const;
type Part = keyof typeof parts;

export function ServicePage({ part: asked = "jobs" }: { readonly part?: string }) {
  const words = useWords();
  const open = (Object.keys(parts) as Part[]).filter((one) => may(parts[one].needs));
  const part = open.find((one) => one === asked) ?? open[0];
  useTitle(part === undefined ? words.upkeep.title : `${words.upkeep.title}, ${words.upkeep.parts[part]}`);
  if (part === undefined) return <NotForYou />;
  const { Shown } = parts[part];
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{words.upkeep.title}</h1>
      <ServiceTabs />
      <Shown />
    </main>
  );
}
