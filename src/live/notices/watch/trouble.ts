/** What stands in the way of writing or converting what arrives. */
import type { Watch, Watched } from "./watch.js";

export const troubleWatch = ({ told, open }: Watched): Watch => ({
  look({ journal }) {
    if (journal?.trouble !== undefined) open.opens(told, "", { text: journal.trouble });
    else open.clears(told, "", { text: "what arrives is written and converted again" });
  },
});
