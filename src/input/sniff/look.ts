/** Looks at one source: reads a sample, finds its dialect, and surveys what it holds. */

import { stat } from "node:fs/promises";
import type { FailureCode } from "../../failure/codes.js";
import { isFailure } from "../../failure/failure.js";
import type { TableBatch } from "../../kernel/batch.js";
import { planOf } from "../../wits/catalog/layout.js";
import type { MapEntry } from "../../wits/catalog/map-entry.js";
import type { Catalog } from "../../wits/catalog/overlay.js";
import type { Counters } from "../../wits/decoding/counters.js";
import type { Source } from "../bytes/source.js";
import { type ContainerKind, containerBy } from "../container/registry.js";
import { mapOfDocument } from "../feed/documents.js";
import { closeReader, unlessAborted } from "../feed/inputs.js";
import { readSource } from "../feed/read.js";
import { NotALog } from "../source/no-log.js";
import { type Opening, openSource, type SourceCompression, shownName } from "../source/open.js";
import { MESSAGE_HEAD, shownBeginning, tableIn } from "../source/text-shape.js";
import { dateOrderOf } from "./dates.js";
import type { FoundDialect } from "./dialect.js";
import { doubtOf } from "./doubt.js";
import { dialectWith, type FoundOption } from "./found-option.js";
import { type SteadyValue, type SuspectedNull, steadyValues, suspectedNulls } from "./likely-nulls.js";
import { likelyUnits, type UnitsGuess } from "./likely-units.js";
import { bestReading, hasMarkers } from "./reading.js";
import { type Sample, SMALL } from "./sample.js";
import { type Spooled, spooled } from "./spool.js";
import { Spreads } from "./spread.js";
import { type CodeSurvey, type RecordSurvey, Survey } from "./survey.js";
import { TextScan } from "./text-scan.js";
import { addRejects, Decoders, decodePieces, type RejectedLine } from "./trial.js";

/** What was found at a path. */
export type Look = LogLook | NoLog;

export interface NoLog {
  readonly kind: "empty" | "no-log" | "unreadable";
  readonly source: Source;
  /** What it seems to be, or why it cannot be read. */
  readonly seems: string;
  readonly code: FailureCode;
}

export interface LogLook {
  readonly kind: "log";
  readonly source: Source;
  readonly compression: SourceCompression;
  /** What was taken off the frames, the outermost first. */
  readonly containers: readonly ContainerKind[];
  readonly sample: Pick<Sample, "read" | "whole" | "places" | "failure">;
  readonly scan: TextScan;
  readonly dialect: FoundDialect;
  readonly catalog: Catalog;
  /** Of what was read, as the dialect reads it. */
  readonly counters: Counters;
  readonly rejects: readonly RejectedLine[];
  readonly codes: readonly CodeSurvey[];
  readonly records: readonly RecordSurvey[];
  readonly vendors: readonly string[];
  readonly spreads: Spreads;
  /** Other orders in which its dates can be read. */
  readonly otherDateOrders: readonly string[];
  readonly guesses: {
    readonly units: UnitsGuess;
    readonly nulls: readonly SuspectedNull[];
    readonly steady: readonly SteadyValue[];
  };
}

export interface LookOptions {
  /** Of layout `long`, with the user's map: the same for all sources, since making them takes its time. */
  readonly decoders: Decoders;
  /** Survey the whole of it; the dialect is found on the sample all the same. */
  readonly all: boolean;
  readonly signal: AbortSignal;
}

/** Never throws for what lies in the source; only when the user interrupts, or for a bug. */
export async function lookAt(source: Source, options: LookOptions): Promise<Look> {
  try {
    return await lookInto(source, options);
  } catch (error) {
    if (!isFailure(error, "input")) throw error;
    return error instanceof NotALog
      ? { kind: "no-log", source, seems: error.seems, code: error.code }
      : { kind: "unreadable", source, seems: error.message, code: error.code };
  }
}

async function lookInto(source: Source, options: LookOptions): Promise<Look> {
  const { all, signal } = options;
  const spool = await spooled(source, all ? Number.POSITIVE_INFINITY : SMALL + 1, signal);
  try {
    return await lookIntoOpening(source, spool, options);
  } finally {
    await spool.remove();
  }
}

