/** Standby in words: how long and at whose cost, of those at whose cost there was any. */
import { durationText } from "../../shift/clock.js";
import type { Words } from "../words/en.js";

export const standbyText = (
  { client, contractor }: { readonly client: number; readonly contractor: number },
  { report: { payers } }: Words,
): string =>
  (
    [
      [client, payers.client],
      [contractor, payers.contractor],
    ] as const
  )
    .filter(([ms]) => ms > 0)
    .map(([ms, payer]) => `${durationText(ms)} ${payer}`)
    .join(" · ") || "–";
