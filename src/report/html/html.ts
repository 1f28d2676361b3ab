/**
 * A report as one page for the browser, its letters and pictures within: nothing is asked of the network, no script runs, and what a log
 * says stands in it as text. It prints as it looks.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { FONT, fontFile } from "../../drawing/font.js";
import { escaped } from "../../drawing/svg.js";
import type { DayReport, Report } from "../document.js";
import { kindOf, signatures, titleOf, wellShown } from "../outline.js";
import type { Picture } from "../picture/frame.js";
import { dayPictures, overviewPictures } from "../picture/pictures.js";
import type { Render } from "../renderer.js";
import { daySections } from "../sections/day.js";
import { madeSections, overviewSections } from "../sections/report.js";
import { headOf, opened, sectionOf } from "./parts.js";
import { styleFor } from "./style.js";

export const html: Render = async (report, { paper = "a4" }) => {
  const style = (await faces()) + styleFor(paper);
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'`;
  const title = titleOf(report);
  const several = report.days.length !== 1;
  const anchors = new Anchors();
  const parts = [
    `<!doctype html>`,
    `<html lang="en">`,
    `<head>`,
    `<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<meta name="viewport" content="width=device-width">`,
    `<meta name="generator" content="${escaped(`${report.made.program} ${report.made.version}`)}">`,
    `<title>${escaped(title)}</title>`,
    `<link rel="icon" href="data:,">`,
    `<style>${style}</style>`,
    `</head>`,
    `<body>`,
    `<main>`,
    ...(several ? overviewOf(report, title, anchors) : []),
    ...report.days.flatMap((day) => dayOf(day, several, anchors)),
    `<article class="made" aria-label="How this report was made">`,
    ...madeSections(report).flatMap((section) => sectionOf(section, 2, anchors.of("", section.id))),
    `</article>`,
    `</main>`,
    `</body>`,
    `</html>`,
    ``,
  ];
  return Buffer.from(parts.join("\n"));
};

/** The letters themselves: a page that is mailed meets browsers without the font. */
async function faces(): Promise<string> {
  const weights = [
    ["regular", 400],
    ["semibold", 600],
  ] as const;
  const made = weights.map(async ([name, weight]) => {
    const bytes = await readFile(fontFile(name));
    return `@font-face { font-family: '${FONT}'; font-weight: ${weight}; src: url(data:font/ttf;base64,${bytes.toString("base64")}) format('truetype'); }`;
  });
  return (await Promise.all(made)).join("\n");
}

/** Names that links go to, each once: those of the sections, with the day before them where there are several. */
class Anchors {
  readonly #taken = new Set<string>();

  of(day: string, id: string): string {
    const plain = `${day === "" ? "" : `${day}-`}${id}`.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
    let name = plain;
    for (let times = 2; this.#taken.has(name); times++) name = `${plain}-${times}`;
    this.#taken.add(name);
    return name;
  }
}

function overviewOf(report: Report, title: string, anchors: Anchors): string[] {
  const pictures = overviewPictures(report);
  const anchor = anchors.of("", "days");
  return [
    `<article id="${anchor}">`,
    `<header><h1>${escaped(title)}</h1><p class="kind">Drilling report</p></header>`,
    ...(pictures.length === 0
      ? []
      : [`<section><h2>Pictures of the days</h2>`, ...pictures.map(figureOf), `</section>`]),
    ...overviewSections(report).flatMap((section) => sectionOf(section, 2, anchors.of("", section.id))),
    `</article>`,
  ];
}

function dayOf(day: DayReport, several: boolean, anchors: Anchors): string[] {
  const prefix = several ? day.date : "";
  const [heading, level] = several ? (['h2 class="day"', 3] as const) : (["h1", 2] as const);
  const well = `<${heading}>${escaped(wellShown(day.head.well))}</${heading.slice(0, 2)}>`;
  return [
    `<article id="${anchors.of(prefix, "day")}">`,
    `<header>${well}<p class="kind">${escaped(kindOf(day))} · ${escaped(day.date)}</p></header>`,
    ...daySections(day).flatMap((section) => {
      const anchor = anchors.of(prefix, section.id);
      if (section.id === "head" && section.kind === "figures") return headOf(section, day, level, anchor);
      if (section.kind !== "pictures") return sectionOf(section, level, anchor);
      const pictures = dayPictures(day);
      return pictures.length === 0
        ? []
        : [...opened(section, level, anchor), ...pictures.map(figureOf), `</section>`];
    }),
    `<div class="signatures">`,
    ...signatures(day).map(
      ({ role, name }) =>
        `<p>${name === "" ? "&nbsp;" : escaped(name)}<span>${escaped(role)}: name, date, signature</span></p>`,
    ),
    `</div>`,
    `</article>`,
  ];
}

const figureOf = ({ title, svg }: Picture): string =>
  `<figure><figcaption>${escaped(title)}</figcaption>${svg}</figure>`;
