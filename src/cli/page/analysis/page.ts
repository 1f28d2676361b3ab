/** The page of an analysis: what the rig did, in time and metres, what stood out, and what was found of the rig. */
import { percentile } from "../../../analysis/efficiency/percentile.js";
import type { ConnectionRow, EventRow, StateRow } from "../../../analysis/table.js";
import { ADVISORY } from "../../../analysis/trouble/advisory.js";
import { sum } from "../../../arrays/sum.js";
import type { Analyzed } from "../../../bulk/analysis/analyze.js";
import { unitShown } from "../../../wits/catalog/spelled.js";
import { rigStates } from "../../../wits/catalog/state.js";
import { formatTable } from "../table.js";
import { counted, instant, integer, listing } from "../wording.js";

/** Of a line where there is no terminal to ask. */
const WIDTH = 100;
/** Events that are shown; the table has all. */
const EVENTS_SHOWN = 20;

export function analysisPage(analyzed: Analyzed, width: number | undefined): string {
  const parts = [overview(analyzed, width ?? WIDTH)];
  for (const [whose, rows] of byRig(analyzed.states)) {
    const own = <Row extends { readonly source: string; readonly well: string | undefined }>(
      all: readonly Row[],
    ): readonly Row[] => all.filter((row) => keyOf(row) === whose);
    parts.push(
      heading(rows[0]!),
      statesText(rows, analyzed),
      connectionsText(own(analyzed.connections)),
      tripsText(own(analyzed.trips), analyzed),
      kpisText(own(analyzed.kpis)),
      eventsText(own(analyzed.events), analyzed, width ?? WIDTH),
      calibrationText(own(analyzed.calibration), width ?? WIDTH),
    );
  }
  return parts.filter((part) => part !== "").join("\n\n");
}

type Whose = Pick<StateRow, "source" | "well">;
const keyOf = ({ source, well }: Whose): string => JSON.stringify([source, well]);

function byRig(states: readonly StateRow[]): Map<string, StateRow[]> {
  const rigs = new Map<string, StateRow[]>();
  for (const row of states) {
    const known = rigs.get(keyOf(row));
    if (known === undefined) rigs.set(keyOf(row), [row]);
    else known.push(row);
  }
  return rigs;
}

const heading = ({ source, well }: Whose): string => (well === undefined ? source : `${well}, ${source}`);

function overview({ inputs }: Analyzed, width: number): string {
  return inputs
    .map(({ path, what, mode, rigs }) =>
      listing(
        path,
        [
          ["what", what],
          ["rows", integer(sum(rigs.map(({ rows }) => rows)))],
          [
            "mode",
            mode === "causal"
              ? "causal: each row is decided by those before it"
              : "look-ahead: each row is decided with some of those behind it",
          ],
        ],
        width,
      ),
    )
    .join("\n");
}

/** Hours and minutes, or minutes and seconds: as people say how long something took. */
function timeText(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  if (hours > 0) return `${integer(hours)} h ${String(minutes).padStart(2, "0")} min`;
  return minutes > 0 ? `${minutes} min ${String(whole % 60).padStart(2, "0")} s` : `${whole} s`;
}

function statesText(rows: readonly StateRow[], { unitOf, inputs }: Analyzed): string {
  const utc = inputs.some((input) => input.utc);
  const total = sum(rows.map(({ seconds }) => seconds));
  const lines = rigStates.flatMap((state) => {
    const own = rows.filter((row) => row.state === state);
    if (own.length === 0) return [];
    const seconds = sum(own.map((row) => row.seconds));
    const metres = own.flatMap((row) => row.metres ?? []);
    return [
      [
        state,
        integer(own.length),
        timeText(seconds),
        total === 0 ? "" : `${((100 * seconds) / total).toFixed(1)} %`,
        metres.length === 0 ? "" : sum(metres).toFixed(2),
      ],
    ];
  });
  const metres = rows.flatMap((row) => row.metres ?? []);
  const unit = unitOf("hole-depth");
  const made = unit === undefined ? "" : ` (${unitShown(unit)})`;
  lines.push(["in all", integer(rows.length), timeText(total), "", sum(metres).toFixed(2)]);
  const span = `${instant(rows[0]!.start, utc)} to ${instant(rows.at(-1)!.end, utc)}`;
  const table = formatTable(lines, {
    head: ["STATE", "TIMES", "HOW LONG", "SHARE", `HOLE MADE${made}`],
    align: ["left", "right", "right", "right", "right"],
  });
  return `${span}\n${table}`;
}

const PARTS = [
  ["slip_to_slip_s", "slips to slips"],
  ["bottom_to_slips_s", "bottom to slips"],
  ["slips_to_bottom_s", "slips to bottom"],
  ["weight_to_weight_s", "weight to weight"],
  ["pumps_off_s", "pumps off"],
] as const satisfies readonly (readonly [keyof ConnectionRow, string])[];

