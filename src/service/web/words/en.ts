/** Every word of the app, in English: the table that the other languages must fill. */

import { enBilled } from "../../words/en/billed.js";
import { enProblems } from "../../words/en/problems.js";
import { enRefusals } from "../../words/en/refusals.js";
import { enRig } from "../../words/en/rig.js";
import { enTrade } from "../../words/en/trade.js";
import { plural } from "../../words/plural.js";
import { enAccess } from "./en-access.js";
import { enBills } from "./en-bills.js";
import { enOffice } from "./en-office.js";
import { enReport } from "./en-report.js";
import { enUpkeep } from "./en-upkeep.js";

export const en = {
  ...enAccess,
  ...enBills,
  ...enOffice,
  ...enReport,
  ...enUpkeep,
  app: {
    skip: "Skip to the content",
    menu: "Menu",
    more: "More",
    filter: "Filter",
    filtered: (set: string) => `Filter: ${set}`,
    clearFilters: "Clear the filters",
    close: "Close",
    notFound: "There is no such page.",
    notForYou: "This page is not for your role.",
    offline: (since: string) =>
      `No link to the server since ${since}. What you write is kept on this device.`,
    ended: "Your session has ended. Everything is kept here; sign in to send it.",
    signIn: "Sign in",
    ofTime: (time: string) => `As of ${time}`,
    nothingYet: "Nothing is here yet.",
    loading: "Loading …",
    noLinkNothing: "There is no link to the server, and this was not seen on this device before.",
    notKept: (why: string) =>
      `This device cannot keep what you type (${why}). Keep the page open, and free some space or get a link.`,
    notOpen: "The store of this device does not open",
    notOpenWhy: (why: string) =>
      `The browser says: ${why}. Nothing is lost by it. It is tried again every few seconds; where that does not help, close the browser and open it again.`,
    unreadable: (count: number) =>
      `${plural(count, "report", "reports")} of this device cannot be read: what was written there before somebody signed out is sealed. What the server has of it is there.`,
    clockOff: (by: string, isAhead: boolean) =>
      `The clock of this device is ${by} ${isAhead ? "ahead of" : "behind"} the server's. Set it right: shifts are chosen by it.`,
  },
  pages: {
    today: "Today",
    shifts: "Shifts",
    day: "Day",
    inbox: "Inbox",
    device: "This device",
    report: "Report",
    portal: "Reports",
    holes: "Holes",
    analytics: "Analytics",
    stock: "Stock",
    rigs: "Rigs",
    lists: "Master data",
    company: "Company",
    service: "Service",
    account: "My account",
    contracts: "Contracts",
    boq: "Bills",
  },
  states: enTrade.states,
  reasons: enTrade.reasons,
  billed: enBilled,
  rigTold: enRig,
  problems: enProblems,
  refusals: enRefusals,
  signIn: {
    title: "Sign in",
    email: "E-mail",
    password: "Password",
    code: "Code of the second factor",
    codeHint: "Six digits from your app, or a recovery code.",
    tenant: "Company",
    go: "Sign in",
    going: "Signing in …",
    noLink: "The server does not answer. Sign-in needs a link; try again when there is one.",
    unsent: (count: number) =>
      `${plural(count, "report", "reports")} on this device ${count === 1 ? "is" : "are"} not sent yet. Sign in as the same person, and they will be.`,
    otherPerson: "If another person signs in here, unsent reports of this device are removed.",
    missing: "Write it to go on.",
    show: "Show the password",
    forgotten: "Forgotten password",
    forgottenHint: "A link with which you choose a new password comes by mail. It works for one hour.",
    sendLink: "Send the link",
    linkSent:
      "If there is an account with this address, its mail is on the way. If none comes, ask an administrator of your company for a link.",
    back: "Back to sign-in",
    byRecovery: "Use a recovery code",
    recoveryHint: "One of the codes that you wrote down when you set the second factor.",
  },
  pin: {
    title: "Locked",
    ask: "PIN of this device",
    open: "Open",
    wrong: "That is not the PIN.",
    wait: (seconds: number) => `Too many tries. Wait ${plural(seconds, "second", "seconds")}.`,
  },
  fields: {
    time: "Write a time like 18:30.",
    outside: (from: string, to: string) => `The shift is from ${from} to ${to}.`,
    missing: "This is missing.",
    hours: "Write hours like 12, 6.5 or 6:30.",
    turn: (field: string) => `${field}: the other sign`,
  },
  trouble: {
    "no-link": "No link to the server",
    "sign-in": "Sign in to send",
    refused: "The server did not take it",
    choose: "Changed here and elsewhere: choose",
    locked: "It is locked on the server; what you changed here stays here",
    failed: "The server could not take it",
    since: (time: string) => `since ${time}`,
    next: (time: string) => `next try ${time}`,
    tries: (count: number) => plural(count, "try", "tries"),
  },
  device: {
    title: "This device",
    queue: "Waiting to be sent",
    queueEmpty: "Nothing waits. All is on the server.",
    sendNow: "Try now",
    reportsKept: (count: number) => `${plural(count, "report", "reports")} kept here`,
    photosKept: (count: number) => `${plural(count, "photo", "photos")} kept here`,
    storage: "Room",
    used: (used: string, quota: string) => `${used} used of ${quota}`,
    full: "it is full",
    nearlyFull:
      "The room is nearly used up. Get a link, so that photos can go to the server and leave this device.",
    persistent: "The browser keeps what is here.",
    notPersistent: "The browser may throw away what is here when it runs short, or after days without use.",
    persist: "Ask to keep it",
    install: "Install the app",
    installHint: "Installed, it starts from the home screen and its data is kept longer.",
    installed: "The app is installed.",
    installIos: 'On an iPad or iPhone: share, then "Add to Home Screen".',
    worker: {
      none: "The app needs a link to start.",
      ready: "The app starts without a link.",
      waiting: "A new version comes with the next start.",
    },
    pin: "PIN",
    pinHint: "With a PIN, what is on this device can be read only after it is typed. Four digits or more.",
    newPin: "New PIN",
    setPin: "Set the PIN",
    removePin: "Remove the PIN",
    pinSet: "A PIN is set.",
    pinShort: "Four digits or more.",
    lockNow: "Lock now",
    look: "Look",
    language: "Language",
    languageMissing: "This language needs a link once. Try again when there is one.",
    lengths: "Metres or feet",
    lengthNames: { company: "as the company", m: "metres", ft: "feet" },
    colours: "Colours",
    colourNames: { system: "as the device", day: "day", night: "night" },
    mails: "Mail",
    mailsHint: "What waits for you, and what became of your reports.",
    mailNames: { "at-once": "at once, one each", digest: "one a day", none: "none" },
    mailsOff: "No mail is sent: this service has no server of mail yet.",
    account: "Account",
    signedInAs: (name: string, tenant: string) => `${name}, ${tenant}`,
    signOut: "Sign out",
    signOutUnsent: (count: number) =>
      `${plural(count, "report or photo was", "reports or photos were")} not sent. Sign out and lose ${count === 1 ? "it" : "them"}?`,
    signOutQuestion: "Sign out? What is kept on this device is removed; it stays on the server.",
    master: "Lists",
    masterAt: (time: string) => `Rigs, holes, people and items as of ${time}`,
    refresh: "Fetch them again",
  },
  charts: { asTable: "The same as a table", unknown: "no figure" },
  history: {
    title: "History",
    revision: (number: number) => `revision ${number}`,
    insteadOf: (name: string) => `for ${name}`,
  },
  portal: {
    toDecide: (count: number) => `To decide: ${count}`,
    decided: "Decided",
    all: "All reports",
  },
  dialog: { yes: "Yes", no: "No", cancel: "Cancel", ok: "OK", comment: "Comment", commentNeeded: "Say why." },
};

type Widened<Value> = Value extends string
  ? string
  : Value extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Name in keyof Value]: Widened<Value[Name]> };

/** A missing word of another language does not compile. */
export type Words = Widened<typeof en>;
