/** A chart out of the page in which it lies. */
import type { Chart, Curve } from "./chart.js";
import type { PackedArray, PackedChart, PackedCurve } from "./packed.js";

/** Of the page's own document. An array that several use is unpacked once. */
export async function unpackedChart(document: Document): Promise<Chart> {
  const packed = JSON.parse(document.getElementById("chart")?.textContent ?? "") as PackedChart;
  const arrays = new Map<string, Promise<Float32Array | Float64Array>>();
  const array = (one: PackedArray): Promise<Float32Array | Float64Array> => {
    const known = arrays.get(one.id) ?? unpacked(one, document);
    arrays.set(one.id, known);
    return known;
  };
  const sheets = await Promise.all(
    packed.sheets.map(async (sheet) => ({ ...sheet, index: (await array(sheet.index)) as Float64Array })),
  );
  const curve = async (one: PackedCurve): Promise<Curve> => ({
    ...one,
    sheet: sheets[one.sheet]!,
    least: (await array(one.least)) as Float32Array,
    greatest: (await array(one.greatest)) as Float32Array,
  });
  const tracks = await Promise.all(
    packed.tracks.map(async ({ curves }) => ({ curves: await Promise.all(curves.map(curve)) })),
  );
  return { ...packed, tracks, depth: packed.depth && (await curve(packed.depth)) };
}

async function unpacked(
  { id, kind, first }: PackedArray,
  document: Document,
): Promise<Float32Array | Float64Array> {
  const element = document.getElementById(id);
  const bytes = base64Bytes(element?.textContent ?? "");
  // The text is several times what it holds, and is not needed again.
  element?.remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const buffer = await new Response(stream).arrayBuffer();
  if (kind === "float32") return new Float32Array(buffer);
  if (kind === "float64") return new Float64Array(buffer);
  const deltas = new Int32Array(buffer);
  const numbers = new Float64Array(deltas.length);
  for (let i = 0, sum = first; i < deltas.length; i++) numbers[i] = sum += deltas[i]!;
  return numbers;
}

function base64Bytes(text: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> })
    .fromBase64;
  if (native !== undefined) return native.call(Uint8Array, text);
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}
