/** `witskit convert`: logs to columns. */
import { existsSync } from "node:fs";
import type { ConvertOptions } from "../../bulk/convert-options.js";
import { partFormats } from "../../dataset/part-format.js";
import { type Report, reportJson, reportText } from "../../dataset/report.js";
import { openOutput, STDOUT } from "../../durable/open-output.js";
import { Failure } from "../../failure/failure.js";
import { isStoreAddress } from "../../object-store/address.js";
import type { Pushed } from "../../object-store/push.js";
import { formatEnding, formatMeant, formatNamed, namedFormat } from "../../output/formats.js";
import { keepHeapSmall, letHeapGrow } from "../../runtime/small-heap.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { dialectFlags, longName, writingFlags } from "../flags/flags.js";
import { refuseWriting } from "../flags/kept.js";
import { print, printData } from "../page/print.js";
import { progressMeter } from "../page/progress.js";
import { pushedText } from "../page/pushed.js";
import { say } from "../page/say.js";
import { verdict } from "./verdict.js";

export const convertCommand: Command = {
  name: "convert",
  stores: "written",
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
    {
      line: "witskit log.wits -o other.wits --map-out receiver.csv",
      does: "WITS again, as a receiver wants it",
    },
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
    ...writingFlags,
    ...dialectFlags,
  ],
  keeps: {
    dataset: ["records", "from", "until", "units", "to", "tz"],
    parquet: ["from", "until", "units", "to", "tz"],
  },
  perSource: true,
  run: runConvert,
};

/** WITS is no format of columns: it is made of what `export` reads. */
const isOfFrames = (output: string, format: string | undefined): boolean =>
  (format === undefined ? formatEnding(output) : formatMeant(format)) === "wits";

async function runConvert({ arguments: inputs, flags, typed, signal }: Invocation): Promise<ExitCode> {
  const { output, stats, strict, quiet, dryRun, watch, format: named, ...given } = flags;
  if (output !== undefined && isOfFrames(output, named))
    return (await import("./export/frames.js")).exportAsFrames(convertCommand, inputs, {
      output,
      format: namedFormat("wits"),
      flags,
      typed,
      signal,
    });
  keepHeapSmall();
  refuseWriting(typed, output ?? "the output");
  if (isStoreAddress(output)) refuseForStore(output, flags);
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
  if (!isStoreAddress(output)) await refuseForParquet(rest, { inputs, output, typed });
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
  const options: ConvertOptions = {
    ...rest,
    inputs,
    output,
    signal,
    onProgress: progress?.show,
    // A log is converted by a twentieth sooner in a heap that grows, and leaves room for it.
    onDocuments: (some) => {
      if (!some) letHeapGrow();
    },
  };
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
  let pushed: Pushed | undefined;
  try {
    const { convert } = await import("../../bulk/convert.js");
    if (isStoreAddress(output)) {
      const { throughStaging } = await import("../../object-store/push.js");
      const staged = await throughStaging(output, signal, (folder) =>
        convert({ ...options, output: folder }),
      );
      report = staged.result;
      pushed = staged.pushed;
    } else report = await convert(options);
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
  if (!quiet && pushed !== undefined) say(pushedText(pushed));
  return verdict(report, strict ?? false);
}

/** Throws Failure("usage") for what is of this machine's files alone. */
function refuseForStore(output: string, { watch, shard, dryRun }: Invocation["flags"]): void {
  const unkept = (flag: string, instead: string): Failure =>
    new Failure("option-not-kept", `--${flag} is not kept for ${output}: ${instead}`);
  if (watch)
    throw unkept("watch", "run the command again as often as there is something new; it adds what is");
  if (shard !== undefined)
    throw unkept("shard", "convert the shards into a folder, merge their manifests, and `witskit push` it");
  if (dryRun) throw unkept("dry-run", "give a folder on this machine, or leave it out");
  if (formatEnding(output) !== undefined)
    throw new Failure(
      "not-for-this-command",
      `${output} names a file; into an object store goes a dataset: give s3://bucket/prefix/, or a file on this machine`,
    );
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
