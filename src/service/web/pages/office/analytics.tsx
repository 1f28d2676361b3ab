/** Figures over many days: what was drilled where, what time went into, what stood still and at whose cost. Filters stand in the address. */

import { useLocation } from "preact-iso";
import { DAY, dateAfter, localDate } from "../../../shift/clock.js";
import type { ActivityClass } from "../../../shift/document.js";
import { useCell } from "../../cell.js";
import { BarsChart } from "../../charts/bars-chart.js";
import { laneOf } from "../../charts/colours.js";
import { ColumnsChart } from "../../charts/columns-chart.js";
import type { Legend } from "../../charts/frame.js";
import { HeatChart } from "../../charts/heat-chart.js";
import { type Asked, useAnswer } from "../../device/answers.js";
import { useLengths } from "../../device/lengths.js";
import { master, named } from "../../device/master.js";
import { Stale } from "../../parts/stale.js";
import { Table } from "../../parts/table.js";
import { useTitle } from "../../parts/title.js";
import { reasonShown } from "../../words/reason.js";
import { dayText, useWords } from "../../words/words.js";
import { colourOf } from "../report/kinds.js";
import { AnalyticsFilters, filtersIn } from "./analytics-filters.js";
import { KpiCards, type Kpis, MissingShifts } from "./kpi-cards.js";

interface Figure {
  readonly day?: string;
  readonly rig?: string;
  readonly what: string | null;
  readonly reason: string | null;
  readonly value: string | null;
  readonly sum: string;
  readonly per: string | null;
}

type Series = Asked<{ readonly items: readonly Figure[] }>;
const figuresOf = (series: Series): readonly Figure[] => series.answer?.body.items ?? [];

const useSeries = (asked: string, measure: string, by: string): Series =>
  useAnswer(`/analytics/series?${asked}&measure=${measure}${by === "" ? "" : `&by=${by}`}`);

