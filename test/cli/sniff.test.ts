import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectedOf, fixtures } from "../decode/fixtures.js";
import { zipOf } from "../input/container/zip-file.js";
import { temporaryFolder } from "../input/source/folder.js";
import { realLog, withoutRealLogs } from "../real-logs.js";
import { SAMPLES } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

// biome-ignore lint/suspicious/noExplicitAny: documents are compared, not used
type Document = any;

const sniff = (words: readonly string[], cwd = SAMPLES) => witskit(["sniff", ...words], { cwd });

function documentOf(path: string, cwd = SAMPLES): Document {
  const { code, out, err } = sniff([path, "--json"], cwd);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out).files[0];
}

/** Sniffs a log that was made for it. */
function sniffed(text: string | Uint8Array): { document: Document; cwd: string } {
  const cwd = temporaryFolder({ "log.wits": text });
  return { document: documentOf("log.wits", cwd), cwd };
}

/** Runs a suggested command, its output in a folder of its own, and answers its report. */
function convertedBy({ command }: Document, cwd: string): Document {
  const output = temporaryFolder();
  const words: string[] = command.words.slice(1);
  const place = words.indexOf("-o") + 1;
  const ran = witskit(words.with(place, join(output, words[place]!)).concat("--stats", "json", "-q"), {
    cwd,
  });
  expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: "" });
  return JSON.parse(ran.out);
}

const rejectsIn = (report: Document): number =>
  Object.values<number>(report.rejects).reduce((sum, count) => sum + count, 0);

/** Rejects that a sample has by design and that no flag mends. */
const LEFT: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "noise.wits": { "outside-frame": 5, "bad-line": 5, "not-a-number": 6, "not-an-integer": 1 },
};

const UNITS: Readonly<Record<string, string>> = {
  "rig.wits": "metric",
  "spec.wits": "metric",
  "lf.wits": "metric",
  "cr.wits": "metric",
  "bom.wits": "metric",
  "truncated.wits": "metric",
  "mixed-records.wits": "metric",
  "noise.wits": "metric",
  "gzip.wits.gz": "metric",
  "pason.wits": "fps",
  "mezintel-spaces.wits": "fps",
};

