/** The example of docs/seams/sink.md: a folder and a line of the registry, in a copy of the sources. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, expect, it } from "vitest";
import { batchMaker, FIRST_ROWS, TABLE } from "../columns/arrow/batch.js";
import { pageAt, ROOT } from "./page.js";

const [code, line] = pageAt("docs/seams/sink.md")
  .blocks.filter(({ language }) => language === "ts")
  .map(({ text }) => text);

let root: string;
const formats = (): string => join(root, "src/output/formats.ts");
const example = (): string => join(root, "src/output/markdown/markdown.ts");

beforeAll(() => {
  mkdirSync(join(ROOT, "out"), { recursive: true });
  root = mkdtempSync(join(ROOT, "out/sink-"));
  cpSync(join(ROOT, "src"), join(root, "src"), { recursive: true });
  cpSync(join(ROOT, "package.json"), join(root, "package.json"));
  mkdirSync(join(root, "src/output/markdown"));
  writeFileSync(example(), code!);
  const registry = readFileSync(formats(), "utf8");
  writeFileSync(formats(), registry.replace(/\n(?=\} as const satisfies)/, `\n${line}`));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it("has the types that it should", () => {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const program = ts.createProgram([example(), formats()], { ...options, noEmit: true });
  const wrong = [example(), formats()].flatMap((path) => {
    const file = program.getSourceFile(path)!;
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  });
  expect(wrong.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
});

it("writes what it should, and its receipt says so", async () => {
  const { formatOf, formatNames, openSink } = (await import(
    formats()
  )) as typeof import("../../src/output/formats.js");
  const { openOutput } = await import("../../src/durable/open-output.js");
  const path = join(root, "rows.md");
  const sink = await openSink(formatOf(path, formatNames), { open: () => openOutput(path) });
  const rows = await sink.begin({ table: TABLE, name: "r01", title: "General Time-Based" });
  await rows.write(batchMaker()(FIRST_ROWS));
  expect(sink.health).toEqual({
    received: FIRST_ROWS.length,
    waiting: FIRST_ROWS.length,
    durable: 0,
    leftOut: 0,
  });
  const receipt = await sink.commit();
  const text = readFileSync(path, "utf8");
  expect(receipt.outputs).toEqual([{ name: path, bytes: Buffer.byteLength(text) }]);
  expect(receipt.tables.map((table) => table.rows)).toEqual([FIRST_ROWS.length]);
  expect(sink.health).toMatchObject({ waiting: 0, durable: FIRST_ROWS.length });
  expect(text.split("\n").slice(0, 3)).toEqual([
    "| timestamp | source | offset | WELLID | STKNUM | DBTM | bytes | ACTC |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    "| 2016-09-30T10:04:01.000 | rig/a.wits | 0 | NO 15/9-F-4 | 0 | 3650.4 |  | DRLG |",
  ]);
});
