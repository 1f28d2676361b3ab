/** Texts of a log as XML and HTML may hold them. */
import { shownText } from "./shown-text.js";

/** Characters that XML does not allow at all, and those that nobody can see, are written out: a log can hold any. */
export const escaped = (value: string): string =>
  shownText(value)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
