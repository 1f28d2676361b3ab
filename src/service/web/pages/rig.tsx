/** A rig: what it does now, its last shifts, how its holes got deeper, what is left at it. */
import { useState } from "preact/hooks";
import { dateAfter, HOUR, localDate, MINUTE, parseInstant } from "../../shift/clock.js";
import { parseDecimal } from "../../shift/decimal.js";
import { useCell } from "../cell.js";
import { useAnswer } from "../device/answers.js";
import { ownRigs } from "../device/last-shifts.js";
import { type Master, master, named, type Rig } from "../device/master.js";
import { useRigNow } from "../device/rig-now.js";
import { OpenAlerts } from "../parts/alert-list.js";
import { DepthDays, type DepthPoint } from "../parts/depth-days.js";
import { sentence } from "../parts/fields.js";
import { type ShiftSummary, ShiftTable } from "../parts/shift-table.js";
import { Stale } from "../parts/stale.js";
import { StripChart } from "../parts/strip-chart.js";
import { Table } from "../parts/table.js";
import { useTitle } from "../parts/title.js";
import { rigToldText } from "../words/told.js";
import { useWords } from "../words/words.js";

/** All rigs that somebody sees; of one alone its page. */
export function RigsPage() {
  const words = useWords();
  const lists = useCell(master);
  useTitle(words.pages.rigs);
  const rigs = ownRigs();
  if (rigs.length === 1) return <OneRig rig={rigs[0]!} lists={lists} />;
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{words.pages.rigs}</h1>
      <section class="card">
        <ul class="list">
          {rigs.map(({ id, name, hasData }) => (
            <li key={id}>
              <a class="line" href={`/rigs/${id}`}>
                <b>{name}</b>
                <small>{hasData === true ? words.rigs.sends : words.rigs.sendsNothing}</small>
              </a>
            </li>
          ))}
        </ul>
        {rigs.length === 0 && <p class="empty">{words.app.nothingYet}</p>}
      </section>
    </main>
  );
}

export function RigPage({ id }: { readonly id: string }) {
  const words = useWords();
  const lists = useCell(master);
  const rig = ownRigs().find((one) => one.id === id);
  return rig === undefined ? (
    <main id="content">
      <h1 tabIndex={-1}>{words.app.notFound}</h1>
    </main>
  ) : (
    <OneRig key={id} rig={rig} lists={lists} />
  );
}

interface Shown {
  readonly rig: Rig;
  readonly lists: Master;
}

function OneRig({ rig, lists }: Shown) {
  useTitle(rig.name);
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{rig.name}</h1>
      {rig.hasData === true && <OpenAlerts of="rig" id={rig.id} />}
      {rig.hasData === true && <Now rig={rig} />}
      <div class="in-columns roomy">
        <LastShifts rig={rig} lists={lists} />
        <Stock rig={rig} lists={lists} />
        <Holes rig={rig} lists={lists} />
      </div>
    </main>
  );
}

const SPANS = [10 * MINUTE, 30 * MINUTE, 2 * HOUR, 12 * HOUR] as const;

