/**
 * Inputs that an earlier run could not read to their end are tried again. Where they fail as before, what was made of the others
 * beside them holds: a unit has gigabytes of text, and one file in it that is no log.
 */
import type { SourceReport } from "../dataset/report.js";
import { isFailure } from "../failure/failure.js";
import type { Source } from "../input/bytes/source.js";
import { closeReader, unlessAborted } from "../input/feed/inputs.js";
import { type DataOptions, decodeOptions, openOptions, planOptions } from "../input/feed/options.js";
import { readSource } from "../input/feed/read.js";
import { openSource } from "../input/source/open.js";
import { Decoder } from "../kernel/decoder.js";
import { planOf } from "../wits/catalog/layout.js";

/** Whether a source ends at the same byte for the same reason. One of which a unit has a part alone does not. */
export async function failsAsBefore(
  source: Source,
  before: SourceReport,
  data: DataOptions,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    const reader = await unlessAborted(signal, () => openSource(source, openOptions(data)));
    try {
      const decoder = new Decoder({
        ...decodeOptions(data),
        plan: planOf(planOptions(data)),
        sources: [source.name],
      });
      const { name } = source;
      const { counters, failure } = await readSource(decoder, 0, reader, {
        name,
        signal,
        async deliver() {},
      });
      return failure?.message === before.error && counters.bytes.total === before.bytes.total;
    } finally {
      await closeReader(reader, signal);
    }
  } catch (error) {
    if (!isFailure(error, "input")) throw error;
    return error.message === before.error && before.bytes.total === 0;
  }
}
