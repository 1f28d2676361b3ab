/** What logs hold, in one reading of each: what every code sends, and the rows and the rhythm of every record. */

import type { Failure } from "../failure/failure.js";
import type { Source } from "../input/bytes/source.js";
import type { ContainerKind } from "../input/container/registry.js";
import { closeReader, unlessAborted } from "../input/feed/inputs.js";
import {
  declaresUnits,
  decodeOptions,
  type FeedOptions,
  openOptions,
  planOptions,
} from "../input/feed/options.js";
import { type Readings, readingsOf } from "../input/feed/per-source.js";
import { readSource } from "../input/feed/read.js";
import { type CodeSurvey, type RecordSurvey, Survey } from "../input/sniff/survey.js";
import { findSources } from "../input/source/find.js";
import { openSource, type SourceCompression } from "../input/source/open.js";
import { Decoder } from "../kernel/decoder.js";
import { planOf } from "../wits/catalog/layout.js";
import type { UnitSet } from "../wits/catalog/units.js";
import { addCounts, type Counters, noCounts } from "../wits/decoding/counters.js";

/** One of the sources of a survey. */
export interface SurveyedSource extends Source {
  readonly compression: SourceCompression;
  /** What wraps its frames, the outermost first. */
  readonly containers: readonly ContainerKind[];
  /** Those that it was told to send; undefined where nobody told. */
  readonly units: UnitSet | undefined;
  readonly counters: Counters;
  /** What ended it before its end. */
  readonly failure: Failure | undefined;
}

/** What a code sent, and what it is; `mnemonic` and `name` are undefined where neither catalog nor map has it. */
export interface SurveyedCode extends Readonly<CodeSurvey> {
  readonly mnemonic: string | undefined;
  readonly name: string | undefined;
  /** Undefined when nothing declares it. */
  readonly unit: string | undefined;
}

/** What logs hold. */
export interface LogSurvey {
  readonly path: string;
  readonly sources: readonly SurveyedSource[];
  /** Of all sources. */
  readonly counters: Counters;
  /** Those that occur, ascending. */
  readonly codes: readonly SurveyedCode[];
  readonly records: readonly RecordSurvey[];
  readonly vendors: readonly string[];
  /** Times are UTC, and not the rig's clock. */
  readonly utc: boolean;
  /** The units of the values are known. */
  readonly units: boolean;
}

export interface SurveyOptions extends FeedOptions {
  /** Ends the reading, with a `Failure` of kind `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * What a log holds, or a folder of them: what `witskit info` prints. Throws a `Failure` when a source is no log; one that
 * breaks off is told as far as it goes.
 *
 * @example
 * ```ts
 * import { surveyOf } from "witskit";
 *
 * const { counters, records, codes } = await surveyOf("samples/rig.wits");
 * console.log(counters.frames, records.length, codes.length);
 * ```
 */
export async function surveyOf(path: string, { signal, ...options }: SurveyOptions = {}): Promise<LogSurvey> {
  const sources = await findSources([path]);
  const names = sources.map(({ name }) => name);
  return surveyLogs(path, sources, await readingsOf(options, "record", names, { signal }), signal);
}

/** The same of sources that were found. */
export async function surveyLogs(
  path: string,
  sources: readonly Source[],
  readings: Readings,
  signal: AbortSignal | undefined,
): Promise<LogSurvey> {
  const names = sources.map(({ name }) => name);
  const readers = readings.all.map((options) => {
    const plan = planOf({ ...planOptions(options), layout: "long" });
    return { options, plan, open: openOptions(options), decoder: undefined as Decoder | undefined };
  });
  const [{ options, plan }] = readers as [(typeof readers)[number]];
  const survey = new Survey(plan.catalog);
  const counters = noCounts();
  const surveyed: SurveyedSource[] = [];
  for (const [index, source] of sources.entries()) {
    const own = readers[readings.of(index)]!;
    own.decoder ??= new Decoder({ ...decodeOptions(own.options), plan: own.plan, sources: names });
    const { decoder, open } = own;
    const reader = await unlessAborted(signal, () => openSource(source, open));
    try {
      survey.startSource();
      const read = await readSource(decoder, index, reader, {
        name: source.name,
        signal,
        async deliver(batches) {
          for (const batch of batches) if (batch.table.name === "long") survey.add(batch);
        },
      });
      survey.endSource();
      if (read.failure !== undefined && read.counters.frames === 0) throw read.failure;
      addCounts(counters, read.counters);
      surveyed.push({
        ...source,
        compression: reader.compression,
        containers: reader.containers,
        units: own.options.units,
        ...read,
      });
    } finally {
      await closeReader(reader, signal);
    }
  }
  return {
    path,
    sources: surveyed,
    counters,
    codes: survey.codes.map((one) => {
      const { mnemonic, name } = plan.catalog.itemByCode(one.code) ?? {};
      return { ...one, mnemonic, name, unit: plan.columnOf(one.code).unit };
    }),
    records: survey.records,
    vendors: survey.vendors,
    utc: options.timezone !== undefined,
    units: declaresUnits(options),
  };
}
