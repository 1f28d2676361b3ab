/** The rows of logs, source after source. */
import { DecodedPages } from "../columns/decoded-pages.js";
import type { Failure } from "../failure/failure.js";
import type { Source } from "../input/bytes/source.js";
import { closeReader, sourcesOf, unlessAborted } from "../input/feed/inputs.js";
import {
  type DataOptions,
  declaresUnits,
  decodeOptions,
  openOptions,
  planOptions,
} from "../input/feed/options.js";
import { readSource } from "../input/feed/read.js";
import { type OpenOptions, openSource } from "../input/source/open.js";
import { Decoder } from "../kernel/decoder.js";
import { planOf } from "../wits/catalog/layout.js";
import { type InputTold, isRow, type Reading } from "./reading.js";
import { BEGINNING, Beginning, inTimeOrder, type LogBeginning } from "./time-order.js";

export async function readLogs(path: string, reading: Reading): Promise<InputTold> {
  const { sources, lost } = await sourcesOf([path]);
  if (sources.length === 0) throw lost[0]!.failure;
  const readerOf = await readersOf(sources, reading);
  const { data: first } = readerOf(0);
  const utc = first.timezone !== undefined;
  reading.clock?.(utc, first.timezone?.name);
  const sent = new Map<string, number>();
  const failures: Failure[] = lost.map(({ failure }) => failure);
  const places = [...sources.keys()];
  const order = reading.inTimeOrder && sources.length > 1 ? await byTime(sources, readerOf, reading) : places;
  for (const place of order) {
    const reader = readerOf(place);
    const units = reader.data.units ?? (declaresUnits(reader.data) ? "a map's" : "not told");
    sent.set(units, (sent.get(units) ?? 0) + 1);
    const failure = await readLog(sources[place]!, place, reader, reading);
    if (failure !== undefined) failures.push(failure);
  }
  const what = sources.length === 1 ? "a WITS log" : `${sources.length} WITS logs`;
  return { what, utc, units: declaresUnits(first), sent, failures };
}

/** What an input of logs begins with, by the first of them; undefined where nothing tells it, or it can be read only once. */
export async function beginningOfLogs(path: string, reading: Reading): Promise<LogBeginning | undefined> {
  const { sources } = await sourcesOf([path]);
  return sources.length === 0
    ? undefined
    : beginningOf(sources[0]!, 0, (await readersOf(sources, reading))(0), reading);
}

/** How a log is read: by what is told of it. */
interface LogReader {
  readonly data: DataOptions;
  readonly open: OpenOptions;
  readonly decoder: Decoder;
  readonly pages: DecodedPages;
}

/** By place of the source; those of which the same is told have one. */
async function readersOf(
  sources: readonly Source[],
  { data, wants, readingsFor, signal }: Reading,
): Promise<(place: number) => LogReader> {
  const names = sources.map(({ name }) => name);
  const readings = await readingsFor?.(names, signal);
  const utc = (readings?.all[0] ?? data).timezone !== undefined;
  const readers = new Map<DataOptions, LogReader>();
  return (place) => {
    const own = readings === undefined ? data : readings.all[readings.of(place)]!;
    const known = readers.get(own);
    if (known !== undefined) return known;
    const plan = planOf(planOptions(own));
    const reader = {
      data: own,
      open: openOptions(own),
      decoder: new Decoder({ ...decodeOptions(own), plan, sources: names }),
      pages: new DecodedPages({
        catalog: plan.catalog,
        utc,
        wants: (field) => wants(field) || isRow(field),
      }),
    };
    readers.set(own, reader);
    return reader;
  };
}

/** Answers what ended the log before its end. Throws it where there was no frame before. */
async function readLog(
  source: Source,
  place: number,
  { open, decoder, pages }: LogReader,
  { signal, add, reached, settled }: Reading,
): Promise<Failure | undefined> {
  const reader = await unlessAborted(signal, () => openSource(source, open));
  try {
    const read = await readSource(decoder, place, reader, {
      name: source.name,
      signal,
      together: reached !== undefined,
      async deliver(batches) {
        let last = -1;
        for (const batch of batches) {
          if (batch.table.name === "rejects") continue;
          for (const page of pages.of(batch)) {
            add(page);
            last = Math.max(last, page.offsets[page.rows - 1]!);
          }
        }
        reached?.(source.name, last + 1);
        await settled?.();
      },
    });
    if (read.failure !== undefined && read.counters.frames === 0) throw read.failure;
    reached?.(source.name, Number.POSITIVE_INFINITY);
    return read.failure;
  } finally {
    await closeReader(reader, signal);
  }
}

async function byTime(
  sources: readonly Source[],
  readerOf: (place: number) => LogReader,
  reading: Reading,
): Promise<number[]> {
  const beginnings: (LogBeginning | undefined)[] = [];
  for (const [place, source] of sources.entries())
    beginnings.push(await beginningOf(source, place, readerOf(place), reading));
  return inTimeOrder(beginnings);
}

async function beginningOf(
  source: Source,
  place: number,
  { open, decoder, pages }: LogReader,
  { signal }: Reading,
): Promise<LogBeginning | undefined> {
  // What gives its bytes only once is not opened for this.
  if (source.size === undefined) return undefined;
  const beginning = new Beginning(source.name);
  const reader = await unlessAborted(signal, () => openSource(source, open)).catch(() => undefined);
  // What cannot be opened is told when it is read.
  if (reader === undefined) return undefined;
  try {
    await readSource(decoder, place, reader, {
      name: source.name,
      signal,
      most: BEGINNING,
      async deliver(batches) {
        for (const batch of batches)
          if (batch.table.name !== "rejects") for (const page of pages.of(batch)) beginning.see(page);
      },
    });
  } finally {
    await closeReader(reader, signal);
  }
  return beginning.told;
}
