/** `witskit stream`: links into a dataset, for as long as they bring something. */
import { Failure } from "../failure.js";
import type { Monitor, MonitorAddress } from "../live/monitor/server.js";
import type { LiveRun } from "../live/run.js";
import type { Command, Invocation } from "./command.js";
import { ExitCode } from "./failure.js";
import { dialectFlags, linkFlags } from "./flags.js";
import { linkSettings } from "./link-settings.js";
import { liveLinks } from "./live-links.js";
import { keepHeapSmall } from "./small-heap.js";
import { jsonLog } from "./stream/json-log.js";
import { textLog } from "./stream/text-log.js";

export const streamCommand: Command = {
  name: "stream",
  summary: "Record live links into a dataset, losing nothing that has arrived.",
  examples: [
    { line: "witskit stream tcp://10.0.0.5:12345 -o rig/", does: "one sender" },
    {
      line: "witskit stream rig-7=tcp://10.0.0.5:12345 rig-8=tcp-listen://0.0.0.0:9872 -o rigs/",
      does: "two links with names",
    },
    {
      line: "witskit stream tcp://10.0.0.5:12345 -o rig/ --rotate-every 1m --units fps --to metric",
      does: "a part a minute, in metric units",
    },
    { line: "witskit stream -o rigs/", does: "the links of ./witskit.toml" },
  ],
  arguments: [
    {
      name: "LINK",
      description: "a URL, or NAME=URL, or the name of a link in witskit.toml (default all of them)",
      optional: true,
      variadic: true,
    },
  ],
  flags: [
    "output",
    "units",
    "to",
    "map",
    "tz",
    "records",
    "sync",
    "rotateEvery",
    "rotateSize",
    "keepRaw",
    "quota",
    "compression",
    "rowGroupRows",
    "partition",
    "monitor",
    "log",
    "quiet",
    "verbose",
    ...linkFlags,
    ...dialectFlags,
  ],
  run: stream,
};

/** Milliseconds between two reports of how it goes. */
const SAYS = 30_000;

async function stream({ arguments: urls, flags, links: configured, signal }: Invocation): Promise<ExitCode> {
  const { output, quiet = false, monitor: address, ...given } = flags;
  if (output === undefined) {
    throw new Failure("usage", "nothing says where the dataset is to go; give -o OUT/ for a folder");
  }
  const log = flags.log === "json" ? await jsonLog({ quiet }) : textLog({ quiet });
  let run: LiveRun | undefined;
  const monitor = address && (await monitorOf(() => run, address));
  if (monitor !== undefined) log.monitor(monitor.url);
  keepHeapSmall();
  const { LiveRun } = await import("../live/run.js");
  try {
    const opened = await LiveRun.open({
      ...given,
      output,
      links: liveLinks(urls, configured),
      link: linkSettings(flags),
      onLink: (status) => log.link(status),
      onTrouble: (trouble) => log.trouble(trouble),
    });
    run = opened;
    const timer = setInterval(() => log.progress(opened), SAYS);
    await opened.run(signal).finally(() => clearInterval(timer));
    log.end(opened);
  } finally {
    await monitor?.close();
  }
  // A service that is stopped has done what it should; whoever presses Ctrl-C sees that it was heard.
  const reason: unknown = signal.reason;
  return reason instanceof Failure && reason.cause === "SIGINT" ? ExitCode.interrupted : ExitCode.done;
}

/** A monitor that answers before there is a run to see: whether it can listen is known before any link is opened. */
async function monitorOf(run: () => LiveRun | undefined, address: MonitorAddress): Promise<Monitor> {
  const { startMonitor } = await import("../live/monitor/server.js");
  const seen = {
    get links() {
      return run()?.links ?? [];
    },
    get journal() {
      return run()?.journal;
    },
  };
  return startMonitor(seen, address);
}
