/** What a change has changed: of each field what it was and what it is. Of rows stands how many there are, and unfolded how they are written. */
import { instantText, useWords } from "../../words/words.js";

export function Differences({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  const words = useWords();
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (name) => writtenOf(was[name], name) !== writtenOf(is[name], name),
  );
  if (names.length === 0) return null;
  const line = (name: string) => (
    <div key={name}>
      <small>{name}</small>{" "}
      {name in was && (
        <>
          <del>
            <Value value={was[name]} name={name} />
          </del>
          {" → "}
        </>
      )}
      <ins>
        <Value value={is[name]} name={name} />
      </ins>
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

function Value({ value, name }: { readonly value: unknown; readonly name: string }) {
  const words = useWords();
  const text = writtenOf(value, name);
  if (typeof value === "string" || text.length <= LONGEST) return <>{text || words.audit.nothing}</>;
  return (
    <details>
      <summary>
        {Array.isArray(value) ? words.audit.rows(value.length) : `${text.slice(0, LONGEST)}…`}
      </summary>
      {text}
    </details>
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

/** Characters that are shown of one value. */
const LONGEST = 80;

function writtenOf(value: unknown, name: string): string {
  if (value === null || value === undefined) return "";
  if (isInstant(name, value)) return instantText(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}
