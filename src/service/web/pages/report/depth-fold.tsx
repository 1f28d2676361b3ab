/** What was drilled: runs with their metres, rate and recovery at once, then surveys and casing. */
import type { RunRow } from "../../../shift/document.js";
import { recoveryOf, recoveryText } from "../../../shift/recovery.js";
import { rateOf } from "../../../shift/run.js";
import { contentOf, isWhole, type Loose } from "../../device/draft.js";
import { type Lengths, useLengths } from "../../device/lengths.js";
import { newId } from "../../device/new-id.js";
import { ChoiceField, TextField } from "../../parts/fields.js";
import { focusSoon } from "../../parts/focus.js";
import { AngleField, DepthField, TimeField } from "../../parts/numbers.js";
import { fieldId } from "../../parts/problems.js";
import { useWords } from "../../words/words.js";
import { Drop, Fold } from "./fold.js";
import { addRun, changeRow, lastHole, moveEnd, timeRows } from "./time-edits.js";
import { useWriting } from "./use-report.js";

const SIZES = ["PQ", "HQ", "NQ", "BQ", "AQ"];

export function DepthFold() {
  const words = useWords();
  const { draft, edit, depthOf } = useWriting();
  const lengths = useLengths();
  return (
    <Fold
      at="runs"
      title={words.report.depth}
      says={sumsOf(contentOf(draft).runs, words, lengths).join(" · ")}
    >
      <datalist id="sizes">
        {SIZES.map((size) => (
          <option key={size} value={size} />
        ))}
      </datalist>
      {draft.runs.map((run, i) => (
        <Run key={run.id} run={run} number={i + 1} />
      ))}
      <div class="row">
        <button
          type="button"
          onClick={() => {
            const added = addRun(draft, depthOf);
            edit(() => added.draft);
            focusSoon(fieldId(`runs/${added.id}/${added.draft.runs.at(-1)?.hole === null ? "hole" : "to"}`));
          }}
        >
          + {words.report.addRun}
        </button>
      </div>
      <Surveys />
      <Casings />
    </Fold>
  );
}

/** Metres, rate and recovery, as far as there is something to say. */
function sumsOf(runs: readonly RunRow[], words: ReturnType<typeof useWords>, lengths: Lengths): string[] {
  const rate = lengths.rate(rateOf(runs));
  const recovery = recoveryText(recoveryOf(runs));
  return [
    lengths.made(runs),
    ...(rate === "" ? [] : [rate]),
    ...(recovery === "" ? [] : [words.report.recovery(recovery)]),
  ];
}

function Run({ run, number }: { readonly run: Loose<RunRow>; readonly number: number }) {
  const words = useWords();
  const { draft, master, edit, remove, depthOf } = useWriting();
  const lengths = useLengths();
  // What was typed in feet is as long as it was typed, and says so.
  const setDepth = (fields: object): void =>
    set({ ...fields, typedIn: lengths.unit === "ft" ? "ft" : undefined });
  const reached = run.hole === null ? null : depthOf(run.hole, run.startsAt ?? draft.endsAt);
  const at = `runs/${run.id}`;
  const set = (fields: object): void => edit((now) => changeRow(now, "runs", run.id, { ...fields }));
  const row = timeRows(draft).find(({ id }) => id === run.id)!;
  const whole = isWhole("runs", run) ? [run as RunRow] : [];
  return (
    <div class="entry run-entry">
      <div class="row spread sums">
        <h3>{words.report.run(number)}</h3>
        <span class="faint">
          {whole.length > 0 ? sumsOf(whole, words, lengths).join(" · ") : words.report.stays}
        </span>
        <Drop
          name={words.report.removeRow(words.report.run(number))}
          act={() => remove("runs", run.id, words.report.run(number))}
        />
      </div>
      <ChoiceField
        at={`${at}/hole`}
        label={words.report.holeField}
        value={run.hole}
        options={master.holes}
        set={(hole) =>
          set({
            hole,
            ...(run.fromMm === null &&
              hole !== null && { fromMm: depthOf(hole, run.startsAt ?? draft.endsAt) }),
          })
        }
      />
      <TextField
        at={`${at}/size`}
        label={words.report.size}
        value={run.size ?? ""}
        list="sizes"
        set={(size) => set({ size })}
      />
      <DepthField
        at={`${at}/from`}
        label={words.report.fromMetres}
        value={run.fromMm}
        near={[reached, ...draft.runs.map(({ toMm }) => toMm)]}
        set={(fromMm) => setDepth({ fromMm })}
      />
      <DepthField
        at={`${at}/to`}
        label={words.report.toMetres}
        value={run.toMm}
        near={run.kind === "new" ? [] : [reached]}
        set={(toMm) => setDepth({ toMm })}
      />
      <DepthField
        at={`${at}/recovered`}
        label={words.report.recoveredMetres}
        value={run.recoveredMm}
        set={(recoveredMm) => set({ recoveredMm })}
      />
      <div class="wide when first">
        <TimeField
          at={`${at}/starts_at-depth`}
          label={words.report.starts}
          shift={draft}
          value={run.startsAt}
          set={(startsAt) => set({ startsAt })}
        />
      </div>
      <div class="wide when">
        <TimeField
          at={`${at}/ends_at-depth`}
          label={words.report.ends}
          shift={draft}
          after={run.startsAt}
          value={run.endsAt}
          set={(endsAt) => edit((now) => moveEnd(now, row, endsAt))}
        />
      </div>
      <ChoiceField
        at={`${at}/kind`}
        label={words.report.kind}
        value={run.kind}
        options={(["new", "ream", "redrill", "wedge"] as const).map((id) => ({
          id,
          name: words.report.kinds[id],
        }))}
        set={(kind) => set({ kind: kind ?? "new" })}
      />
      <div class="bit">
        <TextField
          at={`${at}/bit`}
          label={words.report.bit}
          value={run.bit ?? ""}
          set={(bit) => set({ bit: bit || null })}
        />
      </div>
      <div class="wide">
        <TextField
          at={`${at}/remarks`}
          label={words.report.remarks}
          value={run.remarks ?? ""}
          set={(remarks) => set({ remarks })}
        />
      </div>
    </div>
  );
}

