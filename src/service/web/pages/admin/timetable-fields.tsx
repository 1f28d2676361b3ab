/** When a company wants what the service does by itself: by which clock its days begin, when people are reminded, and on which day bills are issued. */
import { Check } from "../../parts/fields.js";
import { TextLine, type Wrong } from "../../parts/form.js";
import { useWords } from "../../words/words.js";

/** What holds where nothing is chosen, and what can be chosen: as the service has it. */
export const hours = {
  remind_hours: { usual: 12, from: 1, to: 720 },
  escalate_hours: { usual: 24, from: 1, to: 2160 },
} as const;
/** Of a month; 0 is never. */
export const ISSUE_DAY = { usual: 0, from: 0, to: 28 } as const;

/** As it is typed: numbers as texts, nothing where nothing is chosen. */
export interface TypedTimetable {
  readonly time_zone: string;
  readonly daily_at: string;
  readonly remind_hours: string;
  readonly escalate_hours: string;
  readonly issue_day: string;
  readonly bill_mail: boolean;
}

interface Shown {
  readonly typed: TypedTimetable;
  readonly set: (changed: Partial<TypedTimetable>) => void;
  readonly wrong: Wrong;
}

export function TimetableFields({ typed, set, wrong }: Shown) {
  const words = useWords();
  const { timetable, usual } = words.settings;
  const line = (name: Exclude<keyof TypedTimetable, "bill_mail">, hint: string) => (
    <TextLine
      id={`set-${name}`}
      label={timetable[name]}
      hint={hint}
      mode={name === "time_zone" || name === "daily_at" ? "text" : "numeric"}
      value={typed[name]}
      set={(text) => set({ [name]: text })}
      wrong={wrong[name]}
    />
  );
  return (
    <>
      <h2>{timetable.title}</h2>
      <div class="pair">
        {line("time_zone", usual("UTC"))}
        {line("daily_at", usual("07:00"))}
        {line("remind_hours", usual(String(hours.remind_hours.usual)))}
        {line("escalate_hours", usual(String(hours.escalate_hours.usual)))}
        {line("issue_day", timetable.issueDayHint)}
      </div>
      <Check value={typed.bill_mail} set={(on) => set({ bill_mail: on })} label={timetable.bill_mail} />
    </>
  );
}
