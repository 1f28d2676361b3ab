/**
 * What people tell of a rig and its well, as TOML: the parts of `AnalysisSettings` as tables, their names with hyphens. A name that there
 * is not is refused with its line, so that nothing that was told is passed over.
 */
import type { TimeOverride } from "../../analysis/efficiency/settings.js";
import type { AnalysisSettings } from "../../analysis/settings.js";
import { Failure } from "../../failure/failure.js";
import { nearest } from "../../failure/nearest.js";
import { readToml, type TomlDocument } from "../../text/toml.js";
import { hyphened } from "../hyphened.js";
import { tomlText } from "./toml-text.js";

/** A table by its keys; a list of tables by one of them. */
type Shape<Value> = {
  readonly [Key in keyof Required<Value>]: ShapeOf<NonNullable<Value[Key]>>;
};
type ShapeOf<Value> = [Value] extends [number]
  ? "number" | "time"
  : [Value] extends [boolean]
    ? "boolean"
    : [Value] extends [string]
      ? "text"
      : Value extends readonly (infer One)[]
        ? readonly [One extends string ? "text" : Shape<One>]
        : Shape<Value>;

const override: Shape<TimeOverride> = {
  start: "time",
  end: "time",
  productive: "boolean",
  cause: "text",
  reason: "text",
};

const settings: Shape<AnalysisSettings> = {
  rig: {
    slipsHookload: "number",
    assemblyLength: "number",
    flowOn: "number",
    strokeRateOn: "number",
    pressureOn: "number",
    rotarySpeedOn: "number",
    torqueOn: "number",
    blockSign: "number",
  },
  circulation: { strokeVolume: "number", annulusVolume: "number" },
  well: {
    bitDiameter: "text",
    runs: [{ name: "text", from: "text", bitDiameter: "text", bitCost: "number" }],
    normalDensity: "text",
    motor: { revolutions: "number", per: "text", greatestTorque: "text", greatestDifferential: "text" },
    depthStep: "text",
    leastThickness: "text",
    cleanGamma: "number",
    shaleGamma: "number",
    shaleFormula: "text",
    lithologies: [{ upTo: "number", name: "text" }],
    screening: { resistivity: "number", shaleVolume: "number", thickness: "text" },
    archie: { water: "number", a: "number", m: "number", n: "number", porosity: "text" },
    declination: "number",
    sectionAzimuth: "number",
  },
  efficiency: {
    rigPerHour: "number",
    bitCost: "number",
    target: "text",
    connectionTarget: "number",
    tripTarget: "number",
    longestWait: "number",
    overrides: [override],
  },
};

type AnyShape =
  | "number"
  | "time"
  | "boolean"
  | "text"
  | readonly [AnyShape]
  | { readonly [key: string]: AnyShape };

/** Throws a `Failure` that names the line. */
export const readRigFile = async (path: string): Promise<AnalysisSettings> =>
  (await shapedToml(path, settings)) as AnalysisSettings;

async function shapedToml(path: string, shape: object): Promise<unknown> {
  const document = await readToml(tomlText(path));
  if (!("values" in document)) throw refusal(path, document.line, document.reason);
  return valueIn(shape as AnyShape, document.values, [], { path, document });
}

interface Where {
  readonly path: string;
  readonly document: TomlDocument;
}

function valueIn(shape: AnyShape, value: unknown, at: readonly string[], where: Where): unknown {
  const wrong = (what: string): Failure =>
    refusal(
      where.path,
      where.document.lineOf(...at),
      `${at.join(".")} is ${JSON.stringify(value)}, and must be ${what}`,
    );
  if (shape === "number") {
    if (typeof value !== "number" || !Number.isFinite(value)) throw wrong("a number");
    return value;
  }
  if (shape === "boolean") {
    if (typeof value !== "boolean") throw wrong("true or false");
    return value;
  }
  if (shape === "time") {
    // Without an offset it is on the clock of the rows, and so are they.
    const text = value instanceof Date ? value.toISOString() : String(value);
    const time = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
    if (Number.isNaN(time)) throw wrong("a time, such as 2024-03-04T06:30:00");
    return time;
  }
  if (shape === "text") {
    if (typeof value !== "string") throw wrong('a text, such as "12.25 in"');
    return value;
  }
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) throw wrong("a list");
    return value.map((one, i) => valueIn(shape[0] as AnyShape, one, [...at, String(i)], where));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong("a table");
  const keys = new Map(Object.entries(shape).map(([key, own]) => [hyphened(key), { key, own }]));
  return Object.fromEntries(
    Object.entries(value).map(([name, own]) => {
      const known = keys.get(name);
      if (known === undefined) {
        const near = nearest(name, [...keys.keys()]);
        throw refusal(
          where.path,
          where.document.lineOf(...at, name),
          `there is no ${[...at, name].join(".")}; there are ${[...keys.keys()].join(", ")}` +
            (near === undefined ? "" : `. Did you mean ${near}?`),
        );
      }
      return [known.key, valueIn(known.own as AnyShape, own, [...at, name], where)];
    }),
  );
}

function refusal(path: string, line: number | undefined, reason: string): Failure {
  const place = line === undefined ? path : `${path}:${line}`;
  return new Failure("bad-config", `${place}: ${reason}`, { place: { file: path } });
}
