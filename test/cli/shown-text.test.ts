/** What people see of a feed's texts, and of names of files and links: no terminal obeys any of it. Programs get the data. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { shownLines, shownText } from "../../src/text/shown-text.js";
import { zipOf } from "../input/container/zip-file.js";
import { BINARY, type Ran, witskit } from "./binary.js";

/** Escapes of terminals by ESC and by C1, a bell, DEL, signs of direction, separators of lines, markup, a formula. */
const ODD =
  "\x1b]0;x\x07\x1b[31mR\u009b2J\x7f\b\u202e\u2066\u200f\u061c\u200b\u2028\u2029\ufeff<img src=x onerror=alert(1)>";
/** The same as a file can be called. */
const NAME = `n${ODD.replaceAll("/", "_")}`;
const TEXT = `+cmd|${ODD}</script><script>alert(2)</script>`;

/** All that is neither seen nor the layout of a page. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const OBEYED = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

const frame = (second: number): string =>
  [
    "&&",
    `0101${TEXT}`,
    "0105240601",
    `0106${String(second).padStart(6, "0")}`,
    `0108${100 + second}`,
    `0110${100 + second}`,
    `0113${20 + (second % 7)}`,
    `1984V${TEXT}`,
    `0199${ODD}`,
    `0114${ODD}`,
    "!!",
    "&&",
    `2201${TEXT}`,
    "2205240601",
    `2206${String(second).padStart(6, "0")}`,
    `2213${TEXT}`,
    "!!\r\n",
  ].join("\r\n");
const LOG = Array.from({ length: 20 }, (_, second) => frame(second)).join("");

const MAP = `[0199]\nmnemonic = "ODDS"\ntype = "text"\nname = ${JSON.stringify(`Name ${ODD}`)}\nunit = ""\n`;

let cwd: string;
const log = `${NAME}.wits`;
const map = `${NAME}.toml`;
const link = (): string => `file://${encodeURI(join(cwd, "plain.wits"))}?name=${encodeURIComponent(NAME)}`;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "witskit-shown-"));
  writeFileSync(join(cwd, log), LOG);
  writeFileSync(join(cwd, "plain.wits"), LOG);
  writeFileSync(join(cwd, map), MAP);
  writeFileSync(join(cwd, `bad-${map}`), `[0199]\nmnemonic = ${JSON.stringify(ODD)}\n`);
  mkdirSync(join(cwd, NAME));
  writeFileSync(join(cwd, NAME, log), LOG);
  writeFileSync(join(cwd, NAME, `empty-${log}`), "");
  writeFileSync(join(cwd, NAME, `none-${log}`), `no log ${ODD}\n`.repeat(20));
  const members = [
    { name: `${NAME}/${log}`, content: LOG },
    { name: `../${log}`, content: LOG },
    { name: `damaged-${log}`, content: LOG, damage: (stored: Buffer) => void stored.fill(0, 20) },
  ];
  writeFileSync(join(cwd, `${NAME}.zip`), zipOf(members));
  const made = witskit(["convert", log, "-o", `${NAME}-data`], { cwd });
  expect(made.code, made.err).toBe(0);
});

afterAll(() => rmSync(cwd, { recursive: true }));

/** Command lines that show what was read, by command. A new command says here what it shows. */
const lines: Readonly<Record<string, () => readonly (readonly string[])[]>> = {
  convert: () => [
    ["convert", NAME, `${NAME}.zip`, "-o", `${NAME}-out`, "--map", map],
    ["convert", log, "-o", `${NAME}-out2`, "--dry-run"],
    ["convert", log, "-o", "o.parquet", "--map", `bad-${map}`],
    ["convert", `missing-${log}`, "-o", "o.parquet"],
  ],
  stream: () => [["stream", link(), "-o", `${NAME}-live`]],
  demo: () => [["demo", "-o", `${NAME}-data`]],
  quickstart: () => [["quickstart", log, "-o", `${NAME}-quick`, "--dry-run"]],
  dashboard: () => [["dashboard", link(), "--once"]],
  decode: () => [
    ["decode", `${NAME}.zip`, "--limit", "30", "--map", map],
    ["decode", frame(1)],
  ],
  info: () => [
    ["info", NAME, "--map", map],
    ["info", `${NAME}-data`],
    ["info", `${NAME}-data`, "--check"],
    ["info", `${NAME}-data/record=01/part-00000.parquet`],
  ],
  repair: () => [
    ["repair", `${NAME}-data`],
    ["repair", NAME],
  ],
  compact: () => [
    ["compact", `${NAME}-data`, "--dry-run"],
    ["compact", NAME],
  ],
  "merge-manifest": () => [["merge-manifest", NAME]],
  export: () => [
    ["export", log, "-o", `${NAME}.las`],
    ["export", `${NAME}-data`, "-o", "{well}-{record}.csv"],
  ],
  plot: () => [
    ["plot", log, "-o", `${NAME}.svg`],
    ["plot", `${NAME}-data`, "-o", "q.html", "--well", ODD],
  ],
  query: () => [
    ["query", "FROM r01", `${NAME}-data`],
    ["query", "FROM r22", log],
    ["query", `SELECT '${ODD}' FROM "${ODD}"`, `${NAME}-data`],
  ],
  analyze: () => [
    ["analyze", log, "--units", "metric"],
    ["analyze", log, "--table", "states"],
    ["analyze", log, "--rig", `bad-${map}`],
  ],
  report: () => [
    ["report", log, "--units", "metric"],
    ["report", log, "--day", "all", "-o", `${NAME}.html`, "--rig-name", ODD],
    ["report", log, "--overrides", `bad-${map}`],
    ["report", log, "--day", ODD],
  ],
  qc: () => [["qc", log]],
  load: () => [
    ["load", `${NAME}-data`, "--to", `sqlite://${encodeURI(join(cwd, `${NAME}.db`))}`],
    ["load", log, "--to", `sqlite://${encodeURI(join(cwd, `${NAME}.db`))}`, "--dry-run", "--map", map],
    ["load", log, "--to", `postgres://${encodeURIComponent(ODD)}@127.0.0.1:9/${encodeURIComponent(ODD)}`],
  ],
  push: () => [
    ["push", `${NAME}-data`, `s3://${encodeURIComponent(ODD)}/x/`],
    ["push", NAME, ODD],
  ],
  measure: () => [
    ["measure", ODD, log],
    ["measure", "quality", log, "--map", map],
  ],
  plugins: () => [
    ["plugins", "list"],
    ["plugins", "check"],
    ["plugins", "new", "measure", ODD],
  ],
  "mock-server": () => [["mock-server", "tcp-listen://127.0.0.1:0", "--data", `missing-${log}`]],
  serve: () => [
    ["serve", ODD],
    ["serve", "--host", ODD],
  ],
  samples: () => [["samples", "--create", "comprehensive", "--hours", "0.01", "-o", `${NAME}.s`]],
  sniff: () => [
    ["sniff", log],
    ["sniff", NAME, `${NAME}.zip`, "--write-map", `${NAME}.map.toml`],
  ],
  symbols: () => [
    ["symbols", "--map", map, "odds"],
    ["symbols", ODD],
  ],
  units: () => [["units", "1", ODD, ODD]],
  validate: () => [["validate", NAME, "--map", map]],
  explain: () => [["explain", ODD]],
  config: () => [
    ["config", "check", map],
    ["config", "show", ODD],
  ],
  completions: () => [["completions", ODD]],
  man: () => [["man", ODD]],
};

