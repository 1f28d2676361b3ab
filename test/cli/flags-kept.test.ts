/**
 * Every command, with every flag that is of account for some inputs alone, on every kind of input that it takes: kept, or refused
 * with the reason. The tables of commands and flags say what there is to walk.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linkSettings } from "../../src/cli/command/link-settings.js";
import type { InputKind } from "../../src/cli/command.js";
import { commands as all } from "../../src/cli/commands.js";
import type { Flag } from "../../src/cli/flags/flag.js";
import { type FlagName, type FlagValues, feedFlags, flags, longName } from "../../src/cli/flags/flags.js";
import { accountOf, isKept, refuseUnkept } from "../../src/cli/flags/kept.js";
import { linkTable } from "../../src/cli/flags/link.js";
import { parseArguments } from "../../src/cli/parse.js";
import { dataOptions } from "../../src/input/feed/options.js";
import { zipOf } from "../input/container/zip-file.js";
import { temporaryFolder } from "../input/source/folder.js";
import { SAMPLES } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

const commands = await all.all();
const isBound = (flag: FlagName): boolean => accountOf(flag) !== undefined;

/** What every command that takes such flags can be given; whoever adds one says so here. */
const TAKES: Readonly<Record<string, readonly InputKind[]>> = {
  convert: ["log"],
  stream: ["link"],
  dashboard: ["link", "dataset"],
  decode: ["log", "text", "link"],
  info: ["log", "dataset", "parquet", "arrow"],
  export: ["log", "dataset", "parquet"],
  plot: ["log", "dataset", "parquet"],
  query: ["log", "dataset", "parquet"],
  qc: ["log", "dataset", "parquet"],
  load: ["log", "dataset", "parquet"],
  measure: ["log", "dataset", "parquet"],
  analyze: ["log", "dataset", "parquet"],
  report: ["log", "dataset", "parquet"],
  sniff: ["log"],
  validate: ["log"],
};
/** They take a map or a zone, and no input that it could not be kept on. */
const WITHOUT_INPUT = ["demo", "mock-server", "quickstart", "samples", "serve", "symbols", "explain"];

/** Of an input, what lies in the folder; more than one for a kind, where it can be told in more ways. */
const INPUTS: Readonly<Record<InputKind, readonly string[]>> = {
  log: ["rig.wits", "rig.jsonl", "prefixed.log", "rig.zip", "logs"],
  text: ["01083650.4"],
  link: ["tcp://127.0.0.1:9"],
  dataset: ["metric", "live"],
  parquet: ["rig.parquet"],
  arrow: ["rig.arrow"],
};

const VALUES: Partial<Record<FlagName, string>> = {
  map: "map.csv",
  tz: "Europe/Oslo",
  records: "1",
  from: "2024-03-01T06:05",
  until: "2024-03-01T06:05",
  markers: "ab\\r\\n,cd\\r\\n",
  nulls: "-1",
  encoding: "windows-1252",
  maxLine: "1KiB",
  maxFrame: "2KiB",
  maxText: "1KiB",
  maxCodes: "7",
  maxExpansion: "7",
  connectTimeout: "3s",
  idleTimeout: "3s",
  staleAfter: "3s",
  handshake: "pason",
  handshakeInterval: "3s",
};

/** As it would be typed, and other than what holds without it. */
function wordsOf(name: FlagName, cwd: string): string[] {
  const { value, choices }: Flag<unknown> = flags[name];
  if (value === undefined) return [`--${longName(name)}`];
  const text = choices?.at(-1) ?? VALUES[name] ?? "given";
  return [`--${longName(name)}=${name === "map" ? join(cwd, text) : text}`];
}

/** What has no input kind to be refused on but lies among logs: tables that were made of them. */
const TABLES = ["rig.csv", "rig.ndjson"];

