/** What was changed here and elsewhere, shown twice: the person chooses. */

import { Fragment } from "preact";
import { localTime } from "../../../shift/clock.js";
import { decimalText } from "../../../shift/decimal.js";
import { wireName } from "../../../shift/wire-fields.js";
import { settle } from "../../device/conflicts.js";
import type { KeptReport } from "../../device/kept-report.js";
import { type Lengths, useLengths } from "../../device/lengths.js";
import { type Master, master, named } from "../../device/master.js";
import { sendNow } from "../../device/sender.js";
import { hoursText } from "../../parts/numbers.js";
import { fieldText, placeText } from "../../parts/shift-place.js";
import type { Words } from "../../words/en.js";
import { useWords } from "../../words/words.js";

export function Conflicts({ report }: { readonly report: KeptReport }) {
  const words = useWords();
  if (report.conflicts.length === 0) return null;
  return (
    <section class="card came-back" aria-labelledby="conflicts">
      <h2 id="conflicts">{words.report.conflict}</h2>
      <p>{words.report.conflictWhy}</p>
      {report.conflicts.map((conflict) => {
        const take = (whose: "mine" | "theirs") => () => {
          settle(report.id, conflict, whose);
          sendNow();
        };
        return (
          <div class="conflict" key={conflict.at}>
            <h3>{placeText(conflict.at, report.draft, master.get(), words)}</h3>
            <div class="card">
              <h4>{words.report.mine}</h4>
              <Side value={conflict.mine} other={conflict.theirs} zone={report.draft.timeZone} />
              <button type="button" onClick={take("mine")}>
                {words.report.takeMine}
              </button>
            </div>
            <div class="card">
              <h4>{words.report.theirs}</h4>
              <Side value={conflict.theirs} other={conflict.mine} zone={report.draft.timeZone} />
              <button type="button" onClick={take("theirs")}>
                {words.report.takeTheirs}
              </button>
            </div>
          </div>
        );
      })}
    </section>
  );
}

function Side({
  value,
  other,
  zone,
}: {
  readonly value: unknown;
  readonly other: unknown;
  readonly zone: string;
}) {
  const words = useWords();
  const lengths = useLengths();
  if (value === undefined || value === null) return <p class="faint">{words.report.gone}</p>;
  if (typeof value !== "object") return <p>{String(value)}</p>;
  const before = (other ?? {}) as Readonly<Record<string, unknown>>;
  const fields = Object.entries(value).flatMap(([name, field]) => {
    const said = fieldText(wireName(name), words);
    return said === undefined ? [] : [{ name, said, field }];
  });
  return (
    <dl>
      {fields.map(({ name, said, field }) => (
        <Fragment key={name}>
          <dt>{said}</dt>
          <dd class={before[name] === field ? "" : "differs"}>
            {shown(name, field, { zone, lists: master.get(), lengths, words })}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

interface Reading {
  readonly zone: string;
  readonly lists: Master;
  readonly lengths: Lengths;
  readonly words: Words;
}

function shown(name: string, value: unknown, { zone, lists, lengths, words }: Reading): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? words.dialog.yes : words.dialog.no;
  if (typeof value === "number") {
    if (name.endsWith("Mm")) return lengths.text(value);
    if (name.endsWith("Cd")) return `${decimalText(value, 2, 1)}°`;
    if (name.endsWith("At") || name === "at") return localTime(value, zone);
    if (name === "minutes") return `${hoursText(value)} h`;
    return name === "quantityMilli" ? decimalText(value, 3, 0) : String(value);
  }
  const text = String(value);
  const said: Readonly<Record<string, string>> = {
    ...(name === "kind" && words.report.kinds),
    ...(name === "payer" && words.report.payers),
    ...(name === "north" && words.report.norths),
  };
  const all = [...lists.people, ...lists.holes, ...lists.types, ...lists.items];
  return said[text] ?? (named(all, text) || text);
}
