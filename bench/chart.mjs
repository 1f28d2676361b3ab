/** The speeds on one log as an SVG of bars, for pages that show pictures and no tables. */

const WIDTH = 760;
const LABEL = 250;
const BAR = 22;
const GAP = 8;
const TOP = 44;
const OURS = /kernel|log to/;

/** @param {import("./report.mjs").LogResult} result */
export function speedChart({ name, speeds }) {
  const most = Math.max(...speeds.map(({ median }) => median));
  const room = WIDTH - LABEL - 90;
  const height = TOP + speeds.length * (BAR + GAP) + GAP;
  const bars = speeds.map((speed, i) => {
    const y = TOP + i * (BAR + GAP);
    const length = Math.max(1, (speed.median / most) * room);
    const middle = y + BAR / 2 + 5;
    return [
      `<text x="${LABEL - 10}" y="${middle}" text-anchor="end">${escaped(speed.name)}</text>`,
      `<rect x="${LABEL}" y="${y}" width="${length.toFixed(1)}" height="${BAR}" fill="${OURS.test(speed.name) ? "#1f6feb" : "#9aa4b2"}"/>`,
      `<text x="${(LABEL + length + 8).toFixed(1)}" y="${middle}">${speed.median.toFixed(speed.median < 100 ? 1 : 0)}</text>`,
    ].join("\n");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="14">
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${LABEL}" y="26" font-weight="600">MB/s of log text, ${escaped(name)}</text>
${bars.join("\n")}
</svg>
`;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
