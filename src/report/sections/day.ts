/** The sections of a day, in the order of a daily report. */
import type { DayReport } from "../document.js";
import { figure } from "../figure.js";
import { figures, table } from "./build.js";
import type { Cell, Section } from "./section.js";

/** Connections of trips that are listed, the slowest: a day of tripping has hundreds, and their figures tell of them all. */
const TRIP_CONNECTIONS = 10;

/** Said of everything that stood out. */
const ADVISORY = "Advisory, found by rules: no well-control system.";

export function daySections(day: DayReport): readonly Section[] {
  return [
    ...headSections(day),
    ...warningSections(day),
    { kind: "text", id: "summary", title: "The day", note: null, paragraphs: [day.summary] },
    ...depthSections(day),
    ...timeSections(day),
    ...workSections(day),
    ...mudSections(day),
    ...holeSections(day),
    ...dataSections(day),
    { kind: "pictures", id: "pictures", title: "Pictures of the day", note: null, pictures: day.pictures },
  ];
}

const count = (value: number | null): Cell => (value === null ? null : figure(value, undefined, 0));

function headSections({ head, date, start, end, zone }: DayReport): readonly Section[] {
  const pairs: readonly (readonly [string, Cell])[] = [
    ["Well", head.well],
    ["Wellbore", head.wellbore],
    ["Rig", head.rig],
    ["Operator", head.operator],
    ["Contractor", head.contractor],
    ["Field", head.field],
    ["Country", head.country],
    ["Section", head.section],
    ["Date", date],
    ["From", start],
    ["To", end],
    ["Time zone", zone],
    ["Spud", head.spud],
    ["Day", count(head.dayNumber)],
    ["Report", count(head.reportNumber)],
    ["Supervisor", head.supervisor],
  ];
  const note = head.missing.length === 0 ? null : `Not told: ${head.missing.join(", ")}.`;
  return figures("head", "Daily drilling report", pairs, note);
}

function warningSections({ quality }: DayReport): readonly Section[] {
  if (quality.warnings.length === 0) return [];
  return [
    { kind: "text", id: "warnings", title: "Before you read on", note: null, paragraphs: quality.warnings },
  ];
}

const depthSections = ({ depth }: DayReport): readonly Section[] =>
  figures("depth", "Depth and progress", [
    ["Hole at start", depth.holeStart],
    ["Hole at end", depth.holeEnd],
    ["Bit at end", depth.bitEnd],
    ["Progress", depth.progress],
    ["On bottom", depth.hoursOnBottom],
    ["Rate on bottom", depth.rateOnBottom],
    ["Rate over the day", depth.rateGross],
    ["Drilled rotating", depth.rotated],
    ["Drilled sliding", depth.slid],
    ["Time rotating", depth.hoursRotating],
    ["Time sliding", depth.hoursSliding],
  ]);

