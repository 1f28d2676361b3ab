/**
 * A shift report as one document: what a supervisor writes, a device keeps, the server stores and a bill is made from. Everything
 * that is counted is an integer, so that sums are exact and the same in a browser, in SQLite and in PostgreSQL:
 *
 * - depths and lengths in millimetres (`…Mm`), quantities in thousandths (`…Milli`), angles in hundredths of a degree (`…Cd`);
 * - instants in milliseconds since 1970 UTC (`…At`), beside them the IANA zone of the shift;
 * - what people worked in minutes.
 *
 * Rows have ids of their own, made where the row is made, so that two devices that edit one report can be merged row by row.
 */

/** What stands for a thing of the database: a UUID, version 7 where we make it. */
export type Id = string;

/** How far a report has come: who may change it, and whether it counts. */
export type ShiftState =
  | "draft"
  | "submitted"
  | "returned"
  | "approved"
  | "with_client"
  | "disputed"
  | "final"
  | "void";

/** Where a row came from: proposed by the rig's own data, proposed and then changed by a person, or typed. */
export type RowSource = "rig" | "edited" | "typed";

/** Who pays for time that is not drilling. */
export type Payer = "client" | "contractor";

/** What kind of time an activity is. */
export const ACTIVITY_CLASSES = [
  ...(["maintenance", "safety", "meeting", "standby", "travel", "survey", "casing"] as const),
  ...(["reaming", "tripping", "circulating", "other"] as const),
] as const;
/** A kind of time, of `ACTIVITY_CLASSES`. */
export type ActivityClass = (typeof ACTIVITY_CLASSES)[number];

/** What a run did with the hole. Only `new` makes metres. */
export type RunKind = "new" | "ream" | "redrill" | "wedge";

/** One person's part of the shift. */
export interface CrewRow {
  readonly id: Id;
  readonly person: Id;
  readonly role: string;
  readonly minutes: number;
}

/** A piece of hole in one size, from a depth to a depth, from a time to a time. */
export interface RunRow {
  readonly id: Id;
  readonly hole: Id;
  /** `BQ`, `NQ`, `HQ`, `PQ`, or what the contract calls it. */
  readonly size: string;
  readonly kind: RunKind;
  readonly fromMm: number;
  readonly toMm: number;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Core that came up; null where none was taken. */
  readonly recoveredMm: number | null;
  /** Seconds on bottom, told by the rig's data alone. */
  readonly onBottomSeconds: number | null;
  readonly bit: string | null;
  readonly source: RowSource;
  readonly remarks: string;
  /** Where its depths were typed in feet, to 0.01 ft: the millimetres give back what was typed, and its length in feet is that of what was typed. */
  readonly typedIn?: "ft";
}

/** Anything else that took time. */
export interface ActivityRow {
  readonly id: Id;
  /** An activity type of the master data. */
  readonly type: Id;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly hole: Id | null;
  /** Why it stood by; required of the class `standby`. */
  readonly reason: string | null;
  readonly payer: Payer;
  /** Beside the main line: it counts for man-hours and not for the grid. */
  readonly parallel: boolean;
  readonly source: RowSource;
  readonly remarks: string;
}

/** What was used up. */
export interface MaterialRow {
  readonly id: Id;
  readonly item: Id;
  readonly quantityMilli: number;
}

/** Where a hole points to, at a depth. */
export interface SurveyRow {
  readonly id: Id;
  readonly hole: Id;
  readonly depthMm: number;
  /** -9000 straight down, 0 level. */
  readonly dipCd: number;
  readonly azimuthCd: number;
  readonly north: "true" | "magnetic" | "grid";
  readonly instrument: string;
  readonly at: number;
  readonly source: RowSource;
}

/** Pipe that was set in a hole. */
export interface CasingRow {
  readonly id: Id;
  readonly hole: Id;
  readonly size: string;
  readonly kind: string;
  readonly fromMm: number;
  readonly toMm: number;
}

/** A photo that belongs to the report; its bytes go by themselves, and are named by their hash. */
export interface PhotoRow {
  readonly id: Id;
  readonly hole: Id | null;
  readonly fromMm: number | null;
  readonly toMm: number | null;
  readonly tray: string | null;
  /** Of the bytes as they are stored, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly mime: "image/jpeg" | "image/png" | "image/webp";
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
}

/** What a person writes: the part of a report that is sent whole, merged by rows, frozen at each submit. */
export interface ShiftContent {
  readonly rig: Id;
  /** The date on which the shift starts, `2026-03-28`, where the rig is. */
  readonly date: string;
  /** The name of the span in the rig's pattern. */
  readonly slot: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly timeZone: string;
  readonly client: Id;
  readonly contract: Id | null;
  readonly project: Id | null;
  readonly supervisor: Id | null;
  readonly notes: string;
  readonly crew: readonly CrewRow[];
  readonly runs: readonly RunRow[];
  readonly activities: readonly ActivityRow[];
  readonly materials: readonly MaterialRow[];
  readonly surveys: readonly SurveyRow[];
  readonly casings: readonly CasingRow[];
  readonly photos: readonly PhotoRow[];
}

/** A report with where it stands. */
export interface ShiftDocument extends ShiftContent {
  readonly id: Id;
  readonly state: ShiftState;
  /** 0 before the first submit; each submit after a final one, or after a dispute, is one more. */
  readonly revision: number;
  /** One more with each change: what `If-Match` holds. */
  readonly rowVersion: number;
}