export function AnalyticsPage() {
  const words = useWords();
  const lengths = useLengths();
  const lists = useCell(master);
  const { query } = useLocation();
  useTitle(words.pages.analytics);
  const filters = filtersIn(query, localDate(Date.now(), "UTC"));
  const asked = new URLSearchParams(filters as unknown as Record<string, string>).toString();
  const kpis = useAnswer<Kpis>(`/analytics/kpis?${asked}`);
  const metres = useSeries(asked, "metres", "rig,day");
  const hours = useSeries(asked, "hours", "day");
  const standby = useSeries(asked, "standby", "");
  const rates = useSeries(asked, "rate", "rig");
  const recovery = useSeries(asked, "recovery", "rig");
  const approval = useSeries(asked, "approval", "rig");
  const consumables = useSeries(asked, "consumables", "");
  const days = daysOf(filters.from, filters.to);
  const rigName = (id: string | undefined): string => named(lists.rigs, id ?? null) || (id ?? "");
  const rigs = [...new Set(figuresOf(metres).flatMap(({ rig }) => rig ?? []))]
    .map((id) => ({ id, name: rigName(id) }))
    .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  const byDay = new Map(
    figuresOf(metres).map((one) => [`${one.rig} ${one.day}`, lengths.scaled(Number(one.value))]),
  );
  const body = kpis.answer?.body;
  const stood = figuresOf(standby).toSorted((a, b) => Number(b.value) - Number(a.value));
  return (
    <main id="content" tabIndex={-1} class="wide">
      <h1 tabIndex={-1}>{words.pages.analytics}</h1>
      <AnalyticsFilters filters={filters} />
      <Stale {...kpis} />
      {body !== undefined && (
        <>
          <KpiCards kpis={body} />
          <MissingShifts kpis={body} />
        </>
      )}
      {body !== undefined && body.shifts === 0 && <p class="empty">{words.analytics.nothing}</p>}
      {rigs.length > 0 && body !== undefined && (
        <>
          <HeatChart
            title={words.analytics.heat}
            says={words.analytics.heatSays(`${Math.max(0, ...byDay.values()).toFixed(2)} ${lengths.unit}`)}
            rows={rigs}
            days={days}
            figureOf={(rig, day) => byDay.get(`${rig} ${day}`) ?? null}
            dayText={dayText}
            linkOf={(rig, day) => `/day/${day}?rig=${rig}`}
            unit={lengths.unit}
            heads={words.analytics.day}
          />
          <ColumnsChart
            title={words.analytics.byDay}
            says={words.analytics.byDaySays(lengths.told(body.metres))}
            columns={days.map((day) => ({
              label: dayText(day),
              parts: rigs.flatMap(({ id }) => {
                const value = byDay.get(`${id} ${day}`);
                return value === undefined ? [] : [{ kind: id, value }];
              }),
            }))}
            kinds={new Map(rigs.map(({ id, name }, i) => [id, { name, colour: laneOf(i) }]))}
            unit={lengths.unit}
            heads={words.analytics.day}
          />
          <Hours figures={figuresOf(hours)} days={days} drilling={body.drilling_hours} />
          <div class="in-columns">
            {stood.length === 0 ? (
              <section class="card">
                <h2>{words.analytics.standby}</h2>
                <p class="empty">{words.analytics.noStandby}</p>
              </section>
            ) : (
              <BarsChart
                title={words.analytics.standby}
                heads={[words.analytics.reason, words.analytics.standby]}
                bars={stood.map(({ what, reason, value }) => ({
                  name: `${reasonShown(reason ?? "", words)}, ${words.report.payers[what as "client" | "contractor"]}`,
                  value: Number(value),
                  text: `${value} h`,
                  colour: what === "client" ? laneOf(1) : laneOf(4),
                }))}
              />
            )}
            {(
              [
                ["rate", rates, `${lengths.unit}/h`],
                ["recovery", recovery, " %"],
                ["approval", approval, " h"],
              ] as const
            ).map(([name, found, unit]) => (
              <BarsChart
                key={name}
                title={words.analytics.byRig[name]}
                heads={[words.analytics.rig, words.analytics.byRig[name]]}
                {...(name === "recovery" && { most: 100 })}
                bars={figuresOf(found)
                  .filter(({ value }) => value !== null)
                  .map(({ rig, value }) => ({
                    name: rigName(rig),
                    value: Math.min(Number(value), name === "recovery" ? 100 : Number.POSITIVE_INFINITY),
                    text: name === "rate" ? lengths.rateTold(value!) : `${value}${unit}`,
                    colour: laneOf(name === "rate" ? 0 : name === "recovery" ? 2 : 6),
                  }))}
              />
            ))}
            {figuresOf(consumables).length > 0 && (
              <section class="card">
                <h2>{words.analytics.consumables[lengths.unit]}</h2>
                <Table
                  heads={[words.analytics.item, words.analytics.used, words.analytics.perMetre[lengths.unit]]}
                  numbers={1}
                >
                  {figuresOf(consumables).map(({ what, sum, value }) => {
                    const item = lists.items.find(({ id }) => id === what);
                    return (
                      <tr key={what}>
                        <th scope="row">{item?.name ?? what}</th>
                        <td class="right">
                          {sum} {item?.unit}
                        </td>
                        <td class="right">{value === null ? "–" : lengths.aLength(value)}</td>
                      </tr>
                    );
                  })}
                </Table>
              </section>
            )}
          </div>
        </>
      )}
    </main>
  );
}

/** Each class that there was, drilling at the bottom, those that take most above it. */
function Hours({
  figures,
  days,
  drilling,
}: {
  readonly figures: readonly Figure[];
  readonly days: readonly string[];
  readonly drilling: string;
}) {
  const words = useWords();
  const sums = new Map<string, number>();
  for (const { what, value } of figures) sums.set(what!, (sums.get(what!) ?? 0) + Number(value));
  const kinds = [...sums.keys()].sort((a, b) =>
    a === "drilling" ? -1 : b === "drilling" ? 1 : sums.get(b)! - sums.get(a)!,
  );
  const byDay = new Map(figures.map((one) => [`${one.day} ${one.what}`, Number(one.value)]));
  const legend = new Map<string, Legend>(
    kinds.map((kind) => [
      kind,
      {
        name: kind === "drilling" ? words.report.drilling : words.classes[kind as ActivityClass],
        colour: colourOf(kind as ActivityClass | "drilling"),
      },
    ]),
  );
  return (
    <ColumnsChart
      title={words.analytics.hours}
      says={words.analytics.hoursSays(drilling)}
      columns={days.map((day) => ({
        label: dayText(day),
        parts: kinds.flatMap((kind) => {
          const value = byDay.get(`${day} ${kind}`);
          return value === undefined ? [] : [{ kind, value }];
        }),
      }))}
      kinds={legend}
      unit="h"
      heads={words.analytics.day}
    />
  );
}

function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  const most = Math.min(366, (Date.parse(to) - Date.parse(from)) / DAY + 1);
  for (let i = 0; i < most; i++) days.push(dateAfter(from, i));
  return days;
}