function timeSections({ time }: DayReport): readonly Section[] {
  const { totals } = time;
  return [
    ...table({
      id: "time",
      title: "Time breakdown",
      rows: time.lines,
      columns: [
        { title: "From", of: ({ from }) => from },
        { title: "To", of: ({ to }) => to },
        { title: "Hours", adds: true, of: ({ hours }) => hours },
        { title: "Depth", weight: 1.3, of: ({ holeDepthEnd }) => holeDepthEnd },
        { title: "IADC", weight: 0.8, of: ({ codes }) => codes.iadc },
        { title: "Activity", weight: 2, of: ({ activity }) => activity },
        { title: "Class", weight: 1.2, of: ({ timeClass }) => timeClass },
        { title: "What was done", weight: 7, of: ({ text }) => text },
      ],
      totals: { From: "Together", Hours: totals.hours },
    }),
    ...table({
      id: "hours",
      title: "Hours by activity",
      rows: time.byActivity,
      columns: [
        { title: "Activity", weight: 2, of: ({ activity }) => activity },
        { title: "IADC", of: ({ codes }) => codes.iadc },
        { title: "NPD", weight: 2.5, of: ({ codes }) => codes.npd },
        { title: "WITSML", weight: 3, of: ({ codes }) => codes.witsml },
        { title: "Class", weight: 1.2, of: ({ timeClass }) => timeClass },
        { title: "Hours", adds: true, of: ({ hours }) => hours },
        { title: "Share", adds: true, of: ({ share }) => share },
      ],
      totals: { Activity: "Together", Hours: totals.hours, Share: figure(100, "%", 1) },
    }),
    ...figures(
      "totals",
      "Time in all",
      [
        ["Planned", totals.planned],
        ["Lost", totals.lost],
        ["No data", totals.noData],
        ["Together", totals.hours],
        ["Invisible, in connections", totals.invisibleConnections],
        ["Invisible, in trips", totals.invisibleTrips],
      ],
      time.target,
    ),
    ...table({
      id: "lost",
      title: "Time lost",
      rows: time.lost,
      columns: [
        { title: "From", of: ({ from }) => from },
        { title: "To", of: ({ to }) => to },
        { title: "Hours", adds: true, of: ({ hours }) => hours },
        { title: "Depth", weight: 1.3, of: ({ depth }) => depth },
        { title: "Lost to", weight: 2, of: ({ cause }) => cause },
        { title: "Decided by", weight: 1.3, of: ({ decidedBy }) => decidedBy },
        { title: "Why", weight: 6, of: ({ reason }) => reason },
      ],
      totals: { From: "Together", Hours: totals.lost },
    }),
    ...table({
      id: "found",
      title: "What the machine had where a person said otherwise",
      rows: time.lines.filter(({ found }) => found !== null),
      columns: [
        { title: "From", of: ({ from }) => from },
        { title: "To", of: ({ to }) => to },
        { title: "Said", weight: 2, of: ({ activity }) => activity },
        { title: "Found", weight: 2, of: ({ found }) => found?.activity ?? null },
        { title: "Found class", weight: 1.2, of: ({ found }) => found?.timeClass ?? null },
        { title: "Found text", weight: 6, of: ({ found }) => found?.text ?? null },
      ],
    }),
  ];
}

type ConnectionRows = DayReport["connections"]["rows"];

function workSections({ connections, trips, bits, hydraulics }: DayReport): readonly Section[] {
  const before =
    connections.daysBefore === 0
      ? "There are no days before this one to compare with."
      : `Before: ${connections.daysBefore} ${connections.daysBefore === 1 ? "day" : "days"} of this well.`;
  const compared = [
    { title: "Figure", weight: 4, of: ({ name }: { name: string }) => name },
    { title: "This day", of: (one: (typeof connections.figures)[number]) => one.day },
    { title: "Before", of: (one: (typeof connections.figures)[number]) => one.before },
    { title: "Change", of: (one: (typeof connections.figures)[number]) => one.change },
  ];
  const listed = listedConnections(connections.rows);
  const unlisted = connections.rows.length - listed.length;
  return [
    ...table({
      id: "connections",
      title: "Connections",
      note: before,
      rows: connections.figures,
      columns: compared,
    }),
    ...table({
      id: "connection-list",
      title: "Each connection",
      note: unlisted === 0 ? null : notListed(unlisted),
      rows: listed,
      columns: [
        { title: "In slips", of: ({ start }) => start },
        { title: "Kind", weight: 1.5, of: ({ kind }) => kind },
        { title: "Stand", of: ({ stand }) => count(stand) },
        { title: "Bit", of: ({ bitDepth }) => bitDepth },
        { title: "Slip to slip", of: ({ slipToSlip }) => slipToSlip },
        { title: "Weight to weight", of: ({ weightToWeight }) => weightToWeight },
      ],
    }),
    ...table({
      id: "trip-figures",
      title: "Tripping",
      note: before,
      rows: trips.figures,
      columns: compared,
    }),
    ...table({
      id: "trips",
      title: "Each trip",
      rows: trips.rows,
      columns: [
        { title: "From", of: ({ start }) => start },
        { title: "To", of: ({ end }) => end },
        { title: "Direction", of: ({ direction }) => direction },
        { title: "Bit from", of: ({ bitDepthStart }) => bitDepthStart },
        { title: "Bit to", of: ({ bitDepthEnd }) => bitDepthEnd },
        { title: "Stands", of: ({ stands }) => count(stands) },
        { title: "Speed", of: ({ speed }) => speed },
        { title: "Without slips", of: ({ speedWithoutSlips }) => speedWithoutSlips },
      ],
    }),
    ...table({
      id: "bits",
      title: "Bits and assemblies",
      rows: bits,
      columns: [
        { title: "Bit", weight: 2, of: ({ name }) => name },
        { title: "Diameter", of: ({ diameter }) => diameter },
        { title: "From", of: ({ depthIn }) => depthIn },
        { title: "Drilled", of: ({ drilled }) => drilled },
        { title: "On bottom", of: ({ hoursOnBottom }) => hoursOnBottom },
        { title: "Rate", of: ({ rate }) => rate },
        { title: "Assembly", weight: 3, of: ({ assembly }) => assembly },
      ],
    }),
    ...figures("pumping", "Pumping", [
      ["Pumps on", hydraulics.pumpingHours],
      ["Mud pumped", hydraulics.volumePumped],
      ["Strokes", hydraulics.strokes],
    ]),
    ...spreads("hydraulics", "Hydraulics and drilling parameters", hydraulics.spreads),
  ];
}

