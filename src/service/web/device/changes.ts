/**
 * What others change while a page is looked at: the server tells that something did, and pages ask for it then. Nobody listens behind a page
 * that is not seen, or without a link; who comes back asks for everything once.
 */
import { waitOf } from "./back-off.js";
import { changed } from "./changed.js";
import { fetchShift, ownRigs } from "./last-shifts.js";
import { reportOf } from "./reports.js";
import { me } from "./session.js";
import { session } from "./standing.js";

/** Milliseconds in which changes that come together are one. */
const TOGETHER = 300;
/** Milliseconds for which a page that was hidden is still listened for: people look at something else for a moment. */
const HIDDEN = 30_000;

let source: EventSource | undefined;
let wasOpen = false;
let attempts = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let together: ReturnType<typeof setTimeout> | undefined;

export function listenForChanges(): void {
  session.watch(look);
  me.watch(look);
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") look();
    else timer = setTimeout(look, HIDDEN);
  });
  // A page that is kept to go back to would keep one of the few connections that a browser has to a server.
  addEventListener("pagehide", close);
  addEventListener("pageshow", look);
  addEventListener("online", () => {
    attempts = 0;
    look();
  });
  look();
}

function look(): void {
  clearTimeout(timer);
  const isWanted = session.get() === "open" && me.get() != null && document.visibilityState === "visible";
  if (isWanted && source === undefined) open();
  else if (!isWanted) close();
}

function open(): void {
  const own = new EventSource("/api/v1/events");
  source = own;
  own.addEventListener("hello", () => {
    attempts = 0;
    // Whatever happened while nobody listened.
    if (wasOpen) somethingDid();
    wasOpen = true;
  });
  own.addEventListener("reset", somethingDid);
  own.addEventListener("alert", somethingDid);
  own.addEventListener("shift", ({ data }) => {
    somethingDid();
    void refresh(JSON.parse(data) as ChangedShift);
  });
  own.addEventListener("error", () => {
    // A browser would try every few seconds for as long as there is no link: a tablet's battery is for the report.
    if (source !== own) return;
    close();
    timer = setTimeout(look, waitOf(++attempts));
  });
}

function close(): void {
  source?.close();
  source = undefined;
}

function somethingDid(): void {
  if (together !== undefined) return;
  together = setTimeout(() => {
    together = undefined;
    changed.set(changed.get() + 1);
  }, TOGETHER);
}

interface ChangedShift {
  readonly id: string;
  readonly rig: string;
  readonly row_version?: number;
}

/** A report that is on this device, or is to be: of one's own rigs, for whoever writes those. */
async function refresh({ id, rig, row_version: version }: ChangedShift): Promise<void> {
  const kept = reportOf(id);
  const isOwn = me.get()?.rigs != null && ownRigs().some((one) => one.id === rig);
  if (kept === undefined && !isOwn) return;
  if (version !== undefined && (kept?.server?.rowVersion ?? 0) >= version) return;
  await fetchShift(id);
}
