/**
 * A report while somebody writes it. Rows may lack what is not typed yet: such a row stays on this device, with what it has, and goes to
 * the server as soon as it is whole. Nothing that a person typed is dropped because something else is missing.
 */
import type {
  ActivityRow,
  CasingRow,
  CrewRow,
  Id,
  MaterialRow,
  PhotoRow,
  RunRow,
  ShiftContent,
  SurveyRow,
} from "../../shift/document.js";
import type { Section } from "../../shift/wire-fields.js";

/** A row of which anything but its id may be missing. */
export type Loose<Row extends { readonly id: Id }> = {
  readonly [Name in keyof Row]: Name extends "id" ? Row[Name] : Row[Name] | null;
};

export interface Draft extends Omit<ShiftContent, Section> {
  readonly crew: readonly Loose<CrewRow>[];
  readonly runs: readonly Loose<RunRow>[];
  readonly activities: readonly Loose<ActivityRow>[];
  readonly materials: readonly Loose<MaterialRow>[];
  readonly surveys: readonly Loose<SurveyRow>[];
  readonly casings: readonly Loose<CasingRow>[];
  readonly photos: readonly Loose<PhotoRow>[];
}

/** What a row cannot be without. Empty text is a text: whether it is enough is for the rules to say. */
const NEEDED = {
  crew: ["person", "role", "minutes"],
  runs: ["hole", "size", "kind", "fromMm", "toMm", "startsAt", "endsAt"],
  activities: ["type", "startsAt", "endsAt", "payer"],
  materials: ["item", "quantityMilli"],
  surveys: ["hole", "depthMm", "dipCd", "azimuthCd", "north", "at"],
  casings: ["hole", "size", "kind", "fromMm", "toMm"],
  photos: ["sha256"],
} as const satisfies { readonly [Name in Section]: readonly (keyof ShiftContent[Name][number])[] };

/** Fields that a row lacks. */
export function lacking(section: Section, row: { readonly id: Id }): readonly string[] {
  const fields = row as Readonly<Record<string, unknown>>;
  return NEEDED[section].filter((name) => (fields[name] ?? null) === null || fields[name] === "");
}

/** Whether the database takes it: whole, and not upside down. */
export function isWhole(section: Section, row: { readonly id: Id }): boolean {
  if (lacking(section, row).length > 0) return false;
  const { startsAt, endsAt, fromMm, toMm, quantityMilli } = row as {
    readonly [Name in "startsAt" | "endsAt" | "fromMm" | "toMm" | "quantityMilli"]?: number | null;
  };
  if (startsAt != null && endsAt != null && endsAt <= startsAt) return false;
  if (fromMm != null && toMm != null && toMm <= fromMm) return false;
  return quantityMilli == null || quantityMilli > 0;
}

const contents = new WeakMap<Draft, ShiftContent>();

/** What is sent: the rows that are whole. A draft is never changed, and so read once. */
export function contentOf(draft: Draft): ShiftContent {
  const known = contents.get(draft);
  if (known !== undefined) return known;
  const content = wholeOf(draft);
  contents.set(draft, content);
  return content;
}

function wholeOf(draft: Draft): ShiftContent {
  const whole = <Row extends { readonly id: Id }>(section: Section, rows: readonly Loose<Row>[]): Row[] =>
    rows.filter((row) => isWhole(section, row as { readonly id: Id })) as unknown as Row[];
  return {
    rig: draft.rig,
    date: draft.date,
    slot: draft.slot,
    startsAt: draft.startsAt,
    endsAt: draft.endsAt,
    timeZone: draft.timeZone,
    client: draft.client,
    contract: draft.contract,
    project: draft.project,
    supervisor: draft.supervisor,
    notes: draft.notes,
    crew: whole<CrewRow>("crew", draft.crew),
    runs: whole<RunRow>("runs", draft.runs),
    activities: whole<ActivityRow>("activities", draft.activities),
    materials: whole<MaterialRow>("materials", draft.materials),
    surveys: whole<SurveyRow>("surveys", draft.surveys),
    casings: whole<CasingRow>("casings", draft.casings),
    photos: whole<PhotoRow>("photos", draft.photos),
  };
}

/** The rows that stay here for now. */
export function unfinished(draft: Draft): { readonly section: Section; readonly id: Id }[] {
  return (Object.keys(NEEDED) as Section[]).flatMap((section) =>
    (draft[section] as readonly { readonly id: Id }[])
      .filter((row) => !isWhole(section, row))
      .map(({ id }) => ({ section, id })),
  );
}

/** A content that came from elsewhere, with the unfinished rows of a draft put back where they stood. */
export function withUnfinished(content: ShiftContent, draft: Draft): Draft {
  const rowsOf = (section: Section): readonly { readonly id: Id }[] => {
    const rows: { readonly id: Id }[] = [...content[section]];
    (draft[section] as readonly { readonly id: Id }[]).forEach((row, i) => {
      if (!isWhole(section, row) && !rows.some(({ id }) => id === row.id)) rows.splice(i, 0, row);
    });
    return rows;
  };
  const sections = (Object.keys(NEEDED) as Section[]).map((section) => [section, rowsOf(section)]);
  return { ...content, ...Object.fromEntries(sections) } as Draft;
}