/** Each of drilling, and the slowest of trips, as they came. */
function listedConnections(rows: ConnectionRows): ConnectionRows {
  const slowest = rows
    .filter(({ kind }) => kind !== "drilling")
    .sort((one, other) => (other.slipToSlip.value ?? -1) - (one.slipToSlip.value ?? -1))
    .slice(0, TRIP_CONNECTIONS);
  const kept = new Set(slowest);
  return rows.filter((row) => row.kind === "drilling" || kept.has(row));
}

const notListed = (others: number): string =>
  `Of trips the ${TRIP_CONNECTIONS} slowest are listed; ${others} more ${others === 1 ? "is" : "are"} not: ` +
  "witskit analyze --table connections has all, and so has the report as JSON.";

const spreads = (id: string, title: string, rows: DayReport["mud"]["spreads"]): readonly Section[] =>
  table({
    id,
    title,
    rows,
    columns: [
      { title: "Quantity", weight: 2.5, of: ({ name }) => name },
      { title: "When", weight: 2, of: ({ when }) => when },
      { title: "Unit", of: ({ mean }) => mean.unit },
      // The unit is another in each row: it has a column of its own.
      { title: "Least", of: ({ least }) => ({ ...least, unit: null }) },
      { title: "Mean", of: ({ mean }) => ({ ...mean, unit: null }) },
      { title: "Greatest", of: ({ greatest }) => ({ ...greatest, unit: null }) },
    ],
  });

function mudSections({ mud }: DayReport): readonly Section[] {
  const { pits } = mud;
  return [
    ...spreads("mud", "Mud", mud.spreads),
    ...figures("pits", "Pits", [
      ["Active at start", pits.start],
      ["Active at end", pits.end],
      ["Change", pits.change],
      ["Hole drilled", pits.newHole],
      ["Not explained by new hole", pits.unexplained],
    ]),
    ...table({
      id: "gas",
      title: "Gas peaks",
      note: null,
      rows: mud.gasPeaks,
      columns: [
        { title: "Time", of: ({ time }) => time },
        { title: "Gas", of: ({ gas }) => gas },
        { title: "Hole", of: ({ depth }) => depth },
      ],
    }),
  ];
}