describe("witskit sniff of the samples", () => {
  const documents = new Map<string, Document>();
  const of = (name: string): Document => documents.get(name);

  beforeAll(() => {
    const { code, out } = sniff([...fixtures.map(({ name }) => name), "--json"]);
    expect(code).toBe(0);
    for (const document of JSON.parse(out).files) documents.set(document.path, document);
  }, 30_000);

  it.each(fixtures)("$name: its suggested command converts it as far as it can be", ({ name }) => {
    const expected = expectedOf(name);
    const document = of(name);
    expect(document).toMatchObject({ kind: "log", frames: { count: expected.frames } });
    expect(document.guesses.units.set).toBe(UNITS[name] ?? null);
    const report = convertedBy(document, SAMPLES);
    expect(report.frames).toBe(expected.frames);
    expect(report.rejects).toEqual(LEFT[name] ?? expected.rejects);
    expect(report.rejects).toEqual(document.rejects);
  });

  it("names line ends, marks and what stands behind the code", () => {
    expect(of("cr.wits").text.line_ends).toEqual({ crlf: 0, lf: 0, cr: 66 });
    expect(of("lf.wits").text.line_ends).toEqual({ crlf: 0, lf: 66, cr: 0 });
    expect(of("bom.wits").text.byte_order_mark).toBe(true);
    expect(of("mezintel-spaces.wits").text.separators).toEqual({
      none: 0,
      blank: 17,
      tab: 1,
      equals: 2,
      colon: 2,
    });
    expect(of("missing-end.wits").frames).toMatchObject({ count: 4, ends: 2, missing_ends: 2 });
    expect(of("gzip.wits.gz").compression).toBe("gzip");
  });

  it("tells the clock, its span and who sends it", () => {
    expect(of("no-date.wits").clock).toMatchObject({
      clock: 1,
      carried: 5,
      first: "2023-12-31T23:59:57.000",
      last: "2024-01-01T00:00:02.000",
    });
    expect(of("pason.wits")).toMatchObject({
      vendors: ["PASON/EDR"],
      clock: { first: null, date: { forms: [] }, time: { forms: [] } },
    });
  });

  it("fits a hundred columns", () => {
    const { out } = sniff(["noise.wits"]);
    const [page, command] = out.split("\nConvert it:\n");
    for (const line of page!.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
    expect(command).toMatch(/^ {2}witskit convert noise\.wits -o noise\.parquet --decimal comma/);
  });
});

/** Frames of record 01 with items of one's own. */
const frames = (items: readonly string[][], end = "\r\n"): string =>
  items.map((lines) => ["&&", ...lines, "!!", ""].join(end)).join("");

/** Even parity in the eighth bit. */
function withParity(byte: number): number {
  let ones = 0;
  for (let bits = byte; bits > 0; bits >>= 1) ones += bits & 1;
  return ones % 2 === 0 ? byte : byte | 0x80;
}

describe("the flags that witskit sniff finds out", () => {
  const flagsOf = ({ guesses }: Document): string[] =>
    guesses.flags.map(({ flag, value }: { flag: string; value: string }) => `${flag} ${value}`);

  const cases: [what: string, flags: readonly string[], text: string | Uint8Array][] = [
    ["decimal commas", ["--decimal comma"], frames([["01083650,40", "0113-12,5"], ["01083650,41"]])],
    ["thousands by commas", ["--thousands comma"], frames([["012120,110.5", "01131,234"]])],
    ["thousands by blanks", ["--thousands space"], frames([["012120 110.5", "01131 234"]])],
    [
      "points that group, and commas",
      ["--decimal comma", "--thousands point"],
      frames([["012120.110,5", "01131.234,25"]]),
    ],
    [
      "words for no value",
      ["--nulls -999.25,-9999,-8888,GAP,NaN"],
      frames([
        ["0108GAP", "0110NaN"],
        ["0108GAP", "01101"],
      ]),
    ],
    [
      "a day above 12 where the month should be",
      ["--date-order dmy"],
      frames([
        ["0105130624", "0106100000"],
        ["0105310724", "0106100001"],
      ]),
    ],
    [
      "days that follow each other in one order alone",
      ["--date-order mdy"],
      frames([
        ["0105060124", "0106235959"],
        ["0105060224", "0106000001"],
        ["0105060324", "0106000001"],
      ]),
    ],
    [
      "no flag for dates by the book",
      [],
      frames([
        ["0105240612", "0106100000"],
        ["0105240613", "0106100000"],
      ]),
    ],
    [
      "texts in windows-1251",
      ["--encoding windows-1251"],
      Buffer.concat([
        Buffer.from("&&\r\n0101"),
        Buffer.from([0xd1, 0xea, 0xe2, 0xe0, 0xe6, 0xe8, 0xed, 0xe0]),
        Buffer.from(" 12\r\n01081\r\n!!\r\n"),
      ]),
    ],
    [
      "texts in windows-1252",
      ["--encoding windows-1252"],
      Buffer.from("&&\r\n0101TROLL \xd8ST 4 g\xe5rd\r\n01081\r\n!!\r\n", "latin1"),
    ],
    [
      "texts in GBK",
      ["--encoding gbk"],
      Buffer.concat([
        Buffer.from("&&\r\n0101"),
        Buffer.from([0xc9, 0xcf, 0xba, 0xa3, 0xd3, 0xcd, 0xcc, 0xef]),
        Buffer.from("\r\n01081\r\n!!\r\n"),
      ]),
    ],
    [
      "a parity bit",
      ["--seven-bit "],
      Buffer.from(frames([["01081.5", "01102"], ["01081.6"]]), "latin1").map((byte) => withParity(byte)),
    ],
    [
      "markers of a vendor",
      ["--markers $BEGIN\\r\\n,$END\\r\\n"],
      frames([["01081.5"], ["01081.6"], ["01081.7"]])
        .replaceAll("&&", "$BEGIN")
        .replaceAll("!!", "$END"),
    ],
    [
      "items without any frame",
      ["--frame-end repeat"],
      Array.from({ length: 9 }, (_, i) => `0105240612\r\n010610000${i}\r\n01081.${i}\r\n`).join(""),
    ],
    [
      "frames that begin once and never end",
      ["--frame-end repeat"],
      `&&\r\n${"0105240612\r\n0106100000\r\n01081.5\r\n".repeat(5)}`,
    ],
    [
      "date and time in item 04",
      ["--time-from 04"],
      frames([
        ["01042023-09-25 08:37:24", "01081"],
        ["01042023-09-25 08:37:25", "01082"],
      ]),
    ],
    [
      "hours and minutes alone",
      ["--time-digits hhmm"],
      frames([
        ["0105240612", "01060958"],
        ["0105240612", "01060959"],
        ["0105240612", "01061000"],
      ]),
    ],
    [
      "no flag for seconds that lost their zeros after midnight",
      [],
      frames([
        ["0105240612", "0106958"],
        ["0105240612", "0106959"],
        ["0105240612", "01061000"],
      ]),
    ],
    [
      "no flag for frames in lines of JSON",
      [],
      '{"received_at": "2024-06-12T10:00:00Z", "frame": {"0108": "1.5"}}\n',
    ],
    ["no flag for frames joined to lines", [], '"&&,01081.5,01102,!!"\n"&&,01081.6,01102,!!"\n'],
    [
      "no flag for lines behind seconds since 1970",
      [],
      frames([["01081.5"], ["01081.6"], ["01081.7"]]).replace(/^(?=.)/gm, "1714558272,"),
    ],
    [
      "no flag for delimiters behind codes",
      [],
      frames([
        ["0108;1.5", "0110;2"],
        ["0108,1.6", "0110,2"],
      ]),
    ],
    [
      "no flag for a file that goes on in UTF-16",
      [],
      Buffer.concat([
        Buffer.from(frames([["01081.5"]])),
        Buffer.from(frames([["01081.6"], ["01081.7"]]), "utf16le"),
      ]),
    ],
    [
      "UTF-16 in the middle of a file",
      ["--input utf-16"],
      Buffer.concat([
        Buffer.from(frames([["01081.5"]])),
        Buffer.from(frames([["01081.6"], ["01081.7"]]), "utf16le"),
        Buffer.from(frames([["01081.8"]])),
      ]),
    ],
    [
      "no flag for lines with a prefix",
      [],
      frames([["01081.5"], ["01081.6"], ["01081.7"]]).replace(/^(?=.)/gm, "2024-06-12 10:00:00.123 RX: "),
    ],
  ];
  const documents: Document[] = [];
  let cwd: string;

  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), "witskit-sniff-"));
    const names = cases.map(([, , text], i) => {
      writeFileSync(join(cwd, `${i}.wits`), text);
      return `${i}.wits`;
    });
    documents.push(...JSON.parse(sniff([...names, "--json"], cwd).out).files);
  }, 30_000);
  afterAll(() => rmSync(cwd, { recursive: true }));

  it.each(cases.map(([what, flags], index) => ({ what, flags, index })))("$what", ({ flags, index }) => {
    expect(flagsOf(documents[index])).toEqual(flags);
    if (flags.some((flag) => /time|frame-end/.test(flag))) expect(documents[index].clock.none).toBe(0);
    expect(rejectsIn(convertedBy(documents[index], cwd))).toBe(0);
  });

  it("none for noise: bytes that are no text in any encoding stay rejected", () => {
    const { document } = sniffed(Buffer.from("&&\r\n0101\x81\x8d\x9d\x90\r\n01081\r\n!!\r\n", "latin1"));
    expect(flagsOf(document)).toEqual([]);
    expect(document.rejects).toEqual({ encoding: 1 });
  });
});

