/** What stands before the days of a report and behind them: days and wells side by side, and how it was made. */
import type { KpiByDay, WellDays } from "../document/days.js";
import type { Report } from "../document.js";
import { figure } from "../figure.js";
import { type ColumnOf, table } from "./build.js";
import type { Section } from "./section.js";

/** Days of a table of key figures: more of them are another table. */
const DAYS_ABREAST = 7;

/** Of several days or wells, and what must be known before any of them; of one day none. */
export const overviewSections = ({ wells, warnings }: Report): readonly Section[] => [
  ...(warnings.length > 0
    ? [
        {
          kind: "text",
          id: "report-warnings",
          title: "Of this report",
          note: null,
          paragraphs: warnings,
        } as const,
      ]
    : []),
  ...(wells.length > 1 ? sideBySide(wells) : []),
  ...wells.flatMap((one) => [...daysOf(one), ...hoursOf(one), ...kpisOf(one)]),
];

const nameOf = ({ well }: WellDays): string => well ?? "well without a name";

function daysOf(one: WellDays): readonly Section[] {
  return table({
    id: `days ${nameOf(one)}`,
    title: `Days of ${nameOf(one)}`,
    rows: one.days,
    columns: [
      { title: "Date", weight: 1.6, of: ({ date }) => date },
      {
        title: "Day",
        of: ({ dayNumber }) => (dayNumber === null ? null : figure(dayNumber, undefined, 0)),
      },
      { title: "Hole at end", of: ({ holeEnd }) => holeEnd },
      { title: "Progress", of: ({ progress }) => progress },
      { title: "Rate on bottom", of: ({ rateOnBottom }) => rateOnBottom },
      { title: "Hours", of: ({ hours }) => hours },
      { title: "Lost", of: ({ lost }) => lost },
      { title: "No data", of: ({ noData }) => noData },
      { title: "Hours so far", of: ({ cumulativeHours }) => cumulativeHours },
      { title: "Lost so far", of: ({ cumulativeLost }) => cumulativeLost },
    ],
  });
}

const hoursOf = (one: WellDays): readonly Section[] =>
  table({
    id: `hours ${nameOf(one)}`,
    title: `Hours of ${nameOf(one)} by activity`,
    rows: one.hoursByActivity,
    columns: [
      { title: "Activity", weight: 4, of: ({ activity }) => activity },
      { title: "Hours", of: ({ hours }) => hours },
      { title: "Share", of: ({ share }) => share },
    ],
  });

function kpisOf(one: WellDays): readonly Section[] {
  const tables: Section[] = [];
  for (let from = 0; from < one.days.length; from += DAYS_ABREAST) {
    const days = one.days.slice(from, from + DAYS_ABREAST);
    const columns: ColumnOf<KpiByDay>[] = [
      { title: "Figure", weight: 3, of: ({ title }) => title },
      { title: "Unit", of: ({ together }) => together.unit },
      ...days.map(
        ({ date }, place): ColumnOf<KpiByDay> => ({
          title: date,
          of: (kpi) => ({ ...kpi.days[from + place]!, unit: null }),
        }),
      ),
      { title: "All days", of: ({ together }) => ({ ...together, unit: null }) },
    ];
    const part = one.days.length > DAYS_ABREAST ? `, ${days[0]!.date} to ${days.at(-1)!.date}` : "";
    tables.push(
      ...table({
        id: `kpis ${nameOf(one)}${part}`,
        title: `Key figures of ${nameOf(one)}${part}`,
        rows: one.kpis,
        columns,
      }),
    );
  }
  return tables;
}

/** The same key figure, a well a column. */
function sideBySide(wells: readonly WellDays[]): readonly Section[] {
  const names = [...new Set(wells.flatMap(({ kpis }) => kpis.map(({ name }) => name)))];
  const rows = names.map((name) => wells.map(({ kpis }) => kpis.find((kpi) => kpi.name === name)));
  return table({
    id: "wells",
    title: "Wells side by side",
    rows,
    columns: [
      { title: "Figure", weight: 3, of: (row) => row.find((kpi) => kpi !== undefined)?.title ?? null },
      { title: "Unit", of: (row) => row.find((kpi) => kpi !== undefined)?.together.unit ?? null },
      ...wells.map(
        (well, place): ColumnOf<(typeof rows)[number]> => ({
          title: nameOf(well),
          of: (row) => {
            const kpi = row[place];
            return kpi === undefined ? null : { ...kpi.together, unit: null };
          },
        }),
      ),
    ],
  });
}

/** How it was made: what makes it again. */
export function madeSections({ made }: Report): readonly Section[] {
  return [
    {
      kind: "figures",
      id: "made",
      title: "How this report was made",
      note: "The same files, options and version make the same bytes.",
      figures: [
        { name: "Program", cell: `${made.program} ${made.version}` },
        ...made.options.map(({ name, value }) => ({ name, cell: value })),
      ],
    },
    ...table({
      id: "files",
      title: "Files it was made from",
      rows: made.files,
      columns: [
        { title: "File", weight: 3, of: ({ name }) => name },
        { title: "As", of: ({ role }) => role },
        { title: "Bytes", weight: 1.5, of: ({ bytes }) => figure(bytes, undefined, 0) },
        { title: "SHA-256", weight: 7, of: ({ sha256 }) => sha256 },
      ],
    }),
  ];
}
