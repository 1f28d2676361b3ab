/** What is said of something that happened, for mails and channels: a title, lines, and where it is looked at. */
import { instantText } from "../../shift/clock.js";
import type { ShiftState } from "../../shift/document.js";
import type { ShiftEvent } from "../../shift/workflow.js";

export interface Told {
  readonly title: string;
  readonly lines: readonly string[];
  /** Below the address of the service. */
  readonly path: string;
}

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
  readonly value: number | null;
  readonly threshold: number | null;
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

const metresAnHour = (value: number): string => `${(value / 1000).toFixed(2)} m/h`;
const percent = (value: number): string => `${(value / 10).toFixed(1)} %`;
const hours = (value: number): string => `${Math.floor(value / 60)} h ${value % 60} min`;
const milli = (value: number): string => `${value / 1000}`;
const days = (value: number): string => `${value} days`;

const measures: Readonly<Record<string, Measure>> = {
  recovery: { title: "Little core", shown: percent },
  rate: { title: "Slower than before", shown: metresAnHour },
  "not-drilling": { title: "Long without drilling", shown: hours },
  stock: { title: "To be ordered", shown: milli },
  "report-missing": { title: "A report is missing", shown: hours },
  "with-client": { title: "Long with the client", shown: days },
};

export function toldOfAlarm(
  alarm: Alarm,
  names: { readonly called: Called | undefined; readonly rig: string; readonly item: string },
): Told {
  const { kind, severity, value, threshold } = alarm;
  const { called, rig, item } = names;
  const measure = measures[kind];
  const about = [item, called === undefined ? rig : calledText(called)]
    .filter((one) => one !== "")
    .join(", ");
  const shown = measure?.shown ?? String;
  return {
    title: `${measure?.title ?? kind}${about === "" ? "" : `: ${about}`}`,
    lines: [
      ...(value === null
        ? []
        : [threshold === null ? shown(value) : `${shown(value)}; the limit is ${shown(threshold)}`]),
      ...(severity === "high" ? ["This is far beyond it."] : []),
    ],
    path: called === undefined ? "/inbox" : `/shifts/${called.id}`,
  };
}

/** The payload of something that the service has done by itself, ready to be read. */
export interface Said extends Told {
  readonly data?: unknown;
}

export const atText = (at: number): string => instantText(at, "UTC");
