/** The look of the page. Colours of the curves are the canvas's own, so that a head and its curve cannot differ. */
import { dark, light, type Palette } from "../../drawing/palette.js";

const colours = ({ paper, ink, faint, gridStrong, curves }: Palette): string =>
  `--paper:${paper};--ink:${ink};--faint:${faint};--line:${gridStrong};${curves.map((one, i) => `--c${i}:${one}`).join(";")}`;

export const style = `
:root{color-scheme:light dark;${colours(light)}}
@media (prefers-color-scheme:dark){:root{${colours(dark)}}}
@media print{:root{color-scheme:light;${colours(light)}}}
*{box-sizing:border-box}
html,body{height:100%;margin:0}
body{display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:13px/1.35 system-ui,'Segoe UI',Roboto,sans-serif;padding:10px 14px 8px;gap:6px}
header{display:flex;align-items:baseline;gap:4px 16px;flex-wrap:wrap}
h1{font-size:19px;line-height:1.2;margin:0;overflow-wrap:anywhere}
header p{margin:0;color:var(--faint)}
nav{margin-left:auto;display:flex;gap:6px}
nav button{font:inherit;color:inherit;background:none;border:1px solid var(--line);border-radius:4px;padding:2px 10px;cursor:pointer}
nav button:hover,.curve:hover{background:color-mix(in srgb,var(--ink) 8%,transparent)}
main{flex:1;min-height:0;display:flex;flex-direction:column;overflow-x:auto;overflow-y:hidden}
#heads{display:grid;align-items:end;position:relative;flex:none;border-bottom:1.5px solid var(--ink)}
#heads>div{grid-area:1/1;position:relative}
.label{text-align:right;font-weight:600;padding-bottom:4px}
.lane{text-align:center}
.label div+div{font-weight:400;color:var(--faint);min-height:1.35em}
.track{display:flex;flex-direction:column}
.curve{all:unset;box-sizing:border-box;cursor:pointer;display:grid;grid-template-columns:auto 1fr auto;grid-template-rows:18px 17px;align-items:center;line-height:17px;gap:0 3px;padding:1px 3px 2px;border-bottom:2px solid var(--own);color:var(--own);margin-bottom:3px;font-size:11px;white-space:nowrap;overflow:hidden}
.curve:focus-visible{outline:2px solid var(--ink);outline-offset:-2px}
.curve[aria-pressed=false]{opacity:.38}
.title{grid-column:1/-1;text-align:center;font-weight:650;font-size:12.5px;overflow:hidden;text-overflow:ellipsis}
.title small{font-weight:400;font-size:10.5px}
.value{text-align:center;height:17px;overflow:hidden;color:var(--ink);font-variant-numeric:tabular-nums;font-weight:600;font-size:12px}
${[0, 1, 2, 3, 4, 5].map((i) => `.c${i}{--own:var(--c${i})}`).join("")}
#body{position:relative;flex:1;min-height:120px}
canvas{position:absolute;left:0;top:0}
#cursor{cursor:crosshair;touch-action:none}
footer{display:flex;flex-wrap:wrap;gap:2px 18px;color:var(--faint);font-size:12px;line-height:18px}
#help{flex-basis:100%}
#reading{min-width:26em;height:18px;color:var(--ink);font-weight:600;font-variant-numeric:tabular-nums}
noscript{display:block;padding:1em;border:1px solid var(--line)}
@media print{nav,#help{display:none}}
`;