describe("what wraps frames", () => {
  const text = frames([
    ["0105240612", "0106100000", "01081.5"],
    ["0105240612", "0106100001", "01081.6"],
  ]);

  it("is named and taken off, and auto finds it in the command too", () => {
    const cwd = temporaryFolder({
      "hex.txt": `${Buffer.from(text).toString("hex")}\n`,
      "joined.txt": '"&&,01081.5,!!"\n"&&,01081.6,!!"\n',
      "logs.zip": zipOf([{ name: "well.wits", content: text }]),
      "prefixed.txt": frames([["01081.5"], ["01082"]]).replace(/^(?=.)/gm, "2024-06-12 10:00:00.123 RX: "),
      "utf-16.txt": Buffer.from(text, "utf16le"),
      "xml.txt":
        "<log><frame><witsdata><identifier>0108</identifier><value>1</value></witsdata></frame></log>\n",
    });
    const { code, out } = sniff([".", "--json"], cwd);
    expect(code).toBe(0);
    const { files, commands } = JSON.parse(out);
    expect(
      files.map(({ path, compression, containers, guesses }: Document) => [
        path.replace("./", ""),
        compression,
        containers,
        guesses.flags.length,
      ]),
    ).toEqual([
      ["hex.txt", "plain", ["hex"], 0],
      ["joined.txt", "plain", ["joined"], 0],
      ["logs.zip/well.wits", "zip", [], 0],
      ["prefixed.txt", "plain", ["prefixed"], 0],
      ["utf-16.txt", "plain", ["utf-16"], 0],
      ["xml.txt", "plain", ["xml"], 0],
    ]);
    expect(files[3].clock).toMatchObject({ arrival: 2, first: "2024-06-12T10:00:00.123" });
    expect(commands).toHaveLength(1);
    const output = join(temporaryFolder(), "all");
    const words: string[] = commands[0].slice(1).with(commands[0].indexOf("-o"), output);
    const report = witskit([...words, "--stats", "json", "-q"], { cwd });
    expect({ code: report.code, err: report.err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(report.out)).toMatchObject({ frames: 11, rejects: {} });
  });

  it("is told in words", () => {
    const { out } = sniff(
      ["log.wits"],
      temporaryFolder({ "log.wits": '"&&,01081.5,!!"\n"&&,01081.6,!!"\n' }),
    );
    expect(out).toMatch(/what +a WITS log, a frame a line, its items joined by commas\n/);
  });
});

describe("what witskit sniff guesses and leaves to people", () => {
  const rows = (count: number, lines: (i: number) => string[]): string =>
    frames(Array.from({ length: count }, (_, i) => lines(i)));

  it("values that may stand for no value, with where they are", () => {
    const { document } = sniffed(
      rows(30, (i) => ["012399999", `0108${100 + i}`, `0121${i % 3 === 0 ? -999 : 180}`]),
    );
    expect(document.guesses.nulls).toEqual([
      { value: -999, count: 10, all_that_these_send: [], far_from_others_in: ["0121"] },
      { value: 99999, count: 30, all_that_these_send: ["0123"], far_from_others_in: [] },
    ]);
    expect(document.command.text).not.toContain("--nulls");
  });

  it("presets, zeros and dead sensors are no evidence of units", () => {
    const { document } = sniffed(rows(30, (i) => ["01321000", "01210", "0133-273.1", `0108${100 + i}`]));
    expect(document.guesses.units).toMatchObject({ set: null, sure: "undecided", evidence: [] });
    expect(document.guesses.steady).toContainEqual({ value: -273.1, codes: ["0133"], absolute_zero: "°C" });
  });

  it("mud weights tell US gallons; a specific gravity tells neither set", () => {
    const fps = sniffed(rows(30, (i) => [`0132${9.1 + (i % 3) / 10}`])).document.guesses.units;
    expect(fps).toMatchObject({ set: "fps", gallons: "us", evidence: [{ code: "0132", speaks_for: "fps" }] });
    const gravity = sniffed(rows(30, (i) => [`0132${1.25 + (i % 3) / 100}`])).document.guesses.units;
    expect(gravity).toMatchObject({ set: null, evidence: [{ code: "0132", speaks_for: null }] });
  });

  it("frames that were delivered twice", () => {
    const once = rows(5, (i) => ["0105240612", `010610000${i}`, "01081"]);
    expect(sniffed(once + once).document.frames).toMatchObject({ count: 10, timed: 10, copies: 5 });
  });
});

describe("witskit sniff --write-map", () => {
  it("begins a map of what is not in the catalog, with types that fit", () => {
    const cwd = temporaryFolder();
    const { code, err } = sniff([join(SAMPLES, "unmapped.wits"), "--write-map", "map.csv"], cwd);
    expect({ code, err }).toEqual({ code: 0, err: "wrote map.csv, 9 codes that are not in the catalog\n" });
    const map = readFileSync(join(cwd, "map.csv"), "utf8");
    expect(map).toContain("code,mnemonic,type,unit,name,scale,offset\n");
    expect(map).toContain("# 6310: 2 values, 118 to 118.5, such as 118\n6310,WITS6310,float,,,,\n");
    expect(map).toContain("# 0170: 0 values, 1 text rejected, such as ON\n0170,WITS0170,text,,,,\n");

    const log = join(SAMPLES, "unmapped.wits");
    const mapped = JSON.parse(sniff([log, "--map", "map.csv", "--json"], cwd).out).files[0];
    expect(mapped).toMatchObject({ unmapped: [], rejects: {} });
    expect(mapped.command.text).toContain("--map map.csv");
    expect(rejectsIn(convertedBy(mapped, cwd))).toBe(0);
  });

  it("replaces nothing unless told", () => {
    const cwd = temporaryFolder({ "map.csv": "mine" });
    const words = [join(SAMPLES, "unmapped.wits"), "--write-map", "map.csv"];
    const { code, err } = sniff(words, cwd);
    expect(code).toBe(4);
    expect(err).toMatch(/map\.csv.*exists already.*--force/);
    expect(readFileSync(join(cwd, "map.csv"), "utf8")).toBe("mine");
    expect(sniff([...words, "--force"], cwd).code).toBe(0);
    expect(readFileSync(join(cwd, "map.csv"), "utf8")).toContain("0199,WITS0199,");
  });
});

describe("witskit sniff of what is no log, or many", () => {
  it.each<[string, string | Uint8Array, number, RegExp]>([
    ["empty.wits", "", 0, /what +an empty file/],
    ["notes.txt", "dear driller,\nhow is the well?\n", 3, /not a WITS log: it is text without any frame/],
    [
      "depths.wits",
      "Date,Time,Depth,ROP\n20240501,101112,3650.40,23\n20240501,101117,3651.40,24\n",
      3,
      /a table of 4 columns parted by commas/,
    ],
    [
      "years.csv.wits",
      "1999;12;31;3650\n1999;12;31;3651\n2024;01;01;3652\n",
      3,
      /a table of 4 columns parted by semicolons/,
    ],
    [
      "codes.wits",
      "0108\t0110\t0113\n1108\t1110\t1113\n1208\t1210\t1213\n",
      3,
      /a table of 3 columns parted by tabs/,
    ],
    [
      "program.log",
      "2024-05-01 10:11:12 INFO start\n2024-05-01 10:11:13 INFO 0108\n".repeat(9),
      3,
      /some lines begin with four digits/,
    ],
    ["depths.txt", "1101 25.3\n1102 24.1\n1103 26.1\n1101 25.3\n", 3, /some lines begin with four digits/],
    ["program.c", "if (a\n&& 0108b\n&& c) {\n}\n", 3, /no value in them can be read/],
    ["picture.wits", Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), 3, /not a WITS log: it is a PNG image/],
  ])("%s", (name, content, exit, said) => {
    const cwd = temporaryFolder({ [name]: content });
    const { code, out, err } = sniff([name], cwd);
    expect({ code, err }).toEqual({ code: exit, err: "" });
    expect(out).toMatch(said);
    expect(out).not.toContain("Convert");
  });

  it("fails for a file that is not there", () => {
    const { code, err } = sniff(["nowhere.wits"]);
    expect(code).toBe(3);
    expect(err).toMatch(/cannot read nowhere\.wits/);
  });

  it("tells of a log that breaks off as far as it goes", () => {
    const whole = gzipSync(readFileSync(join(SAMPLES, "rig.wits")));
    const cwd = temporaryFolder({ "cut.wits.gz": whole.subarray(0, whole.length / 2) });
    const { code, out } = sniff(["cut.wits.gz"], cwd);
    expect(code).toBe(0);
    expect(out).toMatch(/broken +cut\.wits\.gz ends early/);
  });

  it("gives each file its page, up to a limit, then all of them a line, and commands by their flags", () => {
    const cwd = temporaryFolder({
      "logs/a.wits": frames([["01081,5"]]),
      "logs/b.wits": frames([["01081.5"]]),
      "logs/c.wits": frames([["01082.5"]]),
    });
    const { code, out } = sniff(["logs", "--limit", "1"], cwd);
    expect(code).toBe(0);
    expect(out.match(/what +a WITS log/g)).toHaveLength(1);
    expect(out).toContain("… 2 more pages (use --limit 0)");
    expect(out).toMatch(/^logs\/a\.wits +plain +1 +1 +no clock +undecided +--decimal comma$/m);
    expect(out).toContain("witskit convert logs/a.wits -o logs-dataset-1/ --decimal comma\n");
    expect(out).toContain("witskit convert logs/b.wits logs/c.wits -o logs-dataset-2/\n");
  });

  it("reads standard input", () => {
    const { code, out } = witskit("sniff -", { cwd: SAMPLES, input: frames([["01081"]]) });
    expect(code).toBe(0);
    expect(out).toContain("witskit convert - -o log.parquet\n");
  });
});