async function lookIntoOpening(
  source: Source,
  { opening, cut }: Pick<Spooled, "opening" | "cut">,
  { all, decoders: usual, signal }: LookOptions,
): Promise<Look> {
  const latest = await latestOf(source);
  // What its curves are, a document says itself.
  const map = await mapOfDocument(opening, usual.plan.catalog.entries);
  const decoders = map === undefined ? usual : new Decoders(planOf({ layout: "long", map }));
  const reading = await bestReading(source, opening, { latest, decoders, map, signal });
  const { scan, dialect, compression, containers } = reading;
  const sample = cut ? { ...reading.sample, whole: false, failure: undefined } : reading.sample;
  const { pieces, failure } = sample;
  if (pieces.length === 0) {
    if (failure !== undefined) throw failure;
    return { kind: "empty", source, seems: "an empty file", code: "not-a-log" };
  }
  if (dialect.trial.counters.frames === 0) {
    throw new NotALog(shownName(source.name), textWithoutFrames(scan, pieces[0]!.bytes));
  }
  const surveyed =
    all && !sample.whole && failure === undefined
      ? await surveyWhole(source, opening, dialect.options, { decoders, map, signal })
      : { ...surveySample(sample, dialect.options, decoders), scan, sample };
  const { survey, spreads, counters, rejects } = surveyed;
  const doubt = doubtOf({
    marked: hasMarkers(sample) || containers.some((kind) => kind !== "utf-16" && !containerBy(kind).outer),
    counters,
    codes: survey.codes,
    head: pieces[0]!.bytes.subarray(0, MESSAGE_HEAD),
  });
  if (doubt !== undefined) throw new NotALog(shownName(source.name), doubt);
  return {
    kind: "log",
    source,
    compression,
    containers,
    sample: surveyed.sample,
    scan: surveyed.scan,
    dialect,
    catalog: decoders.plan.catalog,
    counters,
    rejects,
    codes: survey.codes,
    records: survey.records,
    vendors: survey.vendors,
    spreads,
    otherDateOrders: dateOrderOf(scan.dates.sequence, latest)?.others ?? [],
    guesses: {
      units: likelyUnits(survey.codes, spreads, decoders.plan.catalog),
      nulls: suspectedNulls(survey.codes, spreads, dialectWith(dialect.options).nulls),
      steady: steadyValues(survey.codes, spreads),
    },
  };
}

/** A log tells of nothing that happened after it was written, but for clocks that are a day ahead. */
async function latestOf({ name, size }: Source): Promise<number> {
  // A member of an archive is no file by itself.
  const changed = size === undefined ? undefined : (await stat(name).catch(() => undefined))?.mtimeMs;
  return (changed ?? Date.now()) + 86_400_000;
}

interface Surveyed {
  readonly survey: Survey;
  readonly spreads: Spreads;
  readonly counters: Counters;
  readonly rejects: readonly RejectedLine[];
}

function surveySample({ pieces }: Sample, options: readonly FoundOption[], decoders: Decoders): Surveyed {
  const decoder = decoders.with(options, "sample");
  const taker = new Taker(decoders.plan.catalog);
  const { survey } = taker;
  const counters = decodePieces(decoder, pieces, (batches) => taker.take(batches), {
    before: () => survey.startSource(),
    after: () => survey.endSource(),
  });
  return { ...taker, counters };
}

/** Reads all of it, whatever its size: only counts are kept. */
async function surveyWhole(
  source: Source,
  opening: Opening,
  options: readonly FoundOption[],
  {
    decoders,
    map,
    signal,
  }: Pick<LookOptions, "decoders" | "signal"> & { readonly map: readonly MapEntry[] | undefined },
): Promise<Surveyed & Pick<LogLook, "sample" | "scan">> {
  const reader = await unlessAborted(signal, () => openSource(opening, { ...dialectWith(options), map }));
  const scan = new TextScan();
  const taker = new Taker(decoders.plan.catalog);
  try {
    taker.survey.startSource();
    const { counters, given, failure } = await readSource(decoders.with(options, source.name), 0, reader, {
      name: source.name,
      signal,
      deliver: async (batches) => taker.take(batches),
      onRead: (bytes) => scan.push(bytes),
    });
    taker.survey.endSource();
    scan.end();
    const sample = {
      read: given,
      whole: failure === undefined,
      places: "its beginning",
      failure,
    };
    return { ...taker, counters, sample, scan };
  } finally {
    await closeReader(reader, signal);
  }
}

class Taker {
  readonly spreads = new Spreads();
  readonly survey: Survey;
  readonly rejects: RejectedLine[] = [];

  constructor(catalog: Catalog) {
    this.survey = new Survey(catalog, this.spreads);
  }

  take(batches: readonly TableBatch[]): void {
    for (const batch of batches) {
      if (batch.table.name === "long") this.survey.add(batch);
      else if (batch.table.name === "rejects") addRejects(this.rejects, batch);
    }
  }
}

function textWithoutFrames({ codeLines, highBytes, nulBytes, bytes }: TextScan, head: Uint8Array): string {
  if (highBytes + nulBytes > bytes / 10) return "its bytes are no text, and no frame is among them";
  const table = tableIn(head.subarray(0, MESSAGE_HEAD));
  if (table !== undefined) return `it is ${table}, and no frame is in it`;
  if (codeLines > 0) return "it is text; some lines begin with four digits, but they make no frames";
  return `it is text without any frame; it begins with ${shownBeginning(head)}`;
}
