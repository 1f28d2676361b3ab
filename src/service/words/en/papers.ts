/** Words of papers and workbooks, in English. */
import type { LineKind } from "../../shift/bill-line.js";
import type { Payer, RowSource } from "../../shift/document.js";
import { enTrade, type Trade } from "./trade.js";

/** What a column or a figure is called. */
export type Title =
  | "Rig"
  | "Date"
  | "Shift"
  | "State"
  | "Revision"
  | "Client"
  | "Project"
  | "Contract"
  | "Supervisor"
  | "From"
  | "To"
  | "Until"
  | "Metres"
  | "Feet"
  | "Drilling"
  | "Rate"
  | "Recovered"
  | "Of"
  | "Recovery"
  | "Man-hours"
  | "Man-hours a metre"
  | "Man-hours a foot"
  | "Standby, client"
  | "Standby, contractor"
  | "Clock"
  | "Notes"
  | "Id"
  | "Hole"
  | "Size"
  | "Kind"
  | "Time"
  | "Bit"
  | "Source"
  | "Remarks"
  | "Code"
  | "Activity"
  | "Class"
  | "Reason"
  | "Payer"
  | "Beside"
  | "Person"
  | "Role"
  | "Item"
  | "Quantity"
  | "Unit"
  | "Depth"
  | "Dip"
  | "Azimuth"
  | "North"
  | "Instrument"
  | "At"
  | "Length"
  | "Description"
  | "Price"
  | "Markup"
  | "Amount"
  | "Currency"
  | "Corrects"
  | "Items"
  | "Other"
  | "Month"
  | "Days"
  | "Shifts"
  | "Net"
  | "Total";

/** What a table, a sheet of a workbook or a paper is called. */
export type Heading =
  | "Summary"
  | "Shifts"
  | "Progress"
  | "Activities"
  | "Crew"
  | "Materials"
  | "Surveys"
  | "Casing"
  | "BOQ"
  | "By work"
  | "By day"
  | "Lines"
  | "Corrections of issued months"
  | "Shift"
  | "In all"
  | "24 hours"
  | "Notes"
  | "Bill of quantities"
  | "Shift report"
  | "Day report"
  | "Time";

export interface PaperWords extends Trade {
  readonly titles: Readonly<Record<Title, string>>;
  readonly headings: Readonly<Record<Heading, string>>;
  readonly payers: Readonly<Record<Payer, string>>;
  /** Where a row comes from. */
  readonly sources: Readonly<Record<RowSource, string>>;
  readonly lines: Readonly<Record<LineKind, string>>;
  /** Of sums for a whole; all others are signs or a company's own. */
  readonly units: Readonly<Record<"shift" | "day", string>>;
  /** Across the sheets of what does not count, or not yet. */
  readonly marks: Readonly<Record<"draft" | "open" | "disputed" | "void", string>>;
  readonly signers: Readonly<Record<"supervisor" | "manager" | "client", string>>;
  /** Of a bar of time. */
  readonly drilling: string;
  readonly sized: (size: string) => string;
  readonly beside: (kind: string) => string;
  readonly unaccounted: (time: string) => string;
  readonly of: (some: number, all: number) => string;
  readonly missing: (names: readonly string[], reported: number, expected: number) => string;
  readonly photos: (shown: number, all: number) => string;
  readonly tray: (tray: string) => string;
  readonly revision: (number: number) => string;
  readonly draft: string;
  readonly issued: (date: string) => string;
  readonly tax: (percent: string) => string;
  readonly page: (page: number, pages: number) => string;
  readonly yes: string;
}

export const enPapers: PaperWords = {
  ...enTrade,
  titles: {
    Rig: "Rig",
    Date: "Date",
    Shift: "Shift",
    State: "State",
    Revision: "Revision",
    Client: "Client",
    Project: "Project",
    Contract: "Contract",
    Supervisor: "Supervisor",
    From: "From",
    To: "To",
    Until: "Until",
    Metres: "Metres",
    Feet: "Feet",
    Drilling: "Drilling",
    Rate: "Rate",
    Recovered: "Recovered",
    Of: "Of",
    Recovery: "Recovery",
    "Man-hours": "Man-hours",
    "Man-hours a metre": "Man-hours a metre",
    "Man-hours a foot": "Man-hours a foot",
    "Standby, client": "Standby, client",
    "Standby, contractor": "Standby, contractor",
    Clock: "Clock",
    Notes: "Notes",
    Id: "Id",
    Hole: "Hole",
    Size: "Size",
    Kind: "Kind",
    Time: "Time",
    Bit: "Bit",
    Source: "Source",
    Remarks: "Remarks",
    Code: "Code",
    Activity: "Activity",
    Class: "Class",
    Reason: "Reason",
    Payer: "Payer",
    Beside: "Beside",
    Person: "Person",
    Role: "Role",
    Item: "Item",
    Quantity: "Quantity",
    Unit: "Unit",
    Depth: "Depth",
    Dip: "Dip",
    Azimuth: "Azimuth",
    North: "North",
    Instrument: "Instrument",
    At: "At",
    Length: "Length",
    Description: "Description",
    Price: "Price",
    Markup: "Markup",
    Amount: "Amount",
    Currency: "Currency",
    Corrects: "Corrects",
    Items: "Items",
    Other: "Other",
    Month: "Month",
    Days: "Days",
    Shifts: "Shifts",
    Net: "Net",
    Total: "Total",
  },
  headings: {
    Summary: "Summary",
    Shifts: "Shifts",
    Progress: "Progress",
    Activities: "Activities",
    Crew: "Crew",
    Materials: "Materials",
    Surveys: "Surveys",
    Casing: "Casing",
    BOQ: "BOQ",
    "By work": "By work",
    "By day": "By day",
    Lines: "Lines",
    "Corrections of issued months": "Corrections of issued months",
    Shift: "Shift",
    "In all": "In all",
    "24 hours": "24 hours",
    Notes: "Notes",
    "Bill of quantities": "Bill of quantities",
    "Shift report": "Shift report",
    "Day report": "Day report",
    Time: "Time",
  },
  lines: {
    metre: "metre",
    hour: "hour",
    man_hour: "man hour",
    item: "item",
    fixed_shift: "fixed shift",
    fixed_day: "fixed day",
    minimum_shift: "minimum shift",
    minimum_day: "minimum day",
    maximum_shift: "maximum shift",
    maximum_day: "maximum day",
    charge: "charge",
  },
  units: { shift: "shift", day: "day" },
  payers: { client: "client", contractor: "contractor" },
  sources: { rig: "rig", edited: "edited", typed: "typed" },
  marks: { draft: "DRAFT", open: "NOT FINAL", disputed: "DISPUTED", void: "VOID" },
  signers: { supervisor: "Supervisor", manager: "Manager", client: "Client" },
  drilling: "drilling",
  beside: (kind) => `${kind}, beside`,
  unaccounted: (time) => `unaccounted ${time}`,
  sized: (size) => `${size} drilling`,
  of: (some, all) => `${some} of ${all}`,
  missing: (names, reported, expected) =>
    `Missing: ${names.join(", ")}. Sums are of ${reported} of ${expected} shifts.`,
  photos: (shown, all) => (shown === all ? "Photos" : `Photos, ${shown} of ${all}`),
  tray: (tray) => `tray ${tray}`,
  revision: (number) => `revision ${number}`,
  draft: "draft",
  issued: (date) => `issued ${date}`,
  tax: (percent) => `Tax ${percent} %`,
  page: (page, pages) => `Page ${page} of ${pages}`,
  yes: "yes",
};
