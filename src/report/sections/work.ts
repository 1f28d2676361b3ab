/** What was done: connections, trips, bits, pumping. */
import type { DayReport } from "../document.js";
import { count, figures, table } from "./build.js";
import type { Section } from "./section.js";
import { spreads } from "./spreads.js";

/** Connections of trips that are listed, the slowest: a day of tripping has hundreds, and their figures tell of them all. */
const TRIP_CONNECTIONS = 10;

type ConnectionRows = DayReport["connections"]["rows"];

export function workSections({ connections, trips, bits, hydraulics }: DayReport): readonly Section[] {
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
