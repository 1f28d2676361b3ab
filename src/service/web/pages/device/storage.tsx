/** How much room the device has for reports, and how it keeps them. */
import { useCell } from "../../cell.js";
import { photos } from "../../device/photos.js";
import { reports } from "../../device/reports.js";
import {
  askToPersist,
  installPrompt,
  isInstalled,
  isNearlyFull,
  NEARLY_FULL,
  room,
} from "../../device/storage.js";
import { appVersion } from "../../device/worker.js";
import { bytesText, useWords } from "../../words/words.js";

export function Storage() {
  const words = useWords();
  const space = useCell(room);
  const prompt = useCell(installPrompt);
  const worker = useCell(appVersion);
  const kept = useCell(reports).size;
  const pictures = useCell(photos).size;
  const isApple = /iPad|iPhone|Macintosh/.test(navigator.userAgent) && "ontouchend" in document;
  return (
    <section class="card">
      <h2>{words.device.storage}</h2>
      <p>
        {words.device.reportsKept(kept)} · {words.device.photosKept(pictures)}
      </p>
      {space !== null && space.quota > 0 && (
        <>
          <p>
            <meter
              min={0}
              max={space.quota}
              high={space.quota * NEARLY_FULL}
              value={space.used}
              aria-label={words.device.storage}
            />{" "}
            {words.device.used(bytesText(space.used), bytesText(space.quota))}
          </p>
          {isNearlyFull(space) && <p class="remainder open">{words.device.nearlyFull}</p>}
          <p>{space.persistent ? words.device.persistent : words.device.notPersistent}</p>
          {!space.persistent && (
            <div class="row">
              <button type="button" onClick={() => void askToPersist()}>
                {words.device.persist}
              </button>
            </div>
          )}
        </>
      )}
      <p>{words.device.worker[worker]}</p>
      {isInstalled() ? (
        <p>{words.device.installed}</p>
      ) : prompt !== null ? (
        <>
          <div class="row">
            <button type="button" onClick={() => void prompt.prompt()}>
              {words.device.install}
            </button>
          </div>
          <p class="faint">{words.device.installHint}</p>
        </>
      ) : (
        isApple && <p class="faint">{words.device.installIos}</p>
      )}
    </section>
  );
}
