/** Whether the server would take what is sent now: `unknown` while it could not be asked. */
import { cellOf } from "../cell.js";

export const session = cellOf<"unknown" | "open" | "ended">("unknown");
