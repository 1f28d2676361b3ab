/** What tmux captured of a terminal (`capture-pane -e`), as a page that a browser can take a picture of. */

const COLOURS = [
  "#2e3436",
  "#e0584f",
  "#6cc04a",
  "#d8a730",
  "#5b9be0",
  "#b77fd0",
  "#3fb8b0",
  "#d3d7cf",
  "#7d8590",
  "#ff7b72",
  "#8ae234",
  "#fce94f",
  "#8fbdf0",
  "#d7a3ea",
  "#63dcd3",
  "#ffffff",
];
const INK = "#d3d7cf";
const PAPER = "#14181d";

/** @param {string} captured @param {number} columns */
export function terminalPage(captured, columns) {
  const lines = captured
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => lineHtml(line, columns));
  return `<!doctype html><meta charset="utf-8"><style>
body{margin:0;background:${PAPER};display:inline-block;padding:14px 16px}
pre{margin:0;font:15px/19px 'DejaVu Sans Mono',monospace;color:${INK}}
span{display:inline-block;height:19px;vertical-align:top;overflow:hidden;white-space:pre}
</style><pre>${lines.join("\n")}</pre>`;
}

/**
 * Each run of one style is as many columns wide as it has characters, whatever the font makes of them.
 * @param {string} line @param {number} columns
 */
function lineHtml(line, columns) {
  let html = "";
  let used = 0;
  let style = plain();
  for (const [i, piece] of line.split("\x1b[").entries()) {
    const [, codes, text = ""] = i === 0 ? [piece, undefined, piece] : (/^([\d;]*)m(.*)$/s.exec(piece) ?? []);
    if (codes !== undefined) style = styled(style, codes);
    if (text !== "") html += span(text, style);
    used += [...text].length;
  }
  return html + (used < columns ? span(" ".repeat(columns - used), plain()) : "");
}

/** @typedef {{ ink: string | undefined, paper: string | undefined, bold: boolean, dim: boolean, inverse: boolean }} Style */

/** @returns {Style} */
const plain = () => ({ ink: undefined, paper: undefined, bold: false, dim: false, inverse: false });

/** @param {Style} before @param {string} codes */
function styled(before, codes) {
  const style = { ...before };
  for (const code of (codes === "" ? "0" : codes).split(";").map(Number)) {
    if (code === 0) Object.assign(style, plain());
    else if (code === 1) style.bold = true;
    else if (code === 2) style.dim = true;
    else if (code === 22) style.bold = style.dim = false;
    else if (code === 7) style.inverse = true;
    else if (code === 27) style.inverse = false;
    else if (code >= 30 && code < 38) style.ink = COLOURS[code - 30];
    else if (code >= 90 && code < 98) style.ink = COLOURS[code - 82];
    else if (code === 39) style.ink = undefined;
  }
  return style;
}

/** @param {string} text @param {Style} style */
function span(text, { ink = INK, bold, dim, inverse }) {
  const [front, back] = inverse ? [PAPER, ink] : [ink, "transparent"];
  const css = `width:${[...text].length}ch;color:${front};background:${back};font-weight:${bold ? 700 : 400};opacity:${dim ? 0.6 : 1}`;
  return `<span style="${css}">${text.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</span>`;
}
