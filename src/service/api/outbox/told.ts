/** What is said of something that happened, for mails and channels: a title, lines, and where it is looked at. */
import { instantText } from "../../shift/clock.js";
import { decimalText } from "../../shift/decimal.js";
import type { ShiftState } from "../../shift/document.js";
import type { ShiftEvent } from "../../shift/event.js";
import type { Json } from "../../store/audit/event.js";
import type { AlarmKind, LetterWords } from "../../words/en/letters.js";
import type { Language } from "../../words/language.js";
import { letterWords } from "../../words/letter-words.js";
import type { CalledReport, Note } from "../../words/note.js";
import { textOf } from "../../words/speech.js";
import { writingOf } from "../../words/writing.js";

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

export interface Called extends CalledReport {
  readonly id: string;
}

export const calledIn = (report: CalledReport, language: Language): string =>
  letterWords(language).called(report, writingOf(language));

/** Of whom and for whom: `by` is the name of who decided, empty where nobody is named. */
export interface ToldTo {
  readonly reader: Reader;
  readonly by: string;
  readonly language: Language;
}

export function toldOfDecision(decided: Decided, called: Called, { reader, by, language }: ToldTo): Told {
  const { event, comment, revision, part } = decided;
  const words = letterWords(language);
  const isForClient = reader === "client";
  const happened = (isForClient ? words.forClients[event] : undefined) ?? words.happened[event];
  // What a manager writes as a reason to release is no word to the client; an answer is.
  const shown = isForClient && event !== "answer" ? "" : comment.trim();
  const lines = [
    ...(part === "system" && event === "accept" ? [words.deemed] : []),
    ...(isForClient || by === "" ? [] : [words.by(by)]),
    ...(isForClient ? [] : [words.revision(revision)]),
    ...(shown === "" ? [] : [shown]),
  ];
  return {
    title: titled(happened, calledIn(called, language), language),
    lines,
    path: `/shifts/${called.id}`,
  };
}

/** French has a space before its colon. */
const titled = (what: string, of: string, language: Language): string =>
  of === "" ? what : `${what}${language === "fr" ? "\u202f" : ""}: ${of}`;

const metresAnHour = (value: number): string => `${decimalText(value, 3, 2)} m/h`;
const percent = (value: number): string => `${decimalText(value, 1)} %`;
const hours = (value: number): string => `${Math.floor(value / 60)} h ${value % 60} min`;
const milli = (value: number): string => decimalText(value, 3, 0);

/** Values as alerts store them. */
const shownBy: Readonly<Record<AlarmKind, (value: number, words: LetterWords) => string>> = {
  recovery: percent,
  rate: metresAnHour,
  "not-drilling": hours,
  stock: milli,
  "report-missing": (value, words) => words.afterShift(value),
  "rig-gap": hours,
  "with-client": (value, words) => words.days(value),
};

const isKnown = (kind: string): kind is AlarmKind => Object.hasOwn(shownBy, kind);

export function toldOfAlarm(
  alarm: Alarm,
  names: { readonly called: Called | undefined; readonly rig: string; readonly item: string },
  language: Language,
): Told {
  const { kind, severity, value, threshold, date, slot } = alarm;
  const { called, rig, item } = names;
  const words = letterWords(language);
  const shift = called ?? (date == null || slot == null ? undefined : { id: "", rig, date, slot });
  const about = [item, shift === undefined ? rig : calledIn(shift, language)]
    .filter((one) => one !== "")
    .join(", ");
  const shown = (of: number): string => (isKnown(kind) ? shownBy[kind](of, words) : String(of));
  return {
    title: titled(isKnown(kind) ? words.alarms[kind] : kind, about, language),
    lines: [
      ...(value === null ? [] : [words.itIs(shown(value))]),
      ...(threshold === null ? [] : [words.limitIs(shown(threshold))]),
      // On the rig's clock.
      ...(alarm.details?.gaps ?? []).map(({ what, from, to }) =>
        words.gap(what, `${clockIn(from)}–${clockIn(to)}`),
      ),
      ...(severity === "high" ? [words.far] : []),
    ],
    path: called !== undefined ? `/shifts/${called.id}` : date == null ? "/inbox" : `/day/${date}`,
  };
}

const clockIn = (instant: string): string => instant.slice(11, 16);

/** The payload of something that the service has done by itself; `data` is for programs. */
export interface Noted {
  readonly note: Note;
  readonly shift?: string;
  /** Below the address of the service. */
  readonly path: string;
  readonly data: Json;
}

/** As the outbox keeps it. */
export const payloadOf = (noted: Noted): Json => noted as unknown as Json;

export function toldOfNote({ note, path }: Noted, language: Language): Told {
  const words = letterWords(language);
  const { month } = writingOf(language);
  switch (note.code) {
    case "still-waiting": {
      const { state, hours: waited } = note.params;
      const title = titled(words.still[state], calledIn(note.params, language), language);
      return { title, lines: [words.waited(waited)], path };
    }
    case "bill-of-month": {
      const { contract, total } = note.params;
      const title = `${words.bills[note.params.what]} ${contract}, ${month(note.params.month)}`;
      return { title, lines: [words.comesTo(total), ...words.billLines(note.params)], path };
    }
    case "kept-checked": {
      const { count, faults } = note.params;
      // A message that waits since an older program has its faults in words.
      const lines = faults.map((fault) => (typeof fault === "string" ? fault : textOf(fault, language)));
      return { title: count === 0 ? words.whole : words.faults(count), lines, path };
    }
    case "chain-ends":
      return { title: words.chain(note.params.seq), lines: [note.params.hash], path };
  }
}

export const atText = (at: number): string => instantText(at, "UTC");