function connectionsText(connections: readonly ConnectionRow[]): string {
  if (connections.length === 0) return "";
  const kinds = [
    ["drilling", "drilling"],
    ["trip_in", "tripping in"],
    ["trip_out", "tripping out"],
  ] as const;
  const lines = kinds.flatMap(([kind, words]) =>
    PARTS.flatMap(([part, name]) => {
      const values = connections.filter((one) => one.kind === kind).flatMap((one) => one[part] ?? []);
      if (values.length === 0) return [];
      const at = (share: number): string => timeText(percentile(values, share)!);
      return [[words, name, integer(values.length), at(0.1), at(0.5), at(0.9)]];
    }),
  );
  return formatTable(lines, {
    head: ["CONNECTIONS", "PART", "HOW MANY", "P10", "P50", "P90"],
    align: ["left", "left", "right", "right", "right", "right"],
  });
}

function tripsText(trips: Analyzed["trips"], { unitOf, inputs }: Analyzed): string {
  if (trips.length === 0) return "";
  const utc = inputs.some((input) => input.utc);
  const unit = unitOf("hole-depth");
  const lines = trips.map((trip) => [
    `trip ${trip.direction}`,
    instant(trip.start, utc),
    timeText((trip.end - trip.start) / 1000),
    trip.bit_depth_start.toFixed(1),
    trip.bit_depth_end.toFixed(1),
    integer(trip.stands),
    trip.speed?.toFixed(0) ?? "",
    trip.speed_without_slips?.toFixed(0) ?? "",
  ]);
  const per = unit === undefined ? "" : ` (${unitShown(unit)}/h)`;
  return formatTable(lines, {
    head: ["TRIPS", "FROM", "HOW LONG", "BIT AT", "TO", "STANDS", `SPEED${per}`, "WITHOUT SLIPS"],
    align: ["left", "left", "right", "right", "right", "right", "right", "right"],
  });
}

/** Figures that other parts of the page have already; the table has all. */
const SHOWN_ABOVE = /^time_|_p(10|50|90)$|^connections_drilling$/;

function kpisText(all: Analyzed["kpis"]): string {
  const kpis = all.filter(({ name }) => !SHOWN_ABOVE.test(name));
  const known = kpis.filter(({ value }) => value !== undefined);
  const missing = kpis.filter(({ value }) => value === undefined);
  if (kpis.length === 0) return "";
  const lines = known.map(({ name, value, unit, definition }) => [
    name,
    Number(value!.toPrecision(5)).toString(),
    unit === undefined ? "" : unitShown(unit),
    definition,
  ]);
  const table =
    lines.length === 0
      ? []
      : [
          formatTable(lines, {
            head: ["KEY FIGURE", "VALUE", "UNIT", "WHAT IT IS"],
            align: ["left", "right", "left", "left"],
          }),
        ];
  const reasons = new Map<string, string[]>();
  for (const { name, definition } of missing)
    reasons.set(definition, [...(reasons.get(definition) ?? []), name]);
  const told = [...reasons].map(([why, names]) => `not known: ${names.join(", ")}: ${why}`);
  return [...table, ...told].join("\n");
}

function eventsText(events: readonly EventRow[], { inputs, unitOf }: Analyzed, width: number): string {
  if (events.length === 0) return "nothing stood out";
  const utc = inputs.some((input) => input.utc);
  const unit = unitOf("hole-depth");
  const ofDepth = unit === undefined ? "" : ` ${unitShown(unit)}`;
  const shown = events.slice(0, EVENTS_SHOWN);
  const lines = shown.map((event) =>
    listing(
      `${instant(event.start, utc)}  ${event.kind}, ${event.severity}, ${timeText((event.end - event.start) / 1000)}` +
        (event.hole_depth === undefined ? "" : `, hole at ${event.hole_depth.toFixed(1)}${ofDepth}`),
      [
        ["signs", `${event.evidence} (confidence ${event.confidence.toFixed(2)})`],
        ["advice", event.advice],
      ],
      width,
    ),
  );
  const more =
    events.length > shown.length
      ? [`and ${counted(events.length - shown.length, "event")} more: --table events has all`]
      : [];
  return [`WHAT STOOD OUT. ${ADVISORY}.`, ...lines, ...more].join("\n");
}

function calibrationText(rows: Analyzed["calibration"], width: number): string {
  if (rows.length === 0) return "";
  const lines = rows.map(({ quantity, value, unit, from_rows, confidence, how }) => [
    quantity,
    value === undefined ? "not known" : Number(value.toPrecision(5)).toString(),
    unit ?? "",
    integer(from_rows),
    confidence.toFixed(2),
    how,
  ]);
  return formatTable(lines, {
    head: ["FOUND OF THE RIG", "VALUE", "UNIT", "ROWS", "SURE", "HOW"],
    align: ["left", "right", "left", "right", "right", "left"],
    width,
  });
}
