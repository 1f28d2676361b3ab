/** Words of mails, alerts and what else the service tells of, in English. */
import type { ShiftEvent } from "../../shift/event.js";
import type { BillNote, CalledReport } from "../note.js";
import { plural } from "../plural.js";
import type { Writing } from "../writing.js";

/** What alerts are about, with the shown value and limit. */
export type AlarmKind =
  | "recovery"
  | "rate"
  | "not-drilling"
  | "stock"
  | "report-missing"
  | "rig-gap"
  | "with-client";

export interface LetterWords {
  readonly called: (report: CalledReport, writing: Writing) => string;
  readonly happened: Readonly<Record<ShiftEvent, string>>;
  readonly forClients: Readonly<Partial<Record<ShiftEvent, string>>>;
  readonly deemed: string;
  readonly by: (name: string) => string;
  readonly revision: (number: number) => string;
  readonly alarms: Readonly<Record<AlarmKind, string>>;
  readonly days: (count: number) => string;
  readonly afterShift: (hours: number) => string;
  readonly itIs: (value: string) => string;
  readonly limitIs: (value: string) => string;
  /** What a rig did and no row accounts for. */
  readonly gap: (what: "drilling" | "stop", span: string) => string;
  readonly far: string;
  readonly still: Readonly<Record<"submitted" | "disputed" | "returned", string>>;
  readonly waited: (hours: number) => string;
  readonly bills: Readonly<Record<BillNote["what"], string>>;
  readonly comesTo: (total: string) => string;
  readonly billLines: (note: BillNote) => readonly string[];
  readonly whole: string;
  readonly faults: (count: number) => string;
  readonly chain: (seq: number) => string;
  readonly look: string;
  readonly foot: string;
  readonly digest: (count: number, day: string) => string;
  readonly more: (count: number) => string;
  readonly lookAtAll: string;
  readonly cameTo: (day: string) => string;
  readonly counted: (open: number) => string;
  readonly billHead: readonly string[];
  readonly lookAtDay: string;
  readonly test: { readonly subject: string; readonly text: string };
  readonly invitation: {
    readonly subject: string;
    readonly text: (by: string) => string;
    readonly foot: string;
  };
  readonly reset: { readonly subject: string; readonly text: string; readonly foot: string };
  readonly choosePassword: string;
}

export const enLetters: LetterWords = {
  called: ({ rig, slot, date }) => `${rig}, ${slot} of ${date}`,
  happened: {
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
  },
  forClients: { release: "To decide", answer: "An answer to your dispute" },
  deemed: "Nobody decided in the days of the contract, and so it counts as accepted.",
  by: (name) => `By ${name}.`,
  revision: (number) => `Revision ${number}.`,
  alarms: {
    recovery: "Little core",
    rate: "Slower than before",
    "not-drilling": "Long without drilling",
    stock: "To be ordered",
    "report-missing": "A report is missing",
    "rig-gap": "The rig did what no row says",
    "with-client": "Long with the client",
  },
  days: (count) => plural(count, "day", "days"),
  afterShift: (hours) => `${hours} h after the end of the shift`,
  itIs: (value) => `It is ${value}.`,
  limitIs: (value) => `The limit is ${value}.`,
  gap: (what, span) => `${what === "drilling" ? "Drilling" : "A stop"} ${span}.`,
  far: "It is far beyond the limit.",
  still: {
    submitted: "Still to be decided",
    disputed: "Still disputed",
    returned: "Still to be mended",
  },
  waited: (hours) => `It has waited for ${hours} h.`,
  bills: {
    draft: "To be issued: the bill of",
    "not-issued": "Not issued: the bill of",
    issued: "Issued: the bill of",
  },
  comesTo: (total) => `It comes to ${total}.`,
  billLines: ({ what, unreported, open, unpriced }) => [
    ...(unreported === 0
      ? []
      : [`${plural(unreported, "shift of its rigs has no report", "shifts of its rigs have no report")}.`]),
    ...(open === 0
      ? []
      : [`${plural(open, "report of the month is not final", "reports of the month are not final")}.`]),
    ...(unpriced === 0
      ? []
      : [`${plural(unpriced, "piece of work has no rate", "pieces of work have no rate")}.`]),
    ...(what === "draft" && unreported + open + unpriced === 0 ? ["Nothing of the month is missing."] : []),
    ...(what === "draft" ? ["It waits for somebody to issue it."] : []),
    ...(what === "not-issued"
      ? ["It can be issued by hand, and is issued by itself once nothing of that holds."]
      : []),
  ],
  whole: "All that is kept is as it was written",
  faults: (count) => `${plural(count, "fault", "faults")} in what is kept`,
  chain: (seq) => `The audit chain at event ${seq}`,
  look: "Look at it",
  foot: "You get this mail because of your role in witskit. At “This device” you choose to get one mail a day, or none.",
  digest: (count, day) => `${plural(count, "notice", "notices")} of shift reports, ${day}`,
  more: (count) => `And ${count} more.`,
  lookAtAll: "Look at what waits",
  cameTo: (day) => `What ${day} came to`,
  counted: (open) =>
    `Counted is what is final; ${open === 0 ? "all reports of that day are" : `${plural(open, "report", "reports")} of that day ${open === 1 ? "is" : "are"} not, and will add to it`}.`,
  billHead: ["contract", "day", "month so far", "", "without a rate"],
  lookAtDay: "Look at the day",
  test: { subject: "A test of mail", text: "Mail from this service arrives." },
  invitation: {
    subject: "Your account for shift reports",
    text: (by) => `${by} has made an account for you. Choose a password within seven days.`,
    foot: "The link works once. If you expect no account, nothing needs to be done.",
  },
  reset: {
    subject: "A new password for witskit",
    text: "Somebody asked for a new password of this account.",
    foot: "The link works once, for an hour. If it was not you, nothing needs to be done.",
  },
  choosePassword: "Choose a password",
};
