/** `witskit stream`: links into a dataset, for as long as they bring something. */
import { Failure } from "../../failure/failure.js";
import type { Listening } from "../../http/listen.js";
import type { Compacting } from "../../live/compacting.js";
import type { MonitorAddress } from "../../live/monitor/server.js";
import type { Notices } from "../../live/notices/notices.js";
import type { DailyReports } from "../../live/reports/daily-reports.js";
import type { LiveRun } from "../../live/run.js";
import { dropText, type Subscribers } from "../../live/subscribers/open.js";
import type { Plugins } from "../../plugin/plugins.js";
import { keepHeapSmall } from "../../runtime/small-heap.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { dialectFlags, linkFlags, writingFlags } from "../flags/flags.js";
import { refuseWriting } from "../flags/kept.js";
import { jsonLog } from "../page/stream/json-log.js";
import { textLog } from "../page/stream/text-log.js";
import { linkSettings } from "./link-settings.js";
import { liveLinks, refuseRules } from "./live-links.js";
import { loadedPlugins } from "./loaded-plugins.js";
import { compactingOf } from "./stream/compacting.js";
import { dailyReportsOf } from "./stream/daily-reports.js";
import { noticesOf } from "./stream/notices.js";
import { databasesOf, outputsIn, subscribersOf } from "./stream/outputs.js";
import { targetsOf } from "./stream/targets.js";

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
    {
      line: "witskit stream tcp://10.0.0.5:12345 -o - | jq .items",
      does: "frames as they come, an object a line",
    },
    {
      line: "witskit stream tcp://10.0.0.5:12345 -o rig/ --to-tcp 9900",
      does: "the same for who connects to a port",
    },
    {
      line: "witskit stream tcp://10.0.0.5:12345 -o rig/ --to-wits tcp-listen://0.0.0.0:9873 --map-out receiver.csv",
      does: "and again as WITS, in a receiver's dialect and codes",
    },
    {
      line: "witskit stream rig-7=tcp://10.0.0.5:12345 -o rig/ --to-mqtt mqtt://broker/rigs?per=code",
      does: "a topic a code",
    },
    {
      line: "witskit stream rig-7=tcp://10.0.0.5:12345 -o rig/ --to-nats nats://hub:4222/rig",
      does: "an edge box: all that arrives to a broker too",
    },
    {
      line: "witskit stream tcp://10.0.0.5:12345 -o rig/ --to postgres://rig@db/wells",
      does: "each part of the dataset into a database too",
    },
    {
      line: "witskit stream 'rigs=nats://hub:4222/rig.*.raw?consumer=centre' -o rigs/",
      does: "what all edge boxes send there",
    },
    {
      line: "witskit stream tcp://10.0.0.5:12345 -o rig/ --analyze --units metric",
      does: "states, connections and events beside it",
    },
    {
      line: "witskit stream tcp://10.0.0.5:12345 -o rig/ --units metric --report reports/",
      does: "and the report of each day when it has ended",
    },
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
    "database",
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
    "compact",
    "compactEvery",
    "compression",
    "rowGroupRows",
    "partition",
    "format",
    "toStdout",
    "toTcp",
    "toMqtt",
    "toWits",
    "pason",
    ...writingFlags,
    "toNats",
    "analyze",
    "rig",
    "toWebhook",
    "report",
    "reportMail",
    "reportTo",
    "reportPost",
    "monitor",
    "log",
    "quiet",
    "verbose",
    ...linkFlags,
    ...dialectFlags,
  ],
  // What was received is written first.
  endsWithin: 15_000,
  perSource: false,
  run: stream,
};

/** Milliseconds between two reports of how it goes. */
const SAYS = 30_000;

