/**
 * Writes the table of failure codes in docs/errors.md, between its marks, from the table in `src/failure/codes.ts`.
 *
 *   node scripts/build.mjs && node scripts/errors.mjs
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const page = fileURLToPath(new URL("../docs/errors.md", import.meta.url));
const program = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const BEGIN = "<!-- codes: node scripts/errors.mjs writes this table -->";
const END = "<!-- end of codes -->";

/** @type {{ code: string, exit: number, meaning: string, advice: string }[]} */
const codes = JSON.parse(
  execFileSync(process.execPath, [program, "explain", "--json"], { encoding: "utf8" }),
);
const rows = codes.map(
  ({ code, exit, meaning, advice }) =>
    `| \`${code}\` | ${exit} | ${meaning} | ${advice.replaceAll("|", "\\|")} |`,
);
const table = ["| code | exit | meaning | what to do |", "| --- | --- | --- | --- |", ...rows].join("\n");

const text = readFileSync(page, "utf8");
const [before, rest] = text.split(BEGIN);
const after = rest?.split(END)[1];
if (after === undefined) throw new Error(`${page} lacks the marks of the table`);
writeFileSync(page, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
