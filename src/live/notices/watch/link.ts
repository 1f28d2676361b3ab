/** Links that bring nothing, though they are open, and links that are not open. */
import type { LinkStatus } from "../../../input/link/link-status.js";
import { durationText } from "../../../text/duration.js";
import type { LinkRule } from "../rule.js";
import { Hold } from "./hold.js";
import type { Watch, Watched } from "./watch.js";

export function linkWatch({ told, matches, open }: Watched, { state, lasts }: LinkRule): Watch {
  const holds = new Map<string, Hold>();
  /** One that was silent is back when bytes have come: one that is opened again, by the next run too, has brought none yet. */
  const cameSince = ({ name, state: is, lastArrival = 0 }: LinkStatus): boolean =>
    is === "open" && lastArrival > (open.since(told, name) ?? Number.POSITIVE_INFINITY);

  const see = (link: LinkStatus, now: number): void => {
    // One that has ended, as all do when the run is stopped, is neither down nor back.
    if (!matches(link.name) || link.state === "closed") return;
    const hold = holds.get(link.name) ?? new Hold();
    holds.set(link.name, hold);
    const is = state === "stale" ? link.state === "stale" : isDown(link);
    if (hold.see(is, now, lasts)) open.opens(told, link.name, { text: textOf(link, state, lasts) });
    else if (state === "stale" ? cameSince(link) : !is && link.state !== "connecting")
      open.clears(told, link.name, { text: `it is ${link.state}` });
  };
  return {
    look({ links }, now) {
      for (const link of links) see(link, now);
    },
  };
}

/** One that is being opened for the first time is on its way. */
const isDown = ({ state, connections, failures }: LinkStatus): boolean =>
  state === "waiting" || (state === "connecting" && connections + failures > 0);

function textOf(
  { state, trouble, lastArrival }: LinkStatus,
  watched: LinkRule["state"],
  lasts: number,
): string {
  const for_ = lasts === 0 ? "" : `, and has been ${watched} for ${durationText(lasts)}`;
  const silent =
    state === "stale" && lastArrival !== undefined
      ? `, the last bytes came at ${new Date(lastArrival).toISOString()}`
      : "";
  const why = trouble === undefined || state === "open" ? "" : `: ${trouble}`;
  return `it is ${state}${for_}${silent}${why}`;
}
