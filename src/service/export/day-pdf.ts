/// <reference path="../../report/pdf/pdfmake.d.ts" />
/** A rig's day on paper: its shifts side by side, what is missing named, the sums of what is there. */
import type { Node } from "pdfmake";
import { pictureNode, sectionNode } from "../../report/pdf/content.js";
import { banner, printed, sheetsWith } from "../../report/pdf/paper.js";
import { dayOf } from "../shift/day.js";
import type { Id } from "../shift/document.js";
import { snapshotOf } from "../shift/revision.js";
import type { ExpectedShift } from "../shift/slots.js";
import type { PaperWords } from "../words/en/papers.js";
import type { Language } from "../words/language.js";
import { paperWords } from "../words/paper-words.js";
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
export async function daysPdf(papers: readonly DayPaper[], language: Language = "en"): Promise<Uint8Array> {
  const words = paperWords(language);
  const days = await Promise.all(papers.map((paper) => sheetsOf(paper, words)));
  const title = [...new Set(papers.flatMap(({ rig, date, names }) => [nameIn(names.rigs, rig), date]))];
  return printed({
    ...{ paper: PAPER, language, mark: days.every(({ isFinal }) => isFinal) ? undefined : words.marks.open },
    info: infoOf(
      title.join(", "),
      words.headings["Day report"],
      days.flatMap(({ hashes }) => hashes).join(" "),
      Math.max(0, ...days.map(({ last }) => last)),
    ),
    content: days.map(({ sheets }) => sheets),
  });
}

async function sheetsOf({ date, rig, expected, shifts, names, auditHead }: DayPaper, words: PaperWords) {
  const all = shifts
    .filter(({ state }) => state !== "void")
    .toSorted((a, b) => a.content.startsAt - b.content.startsAt);
  const name = nameIn(names.rigs, rig);
  const day = dayOf(expected, shifts, names.activityTypes);
  const hashes = await Promise.all(all.map(async ({ content }) => (await snapshotOf(content)).hash));
  const missing = day.missing.length === 0 ? null : words.missing(day.missing, day.reported, day.expected);
  const tables = [
    sectionOf(
      { ...summaryTable(all, names), title: "Shifts" },
      [
        ...["slot", "state", "revision", "metres", "drilling_h", "rate_m_h", "recovered_m", "cored_m"],
        ...["recovery_pct", "man_h", "supervisor", "notes"],
      ],
      words,
      missing,
    ),
    sectionOf(
      progressTable(all, names),
      [
        ...["slot", "hole", "size", "kind", "from_m", "to_m", "metres", "drilling_h", "rate_m_h"],
        ...["recovered_m", "recovery_pct", "remarks"],
      ],
      words,
    ),
    sectionOf(
      activityTable(all, names),
      [
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
      ],
      words,
    ),
    sectionOf(materialTable(all, names), ["slot", "item", "quantity", "unit"], words),
    sectionOf(surveyTable(all, names), ["slot", "hole", "depth_m", "dip_deg", "azimuth_deg", "north"], words),
    sectionOf(casingTable(all, names), ["slot", "hole", "size", "kind", "from_m", "to_m", "length_m"], words),
  ].filter(({ rows }, i) => i === 0 || rows.length > 0);
  const nodes: Node[] = [
    ...banner(name, words.headings["Day report"], date, room),
    sectionNode(
      figures(
        "totals",
        "24 hours",
        [
          ...totalFigures(
            day,
            all.flatMap(({ content }) => content.runs),
            names.lengthUnit,
          ),
          ["Shifts", words.of(day.reported, day.expected)],
        ],
        words,
      ),
      room,
    ),
    ...(all.length === 0
      ? []
      : [
          pictureNode(
            timeBars(
              all.map(({ content }) => content),
              names,
              words,
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
    sheets: sheetsWith(
      `${words.headings["Day report"]} · ${name} · ${date}`,
      footOf(revisions, auditHead),
      nodes,
      words.page,
    ),
  };
}
