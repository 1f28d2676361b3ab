/** The codes that curves of WITSML logs have of their own, in user's records: those given before are kept, and others come behind them. */
import { Failure } from "../../failure/failure.js";
import { type Code, codeOf, itemOf, recordOf } from "../../wits/catalog/code.js";
import type { MapEntry } from "../../wits/catalog/map-entry.js";
import type { Curve, LogHead } from "../../witsml/read/log.js";
import {
  curveKey,
  DATE,
  FIRST_ITEM,
  FIRST_RECORD,
  following,
  TIME,
  WELL,
} from "../container/witsml/columns.js";

/** Names of columns that are no curve's. */
const RESERVED = ["timestamp", "source", "offset", "vendor", "record", "day", "wid", "date", "time"];
/** Of a column, and of what it is. */
const LONGEST_MNEMONIC = 64;
const LONGEST_NAME = 200;

/** Codes of user's records: a record a log, and more where it has more curves than one holds. */
export class OwnCodes {
  readonly #byKey = new Map<string, Code>();
  readonly #entries = new Map<Code, MapEntry>();
  readonly #names = new Map<string, Set<string>>();
  readonly #next = new Map<string, Code>();
  readonly #taken = new Set<number>();
  readonly #records = new Set<number>();

  /** `earlier`: what an earlier run of the same dataset gave. */
  constructor(told: readonly MapEntry[], earlier: readonly MapEntry[]) {
    for (const { code } of [...told, ...earlier]) this.#taken.add(recordOf(code));
    for (const entry of [...told, ...earlier]) {
      const { code, curve, mnemonic } = entry;
      const log = curve?.slice(0, curve.lastIndexOf("/")).toLowerCase();
      if (log === undefined || mnemonic === undefined || recordOf(code) < FIRST_RECORD) continue;
      this.#namesOf(log).add(mnemonic.toLowerCase());
      this.#next.set(log, Math.max(this.#next.get(log) ?? 0, following(code)));
      this.#records.add(recordOf(code));
    }
    for (const entry of earlier) {
      if (entry.curve === undefined || recordOf(entry.code) < FIRST_RECORD) continue;
      this.#byKey.set(entry.curve.toLowerCase(), entry.code);
      this.#entries.set(entry.code, entry);
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

  entryOf = (code: Code): MapEntry => this.#entries.get(code)!;

  /** The well, the date and the time of each record. */
  headers(): MapEntry[] {
    return [...this.#records].flatMap((record): MapEntry[] => [
      { code: codeOf(record, WELL), mnemonic: "WID", type: "A", name: "Well Identifier" },
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
