/**
 * The map of WITSML logs, made of their heads: which code each curve has, its name, its type and its unit. All parts of a log, and all logs of a
 * run, have one, so that a curve has the same name and the same code in each; what a user's map says comes before.
 */
import { Failure } from "../../failure/failure.js";
import { type Code, formatCode } from "../../wits/catalog/code.js";
import type { MapEntry } from "../../wits/catalog/map-entry.js";
import { unit as unitBySpelling } from "../../wits/catalog/units.js";
import type { Curve, LogHead } from "../../witsml/read/log.js";
import { unitOfUom } from "../../witsml/read/unit-of-uom.js";
import { curveKey, knownCodes, timeColumn } from "../container/witsml/columns.js";
import type { DocumentSurvey } from "../container/witsml/survey.js";
import { stationUnit } from "../container/witsml/trajectory.js";
import { OwnCodes } from "./own-codes.js";

/** Maps of documents, each by the survey that it was made of. */
export interface WitsmlMaps {
  of(survey: DocumentSurvey): readonly MapEntry[];
}

type Entry = { -readonly [Part in keyof MapEntry]: MapEntry[Part] };

/**
 * `told`: what a user's map says. `earlier`: what an earlier run of the same dataset had, whose codes, names and units of columns
 * stay. `name` is that of the document, for messages.
 */
export function witsmlMaps(
  surveys: readonly { readonly name: string; readonly survey: DocumentSurvey }[],
  told: readonly MapEntry[],
  earlier: readonly MapEntry[] = [],
): WitsmlMaps {
  const own = new OwnCodes(told, earlier);
  const curves = new KnownCurves(
    surveys.flatMap(({ survey }) => survey.heads),
    told,
    earlier,
  );
  const units = new Map<DocumentSurvey, Map<Code, string | undefined>>();
  const found = new Map<Code, Entry>(earlier.map(({ unit: _, ...entry }) => [entry.code, { ...entry }]));
  for (const { name, survey } of surveys) {
    const sent = new Map<Code, string | undefined>();
    units.set(survey, sent);
    const send = (code: Code, unit: string | undefined, what: string): void => {
      if (sent.has(code) && sent.get(code) !== unit) throw twoUnits(name, what, sent.get(code), unit);
      sent.set(code, unit);
    };
    for (const head of survey.heads) {
      const time = timeColumn(head);
      for (const [column, curve] of head.curves.entries()) {
        if (column === time || curve.mnemonic === "") continue;
        const known = curves.codeOf(head, curve);
        const code = known ?? own.codeOf(head, curve);
        send(code, unitOf(curve), curve.mnemonic);
        const entry =
          found.get(code) ??
          (known === undefined ? { ...own.entryOf(code) } : { code, curve: curveKey(head.name, curve) });
        if (isText(curve)) entry.type = "A";
        found.set(code, entry);
      }
    }
    for (const [code, uom] of survey.stations)
      if (uom !== "") {
        send(code, stationUnit(code, uom), `element ${formatCode(code)}`);
        if (!found.has(code)) found.set(code, { code, curve: `station/${formatCode(code)}` });
      }
  }
  const usual = new Map<Code, string | undefined>(
    earlier.flatMap(({ code, curve, unit }) => (curve === undefined ? [] : [[code, unit] as const])),
  );
  for (const sent of units.values())
    for (const [code, unit] of sent) if (!usual.has(code)) usual.set(code, unit);
  const byCode = new Map(told.map((entry) => [entry.code, entry]));
  return {
    of(survey) {
      const sent = units.get(survey)!;
      const entries = [...found.values()].map((entry): MapEntry => {
        const unit = sent.has(entry.code) ? sent.get(entry.code) : usual.get(entry.code);
        const said = byCode.get(entry.code);
        const isNumber = (said?.type ?? entry.type) !== "A";
        return {
          ...entry,
          ...(isNumber && unit !== undefined && { unit }),
          ...Object.fromEntries(Object.entries(said ?? {}).filter(([, value]) => value !== undefined)),
        };
      });
      const codes = new Set(entries.map(({ code }) => code));
      return [...entries, ...own.headers(), ...told.filter(({ code }) => !codes.has(code))]
        .filter(({ code }, i, all) => all.findIndex((other) => other.code === code) === i)
        .sort((a, b) => a.code - b.code);
    },
  };
}

/**
 * Which curves have a code that is not their own: by the map, the document or the catalog. A curve of a log has one code in all its parts, whether
 * or not each of them says so; where they cannot have that of one part, it is a curve of its own in all.
 */
class KnownCurves {
  readonly #byKey = new Map<string, Code>();

  constructor(heads: readonly LogHead[], told: readonly MapEntry[], earlier: readonly MapEntry[]) {
    const given = new Map<string, Set<Code>>();
    for (const head of heads)
      for (const [column, code] of knownCodes(head, told).entries()) {
        const key = keyOf(head, head.curves[column]!);
        given.set(key, (given.get(key) ?? new Set()).add(code));
      }
    // The map of the run has one curve for a code: that one has it wherever it stands, and others where their document says so.
    const curves = new Map<Code, string>();
    for (const { code, curve } of [...told, ...earlier])
      if (curve !== undefined && !curves.has(code)) curves.set(code, curve.toLowerCase());
    const before = new Map(
      earlier.flatMap(({ code, curve }) =>
        curve === undefined ? [] : [[curve.toLowerCase(), code] as const],
      ),
    );
    for (const [key, codes] of given) {
      const code = before.get(key) ?? [...codes].find((one) => one !== 0);
      if (code === undefined) continue;
      const isEverywhere = codes.size === 1 && codes.has(code);
      if (!curves.has(code)) curves.set(code, key);
      if (isEverywhere || curves.get(code) === key) this.#byKey.set(key, code);
    }
  }

  codeOf(head: LogHead, curve: Curve): Code | undefined {
    return this.#byKey.get(keyOf(head, curve));
  }
}

const keyOf = (head: LogHead, curve: Curve): string => curveKey(head.name, curve).toLowerCase();

const isText = ({ type }: Curve): boolean => type === "text" || type === "time";

/** Undefined where the document has none: a unit set that is declared may tell it. */
function unitOf(curve: Curve): string | undefined {
  if (isText(curve)) return undefined;
  if (curve.uom === "") return undefined;
  const unit = unitOfUom(curve.uom);
  if (unit !== undefined) return unit;
  // A spelling that the catalog would take for another unit, as `mPa` for MPa, must not be one here.
  return unitBySpelling(curve.uom) === undefined ? curve.uom : `uom:${curve.uom}`;
}

const twoUnits = (name: string, what: string, one: string | undefined, other: string | undefined): Failure =>
  new Failure(
    "sources-disagree",
    `${name} has ${what} in ${one ?? "a unit that it does not tell"} and in ${other ?? "one that it does not tell"}, and a column ` +
      "has one unit; a map tells them apart, by curve = LOG/MNEMONIC",
    { place: { file: name } },
  );
