/** `witskit convert`: logs to columns. */
import { existsSync } from "node:fs";
import type { ConvertOptions } from "../../bulk/convert-options.js";
import { partFormats } from "../../dataset/part-format.js";
import { type Report, rejectCount, reportJson, reportText } from "../../dataset/report.js";
import { openOutput, STDOUT } from "../../durable/open-output.js";
import { Failure } from "../../failure.js";
import { formatNamed } from "../../output/formats.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode, tellFailure } from "../failure.js";
import { dialectFlags, longName } from "../flags/flags.js";
import { print, printData } from "../page/print.js";
import { progressMeter } from "../page/progress.js";
import { say, warn } from "../page/say.js";

export const convertCommand: Command = {
  name: "convert",
  summary: "Turn WITS logs into Parquet, Arrow, CSV or NDJSON.",
  examples: [
    { line: "witskit log.wits -o log.parquet", does: "one log into one file" },
    { line: "witskit convert logs/ -o dataset/", does: "a folder of logs into a dataset, a table a record" },
    {
      line: "witskit convert log.wits.gz -o log.csv --units metric --tz Europe/Oslo",
      does: "say what the feed means",
    },
    { line: "witskit convert inbox/ -o dataset/ --watch", does: "take in logs as they come" },
    { line: "witskit convert logs/ -o minutes/ --every 1m", does: "a row for each minute of each log" },
    { line: "cat log.wits | witskit - -o - --format ndjson", does: "through a pipe" },
  ],
  arguments: [
    { name: "INPUT", description: "files, folders, globs, or - for standard input", variadic: true },
  ],
  flags: [
    "output",
    "format",
    "layout",
    "units",
    "to",
    "map",
    "tz",
    "records",
    "from",
    "until",
    "every",
    "by",
    "aggregate",
    "fill",
    "prune",
    "compression",
    "partSize",
    "partition",
    "rowGroupRows",
    "workers",
    "shard",
    "dryRun",
    "rejects",
    "stats",
    "replaceChanged",
    "verify",
    "watch",
    "force",
    "strict",
    "quiet",
    "verbose",
    ...dialectFlags,
  ],
  perSource: true,
  run: runConvert,
};

async function runConvert({ arguments: inputs, flags, typed, signal }: Invocation): Promise<ExitCode> {
  const { output, stats, strict, quiet, dryRun, watch, format: named, ...given } = flags;
  const rest = {
    ...given,
    strict,
    format: named === undefined ? undefined : formatNamed(named, partFormats),
  };
  if (output === undefined) {
    if (inputs.length === 1 && /^[\w-]+$/.test(inputs[0]!) && !existsSync(inputs[0]!)) {
      throw new Failure(
        "unknown-command",
        `there is no command ${inputs[0]}, and no file of that name either; witskit --help lists the commands`,
      );
    }
    throw new Failure(
      "missing-option",
      "nothing says where the result is to go; give -o OUT/ for a folder, -o FILE.parquet for a file, or -o -",
    );
  }
  await refuseForParquet(rest, { inputs, output, typed });
  if (watch) {
    const { watchInputs } = await import("./convert/watch.js");
    return watchInputs({ ...rest, inputs, output, signal }, flags);
  }
  const statsHere = stats === "json" || stats === STDOUT;
  if (statsHere && output === STDOUT) {
    throw new Failure(
      "same-input-and-output",
      `--stats ${stats} and -o - both want standard output; give --stats a file instead`,
    );
  }
  const terminal = process.stderr.isTTY && process.env["TERM"] !== "dumb";
  const progress = quiet ? undefined : progressMeter(process.stderr, terminal);
  const options: ConvertOptions = { ...rest, inputs, output, signal, onProgress: progress?.show };
  if (dryRun && (rest.every ?? rest.by) !== undefined) {
    throw new Failure(
      "option-not-kept",
      "--dry-run is not kept with --every and --by: how many rows steps have is known when all are read; leave it out",
    );
  }
  if (dryRun) {
    const { intentionOf, intentionText } = await import("../../bulk/dry-run.js");
    await print(intentionText(await intentionOf({ ...rest, inputs, output, signal })));
    return ExitCode.done;
  }
  const statsFile =
    stats === undefined || statsHere ? undefined : await openOutput(stats, { force: rest.force });
  let report: Report;
  try {
    const { convert } = await import("../../bulk/convert.js");
    report = await convert(options);
    await statsFile?.write(Buffer.from(`${reportJson(report)}\n`));
    await statsFile?.finish();
    await statsFile?.commit();
  } catch (error) {
    await statsFile?.abort();
    throw error;
  } finally {
    progress?.clear();
  }
  if (statsHere) await printData(reportJson(report));
  if (!quiet) say(reportText(report));
  return verdict(report, strict ?? false);
}

/** Throws Failure("usage") for what is of Parquet alone, where the output is none; a habit is passed over. */
async function refuseForParquet(
  options: Omit<ConvertOptions, "inputs" | "output">,
  { inputs, output, typed }: Pick<ConvertOptions, "inputs" | "output"> & Pick<Invocation, "typed">,
): Promise<void> {
  const unkept = typed.find(({ flag }) => flag === "compression" || flag === "rowGroupRows");
  if (unkept === undefined) return;
  const { destinationOf } = await import("../../bulk/destination.js");
  const { format } = await destinationOf({ ...options, inputs, output });
  if (format === "parquet") return;
  throw new Failure(
    "option-not-kept",
    `--${longName(unkept.flag)} is not kept: it is of Parquet, and ${output} is ${format}; leave it out`,
  );
}

/** There was something, and what was asked for is nothing of it. */
const hasNoMatch = ({ rows, skipped = 0, filtered = 0 }: Report): boolean =>
  skipped + filtered > 0 && Object.values(rows).every((count) => count === 0);

/** Says what went wrong although there is a result, and with which code to exit. */
function verdict(report: Report, strict: boolean): ExitCode {
  const failed = report.sources.flatMap(({ error, error_code: code = "input-unreadable" }) =>
    error === undefined ? [] : [{ code, message: error }],
  );
  failed.forEach(tellFailure);
  if (failed.length > 0) {
    if (report.sources.length > 1) {
      warn(`${failed.length} of ${report.sources.length} inputs could not be read to their end`);
    }
    return ExitCode.inputUnreadable;
  }
  if (hasNoMatch(report)) {
    throw new Failure(
      "nothing-there",
      "nothing matched: every line or row is outside --records, --from and --until, and the output has no row. " +
        "`witskit info` says what there is",
    );
  }
  const rejects = rejectCount(report);
  if (!strict || rejects === 0) return ExitCode.done;
  throw new Failure(
    "rejects-not-allowed",
    `${rejects.toLocaleString("en-US")} rejects, and --strict allows none`,
  );
}
