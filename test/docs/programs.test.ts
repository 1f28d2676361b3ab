/** The programs of the documentation, those in comments of the library among them: compiled against the types of the package as one project, then run. */
import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Addresses } from "./addresses.js";
import { hold } from "./output.js";
import {
  type Block,
  blocksIn,
  exampleOf,
  examplePages,
  modulesWithExamples,
  pagesWith,
  placeOf,
  ROOT,
  runsUntil,
} from "./page.js";
import { run } from "./process.js";
import { Scratch } from "./scratch.js";

const LANGUAGES = ["ts", "js"];
const pages = await Promise.all(
  [...pagesWith(...LANGUAGES), ...modulesWithExamples].map(async (page) => ({
    page,
    scratch: new Scratch(page),
    addresses: await Addresses.of(page),
  })),
);
const nameOf = ({ page, line }: Block): string => `${page.replaceAll(/\W/g, "-")}-line-${line}`;

let project: Scratch;
/** What the compiler says of each program. */
const complaints: string[] = [];

beforeAll(async () => {
  project = new Scratch(pages[0]!.page);
  const { folder, environment } = project;
  mkdirSync(join(folder, "programs"));
  for (const { page, scratch, addresses } of pages) {
    for (const block of blocksIn(page, ...LANGUAGES)) {
      // Each a module of its own, even without an import.
      const text = `${addresses.real(block.text)}\nexport {};\n`;
      writeFileSync(join(folder, "programs", `${nameOf(block)}.${block.language}`), text);
      scratch.provide(block.text);
    }
  }
  // Programs of the examples run with their scripts; here they are compiled alone.
  for (const example of examplePages.map((page) => exampleOf(page)!))
    for (const name of readdirSync(join(ROOT, example)).filter((file) => file.endsWith(".mjs")))
      cpSync(join(ROOT, example, name), join(folder, "programs", `${example.replaceAll("/", "-")}-${name}`));
  const compilerOptions = {
    ...{
      target: "ES2023",
      module: "NodeNext",
      strict: true,
      skipLibCheck: true,
      allowJs: true,
      checkJs: true,
    },
    ...{ types: ["node"], typeRoots: [join(ROOT, "node_modules/@types")], rootDir: ".", outDir: "compiled" },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["programs"] }));
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const { printed } = await run(process.execPath, [tsc, "--pretty", "false"], {
    cwd: folder,
    env: environment,
  });
  complaints.push(...printed.split(/\n(?=\S)/).filter((line) => line.trim() !== ""));
}, 180_000);

afterAll(async () => {
  for (const { scratch, addresses } of pages) {
    scratch.remove();
    await addresses.close();
  }
  project.remove();
});

describe.each(pages)("$page.path", ({ page, scratch, addresses }) => {
  it.each(blocksIn(page, ...LANGUAGES).map((block) => [placeOf(block), block] as const))(
    "%s compiles and runs",
    async (_place, block) => {
      const name = nameOf(block);
      expect(complaints.filter((line) => line.startsWith(`programs/${name}.`))).toEqual([]);
      // Modules are looked for beside the program: it runs in the folder of its page, from that of the project.
      const program = join(project.folder, "compiled/programs", `${name}.js`);
      const ran = await run(process.execPath, [program], {
        cwd: scratch.folder,
        env: scratch.environment,
        until: runsUntil(block),
      });
      expect(ran.code, ran.printed).toBe(0);
      hold(block.page, block.output, addresses.asShown(ran.printed));
    },
    120_000,
  );

  it("leaves nothing for the compiler to say", () => expect(complaints).toEqual([]));
});
