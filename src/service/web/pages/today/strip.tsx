/** Where things are: on this device, or on the server since. */
import { useCell } from "../../cell.js";
import { isUnsent, type KeptReport } from "../../device/kept-report.js";
import { photos, waitingPhotos } from "../../device/photos.js";
import { momentText, useWords } from "../../words/words.js";

export function Strip({ own }: { readonly own: readonly KeptReport[] }) {
  const words = useWords();
  const ids = new Set(own.map(({ id }) => id));
  const unsent = own.filter(isUnsent).length;
  useCell(photos);
  const waiting = waitingPhotos().filter(({ shift }) => ids.has(shift)).length;
  const sent = Math.max(0, ...own.map(({ receipt }) => receipt?.at ?? 0));
  return (
    <p class="strip">
      <a href="/device">
        {unsent === 0 ? words.today.allSent : `${words.today.unsent(unsent)} ${words.today.onDevice}`}
      </a>
      {waiting > 0 && <span>{words.today.photosWait(waiting)}</span>}
      {sent > 0 && <span>{words.today.lastSent(momentText(sent))}</span>}
    </p>
  );
}