describe("witskit sniff of large logs", () => {
  it("reads a sample of one, and says so; all of it with --all", () => {
    const cwd = temporaryFolder();
    const one = (i: number): string[] => [
      `0105${240_101 + Math.floor(i / 86_400)}`,
      `0106${new Date((i % 86_400) * 1000).toISOString().slice(11, 19).replaceAll(":", "")}`,
      `0108${i / 100}`,
    ];
    const count = 300_000;
    writeFileSync(join(cwd, "large.wits"), frames(Array.from({ length: count }, (_, i) => one(i))));
    const document = documentOf("large.wits", cwd);
    expect(document.read).toMatchObject({ whole: false });
    expect(document.read.bytes).toBeLessThan(8 << 20);
    expect(document.rejects).toEqual({});
    expect(document.clock).toMatchObject({
      first: "2024-01-01T00:00:00.000",
      last: "2024-01-04T11:19:59.000",
    });
    const { out } = sniff(["large.wits", "--all", "--json"], cwd);
    expect(JSON.parse(out).files[0]).toMatchObject({
      read: { whole: true },
      frames: { count },
      text: { lines: 5 * count },
    });
  });
});

describe.each([
  ["volve-f9-metric.wits.gz", "metric", "2016-09-29T00:06:28.000"],
  ["volve-f9-fps-no-clock.wits.gz", "fps", null],
  ["bom-crlf-record-01.txt", null, "2012-12-09T11:27:51.000"],
  ["pason-keep-alive.wits", null, null],
  ["record-11-lf-empty-well.wits", "metric", "2017-05-07T13:08:00.000"],
])("witskit sniff of the real log %s", (name, units, first) => {
  // It sends item 11 four times.
  const left = name.startsWith("record-11") ? { "duplicate-item": 3 } : {};

  const log = realLog(name);

  it.skipIf(log === undefined)(
    `guesses its units, tells its clock, and gives a command without rejects that matter${log ? "" : ` (${withoutRealLogs})`}`,
    () => {
      const bytes = readFileSync(log!);
      const cwd = temporaryFolder({ "log.wits": name.endsWith(".gz") ? gunzipSync(bytes) : bytes });
      const document = documentOf("log.wits", cwd);
      expect(document.guesses.units.set).toBe(units);
      expect(document.guesses.flags).toEqual([]);
      expect(document.clock.first).toBe(first);
      expect(convertedBy(document, cwd).rejects).toEqual(left);
    },
  );
});
