/** A hole: how deep it was when, its runs, the core that came up, where it goes, what stands in it, and its trays. */
import { localDate } from "../../../shift/clock.js";
import { recoveryText } from "../../../shift/recovery.js";
import { useCell } from "../../cell.js";
import { CoreLogChart } from "../../charts/core-log-chart.js";
import { DepthTimeChart } from "../../charts/depth-time-chart.js";
import { milli, type RunOnWire, useHole } from "../../device/hole.js";
import { useLengths } from "../../device/lengths.js";
import { type Master, master, named } from "../../device/master.js";
import { Stale } from "../../parts/stale.js";
import { Table } from "../../parts/table.js";
import { useTitle } from "../../parts/title.js";
import { dayText, useWords } from "../../words/words.js";
import { HolePath } from "./hole-path.js";
import { Trays } from "./trays.js";

export function HolePage({ id = "" }: { readonly id?: string }) {
  const words = useWords();
  const lengths = useLengths();
  const lists = useCell(master);
  const { hole, runs, surveys, casings, photos } = useHole(id);
  const about = hole.answer?.body;
  const name = about?.name ?? named(lists.holes, id);
  useTitle(name);
  const drilled = [...(runs.answer?.body ?? [])].sort((a, b) => (a.starts_at < b.starts_at ? -1 : 1));
  const fresh = drilled.filter(({ kind }) => kind === "new");
  const cored = fresh.filter(({ recovered }) => recovered !== null);
  const recovery = recoveryText({
    sum: cored.reduce((sum, { recovered }) => sum + milli(recovered!), 0),
    by: cored.reduce((sum, { metres }) => sum + milli(metres), 0),
  });
  const deepest = Math.max(0, ...fresh.map(({ to }) => milli(to)));
  const zone = lists.rigs.find((rig) => rig.id === drilled[0]?.rig)?.timeZone ?? "UTC";
  const facts = [
    named(lists.projects, about?.project ?? null),
    ...(about === undefined ? [] : [words.hole.states[about.state]]),
    ...(about?.planned == null ? [] : [words.hole.planned(lengths.told(about.planned))]),
    ...(recovery === "" ? [] : [words.report.recovery(recovery)]),
  ].filter(Boolean);
  return (
    <main id="content" tabIndex={-1} class="wide">
      <div class="row spread">
        <h1 tabIndex={-1}>{name || words.pages.holes}</h1>
        {fresh.length > 0 && <p class="large-figure">{lengths.text(deepest)}</p>}
      </div>
      <p class="faint">{facts.join(" · ")}</p>
      <Stale {...hole} />
      {runs.answer !== undefined && drilled.length === 0 && <p class="empty">{words.hole.nothing}</p>}
      {fresh.length > 0 && (
        <DepthTimeChart
          runs={fresh.map(({ starts_at, ends_at, from, to }) => ({
            startsAt: Date.parse(starts_at),
            endsAt: Date.parse(ends_at),
            fromMm: milli(from),
            toMm: milli(to),
          }))}
          zone={zone}
          plannedMm={about?.planned == null ? null : milli(about.planned)}
        />
      )}
      <div class="two-up roomy">
        {cored.length > 0 && (
          <CoreLogChart
            recovery={recovery}
            runs={cored
              .map((run) => ({
                id: `${run.shift} ${run.id}`,
                fromMm: milli(run.from),
                toMm: milli(run.to),
                recoveredMm: milli(run.recovered!),
              }))
              .sort((a, b) => a.fromMm - b.fromMm)}
          />
        )}
        {drilled.length > 0 && <Runs runs={drilled} zone={zone} lists={lists} />}
      </div>
      <HolePath surveys={surveys.answer?.body ?? []} />
      {(casings.answer?.body ?? []).length > 0 && (
        <section class="card">
          <h2>{words.report.casings}</h2>
          <Table
            heads={[
              words.report.size,
              words.report.kind,
              lengths.label(words.report.from),
              lengths.label(words.report.to),
            ]}
            numbers={2}
          >
            {casings.answer!.body.map((row) => (
              <tr key={`${row.shift} ${row.id}`}>
                <td>
                  <a class="cell" href={`/shifts/${row.shift}`}>
                    {row.size}
                  </a>
                </td>
                <td>{row.kind}</td>
                <td class="right">{lengths.toldBare(row.from)}</td>
                <td class="right">{lengths.toldBare(row.to)}</td>
              </tr>
            ))}
          </Table>
        </section>
      )}
      <Trays photos={photos.answer?.body ?? []} />
      {drilled.length > 0 && <small>{words.hole.counted}</small>}
    </main>
  );
}

/** The latest first. */
function Runs({
  runs,
  zone,
  lists,
}: {
  readonly runs: readonly RunOnWire[];
  readonly zone: string;
  readonly lists: Master;
}) {
  const words = useWords();
  const lengths = useLengths();
  return (
    <section class="card">
      <h2>{words.hole.runs}</h2>
      <div class="tall">
        <Table
          heads={[
            words.hole.when,
            words.hole.rig,
            words.report.size,
            lengths.label(words.report.from),
            lengths.label(words.report.to),
            `${lengths.unit}/h`,
            words.analytics.recovery,
          ]}
          numbers={3}
        >
          {runs.toReversed().map((run) => (
            <tr key={`${run.shift} ${run.id}`}>
              <td>
                <a class="cell" href={`/shifts/${run.shift}`}>
                  {dayText(localDate(Date.parse(run.starts_at), zone))}
                </a>
              </td>
              <td class="nowrap">{named(lists.rigs, run.rig)}</td>
              <td>
                {run.size}
                {run.kind === "new" ? "" : ` ${words.report.kinds[run.kind]}`}
              </td>
              <td class="right">{lengths.toldBare(run.from)}</td>
              <td class="right">{lengths.toldBare(run.to)}</td>
              <td class="right">{run.rate == null ? "" : lengths.rateTold(run.rate).replace(/ .*/, "")}</td>
              <td class="right">{run.recovery}</td>
            </tr>
          ))}
        </Table>
      </div>
    </section>
  );
}
