/** The first page of a supervisor at 18:00: which shift it is, one large button, what came back, and what is not sent. */
import { useEffect, useState } from "preact/hooks";
import { useCell } from "../../cell.js";
import { isWritable, stateOf } from "../../device/kept-report.js";
import { ownRigs } from "../../device/last-shifts.js";
import { master } from "../../device/master.js";
import { reports } from "../../device/reports.js";
import { sentence } from "../../parts/fields.js";
import { WhyBack } from "../../parts/history.js";
import { useTitle } from "../../parts/title.js";
import { refusalText } from "../../words/told.js";
import { useWords } from "../../words/words.js";
import { Back } from "./back.js";
import { RigToday } from "./rig-today.js";

export function TodayPage() {
  const words = useWords();
  const lists = useCell(master);
  const all = [...useCell(reports).values()];
  const now = useNow();
  const rigs = ownRigs();
  useTitle(words.today.title);
  const returned = all.filter((report) => ["returned", "disputed"].includes(stateOf(report)));
  const refused = all.filter((report) => report.refused !== null && isWritable(report));
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1} class={rigs.length === 1 ? "unseen" : ""}>
        {words.today.title}
      </h1>
      {refused.map((report) => (
        <Back key={report.id} report={report} lists={lists} says={words.report.refused}>
          <p>{sentence(report.refused === null ? "" : refusalText(report.refused))}</p>
        </Back>
      ))}
      {returned.map((report) => (
        <Back key={report.id} report={report} lists={lists} says={words.today.returned}>
          <WhyBack shift={report.id} state={stateOf(report)} version={report.server?.rowVersion ?? 0} />
        </Back>
      ))}
      {rigs.length === 0 && (
        <p class="card">{lists.at === null ? words.today.noMaster : words.today.noRigs}</p>
      )}
      {rigs.map((rig) => (
        <RigToday key={rig.id} rig={rig} lists={lists} all={all} now={now} />
      ))}
    </main>
  );
}

/** The minute it is. */
function useNow(): number {
  const [now, set] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => set(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
