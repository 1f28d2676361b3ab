/**
 * Units that were declared, held against what the values say: the evidence is that of `likelyUnits`, by the heads of some
 * sources of each folder. It is told, and changes nothing: people know their rigs, and are wrong at times about a folder.
 */
import { Failure } from "../../failure/failure.js";
import { planOf } from "../../wits/catalog/layout.js";
import type { UnitSet } from "../../wits/catalog/units.js";
import type { Source } from "../bytes/source.js";
import { closeReader, unlessAborted } from "../feed/inputs.js";
import { openOptions } from "../feed/options.js";
import type { Readings } from "../feed/per-source.js";
import { openSource } from "../source/open.js";
import { type Evidence, likelyUnits, type UnitsGuess } from "./likely-units.js";
import { Spreads } from "./spread.js";
import { Survey } from "./survey.js";
import { Decoders } from "./trial.js";

export interface Contradiction {
  readonly source: string;
  readonly declared: UnitSet;
  readonly guess: UnitsGuess;
}

/** Bytes of a source that are looked at, and sources: of more, some of each folder. */
const HEAD = 256 << 10;
const MOST_SOURCES = 48;
const MOST_OF_FOLDER = 3;

/** Sources of which all that tells speaks for another set than was declared. None is opened when nothing was declared. */
export async function contradictionsIn(
  sources: readonly Source[],
  readings: Readings,
  signal: AbortSignal | undefined,
): Promise<readonly Contradiction[]> {
  const found: Contradiction[] = [];
  const decoders = new Map<number, Decoders>();
  for (const index of chosenOf(sources)) {
    const reading = readings.of(index);
    const data = readings.all[reading]!;
    const source = sources[index]!;
    if (data.units === undefined || source.size === undefined) continue;
    const own = decoders.get(reading) ?? new Decoders(planOf({ layout: "long", map: data.map }));
    decoders.set(reading, own);
    const guess = await guessOf(source, data, own, signal);
    const declared = data.units === "metric" ? "metric" : "fps";
    if (guess?.set === undefined || guess.set === declared || guess.sure === "more likely than not") continue;
    found.push({ source: source.name, declared: data.units, guess });
  }
  return found;
}

/** All of few; of many, the first, the middle and the last of each folder, as far as the most allows. */
function chosenOf(sources: readonly Source[]): readonly number[] {
  if (sources.length <= MOST_SOURCES) return [...sources.keys()];
  const folders = new Map<string, number[]>();
  for (const [i, { name }] of sources.entries()) {
    const folder = name.replace(/[^/]*$/, "");
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, [i]);
    else known.push(i);
  }
  const chosen = [...folders.values()].flatMap((all) =>
    [...new Set([0, all.length >> 1, all.length - 1])].slice(0, MOST_OF_FOLDER).map((at) => all[at]!),
  );
  const every = Math.max(1, chosen.length / MOST_SOURCES);
  return Array.from(
    { length: Math.min(chosen.length, MOST_SOURCES) },
    (_, i) => chosen[Math.floor(i * every)]!,
  );
}

async function guessOf(
  source: Source,
  data: Readings["all"][number],
  decoders: Decoders,
  signal: AbortSignal | undefined,
): Promise<UnitsGuess | undefined> {
  const spreads = new Spreads();
  const survey = new Survey(decoders.plan.catalog, spreads);
  const decoder = decoders.ofDialect(data.dialect, source.name);
  try {
    const reader = await unlessAborted(signal, () => openSource(source, openOptions(data)));
    try {
      survey.startSource();
      decoder.start(0, { wholeLines: reader.places?.wholeLines });
      for (let left = HEAD; left > 0 && !decoder.full; ) {
        const read = await unlessAborted(signal, () => reader.read(decoder.window().subarray(0, left)));
        if (read === 0) break;
        left -= read;
        decoder.advance(read);
      }
    } finally {
      await closeReader(reader, signal);
    }
  } catch (error) {
    // Whatever is wrong with it, the conversion says.
    if (error instanceof Failure && error.kind === "input") return undefined;
    throw error;
  }
  const take = (which: "full" | "all"): void => {
    for (const batch of decoder.flush(which)) if (batch.table.name === "long") survey.add(batch);
  };
  while (decoder.full) take("full");
  decoder.end();
  while (!decoder.ended) {
    take("full");
    decoder.end();
  }
  take("all");
  survey.endSource();
  // A map's items are in the units that the map says.
  const told = survey.codes.filter(({ code }) => decoders.plan.catalog.entryOf(code)?.unit === undefined);
  return likelyUnits(told, spreads, decoders.plan.catalog);
}

/** A sentence without an end: what was declared, and what the strongest of the evidence reads. */
export function contradictionText({
  source,
  declared,
  guess: { set, sure, evidence },
}: Contradiction): string {
  const [strongest] = evidence
    .filter(({ speaksFor }) => speaksFor === set)
    .sort((a, b) => b.weight - a.weight) as [Evidence];
  const { mnemonic, figure, value, units, usual } = strongest;
  const range = (of: "metric" | "fps"): string => `${usual[of][0]} to ${usual[of][1]} ${units[of]}`;
  return (
    `${source} is declared ${declared}, but ${sure} it is ${set}: ${figure === "highest" ? "the highest" : "the median of"} ${mnemonic} ` +
    `is ${Number(value.toPrecision(5))}, usual are ${range("metric")} or ${range("fps")}`
  );
}
