/// <reference path="../../report/pdf/pdfmake.d.ts" />
/** A rig's day on paper: its shifts side by side, what is missing named, the sums of what is there. */
import type { Node } from "pdfmake";
import { pictureNode, sectionNode } from "../../report/pdf/content.js";
import { banner, printed, sheetsWith } from "../../report/pdf/paper.js";
import { dayOf } from "../shift/day.js";
import type { Id } from "../shift/document.js";
import { snapshotOf } from "../shift/revision.js";
import type { ExpectedShift } from "../shift/slots.js";
import { type Names, nameIn } from "./names.js";
import { figures, footOf, infoOf, PAPER, room, totalFigures } from "./paper.js";
import { sectionOf } from "./section-of.js";
import {
  activityTable,
  casingTable,
  type ExportedShift,
  materialTable,
  progressTable,
  summaryTable,
  surveyTable,
} from "./shift-tables.js";
import { timeBars } from "./time-bar.js";

export interface DayPaper {
  readonly date: string;
  readonly rig: Id;
  readonly expected: readonly ExpectedShift[];
  readonly shifts: readonly ExportedShift[];
  readonly names: Names;
  readonly auditHead: string | null;
}

/** Of several rigs, each on sheets of its own. */
export async function daysPdf(papers: readonly DayPaper[]): Promise<Uint8Array> {
  const days = await Promise.all(papers.map(sheetsOf));
  const title = [...new Set(papers.flatMap(({ rig, date, names }) => [nameIn(names.rigs, rig), date]))];
  return printed({
    ...{ paper: PAPER, mark: days.every(({ isFinal }) => isFinal) ? undefined : "NOT FINAL" },
    info: infoOf(
      title.join(", "),
      "Day report",
      days.flatMap(({ hashes }) => hashes).join(" "),
      Math.max(0, ...days.map(({ last }) => last)),
    ),
    content: days.map(({ sheets }) => sheets),
  });
}

async function sheetsOf({ date, rig, expected, shifts, names, auditHead }: DayPaper) {
  const all = shifts
    .filter(({ state }) => state !== "void")
    .toSorted((a, b) => a.content.startsAt - b.content.startsAt);
  const name = nameIn(names.rigs, rig);
  const day = dayOf(expected, shifts, names.activityTypes);
  const hashes = await Promise.all(all.map(async ({ content }) => (await snapshotOf(content)).hash));
  const missing =
    day.missing.length === 0
      ? null
      : `Missing: ${day.missing.join(", ")}. Sums are of ${day.reported} of ${day.expected} shifts.`;
  const tables = [
    sectionOf(
      { ...summaryTable(all, names), title: "Shifts" },
      [
        ...["slot", "state", "revision", "metres", "drilling_h", "rate_m_h", "recovered_m", "cored_m"],
        ...["recovery_pct", "man_h", "supervisor", "notes"],
      ],
      missing,
    ),
    sectionOf(progressTable(all, names), [
      ...["slot", "hole", "size", "kind", "from_m", "to_m", "metres", "drilling_h", "rate_m_h"],
      ...["recovered_m", "recovery_pct", "remarks"],
    ]),
    sectionOf(activityTable(all, names), [
      ...[
        "slot",
        "starts_at",
        "ends_at",
        "time_h",
        "code",
        "activity",
        "reason",
        "payer",
        "beside_h",
        "remarks",
      ],
    ]),
    sectionOf(materialTable(all, names), ["slot", "item", "quantity", "unit"]),
    sectionOf(surveyTable(all, names), ["slot", "hole", "depth_m", "dip_deg", "azimuth_deg", "north"]),
    sectionOf(casingTable(all, names), ["slot", "hole", "size", "kind", "from_m", "to_m", "length_m"]),
  ].filter(({ rows }, i) => i === 0 || rows.length > 0);
  const nodes: Node[] = [
    ...banner(name, "Day report", date, room),
    sectionNode(
      figures("totals", "24 hours", [
        ...totalFigures(
          day,
          all.flatMap(({ content }) => content.runs),
          names.lengthUnit,
        ),
        ["Shifts", `${day.reported} of ${day.expected}`],
      ]),
      room,
    ),
    ...(all.length === 0
      ? []
      : [
          pictureNode(
            timeBars(
              all.map(({ content }) => content),
              names,
            ),
            room,
          ),
        ]),
    ...tables.map((section) => sectionNode(section, room)),
  ];
  const revisions = all.map(
    ({ content, revision }, i) => `${content.slot} ${revision} sha256 ${hashes[i]!.slice(0, 16)}`,
  );
  return {
    hashes,
    isFinal: all.every(({ state }) => state === "final") && day.missing.length === 0,
    last: Math.max(0, ...all.map(({ content }) => content.endsAt)),
    sheets: sheetsWith(`Day report · ${name} · ${date}`, footOf(revisions, auditHead), nodes),
  };
}
