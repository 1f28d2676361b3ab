/// <reference path="./pdfmake.d.ts" />
/**
 * What all printed documents of ours share: the fonts and what the maker of PDF may open, the banner of a first sheet, heads and feet of sheets,
 * lines to sign on.
 */
import type { Definition, Node, Sheets } from "pdfmake";
import { FONT, FONT_BESIDE, fontFile, fontFileBeside } from "../../drawing/font.js";
import type { Paper } from "../renderer.js";
import { textNode } from "./content.js";
import { COLOUR, MARGIN, SIZE, sheets, signatureLayout } from "./look.js";

/** What a document says beside its sheets. */
export interface PrintedDocument {
  readonly paper: Paper;
  /** Identity and dates of what it says, so that the same is the same bytes. */
  readonly info: Definition["info"];
  /** Of its words, for those who have it read aloud; English where it is not told. */
  readonly language?: string | undefined;
  /** Across every sheet, so that no copy is taken for what it is not. */
  readonly mark?: string | undefined;
  readonly content: readonly Sheets[];
}

export async function printed({
  paper,
  info,
  language = "en",
  mark,
  content,
}: PrintedDocument): Promise<Uint8Array> {
  const { default: pdfmake } = await import("pdfmake");
  pdfmake.setFonts({
    [FONT]: { normal: fontFile("regular"), bold: fontFile("semibold") },
    [FONT_BESIDE]: { normal: fontFileBeside("regular"), bold: fontFileBeside("semibold") },
  });
  // Nothing of a document is an address or a path.
  pdfmake.setUrlAccessPolicy(() => false);
  const fonts = [
    fontFile("regular"),
    fontFile("semibold"),
    fontFileBeside("regular"),
    fontFileBeside("semibold"),
  ];
  pdfmake.setLocalAccessPolicy((path) => fonts.includes(path));
  const definition: Definition = {
    pageSize: sheets[paper].size,
    pageMargins: [MARGIN.side, MARGIN.top, MARGIN.side, MARGIN.bottom],
    info,
    language,
    displayTitle: true,
    defaultStyle: { font: FONT, fontSize: SIZE.text, color: COLOUR.ink, lineHeight: 1.05 },
    content,
    ...(mark !== undefined && {
      watermark: { text: mark, color: COLOUR.warn, opacity: 0.12, bold: true, fontSize: 110 },
    }),
  };
  return pdfmake.createPdf(definition).getBuffer();
}

/** Pages with what stands above and below each. `foot`: at the left, where it may take lines. */
export function sheetsWith(
  head: string,
  foot: string,
  section: readonly Node[],
  numbered = (page: number, pages: number): string => `Page ${page} of ${pages}`,
): Sheets {
  const faint = { fontSize: SIZE.small + 0.6, color: COLOUR.faint } as const;
  return {
    section,
    header: () => textNode(head, { ...faint, margin: [MARGIN.side, 22, MARGIN.side, 0] }),
    footer: (page, pages) => ({
      margin: [MARGIN.side, 14, MARGIN.side, 0],
      columns: [
        textNode(foot, { ...faint, width: "*" }),
        textNode(numbered(page, pages), { ...faint, width: "auto", alignment: "right", noWrap: true }),
      ],
    }),
  };
}

export function banner(well: string, kind: string, date: string, room: number): Node[] {
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

/** A line for each who answers for it; `under`: what stands below the line. */
export function signatureNode(
  people: readonly { readonly name: string; readonly under: string }[],
  room: number,
): Node {
  const gap = 18;
  const width = (room - gap * (people.length - 1)) / people.length;
  return {
    margin: [0, 46, 0, 0],
    unbreakable: true,
    columnGap: gap,
    columns: people.map(({ name, under }) => ({
      width,
      layout: signatureLayout,
      table: {
        widths: [width],
        body: [
          [
            {
              stack: [
                textNode(name === "" ? " " : name, { fontSize: SIZE.text, bold: true }),
                textNode(under, { fontSize: SIZE.small, color: COLOUR.faint }),
              ],
            },
          ],
        ],
      },
    })),
  };
}
