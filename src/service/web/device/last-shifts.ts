/** The last days' reports of one's own rigs, whole, and older ones that came back: what is copied from, gone on with, and where the holes end. */
import { DAY, localDate } from "../../shift/clock.js";
import { ask } from "../server/request.js";
import { listOf, master } from "./master.js";
import { reportOf, takeFromServer } from "./reports.js";
import { documentIn } from "./send-document.js";
import { me } from "./session.js";

const DAYS = 14;

/** The rigs that somebody writes reports for. */
export const ownRigs = () => {
  const own = me.get()?.rigs ?? null;
  return master.get().rigs.filter(({ id }) => own === null || own.includes(id));
};

interface Listed {
  readonly id: string;
  readonly row_version: number;
}

export async function lastShifts(): Promise<void> {
  const rigs = ownRigs();
  // Whoever sees all rigs of a company reads them on their pages; a supervisor has few.
  if (rigs.length === 0 || rigs.length > 3) return;
  const from = localDate(Date.now() - DAYS * DAY, "UTC");
  for (const { id } of rigs) {
    // What came back is to be written on, however old it is.
    for (const which of [`from=${from}`, "state=returned&state=disputed"]) {
      const list = await listOf(`/shifts?rig=${encodeURIComponent(id)}&${which}`);
      if (list === undefined) return;
      // On a bad link each question costs: what is here as it is there is not asked for.
      for (const { id: shift, row_version } of list as readonly Listed[])
        if ((reportOf(shift)?.server?.rowVersion ?? 0) < row_version) await fetchShift(shift);
    }
  }
}

/** Asks for one report, and keeps it. */
export async function fetchShift(id: string): Promise<boolean> {
  const reply = await ask(`/shifts/${id}`);
  const document = reply.kind === "answer" ? documentIn(reply.body) : undefined;
  if (document === undefined) return false;
  takeFromServer(document);
  return true;
}