let cwd = "";
beforeAll(() => {
  const items = ["0105240301", "0106060000", "01081.5", "01102.5"];
  const frame = ["&&", ...items, "!!", ""].join("\r\n");
  cwd = mkdtempSync(join(tmpdir(), "witskit-walk-"));
  mkdirSync(join(cwd, "logs"));
  const files = {
    "rig.wits": frame.repeat(3),
    "logs/rig.wits": frame,
    "rig.jsonl": `${JSON.stringify({ "0108": "1.5", "0110": "2.5" })}\n`.repeat(3),
    "prefixed.log": frame.replace(/^/gm, "2024-03-01 06:00:00 "),
    "rig.zip": zipOf([{ name: "rig.wits", content: frame }]),
    "map.csv": "code,mnemonic,type\n0150,OWN,float\n",
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
  for (const output of ["rig.parquet", "rig.arrow", "rig.csv", "rig.ndjson", "metric/"])
    expect(witskit(`rig.wits -o ${output} -q`, { cwd })).toMatchObject({ code: 0 });
  expect(witskit(`stream rig=file://${cwd}/rig.wits -o live -q`, { cwd })).toMatchObject({ code: 0 });
});

afterAll(() => rmSync(cwd, { recursive: true, force: true }));

it("every command that takes such flags says here what it can be given, and which sources it tells apart", () => {
  const taking = commands.filter(({ flags }) => flags.some(isBound)).map(({ name }) => name);
  expect(taking.filter((name) => !WITHOUT_INPUT.includes(name)).sort()).toEqual(Object.keys(TAKES).sort());
  const dialects = commands.filter(({ flags }) => flags.includes("frameEnd") && flags.includes("tz"));
  for (const { name, perSource } of dialects)
    if (TAKES[name] !== undefined) expect([name, perSource]).toEqual([name, expect.any(Boolean)]);
});

/** What a command must be given besides, to come as far as looking at its input. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  query: ["SELECT 1"],
  dashboard: ["--once"],
  analyze: ["--table", "states"],
  measure: ["drilled"],
  load: ["--to", "sqlite:///never/never.db"],
};

describe.each(commands.filter(({ name }) => TAKES[name] !== undefined))("$name", (command) => {
  const bound = command.flags.filter(isBound);
  const pairs = TAKES[command.name]!.flatMap((kind) => bound.map((flag) => [kind, flag] as const));

  it.each(pairs)("on a %s: %s", async (kind, flag) => {
    const [input] = INPUTS[kind];
    const words = wordsOf(flag, cwd);
    const parsed = await parseArguments(command, [...words, input!]);
    if (parsed === "helped") throw new Error("help was asked for");
    const attempt = (): void => refuseUnkept(command, kind, { typed: parsed.typed, path: input! });
    if (!isKept(command, kind, flag)) {
      expect(attempt).toThrow(`--${longName(flag)} is not kept: `);
      return;
    }
    expect(attempt).not.toThrow();
    expect(parsed.flags[flag]).toBeDefined();
    // What the run is told is other than without it.
    const told = async (given: FlagValues): Promise<string> =>
      JSON.stringify([await dataOptions({ units: "fps", ...given }, "long"), linkSettings(given)]);
    const hasEffect = (feedFlags as readonly FlagName[]).includes(flag) || flag in linkTable;
    if (hasEffect && flag !== "layout") expect(await told(parsed.flags)).not.toBe(await told({}));
  });

  const refused = TAKES[command.name]!.flatMap((kind) => {
    const flag = bound.find((one) => !isKept(command, kind, one));
    return flag === undefined ? [] : INPUTS[kind].map((input) => [input, flag] as const);
  });
  it.runIf(refused.length > 0).each(refused)("run on %s refuses %s", async (input, flag) => {
    const path = /:|^0108/.test(input) ? input : join(cwd, input);
    const output = command.flags.includes("format") ? ["-o", join(cwd, "never.svg")] : [];
    const asked = NEEDED[command.name] ?? [];
    const formats =
      command.name === "plot" || output.length === 0
        ? []
        : ["--format", command.name === "report" ? "json" : "csv"];
    const words = [...asked, path, ...output, ...formats, ...wordsOf(flag, cwd)];
    const parsed = await parseArguments(command, words);
    if (parsed === "helped") throw new Error("help was asked for");
    const run = command.run({ ...parsed, commands: all, signal: new AbortController().signal });
    await expect(run).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringContaining("is not kept"),
    });
  });
});

it.each(TABLES)("%s, which was made of a log, is none: it is refused, whatever the flag", (input) => {
  const { code, err } = witskit(`info ${input} --units metric`, { cwd });
  expect([code, err]).toEqual([3, expect.stringMatching(/is not a WITS log|no frame/)]);
});

describe("what is told of some sources alone", () => {
  const two = (): string => {
    const frame = (value: string) => `&&\r\n0108${value}\r\n!!\r\n`;
    return temporaryFolder({ "a/1.wits": frame("1.5"), "b/1.wits": frame("1,5"), "witskit.toml": "" });
  };
  it("holds for decode and validate too, from a flag or from [[source]]", () => {
    const cwd = two();
    expect(witskit("validate .", { cwd }).code).toBe(1);
    expect(witskit("validate . --decimal b/**=comma", { cwd }).code).toBe(0);
    const decoded = () =>
      witskit("decode . --json --units metric", { cwd })
        .out.trim()
        .split("\n")
        .map((line) => JSON.parse(line).items[0]?.value);
    expect(decoded()).toEqual([1.5, undefined]);
    writeFileSync(join(cwd, "witskit.toml"), '[[source]]\nmatch = "b/**"\ndecimal = "comma"\n');
    expect(decoded()).toEqual([1.5, 1.5]);
    expect(witskit("validate .", { cwd }).code).toBe(0);
  });
  it("is refused by stream and dashboard, which read all links in one way", () => {
    const cwd = two();
    writeFileSync(join(cwd, "witskit.toml"), '[[source]]\nmatch = "rigB"\nunits = "fps"\n');
    for (const command of ["stream -o out", "dashboard --once"]) {
      const { code, err } = witskit(`${command} rigA=tcp://127.0.0.1:9 rigB=tcp://127.0.0.1:9`, { cwd });
      expect([code, err]).toEqual([2, expect.stringContaining("rigB tells units of rigB alone")]);
      const typed = witskit(`${command} tcp://127.0.0.1:9 --units rigB=fps`, { cwd });
      expect([typed.code, typed.err]).toEqual([2, expect.stringContaining("takes one value for all")]);
    }
  });
});

it.each([
  ["rig.wits -o never.csv --compression zstd", "it is of Parquet"],
  ["rig.wits -o never.arrow --row-group-rows 5", "it is of Parquet"],
  ["export rig.wits -o never.csv --company X", "the head of a LAS file"],
  ["query FROM\u00a0r01 metric --format json --limit 1", "it cuts a table"],
  ["query FROM\u00a0r01 metric --format csv --index depth", "it is for LAS"],
  ["dashboard tcp://127.0.0.1:9 --once --tracks DMEA", "--tracks is not kept"],
])("%s is refused: nothing would come of the flag", (line, why) => {
  const words = line.split(" ").map((word) => word.replaceAll("\u00a0", " "));
  expect(witskit(words, { cwd })).toMatchObject({ code: 2, err: expect.stringContaining(why) });
});

const both = commands.filter(({ keeps }) => keeps !== undefined);

/** What an export has written of record 01. */
const tableOf = (cwd: string): string => {
  const path = join(cwd, "out/r01.ndjson");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
};

describe("what is kept makes a difference, and what is not says so", () => {
  let cwd: string;
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), "witskit-kept-"));
    expect(witskit(`${SAMPLES}rig.wits -o metric/ --units metric -q`, { cwd }).code).toBe(0);
  });
  afterAll(() => rmSync(cwd, { recursive: true }));
  const values: Partial<Record<FlagName, string>> = {
    records: "11",
    from: "2024-03-01T06:05",
    until: "2024-03-01T06:05",
    to: "fps",
    tz: "Europe/Oslo",
  };
  const lines: Readonly<Record<string, string>> = {
    export: "export metric/ -o out/ --format ndjson --force",
    query: "query FROM(r01)SELECT(DMEA,timestamp) metric/ --format csv",
    info: "info metric/",
    qc: "qc metric/",
  };
  it.each(
    both.flatMap(({ name, keeps }) =>
      (keeps?.dataset ?? []).flatMap((flag) =>
        lines[name] === undefined || values[flag] === undefined ? [] : [[name, flag] as const],
      ),
    ),
  )("%s --%s", (name, flag) => {
    const words = lines[name]!.replace(
      "FROM(r01)SELECT(DMEA,timestamp)",
      "SELECT\u00a0DMEA\u00a0FROM\u00a0r01",
    ).split(" ");
    const plain = witskit(
      words.map((word) => word.replaceAll("\u00a0", " ")),
      { cwd },
    );
    const before = tableOf(cwd);
    const told = witskit(
      [...words.map((word) => word.replaceAll("\u00a0", " ")), `--${longName(flag)}`, values[flag]!],
      { cwd },
    );
    expect([plain.code, told.code]).toEqual([0, 0]);
    expect(told.out + told.err + tableOf(cwd)).not.toBe(plain.out + plain.err + before);
  });

  it.each([
    "query FROM metric/ --tz UTC",
    "info metric/ --to fps",
    "qc metric/ --nulls 1",
    "plot metric/ -o a.svg --map x",
  ])("%s", (line) =>
    expect(witskit(line, { cwd })).toMatchObject({ code: 2, err: expect.stringContaining("is not kept") }),
  );
});