async function stream(invocation: Invocation): Promise<ExitCode> {
  const { arguments: urls, flags, links: configured, signal } = invocation;
  const { perSource, ...ofAll } = flags;
  const { output: _, database: __, quiet = false, monitor: address, ...given } = ofAll;
  const links = liveLinks(urls, configured);
  refuseRules(links, perSource, "stream");
  const outputs = outputsIn(flags);
  if (flags.toWits === undefined) refuseWriting(invocation.typed, "what this stream writes");
  const log = flags.log === "json" ? await jsonLog({ quiet }) : textLog({ quiet });
  const compacting = await compactingOf(invocation, outputs.dataset, (ended) => log.compacted(ended));
  const reports = await dailyReportsOf(invocation, outputs.dataset, (note) => log.note(note));
  const plugins = await loadedPlugins(invocation, (why) => log.note(why));
  let notices: Notices | undefined;
  let run: LiveRun | undefined;
  const monitor =
    address &&
    (await monitorOf(() => run, { compacting, reports, plugins, notices: () => notices }, address));
  if (monitor !== undefined) log.monitor(monitor.url);
  keepHeapSmall();
  const { LiveRun } = await import("../../live/run.js");
  let subscribers: Subscribers | undefined;
  try {
    const opened = await LiveRun.open({
      ...given,
      output: outputs.dataset,
      links,
      link: { ...linkSettings(flags), added: plugins?.transports },
      onLink: (status) => log.link(status),
      onTrouble: (trouble) => log.trouble(trouble),
      onHeld: (held, why) => log.held(held, why),
      targets: await targetsOf(flags),
      databases: databasesOf(invocation, outputs.dataset),
      onDelivery: (target, trouble) => log.delivery(target, trouble),
      onNote: (note) => log.note(note),
      onRotated: () => compacting?.rotated(),
      onRemark: (status, remark) => log.remark(status, remark),
    });
    run = opened;
    const opening = noticesOf(invocation, outputs.dataset, plugins, (note) => log.note(note));
    subscribers = await opening
      .then((opened_) => {
        notices = opened_;
        return subscribersOf(ofAll, outputs, {
          onTrouble: (trouble) => log.trouble(trouble),
          busy: () => opened.busy,
          others: notices === undefined ? [] : [notices],
        });
      })
      .catch(async (error: unknown) => {
        // What is open already is closed in the way in which it would be at the end.
        await opened.run(AbortSignal.abort(error)).catch(() => {});
        throw error;
      });
    if (subscribers !== undefined) opened.subscribe(subscribers.feed);
    if (subscribers?.tcp !== undefined) log.clients(subscribers.tcp.address, subscribers.tcp.format);
    if (subscribers?.wits !== undefined) log.receivers(subscribers.wits.url);
    await reports?.start().catch(async (error: unknown) => {
      await opened.run(AbortSignal.abort(error)).catch(() => {});
      throw error;
    });
    notices?.start(() => opened);
    const timer = setInterval(() => log.progress(opened), SAYS);
    const { toTcp, toMqtt, toWits, toNats, toWebhook } = flags;
    const unread = (outputs.dataset ?? toTcp ?? toMqtt ?? toWits ?? toNats ?? toWebhook) === undefined;
    await whileRead(signal, unread ? subscribers?.stdout?.failed : undefined, (until) =>
      opened.run(until),
    ).finally(() => clearInterval(timer));
    await reports?.end(signal);
    log.end(opened);
    if (subscribers !== undefined) for (const text of dropText(subscribers)) log.dropped(text);
  } finally {
    await compacting?.stop();
    await monitor?.close();
    await notices?.end();
    await plugins?.close();
  }
  // Nobody will answer that write, and nothing is left to be done.
  if (subscribers?.stdout?.stuck) setImmediate(() => process.exit());
  // A service that is stopped has done what it should; whoever presses Ctrl-C sees that it was heard.
  const reason: unknown = signal.reason;
  return reason instanceof Failure && reason.cause === "SIGINT" ? ExitCode.interrupted : ExitCode.done;
}

/** Runs until the signal aborts, or nobody is left to read what is all there is to be had; then it throws that. */
async function whileRead(
  signal: AbortSignal,
  failed: Promise<never> | undefined,
  run: (until: AbortSignal) => Promise<void>,
): Promise<void> {
  const gone = new AbortController();
  failed?.catch((error: unknown) => gone.abort(error));
  await run(AbortSignal.any([signal, gone.signal]));
  if (gone.signal.aborted) throw gone.signal.reason;
}

/** A monitor that answers before there is a run to see: whether it can listen is known before any link is opened. */
async function monitorOf(
  run: () => LiveRun | undefined,
  beside: {
    readonly compacting: Compacting | undefined;
    readonly reports: DailyReports | undefined;
    readonly plugins: Plugins | undefined;
    notices(): Notices | undefined;
  },
  address: MonitorAddress,
): Promise<Listening> {
  const { startMonitor } = await import("../../live/monitor/server.js");
  const seen = {
    get links() {
      return run()?.links ?? [];
    },
    get journal() {
      return run()?.journal;
    },
    get compacting() {
      return beside.compacting?.status;
    },
    get reports() {
      return beside.reports?.status;
    },
    get notices() {
      return beside.notices()?.status;
    },
    get plugins() {
      return beside.plugins?.status;
    },
  };
  return startMonitor(seen, address);
}
