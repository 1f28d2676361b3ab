/** The parts of a report and the tables of their rows: which field is which column. */
import type { ShiftContent } from "../../shift/document.js";

/** Parts of a report that are lists of rows. */
export type PartName = {
  [Name in keyof ShiftContent]: ShiftContent[Name] extends readonly { readonly id: string }[] ? Name : never;
}[keyof ShiftContent];

export type PartRow<Name extends PartName> = ShiftContent[Name][number];
export type PartTable = "crew" | "run" | "activity" | "material_use" | "survey" | "casing" | "photo";

export interface Part<Name extends PartName> {
  readonly table: PartTable;
  /** Fields in the order of the document, each with its column. */
  readonly fields: { readonly [Field in Exclude<keyof PartRow<Name>, "id">]-?: string };
}

const depths = { fromMm: "from_mm", toMm: "to_mm" } as const;
const span = { startsAt: "starts_at", endsAt: "ends_at" } as const;

export const parts: { readonly [Name in PartName]: Part<Name> } = {
  crew: { table: "crew", fields: { person: "person_id", role: "role", minutes: "minutes" } },
  runs: {
    table: "run",
    fields: {
      hole: "hole_id",
      size: "size",
      kind: "kind",
      ...depths,
      ...span,
      recoveredMm: "recovered_mm",
      onBottomSeconds: "on_bottom_s",
      bit: "bit",
      source: "source",
      remarks: "remarks",
      typedIn: "typed_in",
    },
  },
  activities: {
    table: "activity",
    fields: {
      type: "type_id",
      ...span,
      hole: "hole_id",
      reason: "reason",
      payer: "payer",
      parallel: "parallel",
      source: "source",
      remarks: "remarks",
    },
  },
  materials: { table: "material_use", fields: { item: "item_id", quantityMilli: "quantity_milli" } },
  surveys: {
    table: "survey",
    fields: {
      hole: "hole_id",
      depthMm: "depth_mm",
      dipCd: "dip_cd",
      azimuthCd: "azimuth_cd",
      north: "north",
      instrument: "instrument",
      at: "at",
      source: "source",
    },
  },
  casings: { table: "casing", fields: { hole: "hole_id", size: "size", kind: "kind", ...depths } },
  photos: {
    table: "photo",
    fields: {
      hole: "hole_id",
      ...depths,
      tray: "tray",
      sha256: "sha256",
      mime: "mime",
      bytes: "bytes",
      width: "width",
      height: "height",
    },
  },
};

export const partNames = Object.keys(parts) as PartName[];

/** Fields that are yes or no, and 1 or 0 in a column. */
const TRUTHS = new Set(["parallel"]);
/** Fields that a row has only where there is something to say, and null in a column where there is not. */
const LEFT_OUT = new Set(["typedIn"]);

export type Stored = Record<string, string | number | null>;

export function toStored(name: PartName, row: PartRow<PartName>): Stored {
  const given = row as unknown as Readonly<Record<string, string | number | boolean | null>>;
  const columns = Object.entries(parts[name].fields).map(
    ([field, column]): [string, string | number | null] => {
      const value = given[field] ?? null;
      return [column as string, typeof value === "boolean" ? Number(value) : value];
    },
  );
  return { id: row.id, ...Object.fromEntries(columns) };
}

export function fromStored<Name extends PartName>(name: Name, row: Stored): PartRow<Name> {
  const fields = Object.entries(parts[name].fields).flatMap(([field, column]) => {
    const value = row[column as string]!;
    if (value === null && LEFT_OUT.has(field)) return [];
    return [[field, TRUTHS.has(field) ? value === 1 : value]];
  });
  return { id: row["id"], ...Object.fromEntries(fields) } as unknown as PartRow<Name>;
}
