/** What a change has changed: of each field what it was and what it is. What is deep is shown as it is written. */
import { instantText, useWords } from "../../words/words.js";

export function Differences({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  const words = useWords();
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (name) => textOf(was[name], name) !== textOf(is[name], name),
  );
  if (names.length === 0) return null;
  const line = (name: string) => (
    <div key={name}>
      <small>{name}</small>{" "}
      {name in was && (
        <>
          <del>{textOf(was[name], name) || words.audit.nothing}</del>
          {" → "}
        </>
      )}
      <ins>{textOf(is[name], name) || words.audit.nothing}</ins>
    </div>
  );
  const rest = names.slice(FIRST);
  return (
    <div class="differences">
      {names.slice(0, FIRST).map(line)}
      {rest.length > 0 && (
        <details>
          <summary>{words.audit.rest(rest.length)}</summary>
          {rest.map(line)}
        </details>
      )}
    </div>
  );
}

/** Of a change, so many fields are shown at once: what was made new has all of its fields. */
const FIRST = 4;

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : value == null
      ? {}
      : { "": value };

/** What is stored as milliseconds. */
const isInstant = (name: string, value: unknown): value is number =>
  name.endsWith("_at") && typeof value === "number";

const LONGEST = 200;

function textOf(value: unknown, name: string): string {
  if (value === null || value === undefined) return "";
  if (isInstant(name, value)) return instantText(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
