/** Notices beside a stream: the rules and ways of `witskit.toml`, and the notifiers of plugins. */
import { dataOptions } from "../../../input/feed/options.js";
import type { Notices } from "../../../live/notices/notices.js";
import type { Plugins } from "../../../plugin/plugins.js";
import { catalogOf } from "../../../wits/catalog/overlay.js";
import type { Invocation } from "../../command.js";
import { linkSettings } from "../link-settings.js";

/** Undefined where there is no rule. Throws a Failure for a rule that cannot be judged, and a way that can never be. */
export async function noticesOf(
  { flags, notices }: Pick<Invocation, "flags" | "notices">,
  dataset: string | undefined,
  plugins: Plugins | undefined,
  onNote: (note: string) => void,
): Promise<Notices | undefined> {
  if (notices === undefined || notices.notices.length === 0) return undefined;
  const [{ Notices }, { openWays }] = await Promise.all([
    import("../../../live/notices/notices.js"),
    import("../../../live/notices/open-ways.js"),
  ]);
  const { map, units } = await dataOptions({ ...flags, perSource: undefined }, "long");
  const used = new Set(notices.notices.flatMap(({ to }) => to));
  const ways = await openWays(
    notices.ways.filter(({ name }) => used.has(name)),
    {
      tls: linkSettings(flags).tls,
      notifiers: plugins === undefined ? [] : plugins.notifiers,
      notify: plugins && ((notifier, notice) => plugins.notify(notifier, notice)),
    },
  );
  const analyzed = flags.analyze ?? false;
  return Notices.open({
    notices: notices.notices,
    ways,
    dataset,
    catalog: catalogOf(map),
    units,
    analyzed,
    onNote,
  });
}