function holeSections({ surveys, tops, events, remarks }: DayReport): readonly Section[] {
  return [
    ...table({
      id: "surveys",
      title: "Surveys",
      rows: surveys,
      columns: [
        { title: "Depth", of: ({ depth }) => depth },
        { title: "Inclination", of: ({ inclination }) => inclination },
        { title: "Azimuth", of: ({ azimuth }) => azimuth },
        { title: "Vertical", of: ({ tvd }) => tvd },
        { title: "North", of: ({ north }) => north },
        { title: "East", of: ({ east }) => east },
        { title: "Dogleg", of: ({ dogleg }) => dogleg },
        { title: "Section", of: ({ verticalSection }) => verticalSection },
      ],
    }),
    ...table({
      id: "tops",
      title: "Formation tops",
      rows: tops,
      columns: [
        { title: "Depth", of: ({ depth }) => depth },
        { title: "Above", weight: 2, of: ({ above }) => above },
        { title: "Below", weight: 2, of: ({ below }) => below },
        { title: "By", weight: 2, of: ({ curve }) => curve },
        { title: "Value above", of: ({ valueAbove }) => valueAbove },
        { title: "Value below", of: ({ valueBelow }) => valueBelow },
        { title: "Sure", of: ({ confidence }) => confidence },
      ],
    }),
    ...table({
      id: "events",
      title: "What stood out",
      note: ADVISORY,
      rows: events,
      columns: [
        { title: "From", of: ({ start }) => start },
        { title: "To", of: ({ end }) => end },
        { title: "What", weight: 1.5, of: ({ kind }) => kind },
        { title: "Severity", weight: 1.2, of: ({ severity }) => severity },
        { title: "Hole", of: ({ depth }) => depth },
        { title: "Sure", of: ({ confidence }) => confidence },
        { title: "Signs", weight: 5, of: ({ evidence }) => evidence },
        { title: "What to look at", weight: 4, of: ({ advice }) => advice },
      ],
    }),
    ...table({
      id: "remarks",
      title: "Remarks",
      rows: remarks,
      columns: [
        { title: "Time", of: ({ time }) => time },
        { title: "By", of: ({ by }) => by },
        { title: "Remark", weight: 8, of: ({ text }) => text },
      ],
    }),
  ];
}

function dataSections({ kpis, quality, sources }: DayReport): readonly Section[] {
  return [
    ...table({
      id: "kpis",
      title: "Key figures",
      rows: kpis,
      columns: [
        { title: "Figure", weight: 3, of: ({ title }) => title },
        { title: "Value", of: ({ figure: value }) => ({ ...value, unit: null }) },
        { title: "Unit", of: ({ figure: value }) => value.unit },
        { title: "What it is", weight: 6, of: ({ definition }) => definition },
      ],
    }),
    ...figures("quality", "Data of the day", [
      ["Rows", count(quality.rows)],
      ["Time that rows tell of", quality.coverage],
      ["Rows without a time", count(quality.withoutTime)],
      ["Rows behind the one before", count(quality.behind)],
    ]),
    ...table({
      id: "gaps",
      title: "Gaps",
      rows: quality.gaps,
      columns: [
        { title: "From", of: ({ from }) => from },
        { title: "To", of: ({ to }) => to },
        { title: "Hours", of: ({ hours }) => hours },
      ],
    }),
    ...table({
      id: "dead",
      title: "Dead channels",
      rows: quality.dead,
      columns: [
        { title: "Channel", weight: 2, of: ({ channel }) => channel },
        { title: "Why", weight: 6, of: ({ reason }) => reason },
      ],
    }),
    ...table({
      id: "sources",
      title: "Sources",
      rows: sources,
      columns: [
        { title: "Source", weight: 4, of: ({ name }) => name },
        { title: "Rows", of: ({ rows }) => count(rows) },
        { title: "First byte", of: ({ firstOffset }) => count(firstOffset) },
        { title: "Last byte", of: ({ lastOffset }) => count(lastOffset) },
      ],
    }),
  ];
}
