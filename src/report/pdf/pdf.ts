/// <reference path="./pdfmake.d.ts" />
/**
 * A report on paper: sheets that an operator can sign, with letters and pictures within. The date and the identity in the file are those
 * of what it says, so that the same report is the same bytes.
 */
import { createHash } from "node:crypto";
import type { Node, Sheets } from "pdfmake";
import type { DayReport, Report } from "../document.js";
import { blanks, kindOf, signatures, titleOf, wellShown } from "../outline.js";
import { dayPictures, overviewPictures } from "../picture/pictures.js";
import type { Paper, Render } from "../renderer.js";
import { daySections } from "../sections/day.js";
import { madeSections, overviewSections } from "../sections/report.js";
import { pictureNode, sectionNode, titleNode } from "./content.js";
import { roomOn } from "./look.js";
import { banner, type PrintedDocument, printed, sheetsWith, signatureNode } from "./paper.js";

export const pdf: Render = async (report, { paper = "a4" }) => printed(documentOf(report, paper));

function documentOf(report: Report, paper: Paper): PrintedDocument {
  const room = roomOn(paper);
  const { made, days } = report;
  const several = days.length !== 1;
  const madeNodes = madeSections(report).map((section) => sectionNode(section, room));
  const daySheets = days.map((day, place) => {
    const last = place === days.length - 1;
    return sheetsOf(report, dayHead(day), [...dayNodes(day, room), ...(last && !several ? madeNodes : [])]);
  });
  const title = titleOf(report);
  return {
    paper,
    info: {
      title,
      subject: "Daily drilling report",
      creator: `${made.program} ${made.version}`,
      producer: `${made.program} ${made.version}`,
      // Of two documents with one title, each has an identity of its own.
      keywords: `${report.format} sha256 ${createHash("sha256").update(JSON.stringify(report)).digest("hex")}`,
      creationDate: dateOf(days.at(-1)?.end.iso),
    },
    content: several
      ? [
          sheetsOf(report, title, overviewNodes(report, title, room)),
          ...daySheets,
          sheetsOf(report, title, madeNodes),
        ]
      : daySheets,
  };
}

/** Of a clock without a zone, as if it were UTC: a date of the machine's zone would be another on another machine. */
function dateOf(iso: string | undefined): Date {
  if (iso === undefined) return new Date(0);
  return new Date(/(?:Z|[+-]\d\d:\d\d)$/.test(iso) ? iso : `${iso}Z`);
}

const dayHead = (day: DayReport): string =>
  `${kindOf(day)} · ${day.date} · ${shortened(wellShown(day.head.well))}`;

/** One line of a head holds it; all of it stands on the first sheet. */
const shortened = (name: string): string =>
  [...name].length > 60 ? `${[...name].slice(0, 59).join("")}…` : name;

const sheetsOf = ({ made }: Report, head: string, section: readonly Node[]): Sheets =>
  sheetsWith(head, `${made.program} ${made.version}`, section);

function dayNodes(day: DayReport, room: number): Node[] {
  const blank = blanks(day);
  return [
    ...banner(wellShown(day.head.well), kindOf(day), day.date, room),
    ...daySections(day).flatMap((section): Node[] => {
      if (section.kind !== "pictures")
        return [sectionNode(section, room, section.id === "head" ? blank : [])];
      const pictures = dayPictures(day);
      if (pictures.length === 0) return [];
      return [
        { ...titleNode(section), pageBreak: "before" } as Node,
        ...pictures.map((one) => pictureNode(one, room)),
      ];
    }),
    signatureNode(
      signatures(day).map(({ role, name }) => ({ name, under: `${role}: name, date, signature` })),
      room,
    ),
  ];
}

function overviewNodes(report: Report, title: string, room: number): Node[] {
  const pictures = overviewPictures(report);
  const [whose, when] = splitTitle(title);
  return [
    ...banner(whose, "Drilling report", when, room),
    ...pictures.map((one) => pictureNode(one, room)),
    ...overviewSections(report).map((section) => sectionNode(section, room)),
  ];
}

/** Before its last comma, which stands before the dates, and behind it. */
function splitTitle(title: string): [string, string] {
  const comma = title.lastIndexOf(", ");
  return comma < 0 ? [title, ""] : [title.slice(0, comma), title.slice(comma + 2)];
}
