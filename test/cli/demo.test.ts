import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../input/source/folder.js";
import { BINARY, filesIn } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

/** Several demos, on a busy machine. */
const MINUTES = 240_000;
/** As if the optional dependency had not been installed. */
const WITHOUT_DUCKDB = `data:text/javascript,${encodeURIComponent(`
  import { register } from "node:module";
  register("data:text/javascript," + encodeURIComponent(
    "export async function resolve(name, context, next) {" +
    "  if (name === '@duckdb/node-api') throw new Error('not installed');" +
    "  return next(name, context); }"));
`)}`;

it("makes a log, a dataset and a chart in a folder, and an answer between", () => {
  const cwd = temporaryFolder();
  const { code, out, err } = witskit("demo", { cwd });
  expect(code, err).toBe(0);
  expect(out).toMatch(/^hour +metres +rate\n +6 +[\d.]+ +[\d.]+\n/);
  const files = filesIn(join(cwd, "witskit-demo"));
  for (const name of [
    "README.md",
    "rig.wits",
    "rig.truth.json",
    "rig.html",
    "dataset/record=01/part-00000.parquet",
  ])
    expect(files).toContain(name);
  expect(readFileSync(join(cwd, "witskit-demo/rig.html"), "utf8")).toMatch(/^<!doctype html>/i);
  expect(err).toMatch(/Open witskit-demo\/rig\.html in a browser/);
  expect(err).toContain(`alias witskit='node ${BINARY}'`);
});

it("shows commands that do what it did", { timeout: MINUTES }, () => {
  const cwd = temporaryFolder();
  expect(witskit("demo -o first", { cwd }).code).toBe(0);
  const notes = readFileSync(join(cwd, "first/README.md"), "utf8");
  const lines = [...notes.matchAll(/```sh\nwitskit ([^`]+)\n```/g)].map(([, line = ""]) => wordsIn(line));
  expect(lines.map(([command]) => command)).toEqual(["samples", "convert", "query", "plot"]);
  const again = temporaryFolder({ "first/keep": "" });
  for (const words of lines) expect(witskit(words, { cwd: again })).toMatchObject({ code: 0 });
  for (const name of ["rig.wits", "rig.html", "dataset/record=01/part-00000.parquet"]) {
    expect(readFileSync(join(again, "first", name)).equals(readFileSync(join(cwd, "first", name)))).toBe(
      true,
    );
  }
});

it("can be run again, and leaves alone a folder that no demo has made", { timeout: MINUTES }, () => {
  const cwd = temporaryFolder({ "mine/rig.wits": "my own log" });
  expect(witskit("demo -o mine", { cwd })).toMatchObject({
    code: 4,
    err: expect.stringMatching(
      /there is rig\.wits in it, and no demo has made the folder; name another with -o/,
    ),
  });
  expect(readFileSync(join(cwd, "mine/rig.wits"), "utf8")).toBe("my own log");
  expect(witskit("demo", { cwd }).code).toBe(0);
  writeFileSync(join(cwd, "witskit-demo/notes.txt"), "kept");
  expect(witskit("demo", { cwd }).code).toBe(0);
  expect(readFileSync(join(cwd, "witskit-demo/notes.txt"), "utf8")).toBe("kept");
  expect(witskit("demo -o mine --force", { cwd }).code).toBe(0);
  expect(existsSync(join(cwd, "mine/rig.html"))).toBe(true);
});

it("does without DuckDB, and says so", () => {
  const cwd = temporaryFolder();
  const { code, out, err } = witskit("demo", { cwd, env: { NODE_OPTIONS: `--import=${WITHOUT_DUCKDB}` } });
  expect(code, err).toBe(0);
  expect(err.replace(/\s+/g, " ")).toContain("DuckDB, for questions in SQL, is not installed here");
  expect(err).toContain("$ witskit info witskit-demo/dataset");
  expect(out).toMatch(/record=01 .*General Time-Based/);
});

it("does without what is set for feeds of one's own", () => {
  const cwd = temporaryFolder({ "witskit.toml": 'layout = "long"\n[convert]\nrecords = "7"\n' });
  const { code, err } = witskit("demo", { cwd, env: { WITS_DECIMAL: "comma", WITS_THOUSANDS: "point" } });
  expect(code, err).toBe(0);
  expect(err).toMatch(/rows +01 14,400/);
});

it("fits a terminal of 80 columns, but for what commands say", () => {
  const { err } = witskit("demo", { cwd: temporaryFolder() });
  const said = err.split("\n").filter((line) => !/^(wrote|note|drilled|frames|rows) /.test(line));
  for (const line of said.filter((line) => !line.includes(BINARY)))
    expect(line.length, line).toBeLessThanOrEqual(80);
});

/** As a shell takes them, of what the notes have: single quotes, blanks, and line ends behind a backslash. */
const wordsIn = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|([^\s\\']+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
