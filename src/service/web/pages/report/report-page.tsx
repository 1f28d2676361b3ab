/** The report of a shift: five folds that are always there, what stands in the way of a submit, and where each thing is. */
import { useMemo, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { localTime } from "../../../shift/clock.js";
import { refuses } from "../../../shift/problem.js";
import type { Section } from "../../../shift/wire-fields.js";
import { useCell, useCellAtRest } from "../../cell.js";
import { isWritable, type KeptReport, stateOf } from "../../device/kept-report.js";
import { type Master, master as masterCell, named } from "../../device/master.js";
import { newId } from "../../device/new-id.js";
import { removePhotosOf } from "../../device/photos.js";
import { change, edit, forget, isOnDisk, reports } from "../../device/reports.js";
import { sendNow } from "../../device/sender.js";
import { OpenAlerts } from "../../parts/alert-list.js";
import { Chip } from "../../parts/chip.js";
import { useQuestion } from "../../parts/dialog.js";
import { sentence, TextField } from "../../parts/fields.js";
import { CameBack, History } from "../../parts/history.js";
import { fieldId, goTo, Problems } from "../../parts/problems.js";
import { useTitle } from "../../parts/title.js";
import { refusalText } from "../../words/told.js";
import { dateText, useWords } from "../../words/words.js";
import { Conflicts } from "./conflicts.js";
import { ContractField } from "./contract-field.js";
import { CrewFold } from "./crew-fold.js";
import { DepthFold } from "./depth-fold.js";
import { FoldLinks } from "./fold-links.js";
import { MaterialsFold } from "./materials-fold.js";
import { Paper } from "./paper.js";
import { PhotosFold } from "./photos-fold.js";
import { ProblemList } from "./problem-list.js";
import { RigProposalColumn } from "./rig-proposal.js";
import { Sending } from "./sending.js";
import { TimeFold } from "./time-fold.js";
import { allProblems, knownDepth, otherRuns, type Writing, WritingContext } from "./use-report.js";

export function ReportPage({ report }: { readonly report: KeptReport }) {
  const lists = useCell(masterCell);
  return isWritable(report) ? (
    <Written report={report} lists={lists} />
  ) : (
    <Locked report={report} lists={lists} />
  );
}

interface Shown {
  readonly report: KeptReport;
  readonly lists: Master;
}

export function Head({ report, lists }: Shown) {
  const { draft } = report;
  const rig = named(lists.rigs, draft.rig);
  const span = `${localTime(draft.startsAt, draft.timeZone)}–${localTime(draft.endsAt, draft.timeZone)}`;
  const title = `${rig} · ${draft.slot}`;
  useTitle(`${title}, ${draft.date}`);
  return (
    <header class="report-head">
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        <p class="faint">
          {dateText(draft.date)}, {span} · {named(lists.clients, draft.client)}
        </p>
      </div>
      <div class="row">
        <Chip state={stateOf(report)} />
        <Sending report={report} />
      </div>
    </header>
  );
}

function Written({ report, lists }: Shown) {
  const words = useWords();
  const { route } = useLocation();
  const { ask, shown } = useQuestion();
  const [all, showAll] = useState(report.refused !== null);
  const [removed, put] = useState<{ readonly name: string; readonly back: () => void } | null>(null);
  useCellAtRest(reports);
  const { id, draft } = report;
  const problems = useMemo(() => allProblems(report, lists), [report.draft, lists]);
  const others = otherRuns(id);
  const refused = report.refused?.errors.map((one) => ({ ...one, severity: "error" as const })) ?? [];
  const writing: Writing = {
    report,
    draft,
    master: lists,
    edit: (how) => edit(id, how),
    remove: (section: Section, row: string, name: string) => {
      const before = draft[section] as readonly { readonly id: string }[];
      const place = before.findIndex((one) => one.id === row);
      const gone = before[place];
      if (gone === undefined) return;
      edit(id, (now) => ({ ...now, [section]: before.filter((one) => one.id !== row) }));
      put({
        name,
        back: () =>
          edit(id, (now) => {
            const rows: { readonly id: string }[] = [...(now[section] as readonly { readonly id: string }[])];
            rows.splice(Math.min(place, rows.length), 0, gone);
            return { ...now, [section]: rows };
          }),
      });
    },
    depthOf: (hole, at) => knownDepth(hole, at, others),
  };
  const submit = (): void => {
    showAll(true);
    if (refuses(problems)) {
      const first = problems.find(({ severity }) => severity === "error")!;
      requestAnimationFrame(() => goTo(first.at));
      return;
    }
    ask({
      text: words.report.submitQuestion,
      yes: words.report.submit,
      act: () => {
        change(id, (now) => ({ ...now, wanted: { event: "submit", key: newId() }, refused: null }));
        sendNow();
      },
    });
  };
  return (
    <WritingContext.Provider value={writing}>
      <Problems.Provider value={{ problems: [...problems, ...refused], all }}>
        <main id="content" class="with-foot" tabIndex={-1}>
          <Head report={report} lists={lists} />
          {report.refused !== null && (
            <section class="card came-back" role="alert">
              <h2>{words.report.refused}</h2>
              <p>{sentence(refusalText(report.refused))}</p>
              <ProblemList problems={refused} />
            </section>
          )}
          {report.server !== null && (
            <CameBack shift={id} state={report.server.state} version={report.server.rowVersion} />
          )}
          {report.server !== null && <OpenAlerts of="shift" id={id} />}
          <Conflicts report={report} />
          <FoldLinks problems={problems} all={all} />
          <CrewFold />
          <div class="beside-rig">
            <RigProposalColumn />
            <div class="written">
              <TimeFold />
              <DepthFold />
            </div>
          </div>
          <MaterialsFold />
          <PhotosFold />
          <section class="card" id={fieldId("notes-fold")}>
            <ContractField />
            <TextField
              at="notes"
              label={words.report.notes}
              value={draft.notes}
              long
              set={(notes) => writing.edit((now) => ({ ...now, notes }))}
            />
            {report.server === null && (
              <div class="row">
                <button
                  type="button"
                  class="plain danger"
                  onClick={() =>
                    ask({
                      text: words.report.discardQuestion,
                      yes: words.report.discard,
                      danger: true,
                      act: () => {
                        void forget(id).then(() => removePhotosOf(id));
                        route("/");
                      },
                    })
                  }
                >
                  {words.report.discard}
                </button>
              </div>
            )}
          </section>
          {all && problems.length > 0 && (
            <section class="card" aria-label={words.report.missing(problems.length)}>
              <ProblemList problems={problems} />
            </section>
          )}
          <div class="foot">
            <Left problems={problems} />
            <button type="button" class="main" onClick={submit}>
              {words.report.submit}
            </button>
          </div>
          <p class="unseen" role="status">
            {removed === null ? "" : words.report.removed(removed.name)}
          </p>
          {removed !== null && (
            <div class="foot">
              <span>{words.report.removed(removed.name)}</span>
              <div class="row">
                <button
                  type="button"
                  onClick={() => {
                    removed.back();
                    put(null);
                  }}
                >
                  {words.report.undo}
                </button>
                <button type="button" class="plain" onClick={() => put(null)}>
                  {words.app.close}
                </button>
              </div>
            </div>
          )}
        </main>
        {shown}
      </Problems.Provider>
    </WritingContext.Provider>
  );
}

function Left({ problems }: { readonly problems: ReturnType<typeof allProblems> }) {
  const words = useWords();
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  return (
    <span class="row" role="status">
      <span class={errors > 0 ? "remainder open" : "remainder closed"}>
        {errors > 0 ? words.report.missing(errors) : words.report.complete}
      </span>
      {warnings > 0 && <span class="faint">{words.report.warnings(warnings)}</span>}
    </span>
  );
}

function Locked({ report, lists }: Shown) {
  const words = useWords();
  const { ask, shown } = useQuestion();
  const { wanted } = report;
  const onDisk = useCell(isOnDisk);
  return (
    <main id="content" tabIndex={-1}>
      <Head report={report} lists={lists} />
      {wanted !== null && (
        <section class="card row spread">
          <span>{onDisk ? words.report.waits[wanted.event] : words.report.saving}</span>
          <button type="button" onClick={() => change(report.id, (now) => ({ ...now, wanted: null }))}>
            {words.report.takeBack}
          </button>
        </section>
      )}
      {report.server !== null && wanted === null && (
        <CameBack shift={report.id} state={report.server.state} version={report.server.rowVersion} />
      )}
      <Conflicts report={report} />
      <Paper content={report.draft} lists={lists} />
      {report.server !== null && <History shift={report.id} version={report.server.rowVersion} />}
      <div class="row">
        <button type="button" onClick={() => print()}>
          {words.report.print}
        </button>
        {wanted === null && stateOf(report) === "submitted" && (
          <button
            type="button"
            onClick={() =>
              ask({
                text: words.report.recallQuestion,
                yes: words.report.recall,
                act: () => {
                  change(report.id, (now) => ({ ...now, wanted: { event: "recall", key: newId() } }));
                  sendNow();
                },
              })
            }
          >
            {words.report.recall}
          </button>
        )}
      </div>
      {shown}
    </main>
  );
}
