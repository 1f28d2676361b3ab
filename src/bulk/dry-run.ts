/** What a conversion would do: its sources, units and files, with every refusal that it would begin with. */
import { curvesIn } from "../dataset/grown-curves.js";
import { sourcesOf } from "../input/feed/inputs.js";
import { openOptions } from "../input/feed/options.js";
import { readingsOf } from "../input/feed/per-source.js";
import { type LeftOut, leftOutText } from "../input/source/left-out.js";
import { isPooled, prepare } from "./convert.js";
import { type ConvertOptions, checkConvertOptions, PART_SIZE } from "./convert-options.js";
import { destinationOf, fileNames, hasFilesApart } from "./destination.js";
import { planUnits } from "./plan.js";
import { usualWorkers } from "./usual-workers.js";

export interface Intention {
  readonly sources: number;
  /** Inputs that cannot be read, each a sentence. */
  readonly lost: readonly string[];
  readonly leftOut: LeftOut;
  /** On disk. */
  readonly bytes: number;
  readonly output: string;
  readonly layout: string;
  readonly format: string;
  readonly workers: number;
  /** Units of this run, and those that were done before; none where there is one output for all. */
  readonly units: number;
  readonly done: number;
}

export async function intentionOf(options: ConvertOptions): Promise<Intention> {
  checkConvertOptions(options);
  const destination = await destinationOf(options);
  const { sources, lost, leftOut } = await sourcesOf(options.inputs);
  const { units: before, options: made } = await prepare(options, destination, sources);
  const readings = await readingsOf(
    options,
    destination.layout,
    sources.map(({ name }) => name),
    { apart: hasFilesApart(destination), earlier: curvesIn(made), signal: options.signal },
  );
  const pooled = isPooled(options, destination);
  const folder = destination.kind === "folder";
  const { units } = await planUnits(sources, {
    partSize: options.partSize ?? PART_SIZE,
    single: !pooled || !folder,
    fileNames: folder && destination.layout === "frame" ? fileNames(sources) : undefined,
    signal: options.signal,
    readingOf: readings.of,
    open: readings.all.map(openOptions),
  });
  const { shard } = options;
  const mine = units.filter(({ index }) => shard === undefined || index % shard.count === shard.index);
  return {
    sources: sources.length,
    lost: lost.map(({ failure }) => failure.message),
    leftOut,
    bytes: sources.reduce((sum, { size }) => sum + (size ?? 0), 0),
    output: destination.path,
    layout: destination.layout,
    format: destination.format,
    workers: pooled ? (options.workers ?? usualWorkers(sources, readings)) : 1,
    units: mine.length,
    done: before ?? 0,
  };
}

export function intentionText(intention: Intention): string {
  const { sources, lost, leftOut, bytes, output, layout, format, workers, units, done } = intention;
  const lines = [
    `would read ${sources.toLocaleString("en-US")} source${sources === 1 ? "" : "s"}, ${bytes.toLocaleString("en-US")} bytes on disk`,
    ...lost.map((message) => `would fail: ${message}`),
    ...(leftOut.files > 0 ? [`would leave out ${leftOutText(leftOut)}`] : []),
    `would write ${output} in layout ${layout} as ${format}, in ${units} unit${units === 1 ? "" : "s"} of work, with ${workers} worker${workers === 1 ? "" : "s"}`,
  ];
  if (done > 0) lines.push(`${done} units were done before and would be left as they are`);
  return lines.join("\n");
}
