/** `witskit validate`: what is wrong in logs, where, and what can be done about it. */

import { openStdout } from "../../durable/stdout-output.js";
import { isFailure } from "../../failure/failure.js";
import type { UnmappedFound } from "../../frame/findings.js";
import { Validation, validationPlan } from "../../frame/validation.js";
import type { Source } from "../../input/bytes/source.js";
import { closeReader, sourcesOf, unlessAborted } from "../../input/feed/inputs.js";
import { decodeOptions, openOptions } from "../../input/feed/options.js";
import { readingsOf } from "../../input/feed/per-source.js";
import { readSource } from "../../input/feed/read.js";
import { openSource } from "../../input/source/open.js";
import { Decoder } from "../../kernel/decoder.js";
import { keepHeapSmall } from "../../runtime/small-heap.js";
import { shownLines } from "../../text/shown-text.js";
import type { Code } from "../../wits/catalog/code.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode, tellFailure } from "../failure.js";
import { dialectFlags } from "../flags/flags.js";
import { terminalWidth } from "../page/print.js";
import { jsonPage } from "../page/validate/json.js";
import { textPage } from "../page/validate/text.js";
import { checkDocuments } from "./validate/documents.js";
import { Tally } from "./validate/tally.js";

export const validateCommand: Command = {
  name: "validate",
  summary: "Show what is wrong in logs, line by line.",
  examples: [
    { line: "witskit validate log.wits", does: "problems and warnings with their lines, then totals" },
    { line: "witskit validate logs/ --limit 0", does: "all of a folder, and not the first hundred" },
    {
      line: "witskit validate log.wits --strict && cp log.wits archive/",
      does: "as a gate: exit code 1 bars",
    },
    { line: "witskit validate log.xml --schemas xsd/", does: "WITSML: its rules, and its schemas" },
    { line: "witskit validate log.wits --json | jq .reason", does: "for machines, an object a line" },
  ],
  arguments: [{ name: "FILE", description: "logs, folders, globs, or - for standard input", variadic: true }],
  flags: ["records", "map", "tz", "limit", "strict", "json", "schemas", "verbose", ...dialectFlags],
  perSource: true,
  run: validate,
};

/** Of problems, and of warnings. */
const LIMIT = 100;
/** Of a line where there is no terminal to ask. */
const WIDTH = 100;

async function validate({ arguments: inputs, flags, signal }: Invocation): Promise<ExitCode> {
  keepHeapSmall();
  const { json = false, strict = false, limit = LIMIT } = flags;
  const { sources: all, lost } = await sourcesOf(inputs);
  const output = openStdout();
  // Documents have rules of their own; what is left is logs.
  const checked = await checkDocuments(all, output, {
    json,
    limit: limit === 0 ? Number.POSITIVE_INFINITY : limit,
    schemas: flags.schemas,
    signal,
  });
  const { others: sources } = checked;
  if (sources.length === 0 && lost.length === 0 && checked.documents > 0) {
    await output.finish();
    return checked.broken ? ExitCode.dataProblems : ExitCode.done;
  }
  const names = sources.map(({ name }) => name);
  // Every source is looked at by itself: their columns may differ, but not what their times are.
  const readings = await readingsOf(flags, "long", names, { signal });
  const plans = readings.all.map(validationPlan);
  const utc = readings.all.some(({ timezone }) => timezone !== undefined);
  const tally = new Tally(limit === 0 ? Number.POSITIVE_INFINITY : limit);
  for (const { name, failure } of lost) tally.lose(name, failure);
  const width = terminalWidth() ?? WIDTH;
  const pages = plans.map(({ catalog }) => (json ? jsonPage : textPage)({ width, utc, catalog }));
  const page = pages[0]!;
  const write = (text: string): Promise<void> => output.write(Buffer.from(json ? text : shownLines(text)));
  const unmapped = new Map<Code, UnmappedFound>();
  const tools = readings.all.map((options, i) => ({
    open: openOptions(options),
    page: pages[i]!,
    validation: new Validation(options.dialect, plans[i]!.catalog, unmapped),
    decoder: new Decoder({ ...decodeOptions(options), plan: plans[i]!, sources: names }),
  }));

  async function look(index: number, source: Source): Promise<void> {
    const { open, validation, decoder, page } = tools[readings.of(index)]!;
    validation.startSource(source.name);
    const reader = await unlessAborted(signal, () =>
      openSource(source, open, (bytes) => validation.seeStored(bytes)),
    );
    try {
      validation.unwrap(reader.places);
      const tell = async (found: ReturnType<Validation["endSource"]>): Promise<void> => {
        for (const one of found)
          if (tally.count(source.name, one)) await write(page.finding(one, source.name));
      };
      const read = await readSource(decoder, index, reader, {
        name: source.name,
        signal,
        prompt: true,
        onRead: (bytes) => validation.see(bytes),
        async deliver(batches) {
          await tell(validation.take(batches, decoder.counters().frames));
          // What comes slowly is to be seen at once.
          if (source.size === undefined) await output.finish();
        },
      });
      await tell(validation.endSource());
      tally.endSource(source.name, read);
    } finally {
      await closeReader(reader, signal);
    }
  }

  for (const [index, source] of sources.entries()) {
    try {
      await look(index, source);
    } catch (error) {
      if (!isFailure(error, "input")) throw error;
      tally.lose(source.name, error);
    }
  }
  for (const one of [...unmapped.values()].sort((a, b) => a.code - b.code)) {
    if (tally.countUnmapped(one)) await write(page.unmapped(one));
  }
  await write(page.summary(tally));
  await output.finish();
  const failures = tally.files.flatMap(({ failure }) => failure ?? []);
  failures.forEach(tellFailure);
  if (failures.length > 0) return ExitCode.inputUnreadable;
  const isBad = checked.broken || tally.problems.total > 0 || (strict && tally.warnings.total > 0);
  return isBad ? ExitCode.dataProblems : ExitCode.done;
}
