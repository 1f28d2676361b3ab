/** The settings of the company, as the server has them, and how some of them are changed: the others stay as they are. */
import { useState } from "preact/hooks";
import type { LengthUnit } from "../../../shift/length.js";
import { type Asked, useAnswer } from "../../device/answers.js";
import type { Sending } from "../../parts/form.js";
import { ask } from "../../server/request.js";

/** `GET /settings`. */
export interface Chosen {
  readonly tolerance_minutes?: number;
  readonly one_person?: boolean;
  readonly length_unit?: LengthUnit;
  readonly sso_only?: boolean;
  readonly alerts?: Readonly<Record<string, number>>;
  readonly timetable?: {
    readonly time_zone?: string;
    readonly daily_at?: string;
    readonly remind_hours?: number;
    readonly escalate_hours?: number;
    readonly bill_mail?: boolean;
    readonly issue_day?: number;
  };
}

export interface Settings {
  readonly asked: Asked<Chosen>;
  /** Whether it was taken. */
  readonly change: (next: (now: Chosen) => Chosen, sending: Sending) => Promise<boolean>;
}

/** Of `timetable`, by their own names. */
const TIMETABLE = ["time_zone", "daily_at", "remind_hours", "escalate_hours", "issue_day"];
const FIELDS = ["tolerance_minutes", "one_person", "length_unit", "sso_only", "alerts", ...TIMETABLE];

export function useSettings(): Settings {
  const [version, again] = useState(0);
  const asked = useAnswer<Chosen>("/settings", version);
  return {
    asked,
    async change(next, { send }) {
      const { answer } = asked;
      if (answer === undefined) return false;
      const taken = await send(
        () =>
          ask("/settings", {
            method: "PUT",
            headers: { "if-match": answer.etag ?? "" },
            json: next(answer.body),
          }),
        FIELDS,
      );
      // Whether it was taken or somebody was quicker: what is there now is what the next change begins from.
      again((count) => count + 1);
      return taken !== undefined;
    },
  };
}
