/**
 * Reads a source's sample in the way in which most of it is items: as it opens by itself, or, where that gives no frames or
 * most lines have bytes beyond ASCII, with the flags that say what wraps it. What is read decides, not what it looks like.
 */

import { isFailure } from "../../failure/failure.js";
import { share } from "../../text/quantity.js";
import type { MapEntry } from "../../wits/catalog/map-entry.js";
import type { Source } from "../bytes/source.js";
import { type ContainerKind, inputKinds } from "../container/registry.js";
import { closeReader, unlessAborted } from "../feed/inputs.js";
import { type Opening, openSource, type SourceCompression } from "../source/open.js";
import { type FoundDialect, findDialect } from "./dialect.js";
import { dialectWith, type FoundOption } from "./found-option.js";
import { markersIn } from "./markers.js";
import { type Sample, sampleOf } from "./sample.js";
import { TextScan } from "./text-scan.js";
import { type Decoders, rejectCount } from "./trial.js";

export interface Reading {
  readonly compression: SourceCompression;
  /** What was taken off the frames, the outermost first. */
  readonly containers: readonly ContainerKind[];
  readonly sample: Sample;
  readonly scan: TextScan;
  readonly dialect: FoundDialect;
}

interface ReadingOptions {
  /** Milliseconds since 1970 that no date can be beyond. */
  readonly latest: number;
  readonly decoders: Decoders;
  /** Of a WITSML document. */
  readonly map: readonly MapEntry[] | undefined;
  readonly signal: AbortSignal;
}

/** Throws Failure("input") when it cannot be opened, or is plainly no log. */
export async function bestReading(
  source: Source,
  opening: Opening,
  options: ReadingOptions,
): Promise<Reading> {
  let best = (await readingWith(source, opening, [], options))!;
  for (const given of otherOpenings(best)) {
    const other = await readingWith(source, opening, given, options).catch((error: unknown) => {
      if (isFailure(error, "input")) return undefined;
      throw error;
    });
    if (other !== undefined && isBetter(other, best)) best = other;
  }
  return best;
}

/** More of it is items, or as much with less that is rejected; a way in which most of it is rejected is none. */
function isBetter({ dialect: { trial } }: Reading, { dialect: { trial: best } }: Reading): boolean {
  const { bytes } = trial.counters;
  if (bytes.rejected > bytes.items) return false;
  const [items, most] = [bytes.items, best.counters.bytes.items];
  return items > most || (items === most && rejectCount(trial) < rejectCount(best));
}

async function readingWith(
  source: Source,
  opening: Opening,
  given: readonly FoundOption[],
  { latest, decoders, map, signal }: ReadingOptions,
): Promise<Reading | undefined> {
  const reader = await unlessAborted(signal, () => openSource(opening, { ...dialectWith(given), map }));
  const { compression, containers } = reader;
  let sample: Sample;
  try {
    const isPlain = compression === "plain" && containers.length === 0 && source.sidecar === undefined;
    const seekable = isPlain && given.length === 0;
    sample = await sampleOf(source, reader, seekable, signal);
  } finally {
    await closeReader(reader, signal);
  }
  const scan = scanOf(sample.pieces);
  // Not worth a trial.
  if (scan.codeLines === 0 && given.length > 0) return undefined;
  const dialect = findDialect(sample.pieces, scan, { latest, given, decoders });
  return { compression, containers, sample, scan, dialect };
}

/** Whether `&&` stands anywhere in the sample. */
export const hasMarkers = ({ pieces }: Pick<Sample, "pieces">): boolean =>
  pieces.some(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes("&&"));

function scanOf(pieces: Sample["pieces"]): TextScan {
  const scan = new TextScan();
  for (const { offset, bytes } of pieces) {
    scan.startPiece(offset);
    scan.push(bytes);
  }
  scan.end();
  return scan;
}

/** One NUL in so many bytes is worth a trial. */
const MOST_NULS = 20;

/** Options that say how a source opens, each to be tried alone. */
function otherOpenings({ sample, scan, dialect }: Reading): readonly (readonly FoundOption[])[] {
  const openings: FoundOption[][] = [];
  // Nothing but line ends and blanks is nothing in any other way.
  if (scan.blankLines === scan.lines) return openings;
  if (scan.lines > 0 && scan.highLines * 2 > scan.lines) {
    const why = `${share(scan.highLines, scan.lines)} of the lines have bytes with their eighth bit set`;
    openings.push([{ option: "sevenBit", value: true, why }]);
  }
  if (scan.nulBytes * MOST_NULS > scan.bytes) {
    const why = `${share(scan.nulBytes, scan.bytes)} of the bytes are NUL, as UTF-16 has them`;
    openings.push([{ option: "input", value: "utf-16", why }]);
  }
  const { frames } = dialect.trial.counters;
  // A code that repeats ends frames of any marker: another way may be the right one.
  if (frames > 0 && !dialect.options.some(({ option }) => option === "frameEnd")) return openings;
  for (const value of inputKinds) {
    if (value === "auto" || value === "plain") continue;
    // Joined lines without any marker are found by themselves where they can be told from a table.
    if (value === "joined" && !hasMarkers(sample)) continue;
    openings.push([{ option: "input", value, why: "it shows frames only when it is read so" }]);
  }
  const markers = markersIn(scan);
  if (markers !== undefined) openings.push([markers]);
  return openings;
}
