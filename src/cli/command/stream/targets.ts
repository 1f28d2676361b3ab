/** Who is given all that a stream receives, from its journal. */
import type { NatsPublishing } from "../../../live/delivery/nats.js";
import type { DeliveryTarget } from "../../../live/delivery/target.js";
import type { FlagValues } from "../../flags/flags.js";
import { linkSettings } from "../link-settings.js";

/** What `--to-nats` says; undefined where nothing goes there. */
export async function natsOf(flags: FlagValues): Promise<NatsPublishing | undefined> {
  const { toNats } = flags;
  if (toNats === undefined) return undefined;
  const { natsPublishing } = await import("../../../live/delivery/nats.js");
  return natsPublishing(toNats, linkSettings(flags).tls);
}

export async function targetsOf(flags: FlagValues): Promise<DeliveryTarget[]> {
  const nats = await natsOf(flags);
  if (nats === undefined || !nats.publish.includes("raw")) return [];
  const { natsTarget } = await import("../../../live/delivery/nats.js");
  return [natsTarget(nats)];
}
