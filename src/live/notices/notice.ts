/** A notice: that something holds which a rule names, and later that it is over. It is what every way out is given. */
import { createHash } from "node:crypto";

export interface Notice {
  /** The same each time when the same is told. */
  readonly id: string;
  readonly rule: string;
  /** The rule as it is written. */
  readonly when: string;
  readonly phase: "opened" | "cleared";
  /** The stream or link; empty where it is about the whole run. */
  readonly source: string;
  /** ISO 8601 in UTC, by the clock of this machine: when it opened, and when what is told was so. */
  readonly since: string;
  readonly time: string;
  readonly text: string;
  /** Of a value. */
  readonly value?: number | undefined;
  readonly unit?: string | undefined;
  /** Of an event. */
  readonly severity?: string | undefined;
  readonly evidence?: string | undefined;
  readonly advice?: string | undefined;
}

/** One line, for people: `opened: pressure, rig-7: SPPA is 25,100 KPA`. */
export const noticeLine = ({ phase, rule, source, text }: Notice): string =>
  `${phase}: ${rule}${source === "" ? "" : `, ${source}`}: ${text}`;

export const noticeId = (rule: string, source: string, since: number, phase: Notice["phase"]): string =>
  `${createHash("sha256").update(`${rule}\n${source}\n${since}`).digest("hex").slice(0, 16)}-${phase}`;
