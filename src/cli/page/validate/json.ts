/** What `validate --json` prints: an object a line, one for each finding, and one of kind `summary` at the end. */

import { explanations } from "../../../frame/explanations.js";
import { type Code, formatCode, itemOf, recordOf } from "../../../wits/catalog/code.js";
import type { Catalog } from "../../../wits/catalog/overlay.js";
import { isConserved } from "../../../wits/decoding/counters.js";
import type { Tally } from "../../command/validate/tally.js";
import { escaped } from "../escaped.js";
import { instant } from "../wording.js";
import type { FindingsPage, PageStyle } from "./page.js";

/** Characters of the line that are told. */
const LONGEST = 1000;

export const jsonPage = ({ utc, catalog }: PageStyle): FindingsPage => ({
  finding(found, source) {
    const problem = found.kind === "problem" ? found : undefined;
    const step = found.kind === "warning" ? found.step : undefined;
    return line({
      kind: found.kind,
      source,
      offset: found.offset,
      length: problem?.length ?? 0,
      line: found.line,
      frame: found.frame ?? null,
      ...codeJson(problem?.code, catalog),
      ...reasonJson(found.reason),
      text: problem === undefined ? null : escaped(problem.bytes, LONGEST),
      ...(step && { from: instant(step.from, utc, "exact"), to: instant(step.to, utc, "exact") }),
    });
  },
  unmapped({ source, offset, line: at, frame, code, values }) {
    return line({
      kind: "warning",
      source,
      offset,
      length: 0,
      line: at,
      frame: frame ?? null,
      ...codeJson(code, catalog),
      ...reasonJson("unmapped"),
      text: null,
      values,
    });
  },
  summary: (tally) => line({ kind: "summary", ...summaryJson(tally) }),
});

const line = (document: unknown): string => `${JSON.stringify(document)}\n`;

const codeJson = (code: Code | undefined, catalog: Catalog) => ({
  code: code === undefined ? null : formatCode(code),
  record: code === undefined ? null : recordOf(code),
  item: code === undefined ? null : itemOf(code),
  mnemonic: code === undefined ? null : (catalog.itemByCode(code)?.mnemonic ?? null),
});

function reasonJson(reason: keyof typeof explanations) {
  const { of, what, advice } = explanations[reason];
  return { reason, what: `the ${of} ${what}`, advice };
}

function summaryJson({ files, frames, bytes, problems, warnings }: Tally) {
  const counts = (byReason: ReadonlyMap<string, { readonly count: number }>) =>
    Object.fromEntries([...byReason].sort().map(([reason, { count }]) => [reason, count]));
  return {
    files: files.map(({ failure, ...file }) => ({ ...file, error: failure?.message ?? null })),
    frames,
    bytes,
    conserved: isConserved(bytes),
    problems: { total: problems.total, shown: problems.shown, ...counts(problems.byReason) },
    warnings: { total: warnings.total, shown: warnings.shown, ...counts(warnings.byReason) },
  };
}
