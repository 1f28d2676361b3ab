/** Where a stream goes: a dataset, standard output, or both, and whoever else is to see it. */

import { STDOUT } from "../../../durable/open-output.js";
import { Failure } from "../../../failure/failure.js";
import { type DataOptions, dataOptions } from "../../../input/feed/options.js";
import type { RigWatch } from "../../../live/analysis/rig-watch.js";
import type { Published } from "../../../live/delivery/nats.js";
import { type SubscriberFormat, subscriberFormats } from "../../../live/subscribers/formats.js";
import {
  openSubscribers,
  type Subscribers,
  type SubscribersOptions,
} from "../../../live/subscribers/open.js";
import { engineWithLedger } from "../../../output/sql/address.js";
import { catalogOf } from "../../../wits/catalog/overlay.js";
import type { Invocation } from "../../command.js";
import type { FlagValues } from "../../flags/flags.js";
import { settingsOf } from "../analyze/settings.js";
import { linkSettings } from "../link-settings.js";
import { writingAsked } from "../writing-asked.js";
import { natsOf } from "./targets.js";

export interface Outputs {
  /** Undefined where nothing is kept. */
  readonly dataset: string | undefined;
  readonly stdout: SubscriberFormat | undefined;
}

/** Throws Failure("usage") where nobody would see anything, or a format has nothing that it is the format of. */
export function outputsIn({
  output,
  format,
  toStdout,
  toTcp,
  toMqtt,
  toWits,
  toNats,
  toWebhook,
  analyze,
}: FlagValues): Outputs {
  if (toWebhook !== undefined && !analyze) {
    throw new Failure(
      "missing-option",
      "--to-webhook posts events, which --analyze finds; give --analyze too",
    );
  }
  if (format !== undefined && output !== STDOUT) {
    throw new Failure(
      "conflicting-options",
      "--format is that of -o -; a dataset is Parquet, and --to-stdout and --to-tcp name their own",
    );
  }
  if (output === STDOUT) return { dataset: undefined, stdout: toStdout ?? formatIn(format ?? "ndjson") };
  if ((output ?? toStdout ?? toTcp ?? toMqtt ?? toWits ?? toNats ?? toWebhook) === undefined) {
    throw new Failure(
      "missing-option",
      "nothing says where what arrives is to go; give -o OUT/ for a dataset, or -o - for standard output",
    );
  }
  return { dataset: output, stdout: toStdout };
}

/** Databases that follow the dataset. What only a setting says is of account where there is one. */
export function databasesOf(
  { flags: { database }, typed }: Pick<Invocation, "flags" | "typed">,
  dataset: string | undefined,
): readonly string[] {
  if (database === undefined) return [];
  if (dataset === undefined && !typed.some(({ flag }) => flag === "database")) return [];
  engineWithLedger(database);
  return [database];
}

function formatIn(text: string): SubscriberFormat {
  const format = subscriberFormats.find((one) => one === text);
  if (format !== undefined) return format;
  throw new Failure(
    "unknown-format",
    `--format: there is no ${text} of a stream; there are ${subscriberFormats.join(", ")}`,
  );
}

/** What is published from what is kept, and not as it passes. */
const FROM_DATASET: ReadonlySet<Published> = new Set(["raw", "report"]);

export async function subscribersOf(
  flags: FlagValues,
  { stdout, dataset }: Outputs,
  told: Pick<SubscribersOptions, "onTrouble" | "busy" | "others">,
): Promise<Subscribers | undefined> {
  const { toTcp, toMqtt, toWits, toWebhook, pason } = flags;
  const data = await dataOptions(flags, "long");
  const nats = await natsOf(flags);
  if (nats?.publish.includes("events") && !flags.analyze) {
    throw new Failure(
      "missing-option",
      "--to-nats is to publish events, which --analyze finds; give --analyze too",
    );
  }
  return openSubscribers({
    data,
    stdout,
    toTcp,
    toMqtt,
    toWits: toWits === undefined ? undefined : { url: toWits, pason, writing: await writingAsked(flags) },
    toNats: nats?.publish.some((what) => !FROM_DATASET.has(what)) ? nats : undefined,
    toWebhook,
    webhookSecret: process.env["WITS_WEBHOOK_SECRET"],
    watch: flags.analyze ? await watchOf(data, dataset, flags, told) : undefined,
    tls: linkSettings(flags).tls,
    ...told,
  });
}

/** The analysis of what passes; its tables lie in the dataset, where there is one. */
async function watchOf(
  data: DataOptions,
  dataset: string | undefined,
  flags: FlagValues,
  { onTrouble }: Pick<SubscribersOptions, "onTrouble">,
): Promise<RigWatch> {
  const [{ RigWatch }, { LiveTables }, { DEFAULTS }] = await Promise.all([
    import("../../../live/analysis/rig-watch.js"),
    import("../../../live/analysis/live-tables.js"),
    import("../../../live/run.js"),
  ]);
  const receiver =
    dataset === undefined
      ? undefined
      : await LiveTables.open({
          folder: dataset,
          every: flags.rotateEvery ?? DEFAULTS.rotateEvery,
          onTrouble,
        });
  return new RigWatch({
    catalog: catalogOf(data.map),
    utc: data.timezone !== undefined,
    settings: await settingsOf(flags),
    receiver,
  });
}
