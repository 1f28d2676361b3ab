/** How commands write numbers, times and listings for people. */
import { numberText } from "../../text/number-text.js";
import { counted } from "../../text/quantity.js";
import { shownText } from "../../text/shown-text.js";

/** `22,690,325 bytes (21.6 MiB)`. */
export function bytesText(bytes: number): string {
  const exact = counted(bytes, "byte");
  return bytes < 1024 ? exact : `${exact} (${roughly(bytes)})`;
}

function roughly(bytes: number): string {
  const units = ["KiB", "MiB", "GiB", "TiB"];
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1]}`;
}

export { instant } from "../../text/instant.js";
export { counted, integer, share } from "../../text/quantity.js";

const LONGEST = 24;

/** A value in a table. Numbers are exact, texts are cut. */
export function cellText(value: number | string | undefined): string {
  if (typeof value === "number") return numberText(value);
  if (value === undefined) return "";
  return shownText(value, LONGEST);
}

/** A heading, and below it what it is: a line for each of its properties, or several where one is too long. */
export function listing(
  heading: string,
  properties: readonly (readonly [name: string, text: string])[],
  width: number,
): string {
  const indent = 2 + Math.max(...properties.map(([name]) => name.length)) + 2;
  const lines = properties.flatMap(([name, text]) =>
    wrapped(shownText(text), width - indent).map(
      (line, i) => (i === 0 ? `  ${name}` : "").padEnd(indent) + line,
    ),
  );
  return [heading, ...lines].join("\n");
}

/** At blanks alone: what has none stays whole. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
