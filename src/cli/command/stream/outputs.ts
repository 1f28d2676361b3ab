/** Where a stream goes: a dataset, standard output, or both, and whoever else is to see it. */

import { STDOUT } from "../../../durable/open-output.js";
import { Failure } from "../../../failure.js";
import { dataOptions } from "../../../input/feed/options.js";
import { type SubscriberFormat, subscriberFormats } from "../../../live/subscribers/formats.js";
import {
  openSubscribers,
  type Subscribers,
  type SubscribersOptions,
} from "../../../live/subscribers/open.js";
import type { FlagValues } from "../../flags/flags.js";
import { linkSettings } from "../link-settings.js";

export interface Outputs {
  /** Undefined where nothing is kept. */
  readonly dataset: string | undefined;
  readonly stdout: SubscriberFormat | undefined;
}

/** Throws Failure("usage") where nobody would see anything, or a format has nothing that it is the format of. */
export function outputsIn({ output, format, toStdout, toTcp, toMqtt }: FlagValues): Outputs {
  if (format !== undefined && output !== STDOUT) {
    throw new Failure(
      "conflicting-options",
      "--format is that of -o -; a dataset is Parquet, and --to-stdout and --to-tcp name their own",
    );
  }
  if (output === STDOUT) return { dataset: undefined, stdout: toStdout ?? formatIn(format ?? "ndjson") };
  if ((output ?? toStdout ?? toTcp ?? toMqtt) === undefined) {
    throw new Failure(
      "missing-option",
      "nothing says where what arrives is to go; give -o OUT/ for a dataset, or -o - for standard output",
    );
  }
  return { dataset: output, stdout: toStdout };
}

function formatIn(text: string): SubscriberFormat {
  const format = subscriberFormats.find((one) => one === text);
  if (format !== undefined) return format;
  throw new Failure(
    "unknown-format",
    `--format: there is no ${text} of a stream; there are ${subscriberFormats.join(", ")}`,
  );
}

export async function subscribersOf(
  flags: FlagValues,
  { stdout }: Outputs,
  told: Pick<SubscribersOptions, "onTrouble" | "busy">,
): Promise<Subscribers | undefined> {
  const { toTcp, toMqtt } = flags;
  const data = await dataOptions(flags, "long");
  return openSubscribers({ data, stdout, toTcp, toMqtt, tls: linkSettings(flags).tls, ...told });
}
