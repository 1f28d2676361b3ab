/** Who is signed in, and signing out. */
import { useCell } from "../../cell.js";
import { isUnsent } from "../../device/kept-report.js";
import { photos, waitingPhotos } from "../../device/photos.js";
import { reports, unsentElsewhere } from "../../device/reports.js";
import { me, signOut } from "../../device/session.js";
import { useQuestion } from "../../parts/dialog.js";
import { useWords } from "../../words/words.js";

export function Account() {
  const words = useWords();
  const who = useCell(me);
  useCell(photos);
  const unsent =
    [...useCell(reports).values()].filter(isUnsent).length +
    waitingPhotos().length +
    useCell(unsentElsewhere);
  const { ask, shown } = useQuestion();
  if (who == null) return null;
  return (
    <section class="card">
      <h2>{words.device.account}</h2>
      <p>{words.device.signedInAs(who.account.name, who.tenant?.name ?? "")}</p>
      <div class="row">
        <button
          type="button"
          class="danger"
          onClick={() =>
            ask({
              text: unsent > 0 ? words.device.signOutUnsent(unsent) : words.device.signOutQuestion,
              yes: words.device.signOut,
              danger: true,
              act: () => void signOut().then(() => location.assign("/")),
            })
          }
        >
          {words.device.signOut}
        </button>
      </div>
      {shown}
    </section>
  );
}
