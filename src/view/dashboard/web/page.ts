/** The page of a dashboard: its frame and its look. */
import { style as chartStyle } from "../../plot/style.js";
import type { Settings } from "../page/messages.js";

export const pageHtml = (settings: Settings): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>witskit</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
</head>
<body>
<header><h1 id="name">witskit</h1><div id="headlines"></div><span id="time"></span><select id="boards" title="link, sender or well" hidden></select>
<nav><button id="live" title="follow what comes (End)" aria-pressed="true">live</button><button id="closer" title="closer (+)">+</button><button id="wider" title="wider (-)">−</button><button id="whole" title="all that there is (0, or a double click)">whole</button></nav></header>
<section id="rig" hidden></section>
<noscript>This page is drawn by its own script, which the browser does not run.</noscript>
<p id="lost" hidden>The connection to witskit is lost; trying again. What is drawn stays.</p>
<div id="beside">
<main><p id="waiting">Waiting for the first frames.</p><div id="heads"></div><div id="body"><canvas id="curves"></canvas><canvas id="cursor"></canvas></div></main>
<aside><ul id="links"></ul><input id="search" type="search" placeholder="search items" aria-label="search items"><div id="scroll"><table><tbody id="items"></tbody></table></div></aside>
</div>
<footer><output id="reading"></output><span id="range"></span>
<span id="help">wheel or a drag zooms · shift and wheel, a drag on the times, arrows and page keys move · End follows · a double click shows all</span></footer>
<script type="application/json" id="settings">${JSON.stringify(settings)}</script>
<script type="module" src="live.js"></script>
</body>
</html>
`;

export const pageStyle = `${chartStyle}
header{align-items:center}
h1{flex:none}
#headlines{display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 22px}
.headline{display:flex;align-items:baseline;gap:6px;font-variant-numeric:tabular-nums}
.headline .label{padding:0;color:var(--faint);font-weight:400}
.headline b{font-size:21px}
.headline small{color:var(--faint)}
.headline.stale b::before{content:"! "}
.headline.stale b{opacity:.55}
#time{color:var(--faint);font-variant-numeric:tabular-nums}
.doing{font-size:15px;font-weight:650;text-transform:uppercase;letter-spacing:.03em}
#rig{max-height:22%;overflow:auto;flex:none;font-size:13px}
#rig p{margin:1px 0}
#rig b{text-transform:capitalize}
#rig .event{border-left:3px solid var(--c5);padding-left:7px}
#rig .high{border-color:var(--c1)}
select,input{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:4px;padding:2px 6px}
select{max-width:17em}
#live::before{content:"○ "}
#live[aria-pressed=true]{background:var(--c2);border-color:var(--c2);color:var(--paper);font-weight:650}
#live[aria-pressed=true]::before{content:"● "}
#lost{margin:0;padding:4px 10px;background:var(--c1);color:var(--paper);font-weight:650;border-radius:4px}
#beside{flex:1;min-height:0;display:flex;gap:14px}
main{min-width:0;position:relative}
#waiting{position:absolute;inset:40% 0 auto;text-align:center;color:var(--faint);margin:0;font-size:16px}
aside{flex:none;width:256px;display:flex;flex-direction:column;gap:6px;min-height:0}
#links{list-style:none;margin:0;padding:0;display:flex;flex-direction:column;gap:5px;max-height:30%;overflow:auto;flex:none}
#links li{display:grid;grid-template-columns:1fr auto;gap:0 8px;border-left:3px solid var(--faint);padding-left:7px}
#links b{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
#links small{grid-column:1/-1;color:var(--faint);font-variant-numeric:tabular-nums}
#links .open{border-color:var(--c2)}
#links .open .state{color:var(--c2)}
#links :is(.stale,.connecting){border-color:var(--c5)}
#links .waiting{border-color:var(--c1)}
#links .waiting .state{color:var(--c1)}
#scroll{overflow:auto;min-height:0;flex:1}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:12px}
td{padding:1px 4px;border-bottom:1px solid color-mix(in srgb,var(--line) 45%,transparent);white-space:nowrap}
.item{font-weight:650}
.number{text-align:right;font-weight:650;max-width:110px;overflow:hidden;text-overflow:ellipsis}
.unit,.age{color:var(--faint);font-size:11px}
.age{text-align:right}
tr.stale td{opacity:.6}
tr.stale .age{opacity:1;color:var(--c1)}
[hidden]{display:none!important}
@media (max-width:900px){aside{display:none}}
@media print{aside,select,#lost{display:none}}
`;
