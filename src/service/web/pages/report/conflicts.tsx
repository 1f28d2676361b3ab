/** What was changed here and elsewhere, shown twice: the person chooses. */

import { localTime } from "../../../shift/clock.js";
import { settle } from "../../device/conflicts.js";
import type { KeptReport } from "../../device/kept-report.js";
import { type Lengths, useLengths } from "../../device/lengths.js";
import { type Master, master, named } from "../../device/master.js";
import { sendNow } from "../../device/sender.js";
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
            <div class="card">
              <h3>{words.report.mine}</h3>
              <Side value={conflict.mine} other={conflict.theirs} zone={report.draft.timeZone} />
              <button type="button" onClick={take("mine")}>
                {words.report.takeMine}
              </button>
            </div>
            <div class="card">
              <h3>{words.report.theirs}</h3>
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
  const fields = Object.entries(value).filter(([name]) => !["id", "source", "typedIn"].includes(name));
  return (
    <dl>
      {fields.map(([name, field]) => (
        <>
          <dt key={`${name}-name`}>{nameOf(name, words)}</dt>
          <dd key={name} class={before[name] === field ? "" : "differs"}>
            {shown(name, field, { zone, lists: master.get(), lengths })}
          </dd>
        </>
      ))}
    </dl>
  );
}

interface Reading {
  readonly zone: string;
  readonly lists: Master;
  readonly lengths: Lengths;
}

function nameOf(name: string, { report }: ReturnType<typeof useWords>): string {
  const names: Readonly<Record<string, string>> = {
    person: report.person,
    role: report.role,
    minutes: report.hours,
    startsAt: report.starts,
    endsAt: report.ends,
    fromMm: report.from,
    toMm: report.to,
    recoveredMm: report.recovered,
    hole: report.holeField,
    size: report.size,
    kind: report.kind,
    type: report.what,
    reason: report.reason,
    payer: report.payer,
    item: report.item,
    quantityMilli: report.quantity,
    remarks: report.remarks,
    bit: report.bit,
    tray: report.tray,
    parallel: report.parallel,
  };
  return names[name] ?? name;
}

function shown(name: string, value: unknown, { zone, lists, lengths }: Reading): string {
  if (value === null || value === undefined || value === "") return "–";
  if (name.endsWith("Mm")) return lengths.text(value as number);
  if (name.endsWith("At") || name === "at") return localTime(value as number, zone);
  if (name === "quantityMilli") return String((value as number) / 1000);
  if (typeof value !== "string") return String(value);
  const all = [...lists.people, ...lists.holes, ...lists.types, ...lists.items];
  return named(all, value) || value;
}
