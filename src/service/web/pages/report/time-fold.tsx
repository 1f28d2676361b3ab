/** What the shift was spent on, to the minute: the bar, the rows, what is left over and to whom it is given. */
import { useState } from "preact/hooks";
import { STANDBY_REASONS } from "../../../shift/activity.js";
import { durationText } from "../../../shift/clock.js";
import { gridOf, rowsForTheRest } from "../../../shift/grid.js";
import { contentOf } from "../../device/draft.js";
import { named } from "../../device/master.js";
import { newId } from "../../device/new-id.js";
import { Check, ChoiceField, TextField } from "../../parts/fields.js";
import { focusSoon } from "../../parts/focus.js";
import { TimeField } from "../../parts/numbers.js";
import { fieldId } from "../../parts/problems.js";
import { useWords } from "../../words/words.js";
import { Drop, Fold } from "./fold.js";
import { colourOf } from "./kinds.js";
import { TimeBar } from "./time-bar.js";
import { addActivity, addRun, changeRow, lastHole, moveEnd, type TimeRow, timeRows } from "./time-edits.js";
import { useWriting } from "./use-report.js";

export function TimeFold() {
  const words = useWords();
  const { draft, edit, depthOf } = useWriting();
  const { remainder } = gridOf(contentOf(draft));
  const says =
    remainder === 0
      ? words.report.closed
      : remainder > 0
        ? words.report.unaccounted(durationText(remainder))
        : words.report.tooMuch(durationText(remainder));
  return (
    <Fold at="activities" title={words.report.time} says={says}>
      <TimeBar />
      {timeRows(draft).map((row) =>
        row.section === "runs" ? <RunTime key={row.id} row={row} /> : <ActivityTime key={row.id} row={row} />,
      )}
      <div class="row">
        <button
          type="button"
          onClick={() => {
            const added = addRun(draft, depthOf);
            edit(() => added.draft);
            focusSoon(fieldId(`runs/${added.id}/ends_at`));
          }}
        >
          + {words.report.addRun}
        </button>
        <button
          type="button"
          onClick={() => {
            const added = addActivity(draft);
            edit(() => added.draft);
            focusSoon(fieldId(`activities/${added.id}/type`));
          }}
        >
          + {words.report.addActivity}
        </button>
      </div>
      {remainder > 0 && <TheRest duration={durationText(remainder)} />}
    </Fold>
  );
}

function Times({ row }: { readonly row: TimeRow }) {
  const words = useWords();
  const { draft, edit } = useWriting();
  const at = `${row.section}/${row.id}`;
  return (
    <>
      <TimeField
        at={`${at}/starts_at`}
        label={words.report.starts}
        shift={draft}
        value={row.startsAt}
        set={(startsAt) => edit((now) => changeRow(now, row.section, row.id, { startsAt }))}
      />
      <TimeField
        at={`${at}/ends_at`}
        label={words.report.ends}
        shift={draft}
        after={row.startsAt}
        value={row.endsAt}
        set={(endsAt) => edit((now) => moveEnd(now, row, endsAt))}
      />
    </>
  );
}

function RunTime({ row }: { readonly row: TimeRow }) {
  const words = useWords();
  const { draft, master, remove } = useWriting();
  const run = draft.runs.find(({ id }) => id === row.id)!;
  const name = `${words.report.drilling} ${named(master.holes, run.hole)} ${run.size ?? ""}`.trim();
  return (
    <div class="entry time-entry">
      <Times row={row} />
      <p class="field">
        <span class="label">{words.report.what}</span>
        <a class="row leads" href={`#${fieldId(`runs/${row.id}/to`)}`}>
          <span>
            <span class="swatch" style={{ "--own": colourOf("drilling") }} />
            {name}
          </span>
        </a>
      </p>
      <span class="filler" />
      <Drop name={words.report.removeRow(name)} act={() => remove("runs", row.id, name)} />
    </div>
  );
}

function ActivityTime({ row }: { readonly row: TimeRow }) {
  const words = useWords();
  const { draft, master, edit, remove } = useWriting();
  const [more, show] = useState(false);
  const activity = draft.activities.find(({ id }) => id === row.id)!;
  const type = master.types.find(({ id }) => id === activity.type);
  const at = `activities/${row.id}`;
  const set = (fields: object): void => edit((now) => changeRow(now, "activities", row.id, { ...fields }));
  const isStandby = type?.class === "standby";
  const payer = activity.payer ?? "client";
  const name = type?.name ?? words.report.what;
  const opened = more || activity.remarks !== "" || activity.parallel === true;
  return (
    <div class={isStandby ? "entry time-entry standby-entry" : "entry time-entry"}>
      <Times row={row} />
      <ChoiceField
        at={`${at}/type`}
        label={words.report.what}
        value={activity.type}
        options={master.types}
        set={(chosen) => {
          const next = master.types.find(({ id }) => id === chosen);
          set({
            type: chosen,
            ...(next !== undefined && { payer: next.payer }),
            ...(next?.class !== "standby" && { reason: null }),
          });
        }}
      />
      {isStandby ? (
        <ChoiceField
          at={`${at}/reason`}
          label={words.report.reason}
          value={activity.reason}
          options={STANDBY_REASONS[payer].map((reason) => ({ id: reason, name: words.reasons[reason] }))}
          set={(reason) => set({ reason })}
        />
      ) : (
        <ChoiceField
          at={`${at}/hole`}
          label={words.report.holeField}
          value={activity.hole}
          options={master.holes}
          none="–"
          set={(hole) => set({ hole })}
        />
      )}
      <Drop name={words.report.removeRow(name)} act={() => remove("activities", row.id, name)} />
      {isStandby && (
        <ChoiceField
          at={`${at}/payer`}
          label={words.report.payer}
          value={payer}
          options={(["client", "contractor"] as const).map((id) => ({ id, name: words.report.payers[id] }))}
          set={(chosen) => set({ payer: chosen ?? "client", reason: null })}
        />
      )}
      {opened ? (
        <>
          <TextField
            at={`${at}/remarks`}
            wide
            label={words.report.remarks}
            value={activity.remarks ?? ""}
            set={(remarks) => set({ remarks })}
          />
          <Check
            value={activity.parallel === true}
            set={(parallel) => set({ parallel })}
            label={words.report.parallel}
          />
        </>
      ) : (
        <button
          type="button"
          class="plain more"
          aria-label={`${words.report.more}: ${name}`}
          onClick={() => show(true)}
        >
          {words.report.more} …
        </button>
      )}
    </div>
  );
}

function TheRest({ duration }: { readonly duration: string }) {
  const words = useWords();
  const { master, edit } = useWriting();
  const [type, choose] = useState<string | null>(null);
  const give = (): void => {
    const chosen = master.types.find(({ id }) => id === type);
    if (chosen === undefined) return;
    edit((now) => {
      const rows = rowsForTheRest(
        contentOf(now),
        { type: chosen.id, hole: lastHole(now), reason: null, payer: chosen.payer, remarks: "" },
        newId,
      );
      return { ...now, activities: [...now.activities, ...rows] };
    });
    choose(null);
  };
  return (
    <div class="row ends">
      <span class="remainder open">{words.report.unaccounted(duration)}</span>
      <ChoiceField at="rest" label={words.report.giveRest} value={type} options={master.types} set={choose} />
      <button type="button" disabled={type === null} onClick={give}>
        {words.report.giveRestGo}
      </button>
    </div>
  );
}
