/** The rows of a record that is more than a log: surveys become a trajectory, cuttings and shows a mud log, each deeper than the one before. */
import { Rising } from "../../columns/rising.js";
import { Scratch } from "../../durable/scratch.js";
import type { TableBatch } from "../../kernel/batch.js";
import { version as ofPackage } from "../../runtime/package.js";
import { type Growing, type GrowingKind, growingAround } from "../../witsml/growing.js";
import type { ObjectKind } from "../../witsml/objects.js";
import type { Amount, Version } from "../../witsml/version.js";
import { versionNamed } from "../../witsml/versions.js";
import { type Xml, xmlText } from "../../witsml/write/xml.js";
import { instants } from "../cell.js";
import type { SinkOptions, SinkTable } from "../sink.js";
import type { Documents } from "./documents.js";
import type { WitsmlOptions } from "./options.js";
import { type RowValues, rowValues } from "./row-values.js";

/** Where a part of it lies; and its elements, one for each kind of document that the version has of it. */
export interface Part {
  readonly top: Amount;
  readonly base: Amount;
  readonly elements: readonly (Xml | null)[];
}

/** What a record grows. */
export interface Grower {
  readonly object: ObjectKind;
  /** For people: `surveys`. */
  readonly what: string;
  /** The documents of a version, and what their files are called. */
  documents(version: Version): readonly { readonly kind: GrowingKind; readonly stem: string }[];
  /** The depth that must rise. */
  depthOf(values: RowValues): Amount;
  part(version: Version, values: RowValues, of: PartOf): Part;
}

export interface PartOf {
  readonly number: number;
  readonly time: string | undefined;
  /** The depth of the part before. */
  readonly before: Amount | undefined;
  /** Of the part: what 2.x says of each of its objects. */
  readonly growing: Growing;
}

export interface GrowingOptions {
  readonly options: WitsmlOptions;
  readonly sink: SinkOptions;
  readonly documents: Documents;
  readonly grower: Grower;
  /** Told why a row is in none of it. */
  readonly leaveOut: (why: string) => void;
}

export class GrowingTable {
  readonly #table: SinkTable;
  readonly #of: GrowingOptions;
  readonly #version: Version;
  readonly #rising = new Rising("depth");
  readonly #documents: readonly {
    readonly kind: GrowingKind;
    readonly stem: string;
    readonly scratch: Scratch;
  }[];
  readonly #timeText = instants(true);
  readonly #head: Pick<Growing, "names" | "name" | "key" | "company" | "program">;
  #parts = 0;
  #top: Amount | undefined;
  #base: Amount | undefined;
  #before: Amount | undefined;
  #start: string | undefined;
  #end: string | undefined;

  constructor(table: SinkTable, of: GrowingOptions) {
    this.#table = table;
    this.#of = of;
    this.#version = versionNamed(of.options.version);
    this.#documents = of.grower
      .documents(this.#version)
      .map((document) => ({ ...document, scratch: new Scratch() }));
    this.#head = {
      names: of.options.namesOf(table.well),
      name: `WITS record ${table.table.name.slice(-2)}`,
      key: table.table.name,
      company: of.options.serviceCompany,
      program: `witskit ${ofPackage}`,
    };
  }

  async write(batch: TableBatch): Promise<void> {
    const { grower, leaveOut, sink } = this.#of;
    const valuesOf = rowValues(batch);
    for (let row = 0; row < batch.rows; row++) {
      const values = valuesOf(row);
      const depth = grower.depthOf(values);
      const time =
        values.time === undefined || sink.timezone === undefined ? undefined : this.#timeText(values.time);
      const made = time ?? this.#end;
      if (this.#version.generation === 2 && made === undefined) {
        leaveOut("have no time, which WITSML 2.x asks for");
        continue;
      }
      const refusal = this.#rising.refusal(depth.value ?? undefined);
      if (refusal !== undefined) {
        leaveOut(refusal);
        continue;
      }
      const growing = { ...this.#head, top: depth, base: depth, start: made, end: made };
      const number = this.#parts + 1;
      const part = grower.part(this.#version, values, { number, time, before: this.#before, growing });
      if (part.elements.some((element) => element === null)) {
        leaveOut("have a depth in a unit that nobody told, or that WITSML has not");
        continue;
      }
      this.#parts = number;
      this.#before = depth;
      this.#top ??= part.top;
      this.#base = part.base;
      this.#start ??= time;
      this.#end = time ?? this.#end;
      for (const [i, element] of part.elements.entries())
        await this.#documents[i]!.scratch.write(Buffer.from(xmlText(element!, this.#level)));
    }
  }

  async end(): Promise<void> {
    if (this.#top === undefined || this.#base === undefined) return this.release();
    const growing: Growing = {
      ...this.#head,
      top: this.#top,
      base: this.#base,
      start: this.#start,
      end: this.#end,
    };
    for (const { kind, stem, scratch } of this.#documents) {
      await this.#of.documents.write({
        kind: this.#of.grower.object,
        stem,
        well: this.#table.well,
        ...growingAround(this.#version, kind, growing),
        pieces: scratch.read(),
      });
    }
    await this.release();
  }

  async release(): Promise<void> {
    for (const { scratch } of this.#documents) await scratch.remove();
  }

  get #level(): number {
    return this.#version.generation === 1 ? 2 : 1;
  }
}
