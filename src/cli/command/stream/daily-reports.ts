/** Reports of days beside a stream: what is laid out is what the command `report` is told by `witskit.toml` and the environment. */
import { join } from "node:path";
import { Failure } from "../../../failure/failure.js";
import { runBeside, thisProgram } from "../../../live/beside-command.js";
import type { NatsPublishing } from "../../../live/delivery/nats.js";
import type { DailyReports } from "../../../live/reports/daily-reports.js";
import type { ReportWay } from "../../../live/reports/way.js";
import { maskedUrl } from "../../../text/secrets.js";
import { timezoneNamed } from "../../../wits/catalog/timezone.js";
import type { Invocation } from "../../command.js";
import { configPath, readConfig, settingsFor, usable } from "../../config/file.js";
import { environmentSettings, valuesOf } from "../../config/settings.js";
import type { FlagValues } from "../../flags/flags.js";
import { natsOf } from "./targets.js";

/** Undefined where none are asked for. Throws Failure("usage") where something of them is missing. */
export async function dailyReportsOf(
  invocation: Invocation,
  dataset: string | undefined,
  onNote: (note: string) => void,
): Promise<DailyReports | undefined> {
  const { report: folder, reportMail, reportTo, reportPost, tz } = invocation.flags;
  const nats = await natsOf(invocation.flags);
  const published = nats?.publish.includes("report") ? nats : undefined;
  refuseParts(invocation.flags, dataset, published);
  if (folder === undefined || dataset === undefined) return undefined;
  const [told, { DailyReports }, { dayClock }, { rendererMeant }, { mailUrl }, { reportPostUrl }] =
    await Promise.all([
      toldToReport(invocation),
      import("../../../live/reports/daily-reports.js"),
      import("../../../report/day/clock.js"),
      import("../../../report/renderers.js"),
      import("../../../live/reports/mail.js"),
      import("../../../live/reports/post.js"),
    ]);
  const { format = "pdf", dayStart = 0 } = told;
  const [ending] = rendererMeant(format).endings;
  if (reportMail !== undefined) mailUrl(reportMail);
  if (reportPost !== undefined) reportPostUrl(reportPost);
  const zone = tz === undefined ? undefined : timezoneNamed(tz);
  const ways: ReportWay[] = [];
  if (reportPost !== undefined) ways.push(posting(reportPost));
  if (published !== undefined) ways.push(publishing(published));
  return new DailyReports({
    dataset,
    folder,
    layout: { format, ending: ending! },
    clock: dayClock({ dayStart: dayStart * 60_000, utc: zone !== undefined, zone }),
    make: (day, making, layout, signal) => {
      const words = ["report", dataset, "--day", day, "--no-journal", "--force", "--quiet"];
      words.push("--format", layout.format, "--output", join(making, "{day}", `{well}${layout.ending}`));
      if (invocation.config !== undefined) words.push("--config", invocation.config);
      return done(words, signal);
    },
    mail: reportMail === undefined ? undefined : { url: reportMail, to: reportTo! },
    ways,
    onNote,
  });
}

const posting = (url: string): ReportWay => ({
  kept: "post",
  byStream: false,
  done: `posted to ${maskedUrl(url)}`,
  async send(report, signal) {
    const { postFile } = await import("../../../live/reports/post.js");
    await postFile({ url, secret: process.env["WITS_WEBHOOK_SECRET"] }, report, signal);
  },
});

const publishing = (nats: NatsPublishing): ReportWay => ({
  kept: "nats",
  byStream: true,
  done: `published to ${nats.url.bare}`,
  async send(report, signal) {
    const { publishReport } = await import("../../../live/reports/publish.js");
    await publishReport(nats, report, signal);
  },
});

function refuseParts(
  { report, reportMail, reportTo, reportPost }: FlagValues,
  dataset: string | undefined,
  published: NatsPublishing | undefined,
): void {
  const missing = (what: string): Failure => new Failure("missing-option", what);
  if (report === undefined && (reportMail ?? reportTo ?? reportPost) !== undefined)
    throw missing(
      "reports of days are mailed and posted from the folder where they are kept; give --report DIR",
    );
  if (report === undefined && published !== undefined)
    throw missing("--to-nats is to publish the report of each day, which --report makes; give --report DIR");
  if (report !== undefined && dataset === undefined)
    throw missing("--report reads the dataset of the stream, and there is none; give -o OUT/");
  if ((reportMail === undefined) !== (reportTo === undefined))
    throw missing("--report-mail is the server and --report-to whom it is to; give both");
}

async function toldToReport({ config: given, commands }: Invocation): Promise<FlagValues> {
  const reportCommand = await commands.load("report");
  const path = given ?? configPath(process.env);
  const others = Object.fromEntries(commands.names.map((name) => [name, undefined]));
  const config =
    path === undefined
      ? undefined
      : usable(await readConfig(path, { ...others, report: reportCommand.flags }));
  return valuesOf(
    config === undefined ? {} : settingsFor(reportCommand, config),
    environmentSettings(reportCommand.flags, process.env),
  );
}

/** Runs this program with other words beside the stream. Throws what it said when it failed. */
async function done(words: readonly string[], signal: AbortSignal): Promise<void> {
  const ended = await runBeside(thisProgram(), words, signal);
  if (!ended.done) throw new Error(ended.said.split("\n").slice(-2).join(" "));
}
