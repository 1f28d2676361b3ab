/** What holds of this device now: for which company it is used, and whether the server would take what is sent. */
import { cellOf } from "../cell.js";

/** The company that whoever uses it is signed in to: what is kept of another one is not shown, sent or answered. Null before anybody was. */
export const company = cellOf<string | null>(null);

/** Goes up when the server says that the session is of another company by now. */
export const isElsewhere = cellOf(0);

/** Whether the server would take what is sent now: `unknown` while it could not be asked. */
export const session = cellOf<"unknown" | "open" | "ended">("unknown");
