/** What `validate` prints for people: a place and a sentence, below it the line; at the end totals, and what to do. */

import { explanations } from "../../../frame/explanations.js";
import type { Finding } from "../../../frame/findings.js";
import { shownName } from "../../../input/source/open.js";
import type { Tally } from "../../command/validate/tally.js";
import { escaped } from "../escaped.js";
import { counted, instant, integer, listing } from "../wording.js";
import { yieldingTable } from "../yield.js";
import { type FindingsPage, itemName, type PageStyle } from "./page.js";

const INDENT = "    ";

export const textPage = (style: PageStyle): FindingsPage => ({
  finding(found, source) {
    const { of, what } = explanations[found.reason];
    const code = found.kind === "problem" ? found.code : undefined;
    const kind = found.kind === "warning" ? "warning: " : "";
    const subject = code === undefined ? `the ${of}` : itemName(code, style.catalog);
    const place = placeText(found);
    return (
      `${shownName(source)}:${found.line}: ${kind}${found.reason}: ${subject} ${what}\n` +
      `${INDENT}${place}${detailOf(found, style, style.width - INDENT.length - place.length - 2)}\n`
    );
  },
  unmapped(found) {
    const { source, line, code, values } = found;
    return (
      `${shownName(source)}:${line}: warning: unmapped: ${itemName(code, style.catalog)} ${explanations.unmapped.what}\n` +
      `${INDENT}first in ${placeText(found)}, ${counted(values, "value")} in all\n`
    );
  },
  summary: (tally) => summaryText(tally, style),
});

const placeText = ({ frame, offset }: Pick<Finding, "frame" | "offset">): string =>
  `${frame === undefined ? "" : `frame ${integer(frame)}, `}byte ${integer(offset)}`;

/** The line of a problem, the step of a clock. */
function detailOf(found: Finding, { utc }: PageStyle, width: number): string {
  if (found.kind === "problem") {
    return found.length === 0 ? "" : `: ${escaped(found.bytes, Math.max(NARROWEST, width))}`;
  }
  if (found.step === undefined) return "";
  return `: ${instant(found.step.to, utc)} after ${instant(found.step.from, utc)}`;
}

/** Characters of a line that are shown on any terminal. */
const NARROWEST = 20;

function summaryText(tally: Tally, { width }: PageStyle): string {
  const { problems, warnings } = tally;
  const parts = [
    reasonText("problem", problems.total, problems.byReason, width),
    reasonText("warning", warnings.total, warnings.byReason, width),
    fileTable(tally, width),
    totalText(tally),
  ];
  const shown = problems.shown + warnings.shown > 0 ? "\n" : "";
  return `${hiddenText(tally)}${shown}${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function hiddenText({ problems, warnings }: Tally): string {
  const hidden = [
    [problems.total - problems.shown, "more problem"],
    [warnings.total - warnings.shown, "more warning"],
  ] as const;
  const told = hidden.filter(([count]) => count > 0).map(([count, what]) => counted(count, what));
  return told.length === 0 ? "" : `… ${told.join(" and ")} (use --limit 0)\n`;
}

type Counts = ReadonlyMap<keyof typeof explanations, { readonly count: number }>;

/** The most frequent first, each with its meaning. */
function reasonText(kind: string, total: number, byReason: Counts, width: number): string {
  if (total === 0) return "";
  const reasons = [...byReason].sort(([, a], [, b]) => b.count - a.count);
  const digits = Math.max(...reasons.map(([, { count }]) => integer(count).length));
  return listing(
    counted(total, kind),
    reasons.map(([reason, { count }]) => {
      const { of, what, advice } = explanations[reason];
      return [
        `${integer(count).padStart(digits)} ${reason}`,
        `${of === "item" ? "An" : "A"} ${of} ${what}. ${advice}`,
      ];
    }),
    width,
  );
}

function fileTable({ files }: Tally, width: number): string {
  if (files.length === 1) return "";
  const listed = files.filter(({ problems, warnings, failure }) => problems + warnings > 0 || failure);
  if (listed.length === 0) return "";
  return yieldingTable(
    listed.map(({ name, problems, warnings, frames, bytes, failure }) => [
      shownName(name),
      integer(problems),
      integer(warnings),
      integer(frames),
      integer(bytes.total),
      integer(bytes.rejected),
      failure === undefined ? "" : "not read to its end",
    ]),
    {
      head: ["FILE", "PROBLEMS", "WARNINGS", "FRAMES", "BYTES", "REJECTED", ""],
      align: ["left", "right", "right", "right", "right", "right"],
      width,
      yields: ["FILE"],
    },
  );
}

function totalText({ files, frames, bytes, problems, warnings }: Tally): string {
  const { total, framing, items, blank, rejected } = bytes;
  const found =
    problems.total + warnings.total === 0
      ? "clean"
      : `${counted(problems.total, "problem")}, ${counted(warnings.total, "warning")}`;
  return (
    `${counted(files.length, "file")}, ${counted(frames, "frame")}, ${counted(total, "byte")}: ${found}\n` +
    `${integer(framing)} framing + ${integer(items)} items + ${integer(blank)} blank + ` +
    `${integer(rejected)} rejected = ${integer(total)}, all of them`
  );
}
