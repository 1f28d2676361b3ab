/** A mail as it is written once and read in two ways: as plain text, and as a plain page for those who read mails so. */
import { escaped } from "../../../text/markup.js";
import { shownLines, shownText } from "../../../text/shown-text.js";
import type { Language } from "../../words/language.js";

export interface Letter {
  readonly language: Language;
  readonly subject: string;
  /** A paragraph each; ends of lines stay. */
  readonly paragraphs: readonly string[];
  /** Under its head, rows of as many cells. */
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly link?: { readonly name: string; readonly url: string };
  /** Why it was sent, and how to be sent less. */
  readonly foot: string;
}

export interface WrittenLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const MOST_SUBJECT = 200;

export const written = (letter: Letter): WrittenLetter => ({
  // A name with an end of line in it would be a line of the mail's head.
  subject: shownText(letter.subject, MOST_SUBJECT),
  text: textOf(letter),
  html: htmlOf(letter),
});

function textOf({ paragraphs, table, link, foot }: Letter): string {
  const parts = [
    ...paragraphs.map(shownLines),
    ...(table === undefined ? [] : [tableText([table.head, ...table.rows])]),
    ...(link === undefined ? [] : [`${link.name}: ${link.url}`]),
    `-- \n${foot}`,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** In columns, as far as a letter of one width goes. */
function tableText(rows: readonly (readonly string[])[]): string {
  const shown = rows.map((row) => row.map((cell) => shownText(cell)));
  const widths = (shown[0] ?? []).map((_, i) => Math.max(...shown.map((row) => [...(row[i] ?? "")].length)));
  return shown
    .map((row) =>
      row
        .map((cell, i) => cell + " ".repeat(Math.max(0, (widths[i] ?? 0) - [...cell].length)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const CELL = "border:1px solid #c4ccd4;padding:4px 8px;text-align:left";

function htmlOf({ language, subject, paragraphs, table, link, foot }: Letter): string {
  const row = (cells: readonly string[], tag: "th" | "td"): string =>
    `<tr>${cells.map((cell) => `<${tag} style="${CELL}">${escaped(cell)}</${tag}>`).join("")}</tr>`;
  const parts = [
    ...paragraphs.map((one) => `<p style="margin:0 0 1em;white-space:pre-line">${lines(one)}</p>`),
    ...(table === undefined
      ? []
      : [
          `<table style="border-collapse:collapse;margin:0 0 1em">${row(table.head, "th")}${table.rows.map((one) => row(one, "td")).join("")}</table>`,
        ]),
    ...(link === undefined
      ? []
      : [`<p style="margin:0 0 1em"><a href="${escaped(link.url)}">${escaped(link.name)}</a></p>`]),
    `<p style="margin:2em 0 0;color:#5b6770;font-size:small">${escaped(foot)}</p>`,
  ];
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body style="font-family:sans-serif;line-height:1.5;max-width:40em">${parts.join("")}</body></html>\n`;
}

const lines = (text: string): string => text.split("\n").map(escaped).join("\n");