function Surveys() {
  const words = useWords();
  const { draft, master, edit, remove } = useWriting();
  const add = (): void => {
    const id = newId();
    const last = draft.surveys.at(-1);
    edit((now) => ({
      ...now,
      surveys: [
        ...now.surveys,
        {
          id,
          hole: last?.hole ?? lastHole(now),
          depthMm: null,
          dipCd: null,
          azimuthCd: null,
          north: last?.north ?? "magnetic",
          instrument: last?.instrument ?? "",
          at: now.startsAt,
          source: "typed",
        },
      ],
    }));
    focusSoon(fieldId(`surveys/${id}/depth`));
  };
  return (
    <>
      <h3 class="row">{words.report.surveys}</h3>
      {draft.surveys.map((survey, i) => {
        const at = `surveys/${survey.id}`;
        const set = (fields: object): void =>
          edit((now) => changeRow(now, "surveys", survey.id, { ...fields }));
        const name = `${words.report.surveys} ${i + 1}`;
        return (
          <div class="entry survey-entry" key={survey.id}>
            <ChoiceField
              at={`${at}/hole`}
              label={words.report.holeField}
              value={survey.hole}
              options={master.holes}
              set={(hole) => set({ hole })}
            />
            <DepthField
              at={`${at}/depth`}
              label={words.report.surveyDepth}
              value={survey.depthMm}
              set={(depthMm) => set({ depthMm })}
            />
            <AngleField
              signed
              at={`${at}/dip`}
              label={words.report.dip}
              value={survey.dipCd}
              set={(dipCd) => set({ dipCd })}
            />
            <AngleField
              at={`${at}/azimuth`}
              label={words.report.azimuth}
              value={survey.azimuthCd}
              set={(azimuthCd) => set({ azimuthCd })}
            />
            <ChoiceField
              at={`${at}/north`}
              label={words.report.north}
              value={survey.north}
              options={(["magnetic", "true", "grid"] as const).map((id) => ({
                id,
                name: words.report.norths[id],
              }))}
              set={(north) => set({ north: north ?? "magnetic" })}
            />
            <TextField
              at={`${at}/instrument`}
              label={words.report.instrument}
              value={survey.instrument ?? ""}
              set={(instrument) => set({ instrument })}
            />
            <Drop name={words.report.removeRow(name)} act={() => remove("surveys", survey.id, name)} />
          </div>
        );
      })}
      <div class="row">
        <button type="button" onClick={add}>
          + {words.report.addSurvey}
        </button>
      </div>
    </>
  );
}

function Casings() {
  const words = useWords();
  const { draft, master, edit, remove } = useWriting();
  const add = (): void => {
    const id = newId();
    edit((now) => ({
      ...now,
      casings: [...now.casings, { id, hole: lastHole(now), size: "", kind: "", fromMm: 0, toMm: null }],
    }));
    focusSoon(fieldId(`casings/${id}/size`));
  };
  return (
    <>
      <h3 class="row">{words.report.casings}</h3>
      {draft.casings.map((casing, i) => {
        const at = `casings/${casing.id}`;
        const set = (fields: object): void =>
          edit((now) => changeRow(now, "casings", casing.id, { ...fields }));
        const name = `${words.report.casings} ${i + 1}`;
        return (
          <div class="entry survey-entry" key={casing.id}>
            <ChoiceField
              at={`${at}/hole`}
              label={words.report.holeField}
              value={casing.hole}
              options={master.holes}
              set={(hole) => set({ hole })}
            />
            <TextField
              at={`${at}/size`}
              label={words.report.size}
              value={casing.size ?? ""}
              set={(size) => set({ size })}
            />
            <TextField
              at={`${at}/kind`}
              label={words.report.kind}
              value={casing.kind ?? ""}
              set={(kind) => set({ kind })}
            />
            <DepthField
              at={`${at}/from`}
              label={words.report.from}
              value={casing.fromMm}
              set={(fromMm) => set({ fromMm })}
            />
            <DepthField
              at={`${at}/to`}
              label={words.report.to}
              value={casing.toMm}
              set={(toMm) => set({ toMm })}
            />
            <Drop name={words.report.removeRow(name)} act={() => remove("casings", casing.id, name)} />
          </div>
        );
      })}
      <div class="row">
        <button type="button" onClick={add}>
          + {words.report.addCasing}
        </button>
      </div>
    </>
  );
}
