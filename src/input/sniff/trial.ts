/** Decodes a sample as a set of flags would have it decoded: what is tried here is what the suggested command says. */

import { type FlagValues, type GivenFlag, longName, parseFlag } from "../../cli/flags/flags.js";
import { sum } from "../../cli/page/wording.js";
import type { TableBatch } from "../../kernel/batch.js";
import { bytesOf, columnNamed, wordsOf } from "../../kernel/cells.js";
import { Decoder } from "../../kernel/decoder.js";
import { type Code, parseCode } from "../../wits/catalog/code.js";
import type { Plan } from "../../wits/catalog/layout.js";
import { addCounts, type Counters, noCounts, type Reason } from "../../wits/decoding/counters.js";
import { type Dialect, dialectOf } from "../../wits/dialect/dialect.js";
import type { Piece } from "./sample.js";

export interface RejectedLine {
  readonly reason: Reason;
  readonly code: Code | undefined;
  /** Shortened when they are many. */
  readonly bytes: Uint8Array;
}

export interface Trial {
  readonly flags: readonly GivenFlag[];
  readonly counters: Counters;
  /** The first ones. */
  readonly rejects: readonly RejectedLine[];
}

/** Rejects that are looked at, and bytes of each. */
const MOST_REJECTS = 20_000;
const MOST_BYTES = 256;

export const rejectCount = ({ counters }: Pick<Trial, "counters">): number =>
  sum(Object.values(counters.rejects));

export const valuesOf = (given: readonly GivenFlag[]): FlagValues =>
  Object.fromEntries(
    given.map(({ flag, text }) => [flag, text === "" || parseFlag(flag, text, `--${longName(flag)}`)]),
  ) as FlagValues;

export const dialectWith = (given: readonly GivenFlag[]): Dialect => dialectOf(valuesOf(given));

/** A decoder of one source whose rows go to layout `long`. */
export const decoderOf = (given: readonly GivenFlag[], name: string, plan: Plan): Decoder =>
  new Decoder({ ...dialectWith(given), plan, sources: [name] });

const NEVER: Piece["arrivals"] = [{ from: 0, time: undefined }];

export function decodePieces(
  decoder: Decoder,
  pieces: readonly Piece[],
  deliver: (batches: readonly TableBatch[]) => void,
  around?: { readonly before: () => void; readonly after: () => void },
): Counters {
  const counters = noCounts();
  for (const { offset, bytes, arrivals, wholeLines } of pieces) {
    around?.before();
    decoder.start(0, { offset, wholeLines });
    for (const [i, { from, time }] of (arrivals.length === 0 ? NEVER : arrivals).entries()) {
      decoder.arrival = time;
      const run = bytes.subarray(from, arrivals[i + 1]?.from);
      for (let at = 0; at < run.length; ) {
        at += decoder.push(run.subarray(at));
        while (decoder.full) deliver(decoder.flush("full"));
      }
    }
    decoder.end();
    while (!decoder.ended) {
      deliver(decoder.flush("full"));
      decoder.end();
    }
    deliver(decoder.flush("all"));
    around?.after();
    addCounts(counters, decoder.counters());
  }
  return counters;
}

export function tryFlags(flags: readonly GivenFlag[], pieces: readonly Piece[], plan: Plan): Trial {
  const rejects: RejectedLine[] = [];
  const counters = decodePieces(decoderOf(flags, "sample", plan), pieces, (batches) => {
    for (const batch of batches) if (batch.table.name === "rejects") addRejects(rejects, batch);
  });
  return { flags, counters, rejects };
}

/** Adds the rejects of a batch to those that are looked at, up to the most. */
export function addRejects(rejects: RejectedLine[], batch: TableBatch): void {
  const reasonAt = wordsOf(columnNamed(batch, "reason"));
  const codeAt = wordsOf(columnNamed(batch, "code"));
  const bytesAt = bytesOf(columnNamed(batch, "bytes"));
  const rows = Math.min(batch.rows, MOST_REJECTS - rejects.length);
  for (let row = 0; row < rows; row++) {
    rejects.push({
      reason: reasonAt(row) as Reason,
      code: parseCode(codeAt(row) ?? ""),
      bytes: bytesAt(row)!.slice(0, MOST_BYTES),
    });
  }
}
