/** Reasons of standby as the app says them. */
import { reasonText } from "../../words/reason.js";
import type { Words } from "./en.js";

export const reasonShown = (reason: string, { reasons, report }: Words): string =>
  reasonText({ reasons, kinds: report.kinds }, reason);
