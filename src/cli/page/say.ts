/** What a command says beside what was asked of it, on standard error. Nothing in it is obeyed by a terminal. */
import { shownPlaces } from "../../text/shown-places.js";
import { shownLines } from "../../text/shown-text.js";

/** A text of one line or several, and a line end. */
export const say = (text: string): void => void process.stderr.write(`${shownLines(shownPlaces(text))}\n`);

/** What went wrong, or is to be known. */
export const warn = (text: string): void => say(`witskit: ${text}`);
