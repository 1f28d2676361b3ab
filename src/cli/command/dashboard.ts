/** `witskit dashboard`: what a rig says now, in the terminal, as text, or in a browser. */
import type { LiveAnalysis } from "../../bulk/analysis/live-analysis.js";
import { Failure } from "../../failure/failure.js";
import type { DataOptions } from "../../input/feed/options.js";
import { isLinkUrl } from "../../network/link-url.js";
import { STDIN } from "../../runtime/standard-input.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { dialectFlags, type FlagValues, linkFlags } from "../flags/flags.js";
import { refuseUnkept } from "../flags/kept.js";
import { linkSettings } from "./link-settings.js";
import { liveLinks, refuseRules } from "./live-links.js";
import { loadedPlugins } from "./loaded-plugins.js";

export const dashboardCommand: Command = {
  name: "dashboard",
  summary: "Watch links and their items live, in the terminal or in a browser.",
  examples: [
    { line: "witskit dashboard tcp://10.0.0.5:12345", does: "one rig, in the terminal; ? shows the keys" },
    {
      line: "witskit dashboard tcp://10.0.0.5:12345 --units metric --items DBTM,HKLA,SPPA",
      does: "chosen items, with units",
    },
    { line: "witskit dashboard rig/", does: "what a running `witskit stream ... -o rig/` receives" },
    { line: "witskit dashboard tcp://10.0.0.5:12345 --web", does: "a strip chart in the browser" },
    {
      line: "witskit dashboard tcp://10.0.0.5:12345 --analyze --units metric",
      does: "what the rig does, why, and what goes wrong",
    },
    { line: "witskit dashboard tcp://10.0.0.5:12345 --once", does: "one look, as text" },
  ],
  arguments: [
    {
      name: "LINK",
      description:
        "a URL, or NAME=URL, or the name of a link in witskit.toml (default all of them), or the folder that `witskit stream` writes into",
      optional: true,
      variadic: true,
    },
  ],
  flags: [
    "items",
    "once",
    "web",
    "tracks",
    "analyze",
    "rig",
    "units",
    "to",
    "map",
    "tz",
    "quiet",
    "verbose",
    ...linkFlags,
    ...dialectFlags,
  ],
  // Of a folder the bytes are read that a stream writes down, by the same decoder.
  keeps: { dataset: ["units", "to", "map", "tz", "staleAfter", ...dialectFlags] },
  perSource: false,
  run: dashboard,
};

async function dashboard(invocation: Invocation): Promise<ExitCode> {
  const { arguments: urls, flags, links, typed, signal } = invocation;
  const { once = false, web } = flags;
  const targets = liveLinks(urls, links);
  refuseRules(targets, flags.perSource, "dashboard");
  const folder = targets.find(({ url }) => !isLinkUrl(url) && url !== STDIN);
  if (folder !== undefined && targets.every(({ url }) => !isLinkUrl(url) && url !== STDIN))
    refuseUnkept(dashboardCommand, "dataset", { typed, path: folder.url });
  if (web === undefined && typed.some(({ flag }) => flag === "tracks")) {
    throw new Failure(
      "option-not-kept",
      "--tracks is not kept: it is for the strip chart of --web; --items chooses what a terminal shows",
    );
  }
  if (!flags.analyze && typed.some(({ flag }) => flag === "rig")) {
    throw new Failure(
      "option-not-kept",
      "--rig is not kept: it is for --analyze, which looks at what the rig does",
    );
  }
  if (!once && web === undefined && !(process.stdin.isTTY && process.stdout.isTTY)) {
    throw new Failure(
      "terminal-missing",
      "a dashboard needs a terminal to be shown in; --once prints it as text, --web shows it in a browser",
    );
  }
  const [{ Dashboard }, { dataOptions }, { catalogOf }, { chosenItems }, { follow }] = await Promise.all([
    import("../../view/dashboard/dashboard.js"),
    import("../../input/feed/options.js"),
    import("../../wits/catalog/overlay.js"),
    import("../../view/dashboard/choice.js"),
    import("../../view/dashboard/follow.js"),
  ]);
  const data = await dataOptions({ ...flags, perSource: undefined }, "long");
  const chosen = flags.items && chosenItems(flags.items, catalogOf(data.map));
  const tracks =
    flags.tracks &&
    (await import("../../view/dashboard/web/asked-tracks.js")).askedTracks(flags.tracks, catalogOf(data.map));
  const model = new Dashboard(flags.analyze ? await analysisOf(flags, data) : undefined);
  const plugins = await loadedPlugins(invocation);
  const link = { ...linkSettings(flags), added: plugins?.transports };
  const run = await follow(targets, model, { data, link });
  const stop = new AbortController();
  const ended = AbortSignal.any([signal, stop.signal]);
  const following = run(ended);
  // What can never work ends the dashboard; what has ended is still to be looked at.
  const failed = following.then(() => new Promise<never>(() => {}));
  try {
    return await Promise.race([failed, shown()]);
  } finally {
    stop.abort();
    await following.catch(() => {});
    await plugins?.close();
  }

  async function shown(): Promise<ExitCode> {
    const { STALE_AFTER } = await import("../../view/dashboard/snapshot.js");
    const viewing = {
      chosen,
      staleAfter: flags.staleAfter === 0 ? Number.POSITIVE_INFINITY : (flags.staleAfter ?? STALE_AFTER),
    };
    const look = { unicode: speaksUnicode(process.env), utc: flags.tz !== undefined };
    if (web !== undefined) {
      const { serveWeb } = await import("./dashboard/web.js");
      return serveWeb(model, { ...web, viewing, utc: look.utc, tracks }, ended);
    }
    if (once) {
      const { printOnce } = await import("./dashboard/once.js");
      return printOnce(model, viewing, look, ended);
    }
    const { watch } = await import("../../view/dashboard/terminal/watch.js");
    const { stdin: input, stdout: output } = process;
    const left = await watch(model, { ...look, viewing, colours: hasColours(), input, output }, ended);
    return left === "left" ? ExitCode.done : ExitCode.interrupted;
  }
}

async function analysisOf(flags: FlagValues, { map, timezone }: DataOptions): Promise<LiveAnalysis> {
  const [{ LiveAnalysis }, { settingsOf }, { catalogOf }] = await Promise.all([
    import("../../bulk/analysis/live-analysis.js"),
    import("./analyze/settings.js"),
    import("../../wits/catalog/overlay.js"),
  ]);
  return new LiveAnalysis({
    catalog: catalogOf(map),
    utc: timezone !== undefined,
    settings: await settingsOf(flags),
  });
}

/** https://no-color.org: set to anything but nothing. */
const hasColours = (): boolean => !process.env["NO_COLOR"] && (process.stdout.getColorDepth?.() ?? 1) >= 4;

/** By the locale, as terminals are told; where there is none, as on Windows, they can. */
function speaksUnicode({ LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv): boolean {
  if (process.platform === "win32") return true;
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || "");
}
