/** What a page shows of an output, held against what was printed; and pages written anew when that is asked for. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { ROOT } from "./page.js";

/** Whether pages are to be written instead of held against. */
const writing = process.env["WITSKIT_DOCS"] === "write";

/** Stands for any lines, on a line of its own. */
const ANY = "...";

/** Times, speeds and processors are those of the machine. */
const steady = (text: string): string =>
  text
    .replace(/\bin [\d.]+ m?s\b(?:, [\d.,]+ MB\/s)?/g, "in TIME")
    .replace(/\bwith \d+ workers?\b/g, "with WORKERS")
    .replace(/[ \t]+$/gm, "");

/** Holds what was printed against what the page shows; or writes it there, when that is asked for. */
export function hold(page: string, shown: string | undefined, printed: string): void {
  if (shown === undefined || isShown(shown, printed)) return;
  if (writing) rewrite(page, shown, printed);
  else expect(steady(printed)).toBe(steady(shown));
}

function isShown(shown: string, printed: string): boolean {
  const [first = "", ...rest] = steady(shown.trimEnd()).split(
    new RegExp(`^${ANY.replaceAll(".", "\\.")}$`, "m"),
  );
  const text = `${steady(printed).trimEnd()}\n`;
  if (rest.length === 0) return `${first}\n` === text;
  if (!text.startsWith(first)) return false;
  let place = first.length;
  for (const part of rest) {
    const wanted = part.replace(/^\n/, "").trimEnd();
    const found = wanted === "" ? place : text.indexOf(wanted, place);
    if (found < 0) return false;
    place = found + wanted.length;
  }
  const last = rest.at(-1)!.trim();
  return last === "" || text.trimEnd().endsWith(last);
}

/** What a page would show of an output, as much of it as it has shown before. */
function shownAnew(shown: string, printed: string): string {
  const parts = shown.trimEnd().split(`\n${ANY}`);
  const lines = printed.trimEnd().split("\n");
  const [head = "", tail] = parts;
  if (shown.startsWith(`${ANY}\n`))
    return [ANY, ...lines.slice(1 - shown.trimEnd().split("\n").length)].join("\n");
  if (tail === undefined) return printed.trimEnd();
  const top = lines.slice(0, head.split("\n").length);
  const after = tail.replace(/^\n/, "");
  return [...top, ANY, ...(after === "" ? [] : lines.slice(-after.split("\n").length))].join("\n");
}

/** Replaces what a page shows. */
function rewrite(page: string, shown: string, printed: string): void {
  const path = join(ROOT, page);
  const text = readFileSync(path, "utf8");
  if (!text.includes(shown.trimEnd())) throw new Error(`${page} does not show: ${shown}`);
  writeFileSync(
    path,
    text.replace(shown.trimEnd(), () => shownAnew(shown, printed)),
  );
}
