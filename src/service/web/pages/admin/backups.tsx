/** Backups: of when the last is, one made now, and how one is brought back. */
import { useAnswer } from "../../device/answers.js";
import { Copied } from "../../parts/form.js";
import { Refused } from "../../parts/refused.js";
import { Stale } from "../../parts/stale.js";
import { Table } from "../../parts/table.js";
import { bytesText, instantText, useWords } from "../../words/words.js";
import { useJobs } from "./use-jobs.js";

interface Kept {
  readonly engine: "sqlite" | "postgres";
  /** Null where nobody has said where to. */
  readonly folder: string | null;
  readonly keep: number | null;
  readonly items: readonly {
    readonly name: string;
    readonly path: string;
    readonly at: string;
    readonly files: number;
    readonly bytes: number;
  }[];
}

export function Backups() {
  const words = useWords();
  const { asked: jobs, sending, run } = useJobs();
  const job = jobs.answer?.body.items.find(({ name }) => name === "backup");
  // Another one is there when the job has ended.
  const asked = useAnswer<Kept>("/backups", Date.parse(job?.ended_at ?? "") || 0);
  const { backup } = words.upkeep;
  const kept = asked.answer?.body;
  const [last] = kept?.items ?? [];
  const isRunning = job?.state === "running";
  const isMade = kept?.engine === "sqlite" && kept.folder !== null;
  return (
    <>
      <section class="card">
        <div class="row spread">
          <h2>{words.upkeep.parts.backups}</h2>
          {isMade && (
            <button
              type="button"
              class="main"
              disabled={isRunning || sending.busy}
              onClick={() => void run("backup")}
            >
              {backup.now}
            </button>
          )}
        </div>
        <Stale {...asked} />
        <Refused why={sending.wrong["all"]} />
        {kept?.engine === "postgres" && <p>{backup.postgres}</p>}
        {kept?.engine === "sqlite" && kept.folder === null && <p class="remainder open">{backup.nowhere}</p>}
        {kept !== undefined && isMade && (
          <>
            <p role="status">
              {isRunning
                ? backup.running
                : last === undefined
                  ? backup.none
                  : backup.last(instantText(Date.parse(last.at)))}
            </p>
            {job?.error != null && !isRunning && (
              <p class="remainder open" role="alert">
                {backup.failed(job.error)}
              </p>
            )}
            <p class="faint">{backup.kept(kept.folder!, kept.keep ?? 0)}</p>
            <p class="faint">{backup.offsite}</p>
          </>
        )}
        {kept !== undefined && kept.items.length > 0 && (
          <Table heads={[backup.of, backup.files, backup.size, backup.place]} numbers={[1, 2]}>
            {kept.items.map((one) => (
              <tr key={one.name}>
                <td>
                  <b>{instantText(Date.parse(one.at))}</b>
                </td>
                <td class="right">{one.files}</td>
                <td class="right">{bytesText(one.bytes)}</td>
                <td class="told">{one.name}</td>
              </tr>
            ))}
          </Table>
        )}
      </section>
      {last !== undefined && (
        <section class="card">
          <h2>{backup.restore}</h2>
          <ol class="steps">
            <li>{backup.stop}</li>
            <li>
              {backup.run}
              <Copied text={`witskit serve restore ${quoted(last.path)} --data witskit-restored`} />
            </li>
            <li>{backup.begin}</li>
          </ol>
        </section>
      )}
    </>
  );
}

/** For a shell, where it needs it. */
const quoted = (path: string): string =>
  /^[\w./:\\-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
