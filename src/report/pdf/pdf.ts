/// <reference path="./pdfmake.d.ts" />
/**
 * A report on paper: sheets that an operator can sign, with letters and pictures within. The date and the identity in the file are those
 * of what it says, so that the same report is the same bytes.
 */
import { createHash } from "node:crypto";
import type { Definition, Node, Sheets } from "pdfmake";
import { FONT, FONT_BESIDE, fontFile, fontFileBeside } from "../../drawing/font.js";
import type { DayReport, Report } from "../document.js";
import { blanks, kindOf, signatures, titleOf, wellShown } from "../outline.js";
import { dayPictures, overviewPictures } from "../picture/pictures.js";
import type { Paper, Render } from "../renderer.js";
import { daySections } from "../sections/day.js";
import { madeSections, overviewSections } from "../sections/report.js";
import { pictureNode, sectionNode, textNode, titleNode } from "./content.js";
import { COLOUR, MARGIN, roomOn, SIZE, sheets, signatureLayout } from "./look.js";

export const pdf: Render = async (report, { paper = "a4" }) => {
  const { default: pdfmake } = await import("pdfmake");
  pdfmake.setFonts({
    [FONT]: { normal: fontFile("regular"), bold: fontFile("semibold") },
    [FONT_BESIDE]: { normal: fontFileBeside("regular"), bold: fontFileBeside("semibold") },
  });
  // Nothing of a report is an address or a path.
  pdfmake.setUrlAccessPolicy(() => false);
  const fonts = [
    fontFile("regular"),
    fontFile("semibold"),
    fontFileBeside("regular"),
    fontFileBeside("semibold"),
  ];
  pdfmake.setLocalAccessPolicy((path) => fonts.includes(path));
  return pdfmake.createPdf(definitionOf(report, paper)).getBuffer();
};

function definitionOf(report: Report, paper: Paper): Definition {
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
    pageSize: sheets[paper].size,
    pageMargins: [MARGIN.side, MARGIN.top, MARGIN.side, MARGIN.bottom],
    info: {
      title,
      subject: "Daily drilling report",
      creator: `${made.program} ${made.version}`,
      producer: `${made.program} ${made.version}`,
      // Of two documents with one title, each has an identity of its own.
      keywords: `${report.format} sha256 ${createHash("sha256").update(JSON.stringify(report)).digest("hex")}`,
      creationDate: dateOf(days.at(-1)?.end.iso),
    },
    language: "en",
    displayTitle: true,
    defaultStyle: { font: FONT, fontSize: SIZE.text, color: COLOUR.ink, lineHeight: 1.05 },
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

function sheetsOf({ made }: Report, head: string, section: readonly Node[]): Sheets {
  const faint = { fontSize: SIZE.small + 0.6, color: COLOUR.faint } as const;
  return {
    section,
    header: () => textNode(head, { ...faint, margin: [MARGIN.side, 22, MARGIN.side, 0] }),
    footer: (page, pages) => ({
      margin: [MARGIN.side, 14, MARGIN.side, 0],
      columns: [
        textNode(`${made.program} ${made.version}`, { ...faint, width: "*" }),
        textNode(`Page ${page} of ${pages}`, { ...faint, width: "auto", alignment: "right" }),
      ],
    }),
  };
}

function banner(well: string, kind: string, date: string, room: number): Node[] {
  return [
    { canvas: [{ type: "line", x1: 0, y1: 0, x2: room, y2: 0, lineWidth: 2.5, lineColor: COLOUR.accent }] },
    {
      margin: [0, 6, 0, 0],
      columnGap: 12,
      columns: [
        {
          ...textNode(well, { fontSize: well.length > 60 ? SIZE.kind : SIZE.well, bold: true, width: "*" }),
          outline: true,
          outlineText: `${well}, ${date}`,
        } as Node,
        {
          width: 150,
          stack: [
            textNode(kind, { fontSize: SIZE.kind, bold: true, alignment: "right" }),
            textNode(date, { fontSize: SIZE.kind, color: COLOUR.faint, alignment: "right" }),
          ],
        },
      ],
    },
  ];
}

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
    signatureNode(day, room),
  ];
}

function signatureNode(day: DayReport, room: number): Node {
  const gap = 18;
  const people = signatures(day);
  const width = (room - gap * (people.length - 1)) / people.length;
  return {
    margin: [0, 46, 0, 0],
    unbreakable: true,
    columnGap: gap,
    columns: people.map(({ role, name }) => ({
      width,
      layout: signatureLayout,
      table: {
        widths: [width],
        body: [
          [
            {
              stack: [
                textNode(name === "" ? " " : name, { fontSize: SIZE.text, bold: true }),
                textNode(`${role}: name, date, signature`, { fontSize: SIZE.small, color: COLOUR.faint }),
              ],
            },
          ],
        ],
      },
    })),
  };
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
