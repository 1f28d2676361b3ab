/** Rules of reports, when alerts are raised, and when the service acts by itself; what is left empty is as usual. */
import { useEffect, useState } from "preact/hooks";
import { LENGTH_UNITS, type LengthUnit } from "../../../shift/length.js";
import { Check } from "../../parts/fields.js";
import { TextLine, useSending } from "../../parts/form.js";
import { Refused } from "../../parts/refused.js";
import { Stale } from "../../parts/stale.js";
import { useWords } from "../../words/words.js";
import { hours, ISSUE_DAY, TimetableFields, type TypedTimetable } from "./timetable-fields.js";
import { useSettings } from "./use-settings.js";

/** What holds where nothing is chosen, and what can be chosen: as the service has it. */
const limits = {
  recovery_percent: { usual: 90, from: 0, to: 100 },
  recovery_high_percent: { usual: 80, from: 0, to: 100 },
  rate_drop_percent: { usual: 30, from: 1, to: 100 },
  not_drilling_hours: { usual: 4, from: 0, to: 26 },
  report_missing_hours: { usual: 2, from: 0, to: 168 },
  rig_gap_minutes: { usual: 60, from: 5, to: 720 },
  rig_gap_hours: { usual: 4, from: 0, to: 48 },
  with_client_days: { usual: 7, from: 1, to: 365 },
} as const;
type Limit = keyof typeof limits;
const names = Object.keys(limits) as readonly Limit[];

/** All that is typed as a number, and what it can be. */
const numbers = {
  tolerance_minutes: { from: 0, to: 15 },
  ...hours,
  issue_day: ISSUE_DAY,
  ...limits,
} as const;
type Counted = keyof typeof numbers;

type Typed = Readonly<Record<Limit | "tolerance_minutes", string>> & TypedTimetable;

export function CompanySettings() {
  const words = useWords();
  const settings = useSettings();
  const sending = useSending();
  const [typed, type] = useState<Typed | null>(null);
  const [onePerson, setOnePerson] = useState(false);
  const [lengths, setLengths] = useState<LengthUnit>("m");
  const [saved, tell] = useState(false);
  const { answer, asking } = settings.asked;
  const chosen = answer?.body;
  useEffect(() => {
    // Not what the device knew: what nobody touches is sent too, and would undo what others have chosen meanwhile.
    if (chosen === undefined || asking || typed !== null) return;
    const text = (value: number | undefined): string => (value === undefined ? "" : String(value));
    type({
      ...(Object.fromEntries(names.map((name) => [name, text(chosen.alerts?.[name])])) as Record<
        Limit,
        string
      >),
      tolerance_minutes: text(chosen.tolerance_minutes),
      time_zone: chosen.timetable?.time_zone ?? "",
      daily_at: chosen.timetable?.daily_at ?? "",
      remind_hours: text(chosen.timetable?.remind_hours),
      escalate_hours: text(chosen.timetable?.escalate_hours),
      issue_day: text(chosen.timetable?.issue_day),
      bill_mail: chosen.timetable?.bill_mail ?? false,
    });
    setOnePerson(chosen.one_person ?? false);
    setLengths(chosen.length_unit ?? "m");
  }, [chosen, asking, typed]);
  if (typed === null)
    return (
      <section class="card">
        {asking ? <p class="empty">{words.app.loading}</p> : <Stale {...settings.asked} />}
      </section>
    );
  const change = (changed: Partial<Typed>): void => {
    tell(false);
    type({ ...typed, ...changed });
  };
  const set = (name: keyof Typed) => (text: string) => change({ [name]: text });
  const save = async (): Promise<void> => {
    const wrong: Record<string, string> = {};
    const counts: Partial<Record<Counted, number>> = {};
    for (const name of Object.keys(numbers) as readonly Counted[]) {
      const text = typed[name].trim();
      const { from, to } = numbers[name];
      const value = Number(text);
      if (text === "") continue;
      if (!/^\d+$/.test(text) || value < from || value > to)
        wrong[name] = words.settings.number(String(from), String(to));
      else counts[name] = value;
    }
    const [time_zone, daily_at] = [typed.time_zone.trim(), typed.daily_at.trim()];
    if (daily_at !== "" && !/^([01]\d|2[0-3]):[0-5]\d$/.test(daily_at))
      wrong["daily_at"] = words.settings.timetable.noTime;
    sending.tell(wrong);
    const [first] = Object.keys(wrong);
    if (first !== undefined) {
      document.getElementById(`set-${first}`)?.focus();
      return;
    }
    const { tolerance_minutes, remind_hours, escalate_hours, issue_day, ...alerts } = counts;
    tell(
      await settings.change(
        ({ tolerance_minutes: _, ...rest }) => ({
          ...rest,
          ...(tolerance_minutes !== undefined && { tolerance_minutes }),
          one_person: onePerson,
          length_unit: lengths,
          timetable: {
            ...(time_zone !== "" && { time_zone }),
            ...(daily_at !== "" && { daily_at }),
            ...(remind_hours !== undefined && { remind_hours }),
            ...(escalate_hours !== undefined && { escalate_hours }),
            ...(issue_day !== undefined && { issue_day }),
            bill_mail: typed.bill_mail,
          },
          alerts,
        }),
        sending,
      ),
    );
  };
  return (
    <form
      class="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{words.settings.reports}</h2>
      <div class="pair">
        <TextLine
          id="set-tolerance_minutes"
          label={words.settings.tolerance}
          hint={words.settings.toleranceHint}
          mode="numeric"
          value={typed.tolerance_minutes}
          set={set("tolerance_minutes")}
          wrong={sending.wrong["tolerance_minutes"]}
        />
      </div>
      <Check
        value={onePerson}
        set={(on) => {
          tell(false);
          setOnePerson(on);
        }}
        label={words.settings.onePerson}
      />
      <div class="field">
        <label for="set-length_unit">{words.settings.lengths}</label>
        <select
          id="set-length_unit"
          value={lengths}
          onChange={({ currentTarget }) => {
            tell(false);
            setLengths(currentTarget.value as LengthUnit);
          }}
        >
          {LENGTH_UNITS.map((unit) => (
            <option key={unit} value={unit}>
              {words.device.lengthNames[unit]}
            </option>
          ))}
        </select>
      </div>
      <h2>{words.settings.alerts}</h2>
      <div class="pair">
        {names.map((name) => (
          <TextLine
            key={name}
            id={`set-${name}`}
            label={words.settings.limits[name]}
            hint={words.settings.usual(String(limits[name].usual))}
            mode="numeric"
            value={typed[name]}
            set={set(name)}
            wrong={sending.wrong[name]}
          />
        ))}
      </div>
      <TimetableFields typed={typed} set={change} wrong={sending.wrong} />
      <Refused why={sending.wrong["all"] ?? sending.wrong["alerts"]} />
      <div class="row">
        <button type="submit" class="main" disabled={sending.busy}>
          {words.settings.save}
        </button>
        <span role="status">{saved && words.settings.saved}</span>
      </div>
    </form>
  );
}
