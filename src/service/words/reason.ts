/** Reasons of standby, which reports and contracts name by their English words: as a reader calls them. */
import type { Trade } from "./en/trade.js";

/** What a company calls its own is told as it is. A run that makes no metres stands in bills by its kind. */
export function reasonText({ reasons, kinds }: Pick<Trade, "reasons" | "kinds">, reason: string): string {
  const texts: Readonly<Record<string, string>> = { ...kinds, ...reasons };
  return Object.hasOwn(texts, reason) ? texts[reason]! : reason;
}
