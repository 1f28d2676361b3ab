/** What is wrong with a report, a contract or a number, in English. */
import type { ProblemParams, ShownSpan, Typable, Wanted } from "../../shift/problem.js";
import { type Texts, textIn } from "../texts.js";
import { enBilled } from "./billed.js";
import { enTrade } from "./trade.js";

const units: Readonly<Record<Typable, string>> = {
  metres: "metres",
  feet: "feet",
  degrees: "degrees",
  hours: "hours",
  percent: "percent",
  price: "the price",
  quantity: "the quantity",
};

const span = ({ from, until }: ShownSpan): string => `${from} to ${until}`;

function wantedText(wanted: Wanted): string {
  switch (wanted.kind) {
    case "id":
      return "an id: up to 64 letters, digits, - and _";
    case "instant":
      return "an instant like 2026-03-28T18:00:00+01:00";
    case "date":
      return "a date like 2026-03-28";
    case "zone":
      return "the name of a time zone, like Europe/Oslo";
    case "truth":
      return "true or false";
    case "hash":
      return "64 hexadecimal digits";
    case "text":
      return `a text of ${wanted.least === 0 ? "at most" : `${wanted.least} to`} ${wanted.most} characters`;
    case "integer":
      return `a whole number from 0 to ${wanted.most}`;
    case "choice":
      return `one of ${wanted.values.join(", ")}`;
    case "decimal": {
      const of = { metres: "metres", quantity: "a quantity", degrees: "degrees" }[wanted.of];
      return `${of} as a decimal string like "${wanted.example}", from ${wanted.from} to ${wanted.to}, with at most ${wanted.decimals} decimals`;
    }
  }
}

