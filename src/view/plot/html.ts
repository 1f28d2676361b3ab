/**
 * A strip chart as one page that needs nothing but a browser: no network, nothing of others. What comes from the log
 * stands in it as data, and the policy that the page gives itself lets no other script run than its own.
 */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { escaped } from "../../drawing/svg.js";
import { shownText } from "../../text/shown-text.js";
import { pageScript } from "../page-script.js";
import type { Chart, Curve, Sheet } from "./page/chart.js";
import type { PackedArray, PackedChart, PackedCurve } from "./page/packed.js";
import { style } from "./style.js";

/** Values that a page holds at most: opened within two seconds on a plain computer, and small enough to be sent. */
export const PAGE_VALUES = 8_000_000;

/** The pieces of the file, one after the other. */
export async function* htmlOf(chart: Chart): AsyncGenerator<string> {
  const script = await pageScript("chart");
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const arrays = new PackedArrays();
  const packed = packedChart(chart, arrays);
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${escaped(chart.title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header><h1>${escaped(chart.title)}</h1><p>${escaped(chart.subtitle)}</p>
<nav><button id="closer" title="closer (+)">+</button><button id="wider" title="wider (-)">−</button><button id="whole" title="the whole log (0, or a double click)">whole log</button></nav></header>
<noscript>This chart is drawn by its own script, which the browser does not run.</noscript>
<main><div id="heads"></div><div id="body"><canvas id="curves"></canvas><canvas id="cursor"></canvas></div></main>
<footer><output id="reading"></output><span id="range"></span><span>${escaped(chart.notes.join(" · "))}</span>
<span id="help">wheel or a drag zooms · shift and wheel, a drag on the times, arrows and page keys move · a double click shows the whole log</span></footer>
<script type="application/json" id="chart">${jsonText(packed)}</script>
`;
  for await (const { id, text } of arrays.texts()) {
    yield `<script type="application/octet-stream" id="${id}">${text}</script>\n`;
  }
  yield `<script type="module">${script}</script>\n</body>\n</html>\n`;
}

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Inside a script element no text ends it, or begins a comment, that has no `<`. */
const jsonText = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === "string" ? shownText(one) : one)).replaceAll(
    "<",
    "\\u003c",
  );

function packedChart({ tracks, depth, ...rest }: Chart, arrays: PackedArrays): PackedChart {
  const sheets: Sheet[] = [];
  const curve = ({ sheet, least, greatest, ...own }: Curve): PackedCurve => {
    if (!sheets.includes(sheet)) sheets.push(sheet);
    return {
      ...own,
      sheet: sheets.indexOf(sheet),
      least: arrays.pack(least),
      greatest: arrays.pack(greatest),
    };
  };
  const packedTracks = tracks.map(({ curves }) => ({ curves: curves.map(curve) }));
  const packedDepth = depth && curve(depth);
  return {
    ...rest,
    sheets: sheets.map(({ index, ...own }) => ({ ...own, index: arrays.pack(index) })),
    tracks: packedTracks,
    depth: packedDepth,
  };
}

const squeeze = promisify(gzip);

/** Each array once, however many curves have it. */
class PackedArrays {
  readonly #packed = new Map<Float32Array | Float64Array, PackedArray>();
  readonly #bytes = new Map<string, Uint8Array>();

  pack(array: Float32Array | Float64Array): PackedArray {
    const known = this.#packed.get(array);
    if (known !== undefined) return known;
    const id = `data-${this.#packed.size}`;
    const deltas = array instanceof Float64Array ? deltasOf(array) : undefined;
    const { buffer, byteOffset, byteLength } = deltas ?? array;
    const packed: PackedArray = {
      id,
      kind: deltas !== undefined ? "deltas" : array instanceof Float32Array ? "float32" : "float64",
      first: array[0] ?? 0,
    };
    this.#packed.set(array, packed);
    this.#bytes.set(id, new Uint8Array(buffer, byteOffset, byteLength));
    return packed;
  }

  async *texts(): AsyncGenerator<{ readonly id: string; readonly text: string }> {
    for (const [id, bytes] of this.#bytes) yield { id, text: (await squeeze(bytes)).toString("base64") };
  }
}

/** From each number to the next, 0 for the first; undefined unless all are whole and fit four bytes. Times are, and most are alike. */
function deltasOf(numbers: Float64Array): Int32Array | undefined {
  const deltas = new Int32Array(numbers.length);
  for (let i = 1; i < numbers.length; i++) {
    deltas[i] = numbers[i]! - numbers[i - 1]!;
    if (deltas[i] !== numbers[i]! - numbers[i - 1]!) return undefined;
  }
  return deltas;
}
