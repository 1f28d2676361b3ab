/** The one large button: begins a report, or leads to it. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { errorAt, type Problem } from "../../../shift/problem.js";
import type { ExpectedShift } from "../../../shift/slots.js";
import { isWritable, type KeptReport } from "../../device/kept-report.js";
import type { Master, Rig } from "../../device/master.js";
import { previousReport, startReport } from "../../device/start-report.js";
import { Check, ChoiceField } from "../../parts/fields.js";
import { fieldId, Problems } from "../../parts/problems.js";
import { shortDateText, useWords } from "../../words/words.js";

export function Go({
  rig,
  lists,
  occasion,
  report,
}: {
  readonly rig: Rig;
  readonly lists: Master;
  readonly occasion: ExpectedShift;
  readonly report: KeptReport | undefined;
}) {
  const words = useWords();
  const { route } = useLocation();
  const [take, tick] = useState({ crew: true, hole: true, activities: false, materials: false });
  const [wrong, tell] = useState<readonly Problem[]>([]);
  const [project, choose] = useState<string | null>(
    lists.projects.length === 1 ? (lists.projects[0]?.id ?? null) : null,
  );
  const [client, chooseClient] = useState<string | null>(
    lists.clients.length === 1 ? (lists.clients[0]?.id ?? null) : null,
  );
  if (report !== undefined)
    return (
      <a class="button main large go" href={`/shifts/${report.id}`}>
        {isWritable(report) ? words.today.goOn : words.today.look}
      </a>
    );
  const previous = previousReport(rig.id, occasion.startsAt);
  const owner = lists.projects.find(({ id }) => id === project)?.client ?? client;
  const asks = lists.projects.length > 0 ? `project-${rig.id}` : `client-${rig.id}`;
  const start = (): void => {
    if (previous === undefined && owner === null) {
      tell([errorAt(asks, "missing", { what: "value" })]);
      document.getElementById(fieldId(asks))?.focus();
      return;
    }
    const id = startReport({ rig, occasion, previous, take, client: owner ?? "", project, supervisor: null });
    route(`/shifts/${id}`);
  };
  return (
    <>
      {previous === undefined && (
        <Problems.Provider value={{ problems: wrong, all: true }}>
          {lists.projects.length > 0 ? (
            <ChoiceField
              at={asks}
              label={words.today.project}
              value={project}
              options={lists.projects}
              set={choose}
            />
          ) : (
            <ChoiceField
              at={asks}
              label={words.today.client}
              value={client}
              options={lists.clients}
              set={chooseClient}
            />
          )}
        </Problems.Provider>
      )}
      <button type="button" class="main large go" onClick={start}>
        {words.today.start(occasion.slot)}
      </button>
      {previous !== undefined && (
        <fieldset class="plain-set">
          <legend class="faint">
            {words.today.copyFrom(`${previous.draft.slot}, ${shortDateText(previous.draft.date)}`)}
          </legend>
          <div class="ticks">
            {(["crew", "hole", "activities", "materials"] as const).map((name) => (
              <Check
                key={name}
                value={take[name]}
                label={words.today[name]}
                set={(value) => tick({ ...take, [name]: value })}
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
