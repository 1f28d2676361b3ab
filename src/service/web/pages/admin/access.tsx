/** People and access: who is let in and as what, keys of programs, deputies. */
import { may, mayAll } from "../../device/session.js";
import { useTitle } from "../../parts/title.js";
import { useWords } from "../../words/words.js";
import { NotForYou } from "../nowhere.js";
import { Deputies } from "./deputies.js";
import { Keys } from "./keys.js";
import { Members } from "./members.js";
import { CompanyTabs } from "./tabs.js";

const parts = {
  people: { isFor: () => mayAll("users:admin"), Shown: Members },
  keys: { isFor: () => may("keys:manage"), Shown: Keys },
  deputies: { isFor: () => may("delegation:manage"), Shown: Deputies },
} as const;
type Part = keyof typeof parts;

export function AccessPage({ part: asked = "people" }: { readonly part?: string }) {
  const words = useWords();
  const open = (Object.keys(parts) as Part[]).filter((one) => parts[one].isFor());
  const part = open.find((one) => one === asked) ?? open[0];
  useTitle(part === undefined ? words.access.title : `${words.access.title}, ${words.access.parts[part]}`);
  if (part === undefined) return <NotForYou />;
  const { Shown } = parts[part];
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{words.access.title}</h1>
      <CompanyTabs />
      <Shown />
    </main>
  );
}
