/**
 * The map of WITSML logs, made of their heads: which code each curve has, its name, its type and its unit. All parts of a log, and all logs of a
 * run, have one, so that a curve has the same name and the same code in each; what a user's map says comes before.
 */
import { Failure } from "../../failure.js";
import { type Code, codeOf, formatCode, itemOf, recordOf } from "../../wits/catalog/code.js";
import type { MapEntry } from "../../wits/catalog/map-entry.js";
import { unit as unitBySpelling } from "../../wits/catalog/units.js";
import type { Curve, LogHead } from "../../witsml/read/log.js";
import { unitOfUom } from "../../witsml/read/unit-of-uom.js";
import {
  curveKey,
  DATE,
  FIRST_ITEM,
  FIRST_RECORD,
  following,
  knownCodes,
  TIME,
  timeColumn,
} from "../container/witsml/columns.js";
import type { DocumentSurvey } from "../container/witsml/survey.js";
import { stationUnit } from "../container/witsml/trajectory.js";

/** Maps of documents, each by the survey that it was made of. */
export interface WitsmlMaps {
  of(survey: DocumentSurvey): readonly MapEntry[];
}

type Entry = { -readonly [Part in keyof MapEntry]: MapEntry[Part] };

/** `told`: what a user's map says, and what an earlier run of the same dataset found. `name` is that of the document, for messages. */
export function witsmlMaps(
  surveys: readonly { readonly name: string; readonly survey: DocumentSurvey }[],
  told: readonly MapEntry[],
): WitsmlMaps {
  const own = new OwnCodes(told);
  const units = new Map<DocumentSurvey, Map<Code, string | undefined>>();
  const found = new Map<Code, Entry>();
  for (const { name, survey } of surveys) {
    const sent = new Map<Code, string | undefined>();
    const first = new Map<Code, string>();
    units.set(survey, sent);
    const send = (code: Code, unit: string | undefined, what: string): void => {
      if (sent.has(code) && sent.get(code) !== unit) throw twoUnits(name, what, sent.get(code), unit);
      sent.set(code, unit);
      first.set(code, what);
    };
    for (const head of survey.heads) {
      const codes = knownCodes(head, told);
      const time = timeColumn(head);
      for (const [column, curve] of head.curves.entries()) {
        if (column === time || curve.mnemonic === "") continue;
        const known = codes[column] !== 0;
        const code = known ? codes[column]! : own.codeOf(head, curve);
        send(code, unitOf(curve), curve.mnemonic);
        const entry = found.get(code) ?? (known ? knownEntry(code, head, curve) : own.entryOf(code));
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
  const usual = new Map<Code, string | undefined>();
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
      return [...entries, ...own.clocks(), ...told.filter(({ code }) => !codes.has(code))]
        .filter(({ code }, i, all) => all.findIndex((other) => other.code === code) === i)
        .sort((a, b) => a.code - b.code);
    },
  };
}

const isText = ({ type }: Curve): boolean => type === "text" || type === "time";

/** What the catalog has, whose unit the document tells. */
const knownEntry = (code: Code, head: LogHead, curve: Curve): Entry => ({
  code,
  curve: curveKey(head.name, curve),
});

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

/** Names of columns that are no curve's. */
const RESERVED = ["timestamp", "source", "offset", "vendor", "record", "day", "date", "time"];
/** Of a column, and of what it is. */
const LONGEST_MNEMONIC = 64;
const LONGEST_NAME = 200;

/** Codes of user's records: a record a log, and more where it has more curves than one holds. */
class OwnCodes {
  readonly #byKey = new Map<string, Code>();
  readonly #entries = new Map<Code, Entry>();
  readonly #names = new Map<string, Set<string>>();
  readonly #next = new Map<string, Code>();
  readonly #taken = new Set<number>();
  readonly #records = new Set<number>();

  constructor(told: readonly MapEntry[]) {
    for (const { code } of told) this.#taken.add(recordOf(code));
    for (const { code, curve, mnemonic } of told) {
      const log = curve?.slice(0, curve.lastIndexOf("/")).toLowerCase();
      if (log === undefined || mnemonic === undefined || recordOf(code) < FIRST_RECORD) continue;
      // What an earlier run gave goes on.
      this.#namesOf(log).add(mnemonic.toLowerCase());
      this.#next.set(log, Math.max(this.#next.get(log) ?? 0, following(code)));
      this.#records.add(recordOf(code));
    }
  }

  codeOf(head: LogHead, curve: Curve): Code {
    const key = curveKey(head.name, curve).toLowerCase();
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const log = head.name.toLowerCase();
    const code = this.#free(log);
    this.#byKey.set(key, code);
    this.#records.add(recordOf(code));
    this.#entries.set(code, {
      code,
      mnemonic: this.#columnName(log, curve),
      type: "F",
      name: (curve.description || curve.mnemonic).replace(/\s+/g, " ").slice(0, LONGEST_NAME),
      curve: curveKey(head.name, curve),
    });
    return code;
  }

  entryOf = (code: Code): Entry => this.#entries.get(code)!;

  /** The date and the time of each record. */
  clocks(): MapEntry[] {
    return [...this.#records].flatMap((record): MapEntry[] => [
      { code: codeOf(record, DATE), mnemonic: "DATE", type: "D", name: "Date" },
      { code: codeOf(record, TIME), mnemonic: "TIME", type: "T", name: "Time" },
    ]);
  }

  #free(log: string): Code {
    const next = this.#next.get(log);
    // The record behind is another log's, or nobody's yet.
    const code = next !== undefined && itemOf(next) !== FIRST_ITEM ? next : this.#record();
    this.#next.set(log, following(code));
    return code;
  }

  #record(): Code {
    for (let record = FIRST_RECORD; record <= 99; record++) {
      if (this.#taken.has(record)) continue;
      this.#taken.add(record);
      return codeOf(record, FIRST_ITEM);
    }
    throw new Failure(
      "input-refused",
      "these WITSML logs have more curves than user's records of WITS hold, some 6,400; convert some of the logs by themselves",
    );
  }

  #namesOf(log: string): Set<string> {
    let names = this.#names.get(log);
    if (names === undefined) {
      names = new Set(RESERVED);
      this.#names.set(log, names);
    }
    return names;
  }

  /** The curve's own name as far as a column's may be: a letter, and then letters, digits and `_`. */
  #columnName(log: string, { mnemonic, occurrence }: Curve): string {
    const names = this.#namesOf(log);
    const plain = mnemonic
      .normalize("NFKD")
      .replace(/[^A-Za-z0-9_]+/g, "_")
      .replace(/^_+|_+$/g, "");
    const begun = /^[A-Za-z]/.test(plain) ? plain : `C${plain === "" ? "" : "_"}${plain}`;
    const name = `${begun.slice(0, LONGEST_MNEMONIC - 4)}${occurrence > 1 ? `_${occurrence}` : ""}`;
    for (let number = 1; ; number++) {
      const tried = number === 1 ? name : `${name}_${number}`;
      if (names.has(tried.toLowerCase())) continue;
      names.add(tried.toLowerCase());
      return tried;
    }
  }
}
