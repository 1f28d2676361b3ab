/**
 * Frames whose beginning and end a vendor marks otherwise than with `&&` and `!!`. Wherever a mark stands, `&&` or `!!`
 * is written for it, and the line ends before and behind it if they are part of it.
 */
import type { Output } from "./output.js";
import type { Unwrapper } from "./unwrap.js";

export type Markers = readonly [start: string, end: string];

const ESCAPES: Readonly<Record<string, string>> = {
  r: "\r",
  n: "\n",
  t: "\t",
  0: "\0",
  "\\": "\\",
  ",": ",",
};
const LONGEST = 64;

/** Reads `START,END`, with escapes; throws an Error that says what is wrong. */
export function markersIn(text: string): Markers {
  const parts = [""];
  for (let at = 0; at < text.length; at++) {
    const byte = /^\\x([0-9a-fA-F]{2})/.exec(text.slice(at, at + 4))?.[1];
    const escaped = text[at] === "\\" ? ESCAPES[text[at + 1] ?? ""] : undefined;
    if (text[at] === ",") {
      parts.push("");
      continue;
    }
    if (byte !== undefined) at += 3;
    else if (escaped !== undefined) at++;
    parts[parts.length - 1] +=
      byte !== undefined ? String.fromCharCode(Number.parseInt(byte, 16)) : (escaped ?? text[at] ?? "");
  }
  const [start = "", end = ""] = parts;
  if (parts.some((part) => [...part].some((character) => character > "\xff")))
    throw new Error(`"${text}" has characters that are no single bytes; write their bytes as \\xHH`);
  if (parts.length !== 2)
    throw new Error(`"${text}" are not two markers; write them as START,END, a comma as \\,`);
  for (const marker of [start, end]) {
    if (marker.length < 2)
      throw new Error(
        `a marker needs two bytes, for && and !! have two; give the line end that follows it too, as in \\x02\\r\\n,\\x03\\r\\n`,
      );
    if (marker.length > LONGEST) throw new Error(`a marker has ${LONGEST} bytes at most`);
    if (/^[\r\n]*$/.test(marker)) throw new Error("a line end alone is no marker");
  }
  if (start.startsWith(end) || end.startsWith(start))
    throw new Error("no marker may begin as the other one does");
  return [start, end];
}

/** As `markersIn` reads them. */
export const markersText = (markers: Markers): string => markers.map(escaped).join(",");

const escaped = (marker: string): string =>
  marker.replace(/[\\,]|[^\x20-\x7e]/g, (character) => {
    if (character === "\\" || character === ",") return `\\${character}`;
    if (character === "\r" || character === "\n") return character === "\r" ? "\\r" : "\\n";
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });

/** What is written for a marker: `&&` or `!!`, and the line ends around it for which it has bytes left. */
function textFor(marker: string, text: string): string {
  const before = /^[\r\n]/.test(marker) && marker.length > 2 ? "\n" : "";
  const behind = /[\r\n]$/.test(marker) && marker.length > before.length + 2 ? "\n" : "";
  return before + text + behind;
}

export class Marked implements Unwrapper {
  readonly #markers: readonly { readonly bytes: Uint8Array; readonly text: string }[];
  #held = new Uint8Array(0);
  #base = 0;

  constructor([start, end]: Markers) {
    this.#markers = [
      { bytes: Buffer.from(start, "latin1"), text: textFor(start, "&&") },
      { bytes: Buffer.from(end, "latin1"), text: textFor(end, "!!") },
    ];
  }

  push(piece: Uint8Array, output: Output): void {
    this.#run(Buffer.concat([this.#held, piece]), output, false);
  }

  end(output: Output): void {
    this.#run(this.#held, output, true);
  }

  #run(bytes: Uint8Array, output: Output, last: boolean): void {
    let run = 0;
    let at = 0;
    const flush = (): void => output.copy(bytes.subarray(run, at), this.#base + run);
    scan: while (at < bytes.length) {
      for (const { bytes: marker, text } of this.#markers) {
        let same = 0;
        while (same < marker.length && bytes[at + same] === marker[same]) same++;
        if (same === marker.length) {
          flush();
          for (let i = 0; i < text.length; i++) output.put(text.charCodeAt(i), this.#base + at + i);
          at += same;
          run = at;
          output.settle(this.#base + at);
          continue scan;
        }
        if (same > 0 && at + same === bytes.length && !last) break scan;
      }
      at++;
    }
    flush();
    output.settle(this.#base + at, false);
    this.#held = bytes.slice(at);
    this.#base += at;
  }
}
