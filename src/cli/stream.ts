/** `witskit stream`: links into a dataset, for as long as they bring something. */
import { durationText } from "../duration.js";
import { Failure } from "../failure.js";
import type { LinkStatus } from "../live/link-status.js";
import type { LiveLink, LiveRun } from "../live/run.js";
import type { Command, Invocation } from "./command.js";
import { ExitCode } from "./failure.js";
import { dialectFlags, linkFlags } from "./flags.js";
import { bytesText, counted } from "./wording.js";

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
  ],
  arguments: [{ name: "URL", description: "where bytes come from, as NAME=URL with a name", variadic: true }],
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
    "quiet",
    "verbose",
    ...linkFlags,
    ...dialectFlags,
  ],
  run: stream,
};

/** Milliseconds between two lines that say how it goes. */
const SAYS = 30_000;

async function stream({ arguments: urls, flags, signal }: Invocation): Promise<ExitCode> {
  const { output, quiet = false, ...given } = flags;
  if (output === undefined) {
    throw new Failure("usage", "nothing says where the dataset is to go; give -o OUT/ for a folder");
  }
  const say = (line: string): void => {
    if (!quiet) process.stderr.write(`${new Date().toISOString().slice(0, 19)}Z  ${line}\n`);
  };
  const said = new Map<string, string>();
  const tellState = (status: LinkStatus): void => {
    const text = stateText(status);
    if (said.get(status.name) !== text) say(text);
    said.set(status.name, text);
  };
  const { LiveRun } = await import("../live/run.js");
  const run = await LiveRun.open({
    ...given,
    output,
    links: urls.map(linkIn),
    link: given,
    onLink: tellState,
    onTrouble: (trouble) => {
      // Whoever asked for silence wants to hear of what goes wrong.
      process.stderr.write(`witskit: ${trouble ?? "it goes on"}\n`);
    },
  });
  const rates = new Rates();
  const timer = setInterval(() => {
    for (const line of progressLines(run, rates)) say(line);
  }, SAYS);
  try {
    await run.run(signal);
  } finally {
    clearInterval(timer);
  }
  if (!quiet) say(endText(run));
  // A service that is stopped has done what it should; whoever presses Ctrl-C sees that it was heard.
  const reason: unknown = signal.reason;
  return reason instanceof Failure && reason.cause === "SIGINT" ? ExitCode.interrupted : ExitCode.done;
}

/** `NAME=URL`, or a URL, which may have `=` in its query. */
function linkIn(text: string): LiveLink {
  const [, name, url] = /^([^=:/?]+)=(.+)$/s.exec(text) ?? [];
  return name === undefined ? { url: text } : { name, url: url! };
}

function stateText({ name, state, senders, trouble }: LinkStatus): string {
  const from = senders > 1 ? `, ${senders} senders` : "";
  const why = state === "open" || trouble === undefined ? "" : `: ${trouble}`;
  return `${name}  ${state}${from}${why}`;
}

/** Bytes a second since it was last asked, by link. */
class Rates {
  readonly #before = new Map<string, { readonly bytes: number; readonly at: number }>();

  of({ name, bytes }: LinkStatus): number {
    const at = performance.now();
    const before = this.#before.get(name);
    this.#before.set(name, { bytes, at });
    return before === undefined ? bytes / (SAYS / 1000) : ((bytes - before.bytes) / (at - before.at)) * 1000;
  }
}

function progressLines(run: LiveRun, rates: Rates): string[] {
  const lines = run.links.map((link) => {
    const lost = link.lost > 0 ? `, ${bytesText(link.lost)} lost` : "";
    const rate = bytesText(Math.round(rates.of(link)));
    return `${stateText(link)}, ${bytesText(link.bytes)}, ${rate} a second${lost}`;
  });
  const { journal } = run;
  if (journal !== undefined) {
    const { pendingBytes, lag, counters, parts } = journal;
    lines.push(
      `journal  ${bytesText(pendingBytes)} not in the dataset yet, durable up to ${durationText(lag)} ago; ` +
        `${counted(counters.frames, "frame")} in ${counted(parts, "part")}`,
    );
  }
  return lines;
}

function endText({ links, journal }: LiveRun): string {
  const bytes = links.reduce((sum, link) => sum + link.bytes, 0);
  const { counters, parts, pendingBytes } = journal!;
  const left = pendingBytes > 0 ? `; ${bytesText(pendingBytes)} are left for the next run to convert` : "";
  return `received ${bytesText(bytes)}; the dataset has ${counted(counters.frames, "frame")} in ${counted(parts, "part")}${left}`;
}
