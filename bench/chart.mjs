/** The speeds on all logs as an SVG of bars: decoders on the left, writers on the right, each with a scale of its own. */
import { CONTENDERS } from "./contenders.mjs";
import { shownSpeed } from "./report.mjs";

/** @typedef {import("./report.mjs").LogResult} LogResult */

const WIDTH = 1040;
const MARGIN = 24;
/** For the names of the logs. */
const NAMES = 96;
const BETWEEN = 48;
/** Behind the longest bar, for its figure. */
const FIGURE = 40;
const BAR = 12;
const PITCH = 14;
const LOG_GAP = 18;
const LEGEND_LINE = 19;
const LEGEND_COLUMN = 200;
const TOP = 92;
const INK = "#1f2933";
const FAINT = "#66727f";

/** @typedef {{ makes: "columns" | "parquet", title: string, x: number }} Panel */

const panelWidth = (WIDTH - 2 * MARGIN - NAMES - BETWEEN) / 2;
/** @type {readonly Panel[]} */
const PANELS = [
  { makes: "columns", title: "Log to columns", x: MARGIN + NAMES },
  { makes: "parquet", title: "Log to Parquet, snappy", x: MARGIN + NAMES + panelWidth + BETWEEN },
];

/**
 * @param {readonly LogResult[]} logs
 * @param {string} where Machine and date.
 */
export function speedChart(logs, where) {
  const bars = Math.max(...PANELS.map(({ makes }) => entriesOf(logs, makes).length));
  const firstY = TOP + Math.ceil(bars / 2) * LEGEND_LINE + 32;
  const pitch = bars * PITCH + LOG_GAP;
  const lastY = firstY + logs.length * pitch - LOG_GAP;
  const height = lastY + 56;
  const names = logs.map(({ name }, i) => {
    const y = firstY + i * pitch + (bars * PITCH) / 2;
    return nameLines(name).map((line, at, { length }) =>
      text(MARGIN + NAMES - 12, y + 5 + (at - (length - 1) / 2) * 15, line, {
        anchor: "end",
        size: 13,
        weight: 600,
      }),
    );
  });
  const panels = PANELS.flatMap((panel) => drawPanel(panel, logs, { firstY, lastY, pitch }));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif">
<title>MB of log text a second, by contender and log</title>
<rect width="100%" height="100%" fill="#ffffff"/>
${[
  text(MARGIN, 34, "MB of log text a second", { size: 19, weight: 600 }),
  text(MARGIN, 55, `Medians; longer is faster. ${where}`, { size: 12, fill: FAINT }),
  ...panels,
  ...names.flat(),
].join("\n")}
</svg>
`;
}

/**
 * @param {Panel} panel
 * @param {readonly LogResult[]} logs
 * @param {{ firstY: number, lastY: number, pitch: number }} place
 */
function drawPanel({ makes, title, x }, logs, { firstY, lastY, pitch }) {
  const entries = entriesOf(logs, makes);
  const speedOf = (/** @type {LogResult} */ log, /** @type {string} */ name) =>
    log.speeds.find((speed) => speed.name === name);
  const most = Math.max(...logs.flatMap((log) => entries.map(({ name }) => speedOf(log, name)?.median ?? 0)));
  const scale = (panelWidth - FIGURE) / most;
  const ticks = ticksTo(most);
  const drawn = [text(x, TOP, title, { size: 15, weight: 600 })];
  entries.forEach(({ name, colour }, i) => {
    const lines = Math.ceil(entries.length / 2);
    const left = x + Math.floor(i / lines) * LEGEND_COLUMN;
    const y = TOP + 12 + (i % lines) * LEGEND_LINE;
    drawn.push(rect(left, y, 11, 11, colour), text(left + 17, y + 10, name, { size: 12 }));
  });
  for (const tick of ticks) {
    const at = x + tick * scale;
    const stroke = tick === 0 ? "#8d99a8" : "#e3e8ed";
    drawn.push(
      `<path d="M${at.toFixed(1)} ${firstY - 8}V${lastY + 8}" stroke="${stroke}"/>`,
      text(at, lastY + 24, String(tick), { anchor: "middle", size: 11, fill: FAINT }),
    );
  }
  drawn.push(text(x + panelWidth - FIGURE, lastY + 42, "MB/s", { anchor: "end", size: 11, fill: FAINT }));
  logs.forEach((log, i) => {
    entries.forEach(({ name, colour }, bar) => {
      const speed = speedOf(log, name);
      if (speed === undefined) return;
      const y = firstY + i * pitch + bar * PITCH;
      const length = Math.max(1, speed.median * scale);
      drawn.push(
        rect(x, y, length, BAR, colour),
        text(x + length + 5, y + BAR - 2, shownSpeed(speed.median), { size: 10.5 }),
      );
    });
  });
  return drawn;
}

/**
 * Those that raced, in the order of tables.
 * @param {readonly LogResult[]} logs
 * @param {Panel["makes"]} makes
 */
const entriesOf = (logs, makes) =>
  Object.values(CONTENDERS).filter(
    (entry) =>
      entry.makes === makes && logs.some(({ speeds }) => speeds.some(({ name }) => name === entry.name)),
  );

/**
 * Round numbers from 0, four to eight of them.
 * @param {number} most
 */
function ticksTo(most) {
  const magnitude = 10 ** Math.floor(Math.log10(most / 4));
  const step =
    [1, 2, 5, 10].map((each) => each * magnitude).findLast((each) => each * 4 <= most) ?? magnitude;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step);
}

/**
 * A long name on two lines, broken at the hyphen nearest to its middle.
 * @param {string} name
 */
function nameLines(name) {
  if (name.length <= 11) return [name];
  const off = (/** @type {RegExpExecArray} */ hyphen) => Math.abs(hyphen.index + 0.5 - name.length / 2);
  const at = [...name.matchAll(/-/g)].sort((a, b) => off(a) - off(b))[0]?.index;
  return at === undefined ? [name] : [name.slice(0, at + 1), name.slice(at + 1)];
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {string} fill
 */
const rect = (x, y, width, height, fill) =>
  `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height}" rx="1.5" fill="${fill}"/>`;

/**
 * @param {number} x
 * @param {number} y
 * @param {string} content
 * @param {{ anchor?: string, size: number, weight?: number, fill?: string }} style
 */
const text = (x, y, content, { anchor = "start", size, weight = 400, fill = INK }) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(content)}</text>`;

/** @param {string} content */
function escaped(content) {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
