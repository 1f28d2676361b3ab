/** Decodes a sample as a set of options would have it decoded: what is tried here is what the suggested command says. */

import { sum } from "../../arrays/sum.js";
import type { TableBatch } from "../../kernel/batch.js";
import { bytesOf, columnNamed, wordsOf } from "../../kernel/cells.js";
import { Decoder } from "../../kernel/decoder.js";
import { type Code, parseCode } from "../../wits/catalog/code.js";
import type { Plan } from "../../wits/catalog/layout.js";
import { addCounts, type Counters, noCounts, type Reason } from "../../wits/decoding/counters.js";
import type { Dialect } from "../../wits/dialect/dialect.js";
import { dialectWith, type FoundOption } from "./found-option.js";
import type { Piece } from "./sample.js";

export interface RejectedLine {
  readonly reason: Reason;
  readonly code: Code | undefined;
  /** Shortened when they are many. */
  readonly bytes: Uint8Array;
}

export interface Trial {
  readonly options: readonly FoundOption[];
  readonly counters: Counters;
  /** The first ones. */
  readonly rejects: readonly RejectedLine[];
}

/** Rejects that are looked at, and bytes of each. */
const MOST_REJECTS = 20_000;
const MOST_BYTES = 256;

export const rejectCount = ({ counters }: Pick<Trial, "counters">): number =>
  sum(Object.values(counters.rejects));

/** Dialects whose decoders are kept: most logs of a folder need the same few trials. */
const MOST_DECODERS = 8;

/**
 * Decoders of one source whose rows go to layout `long`, a decoder a dialect: making one takes longer than reading a small
 * log with it.
 */
export class Decoders {
  readonly plan: Plan;
  readonly #kept = new Map<string, Decoder>();

  constructor(plan: Plan) {
    this.plan = plan;
  }

  /** As new, until it is asked for again. */
  with(options: readonly FoundOption[], name: string): Decoder {
    return this.ofDialect(dialectWith(options), name);
  }

  ofDialect(dialect: Dialect, name: string): Decoder {
    const key = JSON.stringify(dialect);
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    if (known !== undefined) known.renew([name]);
    const decoder = known ?? new Decoder({ ...dialect, plan: this.plan, sources: [name] });
    this.#kept.set(key, decoder);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_DECODERS) this.#kept.delete(oldest!);
    return decoder;
  }
}

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

export function tryOptions(
  options: readonly FoundOption[],
  pieces: readonly Piece[],
  decoders: Decoders,
): Trial {
  const rejects: RejectedLine[] = [];
  const counters = decodePieces(decoders.with(options, "sample"), pieces, (batches) => {
    for (const batch of batches) if (batch.table.name === "rejects") addRejects(rejects, batch);
  });
  return { options, counters, rejects };
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
