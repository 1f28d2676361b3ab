/**
 * Sends what is unsent: a report as a whole document, then its photos one by one, then the event that was asked for. One page of the browser
 * does it for all. What is sent is frozen first, and leaves the queue only with a receipt for that very version; what was typed meanwhile
 * is the next version. Sending anything twice changes nothing.
 */
import { HOUR } from "../../shift/clock.js";
import type { Id } from "../../shift/document.js";
import { isUnsent, type KeptReport } from "./kept-report.js";
import { photos } from "./photos.js";
import { reportOf, reports, saved } from "./reports.js";
import { sendDocument } from "./send-document.js";
import { sendEvent } from "./send-event.js";
import { sendPhoto } from "./send-photo.js";
import { session } from "./standing.js";

/** A pause after the last edit, so that a report goes when a person rests and not at each letter. */
const REST = 1500;

/** Nobody is told to wait longer: what does, has seen the clock of the device being set back. */
const LONGEST = HOUR;

let timer: ReturnType<typeof setTimeout> | undefined;
let running = false;
let again = false;
let hurried = false;

/** Begins to send whenever there is something to send and somebody to send it to. */
export function startSending(): void {
  reports.watch(() => later(REST));
  photos.watch(() => later(REST));
  session.watch(() => {
    if (session.get() === "open") sendNow();
  });
  addEventListener("online", sendNow);
  addEventListener("focus", sendNow);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") sendNow();
  });
  sendNow();
}

/** Tries at once, whatever was waited for. */
export function sendNow(): void {
  hurried = true;
  later(0);
}

function later(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void run(), ms);
}

async function run(): Promise<void> {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    // Without, two pages might send one report by turns.
    await navigator.locks.request("witskit-sending", { ifAvailable: true }, async (own) => {
      if (own !== null) await sendAll();
      else later(5000);
    });
  } finally {
    running = false;
  }
  if (again) {
    again = false;
    later(0);
  } else plan();
}

/** Wakes up when the first thing that waits may be tried again. */
function plan(): void {
  const waiting = [...reports.get().values()].flatMap(({ trouble }) => trouble?.nextAt ?? []);
  const photosWaiting = [...photos.get().values()].flatMap(({ trouble }) => trouble?.nextAt ?? []);
  const next = Math.min(...[...waiting, ...photosWaiting].filter((at) => at > 0));
  if (Number.isFinite(next)) later(Math.min(Math.max(next - Date.now(), 500), LONGEST));
}

async function sendAll(): Promise<void> {
  const all = hurried;
  hurried = false;
  await saved();
  const unsent = [...reports.get().values()]
    .filter((report) => isUnsent(report) || report.sending !== null || hasPhotosToSend(report))
    .sort((a, b) => a.editedAt - b.editedAt);
  for (const { id } of unsent) {
    const report = reportOf(id);
    if (report === undefined || !isDue(report.trouble, all)) continue;
    if (!(await sendReport(id, all))) return;
  }
}

/** False when there is no use in trying another. */
async function sendReport(id: Id, all: boolean): Promise<boolean> {
  const documentSent = await sendDocument(id);
  if (documentSent !== "done") return documentSent === "stuck";
  for (const photo of photosOf(id)) {
    if (!isDue(photo.trouble, all)) continue;
    if ((await sendPhoto(photo)) === "stop") return false;
  }
  const report = reportOf(id);
  if (report?.wanted == null) return true;
  return (await sendEvent(report, report.wanted)) !== "stop";
}

const isDue = (trouble: KeptReport["trouble"], all: boolean): boolean => {
  if (trouble === null) return true;
  const wait = trouble.nextAt - Date.now();
  if (trouble.kind === "no-link" || trouble.kind === "failed") return all || wait <= 0 || wait > LONGEST;
  return trouble.kind === "sign-in" && session.get() !== "ended";
};

const photosOf = (shift: Id) => {
  const named = new Set(reportOf(shift)?.server?.photos.map(({ id }) => id));
  return [...photos.get().values()].filter(
    (photo) => photo.shift === shift && photo.receipt === null && named.has(photo.id),
  );
};

const hasPhotosToSend = ({ id }: KeptReport): boolean => photosOf(id).length > 0;
