/** What the service does by itself: what failed first, when each comes next, and one done now. */

import { Refused } from "../../parts/refused.js";
import { Stale } from "../../parts/stale.js";
import { momentText, useWords } from "../../words/words.js";
import { type Job, useJobs } from "./use-jobs.js";

export function Jobs() {
  const words = useWords();
  const { asked, sending, run } = useJobs();
  const jobs = (asked.answer?.body.items ?? []).toSorted(
    (a, b) => Number(b.state === "failed") - Number(a.state === "failed"),
  );
  return (
    <section class="card">
      <h2>{words.upkeep.parts.jobs}</h2>
      <p class="faint">{words.upkeep.jobsHint}</p>
      <Stale {...asked} />
      <Refused why={sending.wrong["all"]} />
      <ul class="list">
        {jobs.map((job) => (
          <li key={job.name}>
            <OneJob job={job} busy={sending.busy} run={() => void run(job.name)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneJob({
  job: { name, state, began_at, ended_at, next_at, result, error },
  busy,
  run,
}: {
  readonly job: Job;
  readonly busy: boolean;
  readonly run: () => void;
}) {
  const words = useWords();
  const { upkeep } = words;
  const title = upkeep.does[name] ?? name;
  const isRunning = state === "running";
  const go = state === "failed" ? upkeep.again : upkeep.now;
  const times = [
    isRunning && began_at !== null
      ? upkeep.since(momentText(Date.parse(began_at)))
      : ended_at !== null && upkeep.last(momentText(Date.parse(ended_at))),
    next_at === null ? upkeep.always : upkeep.next(momentText(Date.parse(next_at))),
  ];
  return (
    <div class="job">
      <div class="row">
        <b>{title}</b>
        <span class={`chip ${chips[state]}`}>{upkeep.states[state]}</span>
      </div>
      <div>
        <small>
          {[name, ...times].filter(Boolean).map((part, i) => (
            <span key={part} class="nowrap">
              {i > 0 && "· "}
              {part}{" "}
            </span>
          ))}
        </small>
        {!isRunning && (error ?? result) !== null && (
          // What the service says of it is in English.
          <p lang="en" class={error === null ? "faint" : "wrong"}>
            {error ?? result}
          </p>
        )}
      </div>
      <button type="button" aria-label={`${go}: ${title}`} disabled={busy || isRunning} onClick={run}>
        {go}
      </button>
    </div>
  );
}

const chips = { waiting: "off", running: "wait", done: "good", failed: "bad" } as const;
