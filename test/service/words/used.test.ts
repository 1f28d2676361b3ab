/** Every word of the app is said somewhere: what nothing says any more is still translated, read and kept for nobody. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { en } from "../../../src/service/web/words/en.js";

const WEB = new URL("../../../src/service/web", import.meta.url).pathname;
const sources = readdirSync(WEB, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !/^words\/(en|es|fr)\b/.test(name))
  .map((name) => readFileSync(join(WEB, name), "utf8"));

/** `report.kinds.new` of each word; sentences of codes are said by whoever names the code. */
function pathsIn(table: object, above: readonly string[] = []): string[][] {
  return Object.entries(table).flatMap(([name, value]) =>
    typeof value === "object" ? pathsIn(value, [...above, name]) : [[...above, name]],
  );
}

const { problems: _, refusals: __, billed: ___, rigTold: ____, ...own } = en;
const text = sources.join("\n;\n");

/** Whether a value chooses one of a group, or of what the group is in: `words.report.payers[payer]`. */
const isChosen = once((group) =>
  new RegExp(`\\b${group}(\\?\\.)?\\[|Object\\.\\w+\\([^)]*\\b${group}\\)`).test(text),
);

/** What files in which something stands for a group, `const words = useWords().report;`, say after it. */
const after = once((group) => {
  const other = new RegExp(`\\b(\\w+)(?:: [^=;]+)? = [^;=]*\\.${group};`, "g");
  return sources.flatMap((source) =>
    [...source.matchAll(other)].flatMap(([, stands]) =>
      [...source.matchAll(new RegExp(`\\b${stands}(?:\\.(\\w+)|(\\[))`, "g"))].map(
        ([, name, any]) => name ?? any!,
      ),
    ),
  );
});

function once<Found>(find: (group: string) => Found): (group: string) => Found {
  const found = new Map<string, Found>();
  return (group) => {
    if (!found.has(group)) found.set(group, find(group));
    return found.get(group)!;
  };
}

/** By its name after that of its group or after what stands for the group, or by a value that chooses one of the group. */
function isSaid(path: readonly string[]): boolean {
  const [name, group, ...above] = path.toReversed() as [string, string, ...string[]];
  if ([group, ...above].some(isChosen) || after(group).some((one) => one === name || one === "["))
    return true;
  const taken = `\\{[^{}]*\\b${name}\\b[^{}]*\\}\\s*=[^;]*\\b${group}\\b`;
  return new RegExp(`\\b${group}\\s*\\??\\.\\s*${name}\\b`).test(text) || new RegExp(taken).test(text);
}

it("asks for each word of the app", () => {
  expect(
    pathsIn(own)
      .filter((path) => !isSaid(path))
      .map((path) => path.join(".")),
  ).toEqual([]);
});
