/**
 * One report by its address. Who writes reports has it on the device, whole, or it is fetched once and kept; everybody else reads it as the
 * server has it, and decides.
 */
import { useEffect, useState } from "preact/hooks";
import { useCell, useCellAtRest } from "../cell.js";
import { useAnswer } from "../device/answers.js";
import { isUnsent, isWritable } from "../device/kept-report.js";
import { fetchShift, ownRigs } from "../device/last-shifts.js";
import { master } from "../device/master.js";
import { fromServer, reports } from "../device/reports.js";
import { documentIn } from "../device/send-document.js";
import { may, me } from "../device/session.js";
import { Decisions, useDeciding } from "../parts/decisions.js";
import { CameBack, History } from "../parts/history.js";
import { Stale } from "../parts/stale.js";
import { useWords } from "../words/words.js";
import { Paper } from "./report/paper.js";
import { Head, ReportPage } from "./report/report-page.js";
import { ShiftCost } from "./report/shift-cost.js";

export function OneReport({ id = "" }: { readonly id?: string }) {
  const report = useCellAtRest(reports).get(id);
  const isWriter = me.get()?.role === "supervisor" && may("shift:write");
  if (isWriter || (report !== undefined && isUnsent(report))) return <Written id={id} />;
  return <Read key={id} id={id} />;
}

function Written({ id }: { readonly id: string }) {
  const words = useWords();
  const report = useCellAtRest(reports).get(id);
  const [gone, tell] = useState(false);
  useEffect(() => {
    void fetchShift(id).then((found) => tell(!found));
  }, [id]);
  if (report !== undefined) return <ReportPage key={id} report={report} />;
  return (
    <main id="content">
      <h1 tabIndex={-1}>{words.pages.report}</h1>
      <p>{gone ? words.report.notHere : words.app.loading}</p>
    </main>
  );
}

/** As the server has it. A manager may take it up and write in it. */
function Read({ id }: { readonly id: string }) {
  const words = useWords();
  const lists = useCell(master);
  const [version, again] = useState(0);
  const [writes, write] = useState(false);
  const asked = useAnswer(`/shifts/${id}`, version);
  const deciding = useDeciding(() => again((count) => count + 1));
  const here = useCellAtRest(reports).get(id)?.server ?? undefined;
  const said = documentIn(asked.answer?.body);
  // What this device has for who goes on with it is there for who reads it too.
  const isHere = said === undefined && here !== undefined && asked.refusal === undefined;
  const document = said ?? (isHere && !asked.asking ? here : undefined);
  if (writes) return <Written id={id} />;
  if (document === undefined)
    return (
      <main id="content">
        <h1 tabIndex={-1}>{words.pages.report}</h1>
        <Stale {...asked} />
      </main>
    );
  const report = fromServer(document);
  const mayWrite =
    may("shift:write") && isWritable(report) && ownRigs().some((rig) => rig.id === document.rig);
  return (
    <main id="content" tabIndex={-1}>
      <Head report={report} lists={lists} />
      {isHere ? <p class="look">{words.shifts.here}</p> : <Stale {...asked} />}
      {deciding.wrong !== null && (
        <p class="card remainder open" role="alert">
          {deciding.wrong}
        </p>
      )}
      <CameBack shift={id} state={document.state} version={version} />
      <div class="decide">
        <Decisions document={document} deciding={deciding} />
      </div>
      <Paper content={report.draft} lists={lists} />
      <ShiftCost shift={id} version={version} />
      <History shift={id} version={version} />
      <div class="row">
        <button type="button" onClick={() => print()}>
          {words.report.print}
        </button>
        {mayWrite && (
          <button
            type="button"
            onClick={() => {
              void fetchShift(id).then(() => write(true));
            }}
          >
            {words.report.edit}
          </button>
        )}
      </div>
      {deciding.shown}
    </main>
  );
}
