/** When a tenant wants what the service does by itself: what it has chosen, each with what holds where nothing is chosen. */
import Type, { type Static } from "typebox";
import { isZone, localDate, localTime } from "../shift/clock.js";
import { sent } from "./schema/values.js";

export const timetableSchema = sent({
  /** By whose clock days begin and mails go out. */
  time_zone: Type.Optional(Type.String({ maxLength: 60 })),
  /** When the mails of the day go out: `07:00`. */
  daily_at: Type.Optional(Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" })),
  /** Hours after which who should act is reminded, and after which admins are told. */
  remind_hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 720 })),
  escalate_hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 2160 })),
  /** Managers get what each day came to. */
  bill_mail: Type.Optional(Type.Boolean()),
  /** The day of the month on which the bills of the month before are issued; 0 for never. */
  issue_day: Type.Optional(Type.Integer({ minimum: 0, maximum: 28 })),
});

export interface Timetable {
  readonly timeZone: string;
  readonly dailyAt: string;
  readonly remindHours: number;
  readonly escalateHours: number;
  readonly billMail: boolean;
  readonly issueDay: number;
}

export const timetableFrom = (chosen: Static<typeof timetableSchema> = {}): Timetable => ({
  timeZone: isZone(chosen.time_zone ?? "UTC") ? (chosen.time_zone ?? "UTC") : "UTC",
  dailyAt: chosen.daily_at ?? "07:00",
  remindHours: chosen.remind_hours ?? 12,
  escalateHours: chosen.escalate_hours ?? 24,
  billMail: chosen.bill_mail ?? false,
  issueDay: chosen.issue_day ?? 0,
});

/** The date whose mails are to go out by now; undefined before their time of the day. */
export function mailDay({ timeZone, dailyAt }: Timetable, now: number): string | undefined {
  return localTime(now, timeZone) >= dailyAt ? localDate(now, timeZone) : undefined;
}
