/** What of this device is not on the server, and why. */
import { useCell } from "../../cell.js";
import { isUnsent, type Trouble } from "../../device/kept-report.js";
import { master, named } from "../../device/master.js";
import { whyOf } from "../../device/outcome.js";
import { photos, waitingPhotos } from "../../device/photos.js";
import { reports } from "../../device/reports.js";
import { sendNow } from "../../device/sender.js";
import { bytesText, dateText, momentText, useWords } from "../../words/words.js";

export function Queue() {
  const words = useWords();
  const lists = useCell(master);
  const all = useCell(reports);
  useCell(photos);
  const waiting = [
    ...[...all.values()]
      .filter((report) => isUnsent(report) || report.sending !== null)
      .map(({ id, draft, trouble, wanted }) => ({
        key: id,
        at: `/shifts/${id}`,
        name: `${named(lists.rigs, draft.rig)} · ${draft.slot}, ${dateText(draft.date)}${wanted === null ? "" : ` · ${words.report.submit}`}`,
        trouble,
      })),
    ...waitingPhotos().map(({ id, shift, bytes, trouble }) => ({
      key: id,
      at: `/shifts/${shift}`,
      name: `${words.report.photos} · ${bytesText(bytes)}`,
      trouble,
    })),
  ];
  return (
    <section class="card">
      <div class="row spread">
        <h2>{words.device.queue}</h2>
        {waiting.length > 0 && (
          <button type="button" onClick={sendNow}>
            {words.device.sendNow}
          </button>
        )}
      </div>
      {waiting.length === 0 ? (
        <p class="empty">{words.device.queueEmpty}</p>
      ) : (
        <ul class="list">
          {waiting.map(({ key, at, name, trouble }) => (
            <li key={key}>
              <a class="line" href={at}>
                <b>{name}</b>
                <span class={trouble === null || trouble.kind === "no-link" ? "faint" : "remainder open"}>
                  {trouble === null ? words.report.saved : why(trouble, words)}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Why something is stuck, since when, and when it is tried again. */
function why(trouble: Trouble, words: ReturnType<typeof useWords>): string {
  const { kind, since, attempts, nextAt } = trouble;
  return [
    `${words.trouble[kind]} ${words.trouble.since(momentText(since))}`,
    ...(kind === "refused" || kind === "failed" ? [whyOf(trouble)] : []),
    ...(attempts > 1 ? [words.trouble.tries(attempts)] : []),
    ...(nextAt > Date.now() ? [words.trouble.next(momentText(nextAt))] : []),
  ].join(" · ");
}
