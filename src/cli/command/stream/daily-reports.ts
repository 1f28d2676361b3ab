/** Reports of days beside a stream: what is laid out is what the command `report` is told by `witskit.toml` and the environment. */
import { join } from "node:path";
import { Failure } from "../../../failure.js";
import { runBeside, thisProgram } from "../../../live/beside-command.js";
import type { DailyReports } from "../../../live/reports/daily-reports.js";
import { timezoneNamed } from "../../../wits/catalog/timezone.js";
import type { Invocation } from "../../command.js";
import { configPath, readConfig, settingsFor, usable } from "../../config/file.js";
import { environmentSettings, valuesOf } from "../../config/settings.js";
import type { FlagValues } from "../../flags/flags.js";

/** Undefined where none are asked for. Throws Failure("usage") where something of them is missing. */
export async function dailyReportsOf(
  invocation: Invocation,
  dataset: string | undefined,
  onNote: (note: string) => void,
): Promise<DailyReports | undefined> {
  const { report: folder, reportMail, reportTo, reportPost, tz } = invocation.flags;
  refuseParts(invocation.flags, dataset);
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
  return new DailyReports({
    dataset,
    folder,
    ending: ending!,
    clock: dayClock({ dayStart: dayStart * 60_000, utc: zone !== undefined, zone }),
    make: (day, making, signal) => {
      const words = ["report", dataset, "--day", day, "--no-journal", "--force", "--quiet"];
      words.push("--format", format, "--output", join(making, "{day}", `{well}${ending}`));
      if (invocation.config !== undefined) words.push("--config", invocation.config);
      return done(words, signal);
    },
    mail: reportMail === undefined ? undefined : { url: reportMail, to: reportTo! },
    post:
      reportPost === undefined ? undefined : { url: reportPost, secret: process.env["WITS_WEBHOOK_SECRET"] },
    onNote,
  });
}

function refuseParts(
  { report, reportMail, reportTo, reportPost }: FlagValues,
  dataset: string | undefined,
): void {
  const missing = (what: string): Failure => new Failure("missing-option", what);
  if (report === undefined && (reportMail ?? reportTo ?? reportPost) !== undefined)
    throw missing(
      "reports of days are mailed and posted from the folder where they are kept; give --report DIR",
    );
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
