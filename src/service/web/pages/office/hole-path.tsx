/** Surveys of a hole, and where they say that it goes: from above, and from the side along its own direction. */
import { type PathPoint, pathOf } from "../../charts/hole-path.js";
import { PathChart } from "../../charts/path-chart.js";
import { type SurveyOnWire, surveyed } from "../../device/hole.js";
import { useLengths } from "../../device/lengths.js";
import { Table } from "../../parts/table.js";
import { useWords } from "../../words/words.js";

export function HolePath({ surveys }: { readonly surveys: readonly SurveyOnWire[] }) {
  const words = useWords();
  const lengths = useLengths();
  if (surveys.length === 0) return null;
  const path = pathOf(surveys.map(surveyed));
  const bare = (metres: number): string => lengths.scaled(metres).toFixed(2);
  const shown = (metres: number): string => `${bare(metres)} ${lengths.unit}`;
  const end = path.at(-1)!;
  const away = Math.hypot(end.north, end.east);
  const says = words.hole.pathSays(shown(end.down), shown(away));
  const azimuth = away === 0 ? 0 : Math.atan2(end.east, end.north);
  const along = ({ north, east }: PathPoint): number => north * Math.cos(azimuth) + east * Math.sin(azimuth);
  const table = (
    <Table
      heads={[
        lengths.label(words.report.surveyDepth),
        words.hole.dogleg,
        lengths.label(words.hole.north),
        lengths.label(words.hole.east),
        lengths.label(words.hole.down),
      ]}
      numbers={0}
    >
      {path.map((point) => (
        <tr key={point.depth}>
          <td class="right">{bare(point.depth)}</td>
          <td class="right">{point.dogleg?.toFixed(2) ?? ""}</td>
          <td class="right">{bare(point.north)}</td>
          <td class="right">{bare(point.east)}</td>
          <td class="right">{bare(point.down)}</td>
        </tr>
      ))}
    </Table>
  );
  const norths = new Set(surveys.map(({ north }) => north));
  return (
    <>
      {norths.size > 1 && (
        <p class="card remainder open" role="alert">
          {words.hole.northRef}
        </p>
      )}
      <div class="two-up">
        <PathChart
          title={words.hole.plan}
          says={says}
          path={path.map(({ north, east }) => ({
            across: lengths.scaled(east),
            down: -lengths.scaled(north),
          }))}
          downLabel={turned}
          unit={lengths.unit}
          table={table}
        />
        <PathChart
          title={words.hole.section}
          says={says}
          path={path.map((point) => ({
            across: lengths.scaled(along(point)),
            down: lengths.scaled(point.down),
          }))}
          downLabel={(label) => label}
          unit={lengths.unit}
          table={table}
        />
      </div>
      <section class="card">
        <h2>{words.hole.surveys}</h2>
        <Table
          heads={[
            lengths.label(words.report.surveyDepth),
            words.report.dip,
            words.report.azimuth,
            words.report.north,
            words.report.instrument,
          ]}
          numbers={1}
        >
          {surveys
            .toSorted((a, b) => Number(a.depth) - Number(b.depth))
            .map((row) => (
              <tr key={`${row.shift} ${row.id}`}>
                <td>
                  <a class="cell" href={`/shifts/${row.shift}`}>
                    {lengths.toldBare(row.depth)}
                  </a>
                </td>
                <td class="right">{row.dip}°</td>
                <td class="right">{row.azimuth}°</td>
                <td class="right">{words.report.norths[row.north]}</td>
                <td class="right">{row.instrument}</td>
              </tr>
            ))}
        </Table>
      </section>
    </>
  );
}

/** North goes up the page. */
const turned = (label: string): string =>
  label.startsWith("-") ? label.slice(1) : Number(label) === 0 ? label : `-${label}`;
