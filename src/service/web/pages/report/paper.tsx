/** A report that is read: one page of tables with their totals, the same for the office, the client and a printer. */

import { durationText, localTime } from "../../../shift/clock.js";
import { crewMinutes } from "../../../shift/crew.js";
import { decimalText } from "../../../shift/decimal.js";
import { recoveryOf, recoveryText } from "../../../shift/recovery.js";
import { madeText, rateOf } from "../../../shift/run.js";
import { contentOf, type Draft } from "../../device/draft.js";
import { useLengths } from "../../device/lengths.js";
import { type Master, named } from "../../device/master.js";
import { SmallPhoto, useLargePhoto } from "../../parts/large-photo.js";
import { hoursText } from "../../parts/numbers.js";
import { Table } from "../../parts/table.js";
import { reasonShown } from "../../words/reason.js";
import { useWords } from "../../words/words.js";
import { colourOf } from "./kinds.js";
import { usePicturesOf } from "./pictures-of.js";
import { StaticBar } from "./static-bar.js";

export function Paper({ content: draft, lists }: { readonly content: Draft; readonly lists: Master }) {
  const words = useWords();
  const lengths = useLengths();
  const content = contentOf(draft);
  const pictures = usePicturesOf(content.photos, lists);
  const large = useLargePhoto(pictures);
  const { runs, activities, crew, materials, surveys, casings } = content;
  const clock = (at: number): string => localTime(at, content.timeZone);
  const recovery = recoveryText(recoveryOf(runs));
  /** Hole, size and kind stand once over the runs that have them in common. */
  const whereOf = ({ hole, size, kind }: (typeof runs)[number]): string =>
    [named(lists.holes, hole), size, ...(kind === "new" ? [] : [words.report.kinds[kind]])].join(" · ");
  return (
    <>
      <section class="card">
        <h2>{words.report.time}</h2>
        <StaticBar content={content} lists={lists} />
        <Table
          heads={[
            `${words.report.starts}–${words.report.ends}`,
            words.report.what,
            words.report.remarks,
            words.report.hours,
          ]}
          numbers={3}
          lines
        >
          {[
            ...runs.map((row) => ({ row, run: true as const })),
            ...activities.map((row) => ({ row, run: false as const })),
          ]
            .sort((a, b) => a.row.startsAt - b.row.startsAt)
            .map(({ row, run }) => {
              const type = run ? undefined : lists.types.find(({ id }) => id === row.type);
              const name = run
                ? `${words.report.drilling} ${named(lists.holes, row.hole)} ${row.size}`
                : [type?.name, row.reason && reasonShown(row.reason, words)].filter(Boolean).join(" · ");
              return (
                <tr key={row.id}>
                  <td class="nowrap lead">
                    {clock(row.startsAt)}–{clock(row.endsAt)}
                  </td>
                  <td class="lead">
                    <span class="swatch" style={{ "--own": colourOf(run ? "drilling" : type?.class) }} />
                    {name}
                  </td>
                  <td>{row.remarks}</td>
                  <td class="right amount">{durationText(row.endsAt - row.startsAt)}</td>
                </tr>
              );
            })}
        </Table>
      </section>
      {runs.length > 0 && (
        <section class="card">
          <h2>{words.report.depth}</h2>
          <Table
            heads={[
              lengths.label(words.report.from),
              lengths.label(words.report.to),
              lengths.unit,
              `${lengths.unit}/h`,
              lengths.label(words.report.recovered),
            ]}
            numbers={0}
            foot={
              <tr>
                <td colSpan={2} />
                <td class="right">{madeText(runs, lengths.unit)}</td>
                <td class="right">{lengths.rate(rateOf(runs)).replace(/ .*/, "")}</td>
                <td class="right">{recovery === "" ? "" : `${recovery} %`}</td>
              </tr>
            }
          >
            {runs.map((run, i) => {
              const into = whereOf(run);
              return [
                (i === 0 || whereOf(runs[i - 1]!) !== into) && (
                  <tr key={`into ${run.id}`} class="group">
                    <th scope="colgroup" colSpan={5}>
                      {into}
                    </th>
                  </tr>
                ),
                <tr key={run.id}>
                  <td class="right">{lengths.bare(run.fromMm)}</td>
                  <td class="right">{lengths.bare(run.toMm)}</td>
                  <td class="right">{madeText([run], lengths.unit)}</td>
                  <td class="right">{lengths.rate(rateOf([run])).replace(/ .*/, "")}</td>
                  <td class="right">{run.recoveredMm === null ? "" : lengths.bare(run.recoveredMm)}</td>
                </tr>,
              ];
            })}
          </Table>
        </section>
      )}
      <div class="two-up">
        {crew.length > 0 && (
          <section class="card">
            <h2>{words.report.crew}</h2>
            <Table
              heads={[words.report.person, words.report.role, words.report.hours]}
              numbers={2}
              foot={
                <tr>
                  <td colSpan={2} />
                  <td class="right">{hoursText(crewMinutes(crew))}</td>
                </tr>
              }
            >
              {crew.map((row) => (
                <tr key={row.id}>
                  <td>{named(lists.people, row.person)}</td>
                  <td>{row.role}</td>
                  <td class="right">{hoursText(row.minutes)}</td>
                </tr>
              ))}
            </Table>
          </section>
        )}
        {materials.length > 0 && (
          <section class="card">
            <h2>{words.report.materials}</h2>
            <Table heads={[words.report.item, words.report.quantity]} numbers={1}>
              {materials.map((row) => (
                <tr key={row.id}>
                  <td>{named(lists.items, row.item)}</td>
                  <td class="right">
                    {decimalText(row.quantityMilli, 3, 0)}{" "}
                    {lists.items.find(({ id }) => id === row.item)?.unit}
                  </td>
                </tr>
              ))}
            </Table>
          </section>
        )}
        {surveys.length > 0 && (
          <section class="card">
            <h2>{words.report.surveys}</h2>
            <Table
              heads={[
                words.report.holeField,
                lengths.label(words.report.surveyDepth),
                words.report.dip,
                words.report.azimuth,
              ]}
              numbers={1}
            >
              {surveys.map((row) => (
                <tr key={row.id}>
                  <td>{named(lists.holes, row.hole)}</td>
                  <td class="right">{lengths.bare(row.depthMm)}</td>
                  <td class="right">{decimalText(row.dipCd, 2, 1)}°</td>
                  <td class="right">{decimalText(row.azimuthCd, 2, 1)}°</td>
                </tr>
              ))}
            </Table>
          </section>
        )}
        {casings.length > 0 && (
          <section class="card">
            <h2>{words.report.casings}</h2>
            <Table
              heads={[
                words.report.holeField,
                words.report.size,
                lengths.label(words.report.from),
                lengths.label(words.report.to),
              ]}
              numbers={2}
            >
              {casings.map((row) => (
                <tr key={row.id}>
                  <td>{named(lists.holes, row.hole)}</td>
                  <td>
                    {row.size} {row.kind}
                  </td>
                  <td class="right">{lengths.bare(row.fromMm)}</td>
                  <td class="right">{lengths.bare(row.toMm)}</td>
                </tr>
              ))}
            </Table>
          </section>
        )}
      </div>
      {content.photos.length > 0 && (
        <section class="card">
          <h2>{words.report.photos}</h2>
          <ul class="photos">
            {pictures.map((picture) => (
              <li key={picture.id} class="photo">
                <SmallPhoto of={picture} open={large.open} />
                <small>{picture.name}</small>
              </li>
            ))}
          </ul>
          {large.shown}
        </section>
      )}
      {content.notes !== "" && (
        <section class="card">
          <h2>{words.report.notes}</h2>
          <p>{content.notes}</p>
        </section>
      )}
    </>
  );
}
