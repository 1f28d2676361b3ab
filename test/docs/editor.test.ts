/** What an editor offers to those who write with the library: asked of TypeScript's language service, as editors do. */
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { ROOT } from "./page.js";

const CURSOR = "|";

const path = join(ROOT, "test", "program.ts");
let text = "";
let version = 0;
const read = (name: string): string | undefined => (name === path ? text : ts.sys.readFile(name));
const service = ts.createLanguageService({
  getCompilationSettings: () => ({
    ...{ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, strict: true, skipLibCheck: true },
    types: ["node"],
  }),
  getScriptFileNames: () => [path],
  getScriptVersion: (name) => (name === path ? String(version) : "0"),
  getScriptSnapshot: (name) => {
    const found = read(name);
    return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
  },
  getCurrentDirectory: () => ROOT,
  getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
  fileExists: (name) => name === path || ts.sys.fileExists(name),
  readFile: read,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
  realpath: ts.sys.realpath!,
});

/** The names that are offered at the mark in a program. */
function offered(program: string): string[] {
  text = program.replace(CURSOR, "");
  version++;
  const found = service.getCompletionsAtPosition(path, program.indexOf(CURSOR), {});
  return found?.entries.map(({ name }) => name) ?? [];
}

describe("an editor offers", () => {
  it("the mnemonics of the catalog", () => {
    const names = offered(
      `import type { WitsFrame } from "witskit";\ndeclare const frame: WitsFrame;\nframe.get("${CURSOR}");\n`,
    );
    for (const mnemonic of ["DBTM", "DMEA", "ROPA", "HKLA", "WOBA"]) expect(names).toContain(mnemonic);
    expect(names.length).toBeGreaterThan(500);
  });

  it("what a frame has, and what a value of it has", () => {
    const frame = 'import { decode } from "witskit";\nconst frame = await decode("");\n';
    expect(offered(`${frame}frame.${CURSOR}`)).toEqual(
      expect.arrayContaining(["timestamp", "depth", "rop", "get"]),
    );
    expect(offered(`${frame}frame.get("DBTM")?.${CURSOR}`).sort()).toEqual(
      ["code", "mnemonic", "name", "text", "unit", "value"].sort(),
    );
  });

  it("the words that an option can be", () => {
    const names = offered(
      `import { WitsStream } from "witskit";\nWitsStream.fromFile("own.wits", { units: "${CURSOR}" });\n`,
    );
    expect(names.sort()).toEqual(["fps", "fps-uk", "metric"]);
  });
});
