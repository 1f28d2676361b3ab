/** What was done in a line, in the words of the trade, and with the numbers of the rows. */
import type { ConnectionRow, PumpingRow, TripRow } from "../../analysis/table.js";
import { inWords, type RigState } from "../../wits/catalog/state.js";
import { figureShown } from "../figure.js";
import type { ActivityKey } from "./activities.js";
import { type Measures, sizeText } from "./measures.js";
import type { Piece } from "./pieces.js";

export interface LineFacts {
  readonly activity: ActivityKey;
  readonly pieces: readonly Piece[];
  readonly start: number;
  readonly end: number;
  readonly holeStart: number | undefined;
  readonly holeEnd: number | undefined;
  /** Of the bit that drilled, metres. */
  readonly bitDiameter: number | undefined;
  readonly connections: readonly ConnectionRow[];
  readonly trips: readonly TripRow[];
  readonly pumping: readonly PumpingRow[];
  readonly measures: Measures;
}

/** Done on the side for less is not told, seconds. */
const WORTH_TELLING = 180;

const own: Readonly<Record<ActivityKey, readonly RigState[]>> = {
  drilling: ["drill_rotate", "drill_slide", "connection"],
  reaming: ["ream_down", "wash_down"],
  "back reaming": ["back_ream"],
  circulating: ["circulate"],
  "tripping in": ["trip_in", "trip_connection", "connection"],
  "tripping out": ["trip_out", "pump_out", "trip_connection", "connection"],
  "handling assembly": ["bha_handling"],
  "out of hole": ["out_of_hole"],
  "working string": ["rotate_off_bottom"],
  waiting: ["static"],
  "no data": ["data_gap"],
};

/** What was done beside it, in words. */
const BESIDE: Readonly<Partial<Record<RigState, string>>> = {
  drill_rotate: "drilled",
  drill_slide: "drilled sliding",
  ream_down: "reamed down",
  back_ream: "back reamed",
  wash_down: "washed down",
  pump_out: "pumped out",
  trip_in: "ran in",
  trip_out: "pulled out",
  circulate: "circulated",
  rotate_off_bottom: "turned the string off bottom",
  static: "stood still",
  bha_handling: "handled the assembly",
  out_of_hole: "string out of the hole",
  connection: "in slips",
  trip_connection: "in slips",
  data_gap: "no data",
};

export function lineText(facts: LineFacts): string {
  const beside = besideText(facts);
  return [mainText(facts), ...(beside === "" ? [] : [beside])].join(" ");
}

function mainText(facts: LineFacts): string {
  switch (facts.activity) {
    case "drilling":
      return drilledText(facts);
    case "reaming":
      return `Reamed and washed${rangeText(facts)}.`;
    case "back reaming":
      return `Back reamed${rangeText(facts)}.`;
    case "circulating":
      return `Circulated${bitText(facts, " with the bit at")}${pumpedText(facts)}.`;
    case "tripping in":
      return tripText(facts, "Ran in");
    case "tripping out":
      return tripText(facts, "Pulled out");
    case "handling assembly":
      return `Handled the bottom-hole assembly${bitText(facts, ", bit at")}.`;
    case "out of hole":
      return "String out of the hole.";
    case "working string":
      return `Worked the string off bottom${bitText(facts, ", bit at")}.`;
    case "waiting":
      return `Nothing moved and no pump ran${bitText(facts, ", bit at")}.`;
    case "no data":
      return noDataText(facts);
  }
}

function drilledText({ pieces, bitDiameter, holeStart, holeEnd, connections, measures }: LineFacts): string {
  const drilling = pieces.filter(({ state }) => state === "drill_rotate" || state === "drill_slide");
  const metres = drilling.reduce((sum, one) => sum + one.metres, 0);
  const seconds = secondsOf(drilling);
  const slid = drilling.filter(({ state }) => state === "drill_slide");
  const slidMetres = slid.reduce((sum, one) => sum + one.metres, 0);
  const size = bitDiameter === undefined ? "" : ` ${sizeText(bitDiameter)} hole`;
  const range =
    holeStart === undefined || holeEnd === undefined
      ? ""
      : ` from ${figureShown(measures.depth(holeStart))} to ${figureShown(measures.depth(holeEnd))}`;
  const stands = connections.filter(({ kind }) => kind === "drilling").length;
  const parts = [
    `Drilled${size}${range}`,
    ...(metres > 0 ? [figureShown(measures.depth(metres))] : []),
    ...(stands > 0 ? [`${stands} ${stands === 1 ? "connection" : "connections"}`] : []),
    ...(metres > 0 && seconds > 0
      ? [`${figureShown(measures.rate((metres / seconds) * 3600))} on bottom`]
      : []),
    ...(slidMetres > 0 && slid.length < drilling.length
      ? [`${figureShown(measures.depth(slidMetres))} of it sliding`]
      : slidMetres > 0
        ? ["sliding"]
        : []),
  ];
  return `${parts.join(", ")}.`;
}

