/** The examples of docs/seams: each a file and a line of its registry, in a copy of the sources that is checked, bundled and run. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import ts from "typescript";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SAMPLES } from "../cli/binary.js";
import { notRun, pageAt, ROOT } from "./page.js";

const seams = [
  {
    page: "transport",
    file: "src/input/link/transport/text.ts",
    registry: "src/input/link/transport/transports.ts",
  },
  { page: "container", file: "src/input/container/starred.ts", registry: "src/input/container/registry.ts" },
  { page: "sink", file: "src/output/markdown/markdown.ts", registry: "src/output/formats.ts" },
  { page: "measure", file: "src/analysis/heaviest/heaviest.ts", registry: "src/analysis/registry.ts" },
  { page: "command", file: "src/cli/command/mnemonic.ts", registry: "src/cli/commands.ts" },
] as const;

let root: string;

beforeAll(async () => {
  mkdirSync(join(ROOT, "out"), { recursive: true });
  // Below the project, so that its libraries are found.
  root = mkdtempSync(join(ROOT, "out/seams-"));
  cpSync(join(ROOT, "src"), join(root, "src"), { recursive: true });
  cpSync(join(ROOT, "package.json"), join(root, "package.json"));
  symlinkSync(join(ROOT, "build"), join(root, "build"));
  for (const { page, file, registry } of seams) {
    const { text, blocks } = pageAt(`docs/seams/${page}.md`);
    const [code, entry] = blocks.filter((block) => block.language === "ts" && notRun(block) !== undefined);
    expect(text).toContain(`\`${file}\``);
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), code!.text);
    writeFileSync(join(root, registry), withEntry(readFileSync(join(root, registry), "utf8"), entry!.text));
  }
  await build({
    absWorkingDir: root,
    entryPoints: ["src/cli/main.ts", "src/bulk/worker.ts", "src/index.ts"],
    outbase: "src",
    outdir: "dist",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    logLevel: "error",
  });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The line behind the last of the registry's table, its import before the others. */
function withEntry(registry: string, entry: string): string {
  const imports = entry.split("\n").filter((line) => line.startsWith("import "));
  const line = entry.replace(/^import .*\n/gm, "");
  // The first closing brace of a table of entries: those of types end without a semicolon.
  const table = registry.replace(/\n(?=\}(?: as const satisfies [^;]+)?;\n)/, `\n${line}`);
  expect(table).not.toBe(registry);
  return table.replace(/^import /m, `${imports.map((one) => `${one}\n`).join("")}import `);
}

function run(words: readonly string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: "utf8",
    timeout: 60_000,
    ...(input === undefined ? {} : { input }),
  });
  expect(status, stderr).toBe(0);
  return stdout;
}
const witskit = (...words: readonly string[]): string => run([join(root, "dist/cli/main.js"), ...words]);

it("have the types that they should", () => {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const paths = seams.flatMap(({ file, registry }) => [join(root, file), join(root, registry)]);
  const program = ts.createProgram(paths, { ...options, noEmit: true });
  const wrong = paths.flatMap((path) => {
    const file = program.getSourceFile(path)!;
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  });
  expect(wrong.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
});

it("a transport delivers to stream", () => {
  witskit("stream", "text:///0108650.4,0110651", "-o", "rig/");
  expect(witskit("query", "SELECT DBTM, DMEA FROM r01", "rig/", "--format", "csv")).toBe(
    "DBTM,DMEA\n650.4,651\n",
  );
});

it("a container is found, and named", () => {
  writeFileSync(join(root, "starred.log"), "&&*4C\r\n0108650.4*5A\r\n0110651*00\r\n!!*1F\r\n");
  for (const named of [[], ["--input", "starred"]]) {
    const report = JSON.parse(
      witskit("convert", "starred.log", "-o", "starred.csv", "--force", "--stats", "json", ...named),
    );
    expect(report).toMatchObject({ frames: 1, values: 2, rejects: {} });
    expect(report.sources[0]).toMatchObject({ container: "starred" });
  }
  expect(witskit("sniff", "starred.log")).toContain("a checksum behind each line");
});

it("a sink is written by export", () => {
  witskit("export", join(SAMPLES, "rig.wits"), "-o", "rig.md", "--records", "01");
  expect(readFileSync(join(root, "rig.md"), "utf8")).toMatch(/^\| timestamp .*\n\| --- .*\n\| 20/);
});

it("a measure is the library's", () => {
  const script = `import { measure, measures } from "./dist/index.js";
    const { results } = await measure(process.argv[2], { load: measures.heaviest() });
    console.log(results.load);`;
  writeFileSync(join(root, "load.mjs"), script);
  expect(run([join(root, "load.mjs"), join(SAMPLES, "rig.wits")])).toBe("99.72\n");
});

it("a command runs, and the help tells of it", () => {
  expect(witskit("mnemonic", "0108")).toBe("DBTM\n");
  expect(witskit("--help")).toContain("Say what a code is called.");
});