function Now({ rig }: { readonly rig: Rig }) {
  const words = useWords();
  const { snapshot, chart, version, nothing, isConnected } = useRigNow(rig);
  const [span, choose] = useState<number>(SPANS[1]);
  if (nothing !== undefined)
    return (
      <section class="card">
        <h2>{words.rigs.now}</h2>
        <p class="faint">{sentence(rigToldText(nothing))}</p>
      </section>
    );
  const board = snapshot?.board;
  return (
    <section class="card" aria-busy={snapshot === undefined}>
      <div class="row spread">
        <h2>{words.rigs.now}</h2>
        <p class={isConnected === false ? "remainder open" : "faint"}>
          {isConnected === false
            ? words.rigs.lost
            : board === undefined
              ? words.rigs.waits
              : words.rigs.asOf(ageOf(board.age))}
        </p>
      </div>
      {board?.rig !== undefined && (
        <p class="rig-state">
          <b>{sentence(board.rig.state)}</b>
          {board.rig.lasts !== undefined && ` ${words.rigs.since(ageOf(board.rig.lasts))}`}
          <small>{board.rig.why}</small>
        </p>
      )}
      {board !== undefined && (
        <dl class="headlines">
          {board.headlines.map(({ label, value, unit, stale }) => (
            <div key={label} class={stale ? "stale" : ""}>
              <dt>{label}</dt>
              <dd>
                {value} <small>{unit}</small>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {board?.rig?.events.map((event) => (
        <p key={`${event.name} ${event.start}`} class="remainder open">
          {sentence(event.name)}: {event.evidence}. {event.advice}
        </p>
      ))}
      {chart !== undefined && (
        <>
          <fieldset class="plain-set row">
            <legend class="unseen">{words.rigs.span}</legend>
            {SPANS.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === span}
                class={one === span ? "chosen" : ""}
                onClick={() => choose(one)}
              >
                {ageOf(one)}
              </button>
            ))}
          </fieldset>
          <StripChart chart={chart} version={version} span={span} />
        </>
      )}
      {board?.rig !== undefined && <small>{board.rig.note}</small>}
    </section>
  );
}

/** `12 s`, `5 min`, `3 h`. */
function ageOf(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return "–";
  if (milliseconds < MINUTE) return `${Math.round(milliseconds / 1000)} s`;
  return milliseconds < HOUR
    ? `${Math.round(milliseconds / MINUTE)} min`
    : `${Math.round(milliseconds / HOUR)} h`;
}

function LastShifts({ rig, lists }: Shown) {
  const words = useWords();
  const asked = useAnswer<{ readonly items: readonly ShiftSummary[] }>(
    `/shifts?rig=${encodeURIComponent(rig.id)}&sort=-date&limit=8`,
  );
  const items = asked.answer?.body.items ?? [];
  return (
    <section class="card">
      <h2>{words.rigs.lastShifts}</h2>
      <Stale {...asked} />
      {items.length > 0 && <ShiftTable shifts={items} lists={lists} ofOneRig />}
      {asked.answer !== undefined && items.length === 0 && <p class="empty">{words.app.nothingYet}</p>}
    </section>
  );
}

interface Progress {
  readonly hole: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly starts_at: string;
  readonly ends_at: string;
}

/** Days of which runs are asked for. */
const DAYS = 90;

function Holes({ rig, lists }: Shown) {
  const words = useWords();
  const from = dateAfter(localDate(Date.now(), rig.timeZone), -DAYS);
  const { answer } = useAnswer<{ readonly items: readonly Progress[] }>(
    `/drilling-progress?rig=${encodeURIComponent(rig.id)}&from=${from}&limit=500`,
  );
  const byHole = new Map<string, DepthPoint[]>();
  for (const run of answer?.body.items ?? []) {
    if (run.kind !== "new") continue;
    const points = byHole.get(run.hole) ?? [];
    byHole.set(run.hole, points);
    points.push(pointOf(run.starts_at, run.from), pointOf(run.ends_at, run.to));
  }
  const holes = [...byHole].map(([hole, points]) => ({
    hole,
    points: points.sort((one, other) => one.at - other.at || one.mm - other.mm),
  }));
  holes.sort((one, other) => (other.points.at(-1)?.at ?? 0) - (one.points.at(-1)?.at ?? 0));
  if (holes.length === 0) return null;
  return (
    <section class="card">
      <h2>{words.rigs.holes}</h2>
      {holes.slice(0, 3).map(({ hole, points }) => (
        <DepthDays key={hole} name={named(lists.holes, hole)} points={points} />
      ))}
    </section>
  );
}

const pointOf = (at: string, depth: string): DepthPoint => ({
  at: parseInstant(at) ?? 0,
  mm: parseDecimal(depth, 3) ?? 0,
});

interface Level {
  readonly item: string;
  readonly left: string;
  readonly unit: string;
  readonly low: boolean;
}

function Stock({ rig, lists }: Shown) {
  const words = useWords();
  const { answer } = useAnswer<{ readonly items: readonly Level[] }>(
    `/stock?rig=${encodeURIComponent(rig.id)}`,
  );
  const items = answer?.body.items ?? [];
  if (items.length === 0) return null;
  return (
    <section class="card">
      <h2>{words.rigs.stock}</h2>
      <Table heads={[words.report.item, words.rigs.left]} numbers={1}>
        {items.map(({ item, left, unit, low }) => (
          <tr key={item}>
            <td>{named(lists.items, item)}</td>
            <td class="right">
              {low && <span class="remainder open">{words.rigs.low} </span>}
              {left} {unit}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
