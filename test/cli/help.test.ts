import { describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { type FlagName, flags, longName } from "../../src/cli/flags/flags.js";
import { grouped, MORE } from "../../src/cli/flags/groups.js";
import { temporaryFolder } from "../input/source/folder.js";
import { keptWitskit as witskit } from "./kept-program.js";

const cwd = (): string => temporaryFolder({ "a.wits": "&&\n0105160929\n010610000\n01081.5\n!!\n" });

/** The headings of what stands behind the arguments. */
const headingsIn = (help: string): string[] =>
  [...help.matchAll(/^([A-Z].*):\n {2}-/gm)].map(([, heading]) => heading!);

describe("help", () => {
  it("starts with examples, and lists the commands", () => {
    const { code, out, err } = witskit("--help", { cwd: cwd() });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^[^\n]+\n\nExamples:\n {2}witskit log\.wits -o log\.parquet +\S/);
    for (const command of ["convert", "decode", "info", "symbols", "units"]) {
      expect(out).toMatch(new RegExp(`^ {2}${command} +[A-Z].*\\.$`, "m"));
    }
  });

  it("of each command starts with examples", () => {
    for (const command of ["convert", "decode", "info", "symbols", "units"]) {
      const { code, out } = witskit([command, "--help"], { cwd: cwd() });
      expect(code).toBe(0);
      expect(out).toMatch(/^Examples:\n {2}\S/);
      expect(out).toContain(`Usage: witskit ${command}`);
      expect(witskit(["help", command], { cwd: cwd() }).out).toBe(out);
    }
  });

  it("has examples of every command, with flags that it takes", async () => {
    for (const { name, examples, flags: taken } of await commands.all()) {
      expect(examples.length, name).toBeGreaterThan(0);
      const known = new Set(taken.map((flag) => `--${longName(flag)}`));
      for (const { line } of examples) {
        const own = line.split(/ [|&<>]+ /).filter((part) => part.startsWith(`witskit ${name} `));
        for (const [flag] of own.join(" ").matchAll(/--[a-z-]+/g)) expect(known, line).toContain(flag);
      }
    }
  });

  it("shows every flag of convert, and where the environment sets it", () => {
    const { out } = witskit("convert --help", { cwd: cwd() });
    for (const flag of [
      "--output",
      "--date-order",
      "--max-line",
      "--until",
      "--row-group-rows",
      "--strict",
    ]) {
      expect(out).toContain(flag);
    }
    expect(out.replace(/\s+/g, " ")).toContain("[WITS_DATE_ORDER]");
  });

  it("shows first what most people need, and what few need last", () => {
    const { out } = witskit("convert --help", { cwd: cwd() });
    expect(headingsIn(out)).toEqual([
      "What most people need",
      "What the log means",
      "Which rows and columns",
      "How the output is made",
      "How WITS is written",
      "The dialect: how the log is written",
      "Limits, for broken input",
      "More",
    ]);
  });

  it("has a group for every flag but those that say how a command runs", () => {
    const { names: rest } = grouped(Object.keys(flags) as FlagName[]).find(
      ({ heading }) => heading === MORE,
    )!;
    expect([...rest].sort()).toEqual(["log", "quiet", "strict", "verbose"]);
  });

  it("has the flags of links in a group of their own, where a command opens one", () => {
    const [, links] = witskit("stream --help", { cwd: cwd() }).out.split("\nLinks:\n");
    expect(links?.split("\n\n")[0]).toMatch(/--connect-timeout[\s\S]*--tls-insecure/);
    expect(headingsIn(witskit("convert --help", { cwd: cwd() }).out)).not.toContain("Links");
  });

  it("says nothing of groups that a command has no flag of", () => {
    expect(headingsIn(witskit("explain --help", { cwd: cwd() }).out)).toEqual([
      "What most people need",
      "More",
    ]);
  });

  it("is grouped in the manual page as well", () => {
    const { out } = witskit("man", { cwd: cwd() });
    expect(out).toMatch(/^\.SH FLAGS\n\.SS What most people need\n\.TP\n.*output/m);
    expect(out).toMatch(/^\.SS Links\n\.TP\n.*connect/m);
  });

  it("is shown, with exit code 2, when nothing is asked for", () => {
    expect(witskit([], { cwd: cwd() })).toMatchObject({ code: 2, out: expect.stringContaining("Examples:") });
  });
});

it("--version prints the version and nothing else", () => {
  expect(witskit("--version", { cwd: cwd() })).toEqual({ code: 0, out: "0.1.0\n", err: "" });
});

