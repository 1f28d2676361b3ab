/** WITSML documents among the sources of a run: each tells its units, its zone and what its curves are itself. */
import { entryJson, type MapEntry } from "../../wits/catalog/map-entry.js";
import type { Curve } from "../../witsml/read/log.js";
import { timeColumn } from "../container/witsml/columns.js";
import type { DocumentSurvey } from "../container/witsml/survey.js";
import { documentAt, keepDocument, type Opening, type OpenOptions } from "../source/open.js";
import { unlessAborted } from "./inputs.js";
import type { SourceOptions } from "./options.js";
import { type WitsmlMaps, witsmlMaps } from "./witsml-map.js";

/** What is told of a document, and a text that is the same for those of which the same is. */
interface DocumentTold {
  readonly told: Omit<SourceOptions, "match">;
  readonly key: string;
}

/** Documents that are looked into at once: most of it is waiting for the disk. */
const AT_ONCE = 4;

export class Documents {
  readonly #names: readonly string[];
  readonly #surveys: ReadonlyMap<number, DocumentSurvey>;
  readonly #told = new Map<DocumentSurvey, DocumentTold>();

  private constructor(names: readonly string[], surveys: ReadonlyMap<number, DocumentSurvey>) {
    this.#names = names;
    this.#surveys = surveys;
  }

  /** Of what gives its bytes once, documents are kept for as long as the run needs them. */
  static async among(
    names: readonly string[],
    options: OpenOptions,
    signal: AbortSignal | undefined,
  ): Promise<Documents> {
    const surveys = new Map<number, DocumentSurvey>();
    const left = [...names.keys()].reverse();
    // Parts of a log say the same of it, and there may be a hundred thousand: they share what is said.
    const known = new Map<string, DocumentSurvey>();
    const look = async (): Promise<void> => {
      for (let index = left.pop(); index !== undefined; index = left.pop()) {
        const name = names[index]!;
        await unlessAborted(signal, () => keepDocument(name, options, { sources: names.length, signal }));
        const survey = await documentAt({ name }, options);
        if (survey === undefined) continue;
        const said = JSON.stringify([survey.heads, survey.zoned, [...survey.stations]]);
        if (!known.has(said)) known.set(said, survey);
        surveys.set(index, known.get(said)!);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, look));
    return new Documents(names, new Map([...surveys].sort(([a], [b]) => a - b)));
  }

  get size(): number {
    return this.#surveys.size;
  }

  /** Whether the source of that index is one. */
  has(source: number): boolean {
    return this.#surveys.has(source);
  }

  /** `earlier`: what a dataset that grows has of curves. */
  maps(told: readonly MapEntry[], earlier: readonly MapEntry[] = []): WitsmlMaps {
    const names = new Map<DocumentSurvey, string>();
    for (const [index, survey] of this.#surveys)
      if (!names.has(survey)) names.set(survey, this.#names[index]!);
    return witsmlMaps(
      [...names].map(([survey, name]) => ({ name, survey })),
      told,
      earlier,
    );
  }

  /** Where documents say two units of one curve, a sentence; undefined where none does. The one beside the data is believed. */
  unitsDoubted(isOfRun: (name: string) => boolean): string | undefined {
    const found = this.#curves(isOfRun).filter(({ curve }) => curve.contradicted !== undefined);
    const [first] = found;
    if (first === undefined) return undefined;
    const { name, curve } = first;
    const more = found.length === 1 ? "" : `; so with ${found.length - 1} more`;
    return (
      `${name} has ${curve.mnemonic} in ${curve.uom} by its unitList, and in ${curve.contradicted} by its logCurveInfo${more}: the unitList, ` +
      "which stands beside the data, is believed. witskit validate lists them"
    );
  }

  /** Logs whose rows have no time, since nothing tells it, a sentence. */
  timesMissing(isOfRun: (name: string) => boolean): string | undefined {
    const heads = [...this.#surveys].flatMap(([index, { heads }]) =>
      isOfRun(this.#names[index]!) ? heads.map((head) => ({ name: this.#names[index]!, head })) : [],
    );
    const found = heads.filter(
      ({ head }) =>
        (head.indexKind === "elapsed" || head.indexKind === "other") && timeColumn(head) === undefined,
    );
    const [first] = found;
    if (first === undefined) return undefined;
    const { name, head } = first;
    const index =
      head.index === undefined ? "" : `, ${head.curves[head.index]?.mnemonic ?? ""}, is a column and`;
    const kind = head.indexKind === "elapsed" ? "elapsed time" : "neither a time nor a depth";
    return (
      `the index of ${head.name === "" ? "a log" : head.name} in ${name} is ${kind}: it${index} is no timestamp, and the rows have none` +
      (found.length === 1 ? "" : `; so with ${found.length - 1} more logs`)
    );
  }

  #curves(isOfRun: (name: string) => boolean): { readonly name: string; readonly curve: Curve }[] {
    return [...this.#surveys].flatMap(([index, { heads }]) => {
      const name = this.#names[index]!;
      return isOfRun(name) ? heads.flatMap(({ curves }) => curves.map((curve) => ({ name, curve }))) : [];
    });
  }

  /** Undefined of a source that is no document. */
  toldOf(source: number, maps: WitsmlMaps): DocumentTold | undefined {
    const survey = this.#surveys.get(source);
    if (survey === undefined) return undefined;
    let known = this.#told.get(survey);
    if (known === undefined) {
      const told = {
        map: maps.of(survey).map(entryJson),
        ...(survey.zoned && { tz: "UTC" }),
        // The frames of documents are ours.
        ...OURS,
      };
      known = { told, key: JSON.stringify(told) };
      this.#told.set(survey, known);
    }
    return known;
  }

  /** A rule for each document. */
  rules(maps: WitsmlMaps): SourceOptions[] {
    return [...this.#surveys.keys()].map((index) => ({
      match: this.#names[index]!,
      ...this.toldOf(index, maps)!.told,
    }));
  }
}

/** The map of one document by itself; undefined of what is none. */
export async function mapOfDocument(
  source: Opening,
  told: readonly MapEntry[] = [],
): Promise<readonly MapEntry[] | undefined> {
  const survey = await documentAt(source, {});
  return survey && witsmlMaps([{ name: source.name, survey }], told).of(survey);
}

const OURS = {
  dateOrder: "ymd",
  thousands: "none",
  frameEnd: "marker",
  timeFrom: "clock",
  timeDigits: "hhmmss",
  sevenBit: false,
} as const;
