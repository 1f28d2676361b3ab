/** WITSML documents among what `validate` is given: each held against the rules, and against schemas where there are some. */
import type { Output } from "../../../durable/output.js";
import type { Source } from "../../../input/bytes/source.js";
import { unlessAborted } from "../../../input/feed/inputs.js";
import { openDocument, shownName } from "../../../input/source/open.js";
import { shownText } from "../../../text/shown-text.js";
import { ROOT_HEAD, type Root, rootOf } from "../../../witsml/read/root.js";
import { DocumentCheck } from "../../../witsml/rules/check.js";
import { rules } from "../../../witsml/rules/fault.js";
import { LineNumbers } from "../../../witsml/rules/line-numbers.js";
import { LARGEST_CHECKED, Schemas } from "../../../witsml/rules/schemas.js";
import { uomCheck } from "./uom-check.js";

export interface DocumentsOptions {
  readonly json: boolean;
  /** Faults that are shown. */
  readonly limit: number;
  readonly schemas: string | undefined;
  readonly signal: AbortSignal;
}

const PIECE = 262_144;

interface Document {
  readonly name: string;
  readonly version: string | null;
  rows: number;
  problems: number;
}

/** Those that are no documents are left for others. Answers them, and whether any rule was broken. */
export async function checkDocuments(
  sources: readonly Source[],
  output: Pick<Output, "write">,
  { json, limit, schemas: folder, signal }: DocumentsOptions,
): Promise<{ readonly others: readonly Source[]; readonly documents: number; readonly broken: boolean }> {
  const schemas = folder === undefined ? undefined : await Schemas.in(folder);
  const others: Source[] = [];
  const documents: Document[] = [];
  const byRule = new Map<string, number>();
  let [total, shown] = [0, 0];
  const write = (text: string): Promise<void> => output.write(Buffer.from(text));

  async function tell(
    document: Document,
    line: number | undefined,
    at: number | undefined,
    rule: keyof typeof rules,
    what: string,
  ): Promise<void> {
    document.problems++;
    total++;
    byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
    if (shown >= limit) return;
    shown++;
    const { name: source } = document;
    await write(
      json
        ? `${JSON.stringify({ kind: "problem", source, offset: at ?? null, length: 0, line: line ?? null, reason: rule, what, rule: rules[rule] })}\n`
        : `${shownName(source)}${line === undefined ? "" : `:${line}`}: ${rule}: ${shownText(what, 400)}\n`,
    );
  }

  for (const source of sources) {
    const text = await unlessAborted(signal, () =>
      openDocument(source, {}, { any: true, sources: sources.length }),
    );
    if (text === undefined) {
      others.push(source);
      continue;
    }
    const check = new DocumentCheck(uomCheck);
    const lines = new LineNumbers();
    const kept: Uint8Array[] = [];
    let length = 0;
    let root: Root | undefined;
    let document: Document | undefined;
    try {
      const piece = new Uint8Array(PIECE);
      for (;;) {
        const read = await unlessAborted(signal, () => text.read(piece));
        const bytes = piece.subarray(0, read);
        if (length < ROOT_HEAD) root ??= rootOf(bytes, true) ?? undefined;
        document ??= { name: source.name, version: root?.version ?? null, rows: 0, problems: 0 };
        lines.push(bytes);
        if (schemas !== undefined && length <= LARGEST_CHECKED) kept.push(bytes.slice());
        length += read;
        if (read === 0) check.end(length);
        else check.push(bytes);
        for (const { rule, at, message } of check.take())
          await tell(document, lines.lineOf(at), at, rule, message);
        if (read === 0) break;
      }
    } finally {
      await text.close();
    }
    document.rows = check.rows;
    documents.push(document);
    if (schemas === undefined || root === undefined) continue;
    const faults =
      length > LARGEST_CHECKED
        ? [
            {
              line: undefined,
              message: "it is larger than 64 MiB, and was not held against its schema; split it",
            },
          ]
        : ((await schemas.faults(root, Buffer.concat(kept))) ?? [
            { line: undefined, message: `no schema of ${root.name} ${root.version ?? ""} lies in ${folder}` },
          ]);
    for (const { line, message } of faults) await tell(document, line, undefined, "schema", message);
  }
  if (documents.length > 0) await write(json ? jsonEnd() : textEnd());
  return { others, documents: documents.length, broken: total > 0 };

  function jsonEnd(): string {
    const problems = { total, shown, ...Object.fromEntries([...byRule].sort()) };
    return `${JSON.stringify({ kind: "summary", documents, problems })}\n`;
  }

  function textEnd(): string {
    const rows = documents.reduce((sum, one) => sum + one.rows, 0);
    const what = `${documents.length === 1 ? "1 WITSML document" : `${documents.length} WITSML documents`}, ${rows.toLocaleString("en-US")} rows`;
    if (total === 0)
      return `${what}: no rule is broken${schemas === undefined ? "" : ", and the schemas have nothing against it"}\n`;
    const hidden = total > shown ? `… ${total - shown} more are not shown (use --limit 0)\n` : "";
    const counts = [...byRule].sort(([, a], [, b]) => b - a).map(([rule, count]) => `${count} ${rule}`);
    return `${hidden}\n${what}: ${total === 1 ? "1 problem" : `${total.toLocaleString("en-US")} problems`}: ${counts.join(", ")}\n`;
  }
}