describe("wrong usage: exit code 2, and a sentence that helps", () => {
  it.each([
    ["convrt a.wits -o a.csv", /there is no command convrt; did you mean convert\?/],
    ["help symbol", /there is no command symbol; did you mean symbols\?/],
    [
      "a.wits --outptu a.csv",
      /unknown option '--outptu' \(Did you mean --output\?\)\. `witskit convert --help` shows how/,
    ],
    ["a.wits", /nothing says where the result is to go; give -o/],
    ["-o a.csv", /missing required argument 'INPUT'/],
    [
      "a.wits -o a.csv --units metrc",
      /--units: there is no unit set metrc; there are metric, fps, fps-uk\. Did you mean metric\?/,
    ],
    ["a.wits -o a.csv --to fps", /--to fps needs --units/],
    [
      "a.wits -o a.csv --tz Europe/Olso",
      /--tz: there is no time zone Europe\/Olso; did you mean Europe\/Oslo\?/,
    ],
    ["a.wits -o a.csv --from yesterday", /--from: "yesterday" is no time; write it as 2009-03-01/],
    ["a.wits -o a.csv --from 2016-09-29T00:00Z", /--from tells a zone, .* give --tz/],
    ["a.wits -o a.csv --nulls 1,", /--nulls: "1," has an empty value, which is null anyway/],
    [`a.wits -o a.csv --nulls ${"x".repeat(65)}`, /--nulls: "x+" is too long for a null/],
    ["a.wits -o a.csv --thousands point", /--thousands point and --decimal point are the same sign/],
    ["a.wits -o a.csv --thousands comma --decimal comma", /the same sign; .* --decimal point/],
    ["a.wits -o a.csv --encoding utf-16", /--encoding: utf-16le is no encoding of text items/],
    ["a.wits -o a.csv --encoding iso-2022-jp", /--encoding: iso-2022-jp shifts/],
    ["a.wits -o a.csv --encoding ebcdic", /--encoding: this Node has no encoding ebcdic; give a label/],
    ["a.wits -o a.csv --encoding gbk --max-frame 8MiB", /--max-frame is at most 7MiB/],
    ["a.wits -o a.csv --records 0", /--records: "0" is no record; they are 1 to 99/],
    ["a.wits -o a.csv --max-line 5", /--max-line: 5 is too small; the least is 16/],
    ["a.wits -o a.csv --part-size big", /--part-size: "big" is no size; write it as/],
    ["a.wits -o a.csv --layout record", /layout record makes a table for each record/],
    ["a.wits -o a.xyz", /cannot tell what a\.xyz is to be: for a file, give --format/],
    ["a.wits -o -", /standard output needs a format; give --format/],
    ["a.wits -o a.csv --rejects a.csv", /--rejects and the output are both a\.csv/],
  ])("%s", (line, message) => {
    const { code, out, err } = witskit(line, { cwd: cwd() });
    expect(err).toMatch(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it("tells where in the program it happened, with -v", () => {
    expect(witskit("missing.wits -o a.csv -v", { cwd: cwd() }).err).toMatch(/^\s+at /m);
  });
});

describe("the environment", () => {
  it("sets flags that are not given", () => {
    const run = (line: string) =>
      witskit(line, { cwd: cwd(), env: { WITS_TZ: "Europe/Oslo", WITS_FORMAT: "csv" } }).out;
    expect(run("a.wits -o -")).toContain("2016-09-28T23:00:00.000Z");
    expect(run("a.wits -o - --tz UTC")).toContain("2016-09-29T01:00:00.000Z");
  });

  it("is told apart from the command line when it is wrong", () => {
    const { code, err } = witskit("a.wits -o a.csv", { cwd: cwd(), env: { WITS_LAYOUT: "rows" } });
    expect(code).toBe(2);
    expect(err).toMatch(/WITS_LAYOUT: there is no layout rows/);
  });

  it("turns switches off as well as on", () => {
    const bad = temporaryFolder({ "a.wits": "&&\n0108x\n!!\n" });
    expect(witskit("a.wits -o a.csv", { cwd: bad, env: { WITS_STRICT: "0" } }).code).toBe(0);
    expect(
      witskit("a.wits -o b.csv --rejects b.csv.rejects.csv", { cwd: bad, env: { WITS_STRICT: "1" } }).code,
    ).toBe(1);
  });
});

it("a description of every flag is one line without a full stop", () => {
  for (const { description } of Object.values(flags)) expect(description).toMatch(/^[^\n]+[^.\n]$/);
});
