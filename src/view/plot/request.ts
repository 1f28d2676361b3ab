/** The text of `--tracks`: `DMEA,ROPA|HKLA,WOBA:0-200|GASA:log`. */
import type { Scale } from "../../drawing/scale.js";

export interface CurveRequest {
  /** As it was typed: a mnemonic, a code, or `11.TVA` of another record. */
  readonly name: string;
  /** Undefined: chosen by the values. */
  readonly range: Pick<Scale, "left" | "right"> | undefined;
  readonly log: boolean;
}

export type TrackRequest = readonly CurveRequest[];

/** Throws an Error that says what is wrong with the text. */
export function tracksIn(text: string): readonly TrackRequest[] {
  const tracks = text.split("|").map((track) =>
    track
      .split(",")
      .map((curve) => curve.trim())
      .filter((curve) => curve !== "")
      .map(curveIn),
  );
  const some = tracks.filter((track) => track.length > 0);
  if (some.length === 0) throw new Error("it names no curve; write tracks as DMEA,ROPA|HKLA,WOBA:0-200|SPPA");
  return some;
}

function curveIn(text: string): CurveRequest {
  const [name = "", ...parts] = text.split(":").map((part) => part.trim());
  const ranges = parts.filter((part) => part !== "" && part.toLowerCase() !== "log");
  const log = parts.some((part) => part.toLowerCase() === "log");
  const range = ranges[0] === undefined ? undefined : rangeIn(ranges[0]);
  if (name === "" || ranges.length > 1 || (ranges.length === 1 && range === undefined)) {
    throw new Error(`"${text}" is no curve; write NAME, NAME:0-200, NAME:log or NAME:0.1-100:log`);
  }
  if (log && range !== undefined && Math.min(range.left, range.right) <= 0) {
    throw new Error(`"${text}": a logarithmic scale begins above 0`);
  }
  return { name, range, log };
}

const RANGE = /^([+-]?[\d.]{1,20})-([+-]?[\d.]{1,20})$/;

/** The greater value may stand first: then the curve grows to the left. */
function rangeIn(text: string): CurveRequest["range"] {
  const [, from, to] = RANGE.exec(text) ?? [];
  const [left, right] = [Number(from), Number(to)];
  return Number.isFinite(left) && Number.isFinite(right) && left !== right ? { left, right } : undefined;
}
