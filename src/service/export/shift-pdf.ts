/// <reference path="../../report/pdf/pdfmake.d.ts" />
/**
 * One report on paper. The same revision gives the same bytes, and what is not final says so across every sheet.
 */
import type { Node } from "pdfmake";
import { pictureNode, sectionNode } from "../../report/pdf/content.js";
import { banner, printed, sheetsWith, signatureNode } from "../../report/pdf/paper.js";
import type { Section, TextSection } from "../../report/sections/section.js";
import { instantText, localTime } from "../shift/clock.js";
import { totalsOf } from "../shift/day.js";
import type { ShiftState } from "../shift/document.js";
import { snapshotOf } from "../shift/revision.js";
import type { PaperWords } from "../words/en/papers.js";
import type { Language } from "../words/language.js";
import { paperWords } from "../words/paper-words.js";
import { contactSheet } from "./contact-sheet.js";
import { type Names, nameIn } from "./names.js";
import { figures, footOf, infoOf, PAPER, room, totalFigures } from "./paper.js";
import { sectionOf } from "./section-of.js";
import {
  activityTable,
  casingTable,
  crewTable,
  type ExportedShift,
  materialTable,
  progressTable,
  surveyTable,
} from "./shift-tables.js";
import { timeBars } from "./time-bar.js";

/** Somebody who submitted, approved or accepted. */
export interface Signature {
  readonly name: string;
  readonly role: keyof PaperWords["signers"];
  readonly at: number;
}

export interface ShiftPaper {
  readonly shift: ExportedShift;
  readonly names: Names;
  readonly signatures: readonly Signature[];
  /** The hash of the audit event that froze this revision: with it paper can be held against the chain. */
  readonly auditHead: string | null;
  /** Small JPEG or PNG pictures of photos, by the SHA-256 of the photo. */
  readonly thumbnails?: ReadonlyMap<string, Uint8Array>;
  /** Of its words; what people wrote stays as it is. */
  readonly language?: Language;
}

/** What stands across the sheets of what does not count, or not yet. */
const MARKS: Readonly<Record<ShiftState, keyof PaperWords["marks"] | undefined>> = {
  draft: "draft",
  returned: "draft",
  submitted: "open",
  approved: "open",
  with_client: "open",
  disputed: "disputed",
  final: undefined,
  void: "void",
};

export async function shiftPdf({
  shift,
  names,
  signatures,
  auditHead,
  thumbnails,
  language = "en",
}: ShiftPaper): Promise<Uint8Array> {
  const { content, state, revision } = shift;
  const words = paperWords(language);
  const { hash } = await snapshotOf(content);
  const rig = nameIn(names.rigs, content.rig);
  const title = `${rig}, ${content.date} ${content.slot}`;
  const one = [shift];
  const clock = (at: number): string => localTime(at, content.timeZone);
  const sections: Section[] = [
    figures(
      "head",
      "Shift",
      [
        ...([
          ["Rig", rig],
          ["Date", content.date],
          ["Shift", `${content.slot} ${clock(content.startsAt)}–${clock(content.endsAt)}`],
        ] as const),
        ["Client", nameIn(names.clients, content.client)],
        ["Project", nameIn(names.projects, content.project)],
        ["Contract", nameIn(names.contracts, content.contract)],
        ["Supervisor", nameIn(names.people, content.supervisor)],
        ["Clock", content.timeZone],
        ["State", words.states[state]],
        ["Revision", `${revision}`],
      ],
      words,
    ),
    figures(
      "totals",
      "In all",
      totalFigures(totalsOf([content], names.activityTypes), content.runs, names.lengthUnit),
      words,
    ),
  ];
  const tables = [
    sectionOf(
      progressTable(one, names),
      [
        ...[
          "hole",
          "size",
          "kind",
          "from_m",
          "to_m",
          "metres",
          "starts_at",
          "ends_at",
          "drilling_h",
          "rate_m_h",
        ],
        ...["recovered_m", "recovery_pct", "bit", "remarks"],
      ],
      words,
    ),
    sectionOf(
      activityTable(one, names),
      [
        ...[
          "starts_at",
          "ends_at",
          "time_h",
          "code",
          "activity",
          "hole",
          "reason",
          "payer",
          "beside_h",
          "remarks",
        ],
      ],
      words,
    ),
    sectionOf(crewTable(one, names), ["person", "role", "time_h"], words),
    sectionOf(materialTable(one, names), ["item", "quantity", "unit"], words),
    sectionOf(
      surveyTable(one, names),
      ["hole", "depth_m", "dip_deg", "azimuth_deg", "north", "instrument", "at"],
      words,
    ),
    sectionOf(casingTable(one, names), ["hole", "size", "kind", "from_m", "to_m", "length_m"], words),
  ].filter(({ rows }) => rows.length > 0);
  const nodes: Node[] = [
    ...banner(rig, words.headings["Shift report"], `${content.date} · ${content.slot}`, room),
    sectionNode(sections[0]!, room),
    pictureNode(timeBars([content], names, words), room),
    ...[sections[1]!, ...tables].map((section) => sectionNode(section, room)),
    ...(content.notes.trim() === ""
      ? []
      : [sectionNode(paragraphs("notes", words.headings.Notes, content.notes), room)]),
    ...contactSheet(content.photos, names, words, thumbnails),
    ...(signatures.length === 0
      ? []
      : [
          signatureNode(
            signatures.map((one) => signed(one, content.timeZone, words)),
            room,
          ),
        ]),
  ];
  const foot = footOf([words.revision(revision), `sha256 ${hash}`], auditHead);
  const mark = MARKS[state];
  return printed({
    ...{ paper: PAPER, language, mark: mark && words.marks[mark] },
    info: infoOf(
      title,
      words.headings["Shift report"],
      `revision ${revision} sha256 ${hash}`,
      content.endsAt,
    ),
    content: [sheetsWith(`${words.headings["Shift report"]} · ${title}`, foot, nodes, words.page)],
  });
}

const paragraphs = (id: string, title: string, text: string): TextSection => ({
  ...{ kind: "text", id, title, note: null },
  paragraphs: text.split(/\n+/).filter((one) => one.trim() !== ""),
});

const signed = (
  { name, role, at }: Signature,
  timeZone: string,
  words: PaperWords,
): { name: string; under: string } => ({
  name,
  under: `${words.signers[role]}, ${instantText(at, timeZone).slice(0, 16).replace("T", " ")}`,
});
