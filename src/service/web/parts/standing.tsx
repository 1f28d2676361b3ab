/** Whether all of this device is on the server: one dot and a word, on every page, that leads to the page of the device. */
import { useCell, useCellAtRest } from "../cell.js";
import { isUnsent } from "../device/kept-report.js";
import { photos, waitingPhotos } from "../device/photos.js";
import { reports, unreadable } from "../device/reports.js";
import { useWords } from "../words/words.js";

export function Standing() {
  const words = useWords();
  const unsent = [...useCellAtRest(reports).values()].filter(isUnsent);
  useCell(photos);
  const waiting = waitingPhotos();
  const lost = useCell(unreadable);
  const wrong =
    lost > 0 ||
    [...unsent, ...waiting].some(
      ({ trouble }) => trouble !== null && ["refused", "choose", "locked"].includes(trouble.kind),
    );
  const says = [
    ...(unsent.length > 0 ? [words.today.unsent(unsent.length)] : []),
    ...(waiting.length > 0 ? [words.today.photosWait(waiting.length)] : []),
    // Whether the server has them nobody knows.
    ...(lost > 0 ? [words.today.unreadable(lost)] : []),
  ];
  return (
    <a class="standing" href="/device">
      <span class={wrong ? "dot wrong" : says.length > 0 ? "dot waits" : "dot"} />
      {says.length === 0 ? words.today.allSent : says.join(" · ")}
    </a>
  );
}
