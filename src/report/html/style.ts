/** How a report looks in a browser, and on the paper that the browser prints. */
import { light } from "../../drawing/palette.js";
import { laneInks } from "../../drawing/state-colours.js";
import { FAMILY } from "../../drawing/svg.js";
import type { Paper } from "../renderer.js";

export const styleFor = (paper: Paper): string => `
:root { color-scheme: light; --ink: ${light.ink}; --faint: ${light.faint}; --line: ${light.gridStrong}; --pale: #f4f6f8; --accent: ${laneInks[0]}; --warn: ${laneInks[1]}; }
* { box-sizing: border-box; }
html { font-size: 14px; }
body { margin: 0; background: #eceff2; color: var(--ink); font: 1rem/1.45 ${FAMILY}; font-variant-numeric: tabular-nums lining-nums; }
main { max-width: 70rem; margin: 0 auto; background: #fff; padding: 2.5rem 3rem 3rem; }
h1, h2, h3 { line-height: 1.2; font-weight: 600; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; padding-bottom: .25rem; border-bottom: 2px solid var(--ink); }
h3 { font-size: 1rem; margin: 1.6rem 0 .5rem; padding-bottom: .2rem; border-bottom: 1px solid var(--ink); }
article > header { border-top: 4px solid var(--accent); padding-top: .9rem; }
article + article { margin-top: 4rem; }
article h2.day { font-size: 1.6rem; border: 0; margin: 0; padding: 0; }
.kind { margin: .2rem 0 0; color: var(--faint); font-size: 1.05rem; }
.note { color: var(--faint); margin: .3rem 0 .6rem; overflow-wrap: anywhere; }
section p { margin: .3rem 0; overflow-wrap: anywhere; white-space: pre-line; }
.warnings { border-left: 4px solid var(--warn); background: #fdf3ec; padding: .1rem 1rem .6rem; margin-top: 1.4rem; }
.warnings > h2, .warnings > h3 { border: 0; margin: .6rem 0 .2rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); margin: 0; border: 1px solid var(--line); border-width: 1px 0 0 1px; }
dl > div { border: 1px solid var(--line); border-width: 0 1px 1px 0; padding: .3rem .55rem .35rem; min-height: 3.1rem; }
dl > div.wide { grid-column: 1 / -1; }
dt { font-size: .78rem; color: var(--faint); }
dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; }
th, td { text-align: left; vertical-align: top; padding: .28rem .5rem; border-bottom: 1px solid ${light.grid}; overflow-wrap: break-word; }
td.text { overflow-wrap: anywhere; white-space: pre-line; min-width: 5rem; }
thead th { vertical-align: bottom; background: var(--pale); border-bottom: 1px solid var(--ink); font-weight: 600; }
thead th span { color: var(--faint); font-weight: 400; white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
td.moment { white-space: nowrap; }
tfoot td { border-top: 1px solid var(--ink); border-bottom: 0; font-weight: 600; }
figure { margin: 1rem 0 1.4rem; }
figcaption { font-weight: 600; margin-bottom: .3rem; }
svg { display: block; width: 100%; height: auto; }
.signatures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 2rem; margin-top: 2.5rem; break-inside: avoid; }
.signatures p { margin: 3.2rem 0 0; border-top: 1px solid var(--ink); padding-top: .25rem; overflow-wrap: anywhere; }
.signatures span { display: block; color: var(--faint); font-size: .78rem; }
@media (max-width: 40rem) { main { padding: 1.2rem; } .signatures { grid-template-columns: 1fr; gap: 0; } }
@page { size: ${paper === "letter" ? "letter" : "A4"}; margin: 14mm 13mm 15mm; }
@media print {
  html { font-size: 8.6pt; }
  body { background: #fff; line-height: 1.35; }
  main { max-width: none; padding: 0; }
  article + article { break-before: page; margin-top: 0; }
  article + article.made { break-before: auto; margin-top: 2em; }
  h2, h3 { break-after: avoid; margin-top: 1.1em; }
  h1 { font-size: 1.8rem; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  tr, figure, dl > div, .warnings { break-inside: avoid; }
  tr.long, .warnings.long { break-inside: auto; }
  .scroll { overflow: visible; }
  th, td { padding: .15rem .35rem; }
  dl > div { min-height: 2.4rem; }
  thead th, .warnings { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