function tripText({ pieces, trips, connections, start, end, measures }: LineFacts, did: string): string {
  const from = pieces.find(({ bitStart }) => bitStart !== undefined)?.bitStart;
  const to = pieces.findLast(({ bitEnd }) => bitEnd !== undefined)?.bitEnd;
  const range =
    from === undefined || to === undefined
      ? ""
      : ` from ${figureShown(measures.depth(from))} to ${figureShown(measures.depth(to))}`;
  const stands = connections.filter(({ kind }) => kind !== "drilling").length;
  const speed =
    from === undefined || to === undefined || end === start
      ? undefined
      : (Math.abs(to - from) / (end - start)) * 3_600_000;
  const withoutSlips = trips.length === 1 ? trips[0]!.speed_without_slips : undefined;
  const parts = [
    `${did}${range}`,
    ...(stands > 0 ? [`${stands} ${stands === 1 ? "connection" : "connections"}`] : []),
    ...(speed === undefined ? [] : [`${figureShown(measures.rate(speed))} with them`]),
    ...(withoutSlips === undefined ? [] : [`${figureShown(measures.rate(withoutSlips))} without`]),
  ];
  return `${parts.join(", ")}.`;
}

function rangeText({ pieces, measures }: LineFacts): string {
  const depths = pieces
    .flatMap(({ bitStart, bitEnd }) => [bitStart, bitEnd])
    .filter((one) => one !== undefined);
  if (depths.length === 0) return "";
  const [least, greatest] = [Math.min(...depths), Math.max(...depths)];
  return ` between ${figureShown(measures.depth(least))} and ${figureShown(measures.depth(greatest))}`;
}

function bitText({ pieces, measures }: LineFacts, before: string): string {
  const at = pieces.findLast(({ bitEnd }) => bitEnd !== undefined)?.bitEnd;
  return at === undefined ? "" : `${before} ${figureShown(measures.depth(at))}`;
}

/** With what flow and pressure, by the pumping periods that reach into the line. */
function pumpedText({ pumping, start, end, measures }: LineFacts): string {
  const means = (of: (row: PumpingRow) => number | undefined): number | undefined => {
    let [sum, weight] = [0, 0];
    for (const row of pumping) {
      const length = Math.min(row.end, end) - Math.max(row.start, start);
      const value = of(row);
      if (length <= 0 || value === undefined) continue;
      sum += value * length;
      weight += length;
    }
    return weight > 0 ? sum / weight : undefined;
  };
  const flow = means(({ flow_mean }) => flow_mean);
  const pressure = means(({ pressure_mean }) => pressure_mean);
  const parts = [
    ...(flow === undefined ? [] : [figureShown(measures.of("flow-in", flow))]),
    ...(pressure === undefined ? [] : [figureShown(measures.of("pressure", pressure))]),
  ];
  return parts.length === 0 ? "" : `, ${parts.join(" at ")}`;
}

function noDataText({ holeStart, holeEnd, measures }: LineFacts): string {
  const nothing = "No rows tell what happened.";
  if (holeStart === undefined || holeEnd === undefined || Math.abs(holeEnd - holeStart) < 0.05)
    return nothing;
  return `${nothing} The hole was at ${figureShown(measures.depth(holeStart))} before and at ${figureShown(measures.depth(holeEnd))} after.`;
}

/** States that the line is not named after, the longest first. */
function besideText({ activity, pieces }: LineFacts): string {
  if (activity === "no data") return "";
  const seconds = new Map<string, number>();
  for (const { state, start, end } of pieces) {
    if (own[activity].includes(state)) continue;
    const words = BESIDE[state] ?? inWords(state);
    seconds.set(words, (seconds.get(words) ?? 0) + (end - start) / 1000);
  }
  const told = [...seconds]
    .filter(([words, length]) => length >= WORTH_TELLING || words === BESIDE.data_gap)
    .sort((one, other) => other[1] - one[1])
    .map(([words, length]) => `${words} ${length < 60 ? "under 1" : Math.round(length / 60)} min`);
  return told.length === 0 ? "" : `In it: ${told.join(", ")}.`;
}

const secondsOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { start, end }) => sum + end - start, 0) / 1000;
