/** How a notice is told in a line, and what makes it the same. */
import { createHash } from "node:crypto";
import type { Notice } from "../../notice.js";

/** One line, for people: `opened: pressure, rig-7: SPPA is 25,100 KPA`. */
export const noticeLine = ({ phase, rule, source, text }: Notice): string =>
  `${phase}: ${rule}${source === "" ? "" : `, ${source}`}: ${text}`;

export const noticeId = (rule: string, source: string, since: number, phase: Notice["phase"]): string =>
  `${createHash("sha256").update(`${rule}\n${source}\n${since}`).digest("hex").slice(0, 16)}-${phase}`;
