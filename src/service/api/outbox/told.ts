/** What is said of something that happened, for mails and channels: a title, lines, and where it is looked at. */
import { instantText } from "../../shift/clock.js";
import { decimalText } from "../../shift/decimal.js";
import type { ShiftState } from "../../shift/document.js";
import type { ShiftEvent } from "../../shift/workflow.js";
import type { Json } from "../../store/audit/event.js";

export type Told = {
  readonly title: string;
  readonly lines: readonly string[];
  /** Below the address of the service. */
  readonly path: string;
};

/** For whom it is said: a client reads nothing that the company says among itself. */
export type Reader = "supervisor" | "manager" | "client" | "admin";

/** The payload of a decision about a report. */
export interface Decided {
  readonly shift: string;
  readonly actor?: string | null;
  readonly part?: string;
  readonly event: ShiftEvent;
  readonly from: ShiftState;
  readonly to: ShiftState;
  readonly revision: number;
  readonly comment: string;
}

/** The payload of an alert. */
export interface Alarm {
  readonly alert: string;
  readonly kind: string;
  readonly severity: string;
  readonly shift: string | null;
  readonly rig: string | null;
  readonly item: string | null;
  readonly date?: string | null;
  readonly slot?: string | null;
  readonly value: number | null;
  readonly threshold: number | null;
  readonly details?: {
    readonly gaps?: readonly {
      readonly what: "drilling" | "stop";
      readonly from: string;
      readonly to: string;
    }[];
  };
}

/** What a report is called: `Rig 7, night of 2026-03-28`. */
export interface Called {
  readonly id: string;
  readonly rig: string;
  readonly date: string;
  readonly slot: string;
}

export const calledText = ({ rig, slot, date }: Called): string => `${rig}, ${slot} of ${date}`;

const happened: Readonly<Record<ShiftEvent, string>> = {
  submit: "Handed in",
  recall: "Taken back",
  return: "Came back to be mended",
  approve: "Approved",
  release: "With the client",
  reopen: "Opened again",
  accept: "Accepted",
  dispute: "Disputed",
  answer: "Answered",
  rework: "To be written anew",
  amend: "To be corrected",
  void: "Taken out",
};
const forClients: Readonly<Partial<Record<ShiftEvent, string>>> = {
  release: "To decide",
  answer: "An answer to your dispute",
};

export function toldOfDecision(decided: Decided, called: Called, by: string, reader: Reader): Told {
  const { event, comment, revision, part } = decided;
  const title = `${(reader === "client" ? forClients[event] : undefined) ?? happened[event]}: ${calledText(called)}`;
  const isForClient = reader === "client";
  // What a manager writes as a reason to release is no word to the client; an answer is.
  const shown = isForClient && event !== "answer" ? "" : comment.trim();
  const lines = [
    ...(part === "system" && event === "accept"
      ? ["Nobody decided in the days of the contract, and so it counts as accepted."]
      : []),
    ...(isForClient || by === "" ? [] : [`By ${by}.`]),
    ...(isForClient ? [] : [`Revision ${revision}.`]),
    ...(shown === "" ? [] : [shown]),
  ];
  return { title, lines, path: `/shifts/${called.id}` };
}

interface Measure {
  readonly title: string;
  /** Of a value as alerts store it. */
  readonly shown: (value: number) => string;
}

const metresAnHour = (value: number): string => `${decimalText(value, 3, 2)} m/h`;
const percent = (value: number): string => `${decimalText(value, 1)} %`;
const hours = (value: number): string => `${Math.floor(value / 60)} h ${value % 60} min`;
const milli = (value: number): string => decimalText(value, 3, 0);
const days = (value: number): string => `${value} days`;

const measures: Readonly<Record<string, Measure>> = {
  recovery: { title: "Little core", shown: percent },
  rate: { title: "Slower than before", shown: metresAnHour },
  "not-drilling": { title: "Long without drilling", shown: hours },
  stock: { title: "To be ordered", shown: milli },
  "report-missing": {
    title: "A report is missing",
    shown: (value) => `${value} h after the end of the shift`,
  },
  "rig-gap": { title: "The rig did what no row says", shown: hours },
  "with-client": { title: "Long with the client", shown: days },
};

export function toldOfAlarm(
  alarm: Alarm,
  names: { readonly called: Called | undefined; readonly rig: string; readonly item: string },
): Told {
  const { kind, severity, value, threshold, date, slot } = alarm;
  const { called, rig, item } = names;
  const measure = measures[kind];
  const shift = called ?? (date == null || slot == null ? undefined : { id: "", rig, date, slot });
  const about = [item, shift === undefined ? rig : calledText(shift)].filter((one) => one !== "").join(", ");
  const shown = measure?.shown ?? String;
  return {
    title: `${measure?.title ?? kind}${about === "" ? "" : `: ${about}`}`,
    lines: [
      ...(value === null ? [] : [`It is ${shown(value)}.`]),
      ...(threshold === null ? [] : [`The limit is ${shown(threshold)}.`]),
      // On the rig's clock.
      ...(alarm.details?.gaps ?? []).map(
        ({ what, from, to }) =>
          `${what === "drilling" ? "Drilling" : "A stop"} ${clockIn(from)}–${clockIn(to)}.`,
      ),
      ...(severity === "high" ? ["It is far beyond the limit."] : []),
    ],
    path: called !== undefined ? `/shifts/${called.id}` : date == null ? "/inbox" : `/day/${date}`,
  };
}

const clockIn = (instant: string): string => instant.slice(11, 16);

/** The payload of something that the service has done by itself, ready to be read; `data` is for programs. */
export type Said = Told & { readonly shift?: string; readonly data: Json };

export const atText = (at: number): string => instantText(at, "UTC");