export const enProblems: Texts<ProblemParams> = {
  missing: ({ what }) =>
    ({
      value: "this is missing",
      size: "say in which size it was drilled",
      slot: "say which shift of the day it is",
      role: "say as what they worked",
      reason: "say why the rig stood by",
      item: "say which item it is the price of",
      "slot-name": "a slot has a name",
      metres: "write the metres",
      feet: "write the feet",
      degrees: "write the degrees",
      hours: "write the hours",
      percent: "write the percent",
      price: "write the price",
      quantity: "write the quantity",
    })[what],
  twice: (twice) =>
    twice.what === "slot"
      ? `there are two slots ${twice.name}`
      : {
          person: "this person is on the crew already; add the time there",
          item: "this item is listed already: is it more of it?",
          survey: "this depth of the hole is surveyed already in this report",
        }[twice.what],
  nothing: ({ what }) => ({ quantity: "a quantity is more than 0", hours: "say how long they worked" })[what],
  "upside-down": (upside, { length }) =>
    upside.what === "band"
      ? "a band ends deeper than it starts"
      : upside.what === "days"
        ? "the last day is not before the first"
        : upside.from === null
          ? "it must be deeper than where it starts"
          : `must be deeper than ${length(upside.from)}, where it starts`,
  negative: ({ what }) => `${units[what]} cannot be less than 0`,
  decimals: ({ text, most }) => `"${text}" is no number with at most ${most} decimals`,
  "not-a-number": ({ typed, what }) =>
    `"${typed}" is no number of ${units[what]}; write digits with one point or comma, like 120.50`,
  "too-fine": ({ typed, what, most }) => `${units[what]} have at most ${most} decimals; "${typed}" has more`,
  "too-deep": ({ most }, { length }) => `no hole is deeper than ${length(most)}`,

  "ends-before-start": ({ what }) =>
    ({ shift: "a shift ends after it starts", row: "it must end after it starts" })[what],
  "too-long": ({ most_s }, { duration }) => `a shift has at most ${duration(most_s)}; check the dates`,
  "repeated-id": "two rows have this id",
  "no-dip": "a dip is from -90° to 90°",
  "no-azimuth": "an azimuth is from 0° to 359.99°",
  "no-zone": ({ zone }) => `there is no time zone ${zone}; write one like Europe/Oslo`,
  "other-date": ({ starts }, { date }) =>
    `a shift has the date on which it starts: this one starts on ${date(starts)}`,
  "no-contract": "without a contract nothing of it is priced",
  "no-supervisor": "nobody is named as the supervisor",
  "no-crew": "nobody is on the crew",
  "longer-than-shift": ({ worked_s, shift_s }, { duration }) =>
    `${duration(worked_s)} is longer than the shift, ${duration(shift_s)}`,
  unknown: "choose what was done from the list",
  "below-hole": ({ kind, depth, end }, { length }) =>
    kind === null
      ? `${length(depth)} is below the end of the hole, ${length(end)}`
      : `${enTrade.kinds[kind]} to ${length(depth)}, but the hole ends at ${length(end)}; below that it is new hole`,
  "far-from-shift": "it was taken more than a day away from this shift",
  "outside-shift": ({ row, shift }) =>
    `${span(row)} is not within the shift, ${span(shift)}; move it, or put it into the shift it belongs to`,
  overlap: (both) =>
    `${span(both)} is in two rows; let one begin where the other ends, or mark an activity as beside the main line`,
  "too-much-time": ({ by_s }, { duration }) => `${duration(by_s)} too much: shorten or remove a row`,
  "unaccounted-time": ({ by_s, free }, { duration }) =>
    `${duration(by_s)} unaccounted: ${free.map(span).join(", ")}; say what was done then`,
  "depth-overlap": ({ by, end }, { length }) =>
    `overlap ${length(by)}: the hole is at ${length(end)} already; start there, or make it a ream or a redrill`,
  "depth-gap": ({ by, end, explained }, { length }) =>
    `gap ${length(by)}: the hole ends at ${length(end)}${explained ? "" : "; start there, or write into the remarks why not"}`,
  "recovery-of-hole": ({ percent }) =>
    `with this, ${percent} % of the hole has come up; check the core of this run and of those before`,
  "recovery-of-run": ({ recovered, drilled, percent }, { length }) =>
    `${length(recovered)} of ${length(drilled)} is ${percent} %: right only when core of an earlier run came up with it`,

  "wrong-state": ({ event, state }) =>
    `a report that is ${enTrade.states[state].toLowerCase()} cannot take "${event}"`,
  "not-yours": ({ event, parts }, { list }) =>
    `"${event}" is done by ${list(
      parts.map(
        (part) =>
          ({
            supervisor: "a supervisor",
            manager: "a manager",
            client: "a client",
            system: "the service",
          })[part],
      ),
      "or",
    )}`,
  "comment-missing": ({ event }) => `"${event}" needs a comment: say why`,
  "own-rig": "this report is of a rig that is not yours",
  "own-client": "this report is of another client",
  submitter: "only the one who submitted a report takes it back",
  "not-submitter": "who submitted a report does not decide on it; ask another manager",
  "every-slot-approved":
    "not every shift of that rig and day is approved; approve the others, or release it with a reason",
  "deemed-accepted": "the days in which the client may decide are not over",
  "client-decides": "by its contract the client does not decide on this report",
  "never-final": "a report that was final once cannot be void: amend it instead",
  "no-problems": "the report has errors; they stand under its fields",

  "not-an-object": ({ what }) =>
    ({ report: "a report is a JSON object", row: "a row is a JSON object" })[what],
  "not-a-list": ({ section }) => `${section} must be a list of rows, and may be empty`,
  "too-many": ({ section, most }) => `a report has at most ${most} rows of ${section}`,
  "not-readable": ({ wanted, nullable }) => `must be ${wantedText(wanted)}${nullable ? ", or null" : ""}`,
  "unknown-field": ({ name }) => `there is no field ${name}; leave it out or spell it right`,

  "no-time": ({ time }) => `"${time}" is no time like 06:00`,
  "slots-overlap": ({ name, other }) => `${name} overlaps ${other}: a rig has one shift at a time`,

  "no-currency": "a currency has three letters, like USD",
  "out-of-range": ({ what }) =>
    ({
      "minor-digits": "amounts have 0 to 4 decimals",
      tax: "a tax is from 0 to 100 %",
      "length-step": "a step is from 0 to 100 m",
      "time-step": "a step is from 0 minutes to a day",
      price: "no unit of anything costs so much; check the price",
      free: "free are from 0 minutes to a day",
      markup: "a markup is from 0 to 500 %",
    })[what],
  "no-date": "say from which day on it holds",
  "no-rates": "a contract without rates prices nothing",
  "price-below-0": "a price is not below 0; take off by an additional charge",
  "without-use": ({ kind, field }) => `a rate of kind ${kind} has no ${field}; leave it empty`,
  "two-alike": ({ from, to }, { length }) => {
    const band =
      from === null && to === null
        ? "any depth"
        : to === null
          ? `below ${length(from ?? "0.00")}`
          : `${length(from ?? "0.00")} to ${length(to)}`;
    return `it prices the same work as another, ${band}; nobody could say which of the two holds`;
  },
  "same-day": ({ contract, day }, { date }) =>
    `another version of ${contract} holds from ${date(day)} on; choose another day`,
  "other-currency": ({ contract, currency, decimals }) =>
    `all versions of ${contract} are in ${currency} with ${decimals} decimals; take another code`,
  "no-rate": ({ billed }, writing) =>
    `${textIn(enBilled, billed, writing)}: the contract has no rate for it, so it costs 0`,
  issued: ({ month }, writing) =>
    `the bill of ${writing.month(month)} is issued; choose a day behind that month, and settle the rest by a charge`,
  "not-in-force": ({ contract, day }, { date }) =>
    `no version of ${contract} is in force on ${date(day)}, and its work is priced by one that is not`,
};
