/** What the pages say beside their examples: links lead somewhere, flags and commands are there, what is not run has a reason. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { type FlagName, flags, longName } from "../../src/cli/flags/flags.js";
import { notRun, pages, placeOf, ROOT } from "./page.js";

const withoutFences = (text: string): string => text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");

/** As code hosts make them of headings. */
const anchorsOf = (text: string): string[] =>
  [...withoutFences(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );

const unmarked = pages.flatMap(({ blocks }) => blocks).filter((block) => block.mark?.startsWith("not run"));

it(`${unmarked.length} examples are not run, each for a reason`, () => {
  for (const block of unmarked) {
    const reason = notRun(block) ?? "";
    expect(reason, placeOf(block)).toMatch(/^[a-z]+( \S+){3,}$/);
    const tests = reason.match(/\btest\/[\w./-]+\w/g) ?? [];
    for (const path of tests) expect(existsSync(join(ROOT, path)), `${placeOf(block)}: ${path}`).toBe(true);
  }
  console.log(
    [
      `${unmarked.length} examples of the documentation are not run:`,
      ...unmarked.map((block) => `  ${placeOf(block)}: ${notRun(block)}`),
    ].join("\n"),
  );
});

describe("the pages", () => {
  const whole = pages.map(({ text }) => text).join("\n");

  it("have a line for each command in the table of the README", () => {
    const table = pages.find(({ path }) => path === "README.md")!.text;
    const told = new Set(
      [...table.matchAll(/^\| \[(`.+?)\]\(/gm)].flatMap(([, names]) => names!.match(/[\w-]+/g)!),
    );
    expect([...told].sort()).toEqual([...commands.names].sort());
  });

  it("tell of each flag of each command", async () => {
    const told = new Set(whole.match(/--[a-z-]+/g));
    // Those that go without saying.
    for (const known of ["--quiet", "--verbose"]) told.add(known);
    for (const { name, flags: taken } of await commands.all()) {
      expect(
        taken.map((flag) => `--${longName(flag)}`).filter((flag) => !told.has(flag)),
        name,
      ).toEqual([]);
    }
  });
});

describe.each(pages)("$path", ({ path, text }) => {
  it("has no marks of a merge", () => expect(text).not.toMatch(/^(<{7}|>{7}) /m));

  it("has links that lead somewhere", () => {
    const lost: string[] = [];
    for (const [, target] of withoutFences(text).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^\w+:/.test(target!)) continue;
      const [file, anchor] = target!.split("#") as [string, string?];
      const to = file === "" ? path : join(dirname(path), file);
      if (!existsSync(join(ROOT, to))) lost.push(target!);
      else if (anchor !== undefined && !anchorsOf(readFileSync(join(ROOT, to), "utf8")).includes(anchor))
        lost.push(target!);
    }
    expect(lost).toEqual([]);
  });

  it("names commands that there are, with flags that they take", async () => {
    const lines = [...text.matchAll(/(?<=^\$ |`|^|\| )witskit ([a-z-]+)(?![\w/.]) ?([^`\n|]*)/gm)];
    for (const [line, word, rest] of lines) {
      if (!commands.has(word)) continue;
      const { flags: taken } = await commands.load(word);
      const known = new Set([...taken.map((name) => `--${longName(name)}`), "--help"]);
      for (const [flag] of rest!.matchAll(/(?<=\s|^)--[a-z-]+/g)) expect(known, line).toContain(flag);
    }
  });

  it("names flags that there are", () => {
    const known = new Set((Object.keys(flags) as FlagName[]).map((name) => `--${longName(name)}`));
    // Of the program, not of a command.
    const others = ["--help", "--version", "--config"];
    const named = [...withoutFences(text).matchAll(/`(--[a-z-]+)[^`]*`/g)].map(([, flag]) => flag!);
    expect(named.filter((flag) => !known.has(flag) && !others.includes(flag))).toEqual([]);
  });
});
