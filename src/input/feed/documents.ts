/** WITSML documents among the sources of a run: each tells its units, its zone and what its curves are itself. */
import { entryJson, type MapEntry } from "../../wits/catalog/map-entry.js";
import type { DocumentSurvey } from "../container/witsml/survey.js";
import { documentAt, type Opening, type OpenOptions } from "../source/open.js";
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

  static async among(names: readonly string[], options: OpenOptions): Promise<Documents> {
    const surveys = new Map<number, DocumentSurvey>();
    const left = [...names.keys()].reverse();
    const look = async (): Promise<void> => {
      for (let index = left.pop(); index !== undefined; index = left.pop()) {
        const survey = await documentAt({ name: names[index]! }, options);
        if (survey !== undefined) surveys.set(index, survey);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, look));
    return new Documents(names, new Map([...surveys].sort(([a], [b]) => a - b)));
  }

  get size(): number {
    return this.#surveys.size;
  }

  /** `earlier`: what a dataset that grows has of curves. */
  maps(told: readonly MapEntry[], earlier: readonly MapEntry[] = []): WitsmlMaps {
    const surveys = [...this.#surveys].map(([index, survey]) => ({ name: this.#names[index]!, survey }));
    return witsmlMaps(surveys, told, earlier);
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
  decimal: "point",
  thousands: "none",
  frameEnd: "marker",
  timeFrom: "clock",
  timeDigits: "hhmmss",
  sevenBit: false,
} as const;
