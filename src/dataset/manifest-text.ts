/** The lines of a manifest as they are written. Lists of very many inputs or sources are cut into lines of their own. */
import { writeWhole } from "../durable/write-whole.js";
import type { ManifestHead, ManifestRun, ManifestUnit } from "./manifest.js";

/** Inputs or sources of a line. */
const MOST_IN_LINE = 1000;

const textOf = (line: object): string => `${JSON.stringify(line)}\n`;

function* headText(head: ManifestHead): Generator<string> {
  const batches = batchesOf(head.inputs);
  yield textOf({ ...head, inputs: batches.next().value ?? [] });
  for (const inputs of batches) yield textOf({ inputs });
}

/** What is long comes first, so that the line that makes it count is the last one. */
export function* runText({ inputs, ...run }: ManifestRun): Generator<string> {
  yield* lastOf(inputs, "added", { run });
}

export function* unitText({ sources, ...unit }: ManifestUnit): Generator<string> {
  yield* lastOf(sources, "sources", unit);
}

export const comingText = (unit: number): string => textOf({ coming: unit });

export const endText = textOf({ complete: true });

function* lastOf(items: Iterable<unknown>, name: string, line: object): Generator<string> {
  let last: readonly unknown[] | undefined;
  for (const batch of batchesOf(items)) {
    if (last !== undefined) yield textOf({ [name]: last });
    last = batch;
  }
  yield textOf({ ...line, [name]: last ?? [] });
}

function* batchesOf<Item>(items: Iterable<Item>): Generator<readonly Item[]> {
  let batch: Item[] = [];
  for (const item of items) {
    if (batch.length === MOST_IN_LINE) {
      yield batch;
      batch = [];
    }
    batch.push(item);
  }
  if (batch.length > 0) yield batch;
}

/** What of a manifest there is to be written behind its head. */
export interface Written {
  readonly units?: readonly ManifestUnit[];
  readonly runs?: readonly ManifestRun[];
  readonly complete?: boolean;
}

/** Writes the beginning of a manifest, or all of one, which is there as a whole or not at all. Answers its length in bytes. */
export const writeManifest = (path: string, head: ManifestHead, content: Written = {}): Promise<number> =>
  writeWhole(path, manifestText(head, content));

function* manifestText(
  head: ManifestHead,
  { units = [], runs = [], complete = false }: Written,
): Generator<string> {
  yield* headText(head);
  for (const run of runs) yield* runText(run);
  for (const unit of units) yield* unitText(unit);
  if (complete) yield endText;
}
