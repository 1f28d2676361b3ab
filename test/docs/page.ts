/** The pages of the documentation, and the fenced blocks in them. What is done with a block is told in README.md. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export interface Block {
  /** Path from the root, with slashes. */
  readonly page: string;
  /** Of its opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** What the comment above it says, such as `not run: why`. */
  readonly mark: string | undefined;
  /** The name that the words before it give it. */
  readonly file: string | undefined;
  /** Of a block that runs: what it prints, where that is shown. */
  readonly output: string | undefined;
}

export interface Page {
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

const FENCE = /^( *)```(\w*)[^\n]*\n([\s\S]*?)^ *```$/gm;
const MARK = /<!--\s*([\s\S]*?)\s*-->\s*$/;
const FILE = /`([\w./-]+\.\w+)`:\s*$/;

export function pageAt(path: string): Page {
  const whole = readFileSync(join(ROOT, path), "utf8");
  const text = path.endsWith(".ts") ? whole.replaceAll(/^ *\* ?/gm, "") : whole;
  const found: Block[] = [];
  let end = 0;
  for (const match of text.matchAll(FENCE)) {
    const [whole, indent, language, body] = match;
    const between = text.slice(end, match.index);
    const mark = MARK.exec(between)?.[1];
    const words = mark === undefined ? between : between.replace(MARK, "");
    found.push({
      page: path,
      line: text.slice(0, match.index).split("\n").length,
      language: language!,
      text: body!.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
      mark: mark?.replaceAll(/\s+/g, " "),
      file: FILE.exec(words)?.[1],
      output: undefined,
    });
    end = match.index + whole.length;
  }
  const blocks = found.map((block, i) => {
    const next = found[i + 1];
    return next?.language === "text" ? { ...block, output: next.text } : block;
  });
  return { path, text, blocks };
}

const pathsBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .sort();

export const pages: readonly Page[] = [
  "README.md",
  ...pathsBelow("docs"),
  ...pathsBelow("deploy"),
  ...pathsBelow("samples"),
].map(pageAt);

/** Of a page that tells of an example: the folder of its files, which stand beside it. */
export const exampleOf = ({ path }: Page): string | undefined =>
  /^(samples\/examples\/[^/]+)\/README\.md$/.exec(path)?.[1];

export const notRun = (block: Block): string | undefined => /^not run: (.+)$/.exec(block.mark ?? "")?.[1];

/** What a line of a block prints before it is interrupted; undefined when it ends by itself. */
export function runsUntil(block: Block, isLast = true): string | undefined {
  const [, each, text] = /^(each )?runs until: (.+)$/.exec(block.mark ?? "") ?? [];
  return each !== undefined || isLast ? text : undefined;
}

/** Modules whose comments have examples. */
export const modulesWithExamples: readonly Page[] = readdirSync(join(ROOT, "src"), {
  recursive: true,
  encoding: "utf8",
})
  .filter((path) => path.endsWith(".ts"))
  .map((path) => `src/${path.replaceAll("\\", "/")}`)
  .sort()
  .filter((path) => readFileSync(join(ROOT, path), "utf8").includes("@example"))
  .map(pageAt);

/** The blocks to be run of some languages, with their page. */
export const blocksIn = (page: Page, ...languages: readonly string[]): Block[] =>
  page.blocks.filter((block) => languages.includes(block.language) && notRun(block) === undefined);

/** The pages that have any. */
export const pagesWith = (...languages: readonly string[]): Page[] =>
  pages.filter((page) => blocksIn(page, ...languages).length > 0);

export const placeOf = ({ page, line }: Block): string => `${page}:${line}`;

export const examplePages: readonly Page[] = pages.filter((page) => exampleOf(page) !== undefined);