const RUN_AT_ONCE = 4;

/** Both what is said and what is printed go to pipes. */
function run(words: readonly string[]): Promise<Ran> {
  const env = { ...process.env, NO_COLOR: "1" };
  const child = spawn(process.execPath, [BINARY, ...words], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    err += text;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
}

/** By command line, what was said that a terminal would obey. */
async function obeyed(all: readonly (readonly string[])[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const waiting = [...all];
  const worker = async (): Promise<void> => {
    for (let words = waiting.shift(); words !== undefined; words = waiting.shift()) {
      const { code, out, err } = await run(words);
      const name = shownText(words.join(" "));
      for (const [where, text] of Object.entries({ out, err })) {
        const bad = text.split("\n").find((line) => OBEYED.test(line));
        if (bad !== undefined) found[`${name} (${where})`] = shownText(bad);
      }
      if (out + err === "") found[name] = "said nothing";
      if (code === 70 || code === null) found[name] = `${code}: ${shownText(err)}`;
    }
  };
  await Promise.all(Array.from({ length: RUN_AT_ONCE }, worker));
  return found;
}

describe("what a command says", () => {
  it("is walked for every command", () => {
    expect(Object.keys(lines).sort()).toEqual([...commands.names].sort());
  });

  it("has nothing that a terminal obeys, of texts, names of files, members, links and wells", async () => {
    expect(await obeyed(Object.values(lines).flatMap((some) => some()))).toEqual({});
  }, 120_000);

  it("nor of words on its own command line that it does not take", async () => {
    expect(
      await obeyed([
        ["qc", `--no${ODD}`],
        ["stream", ODD],
        [`con${ODD}`, ODD],
      ]),
    ).toEqual({});
  });
});

describe("what programs read", () => {
  it("has the data as it was sent", async () => {
    const json = (words: readonly string[]): string => {
      const { code, out, err } = witskit(words, { cwd });
      expect(code, err).toBe(0);
      return out;
    };
    const wells: Record<string, unknown> = {};
    wells["decode"] = JSON.parse(
      json(["decode", log, "--json", "--limit", "1"]).split("\n")[0]!,
    ).items[0].value;
    wells["info"] = JSON.parse(json(["info", log, "--json"])).vendors[0];
    wells["query"] = JSON.parse(json(["query", "FROM r01", `${NAME}-data`, "--format", "json"]))[0].WID;
    wells["csv"] = json(["query", "SELECT WID FROM r01 LIMIT 1", `${NAME}-data`, "--format", "csv"]);
    wells["ndjson"] = JSON.parse(json(["convert", log, "-o", "-", "--format", "ndjson"]).split("\n")[0]!).WID;
    const file = await asyncBufferFromFile(join(cwd, `${NAME}-data`, "record=01", "part-00000.parquet"));
    wells["parquet"] = (await parquetReadObjects({ file, columns: ["WID"] }))[0]!["WID"];
    expect(wells).toEqual({
      decode: TEXT,
      info: `V${TEXT}`,
      query: TEXT,
      csv: expect.stringContaining(ODD),
      ndjson: TEXT,
      parquet: TEXT,
    });
  });

  it("has them written out where a spreadsheet, a browser or a reader of XML would show them", () => {
    const made = (output: string, words: readonly string[]): string => {
      const { code, err } = witskit([...words, "-o", output, "--force"], { cwd });
      expect(code, err).toBe(0);
      return readFileSync(join(cwd, output), "utf8");
    };
    for (const output of ["s.svg", "s.html"]) {
      const text = made(output, ["plot", log]);
      expect(text).not.toMatch(OBEYED);
      expect(text).not.toMatch(/<img|<script>alert/);
      expect(text).toContain("\\u202E");
    }
    const people = made("s.csv", ["export", log, "--records", "1"]).replaceAll("\r\n", "\n");
    expect(people).not.toMatch(OBEYED);
    expect(people).toContain(`'${shownText(TEXT)}`);
    expect(made("s.las", ["export", log, "--records", "1"])).not.toMatch(OBEYED);
  });
});

describe("a text that is shown", () => {
  it("stays as it is where nothing in it is unseen", () => {
    for (const text of ["", "NO 15/9-F-4", "Ölfeld №3, 北海 m³/h 🛢 \\x1B", "a\u0300"]) {
      expect(shownText(text)).toBe(text);
      expect(shownLines(text)).toBe(text);
    }
  });

  it("is one line, or keeps its lines, and is the same when it is shown again", () => {
    expect(shownText("a\tb\r\nc\u0085d")).toBe("a\\x09b\\x0D\\x0Ac\\x85d");
    expect(shownLines("a\tb\r\nc\rd\u2029")).toBe("a\tb\nc\\x0Dd\\u2029");
    expect(shownText("\ud800\u{e0041}")).toBe("\\uD800\\u{E0041}");
    expect(shownText(shownText(TEXT))).toBe(shownText(TEXT));
    for (let code = 0; code < 0x3000; code++)
      expect(shownText(String.fromCharCode(code))).not.toMatch(OBEYED);
  });

  it("is cut where a page has no more room, never between the halves of a character", () => {
    expect(shownText("a".repeat(1e6), 5)).toBe("aaaa…");
    expect(shownText("abcde", 5)).toBe("abcde");
    expect(shownText("abc🛢de", 5)).toBe("abc…");
    expect(shownText("\x1b\x1b", 5)).toBe("\\x1B…");
  });
});
