import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { mapEntries, readMap } from "../../../src/input/feed/map-file.js";
import { temporaryFolder } from "../../input/source/folder.js";

const SAMPLES = fileURLToPath(new URL("../../../samples/maps/", import.meta.url));

const read = (name: string, content: string | Uint8Array) =>
  readMap(join(temporaryFolder({ [name]: content }), name));

/** What is wrong, a line a problem, without the folder. */
async function problemsOf(name: string, content: string | Uint8Array): Promise<string[]> {
  const folder = temporaryFolder({ [name]: content });
  const error: unknown = await readMap(join(folder, name)).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(error).toMatchObject({ name: "Failure", kind: "usage" });
  const [, ...lines] = (error as Error).message.replaceAll(`${folder}/`, "").split("\n");
  return lines.map((line) => line.trim());
}

const ENTRIES = [
  { code: 150, mnemonic: "ECD", unit: "PPG", name: "Density, circulating", scale: 0.5, offset: -3 },
  { code: 6305, mnemonic: "PDAT", type: "D" },
  { code: 6309, mnemonic: "Strokes", type: "L" },
];

const CSV = `# of the contractor
code,mnemonic,type,unit,name,scale,offset

6309,Strokes,LONG,,,,
0150,ECD,,ppg,"Density, circulating",0.5,-3
6305,PDAT,date,,,,
`;

const LOCAL_CSV = `Code;Mnemonic;Type;Unit;Name;Scale;Offset;
150;ECD;;PPG;Density, circulating;0,5;-3;
6305;PDAT;D;;;;;
6309;Strokes;l;;;;;
;;;;;;;
`;

const TOML = `[6309]
mnemonic = "Strokes"
type = "long"
[0150]
mnemonic = "ECD"
unit = "PPG"
name = "Density, circulating"
scale = 0.5
offset = -3
["6305"]
mnemonic = "PDAT"
type = "date"
`;

const INLINE_TOML = `# a map
0150 = { mnemonic = "ECD", unit = "PPG", name = "Density, circulating", scale = 0.5, offset = -3 }
6305 = { mnemonic = "PDAT", type = "d" }
6309 = { mnemonic = "Strokes", type = "L" }
`;

describe("a map", () => {
  it("is read from CSV, in the order of its codes", async () => {
    expect(await read("rig.csv", CSV)).toEqual(ENTRIES);
  });

  it.each([
    ["with a byte order mark and CR LF", "rig.csv", `\ufeff${CSV.replaceAll("\n", "\r\n")}`],
    ["with CR alone", "rig.csv", CSV.replaceAll("\n", "\r")],
    ["as a spreadsheet of another locale saves it", "rig.csv", LOCAL_CSV],
    ["parted by tabs", "rig.txt", LOCAL_CSV.replaceAll(";", "\t")],
    ["as TOML", "rig.toml", TOML],
    ["as TOML under another ending", "rig.conf", INLINE_TOML],
  ])("is the same %s", async (_, name, content) => {
    expect(await read(name, content)).toEqual(ENTRIES);
  });

  it("says of an empty cell nothing, and of - that there is no unit", async () => {
    expect(await read("a.csv", 'code,mnemonic,unit\n0108,,""\n0110,,-\n')).toEqual([
      { code: 108 },
      { code: 110, unit: "" },
    ]);
    expect(await read("a.toml", '[0110]\nunit = ""\n')).toEqual([{ code: 110, unit: "" }]);
  });

  it("has signs in its names that CSV has too", async () => {
    expect(await read("a.csv", 'code,mnemonic,name\n0150,CSG,Casing 9 5/8"\n0151,P1,Pump #1\n')).toEqual([
      { code: 150, mnemonic: "CSG", name: 'Casing 9 5/8"' },
      { code: 151, mnemonic: "P1", name: "Pump #1" },
    ]);
  });

  it("may be given by a program, and is checked all the same", () => {
    expect(mapEntries([{ code: 150, mnemonic: "ECD", type: "float" }, { code: "0108" }])).toEqual([
      { code: 108 },
      { code: 150, mnemonic: "ECD", type: "F" },
    ]);
    expect(mapEntries(ENTRIES)).toEqual(ENTRIES);
    expect(() => mapEntries([{ code: 100, mnemonic: "A" }])).toThrow(/entry 1: "0100" is no code/);
  });

  it.each(readdirSync(SAMPLES))("among the samples holds: %s", async (name) => {
    expect((await readMap(join(SAMPLES, name))).length).toBeGreaterThan(2);
  });
});

describe("a wrong map", () => {
  it("is told with all that is wrong, by line", async () => {
    const rows = [
      "code,mnemonic,type,unit,name,scale,offset",
      "01x8,A",
      "0108,DMEA",
      "0108,X",
      "0150,2X,flot,PSII,,0",
      "0151,Timestamp,,,,1,5e",
      "0152",
      "0601,WELL,,KPA",
      "1984,VEN1,F",
      "0153,OK,S,,,2",
      "0157,Q,,furlong",
      "0158,R,,,,1,2,3",
      "6305,D1,date",
      "6307,D2,date",
      "0159,WITS0199",
      "0160,wida",
      "0161,WIDA",
    ];
    expect(await problemsOf("bad.csv", `${rows.join("\n")}\n`)).toEqual([
      expect.stringMatching(/^bad.csv:2: "01x8" is no code; /),
      expect.stringMatching(/^bad.csv:3: DMEA is the mnemonic of 0110 \(Depth Hole \(meas\)\) too/),
      "bad.csv:4: line 3 has the code 0108 already",
      expect.stringMatching(/^bad.csv:5: "2X" is no mnemonic/),
      expect.stringMatching(/^bad.csv:5: there is no type "flot"; .* did you mean float\?$/),
      expect.stringMatching(/^bad.csv:5: there is no unit "PSII"; did you mean PSI\?/),
      expect.stringMatching(/^bad.csv:5: scale is 0/),
      expect.stringMatching(/^bad.csv:6: offset "5e" is no number/),
      "bad.csv:7: 0152 is not in the catalog, so it needs a mnemonic",
      "bad.csv:8: 0601 is a text, which has no unit",
      expect.stringMatching(/^bad.csv:9: 1984 names the vendor/),
      expect.stringMatching(/^bad.csv:10: 0153 is a whole number, and scale and offset are for floats/),
      expect.stringMatching(/^bad.csv:11: There is no unit "furlong"/),
      expect.stringMatching(/^bad.csv:12: it has more cells than the head has columns, from "3" on/),
      expect.stringMatching(/^bad.csv:13: 6305 is a date, and so is 6307/),
      expect.stringMatching(/^bad.csv:14: 6307 is a date, and so is 6305/),
      expect.stringMatching(/^bad.csv:15: WITS0199 is the mnemonic of 0199 too/),
      expect.stringMatching(/^bad.csv:16: wida is the mnemonic of 0161/),
      expect.stringMatching(/^bad.csv:17: WIDA is the mnemonic of 0160/),
    ]);
  });

  it("shows twenty problems, and how many more there are", async () => {
    const rows = Array.from({ length: 25 }, (_, i) => `x${i},A`);
    const problems = await problemsOf("bad.csv", `code,mnemonic\n${rows.join("\n")}\n`);
    expect(problems.length).toBe(21);
    expect(problems.at(-1)).toBe("and 5 more");
  });

  it("has no column of ours", async () => {
    const names = ["timestamp", "source", "OFFSET", "Vendor", "day", "record"];
    const rows = names.map((name, i) => `${150 + i},${name}`);
    expect(await problemsOf("bad.csv", `code,mnemonic\n${rows.join("\n")}\n`)).toEqual(
      names.map((name) => expect.stringContaining(`there is a column ${name.toLowerCase()} already`)),
    );
  });

  it("has no name that is another record's column of layout frame", async () => {
    expect(await problemsOf("bad.csv", "code,mnemonic\n0150,dmea_11\n")).toEqual([
      expect.stringMatching(/^bad.csv:2: dmea_11 makes a column dmea_11, which is that of 1108/),
    ]);
  });

  it.each([
    [
      "a column that is none",
      "a.csv",
      "code,mnemonc\n",
      /^a.csv:1: there is no column "mnemonc"; .* did you mean mnemonic\?$/,
    ],
    ["a column twice", "a.csv", "code,unit,unit\n", /^a.csv:1: the column unit is there twice$/],
    ["no column for codes", "a.csv", "# a map\nmnemonic\nA\n", /^a.csv:2: the column code is missing$/],
    ["no head", "a.csv", "0150,ECD\n", /^a.csv:1: it has no head|^a.csv: it has no head/],
    ["nothing in it", "a.csv", "", /^a.csv: it has no head; its first line must name the columns/],
    ["a quote that does not end", "a.csv", 'code,name\n0150,"A\n', /^a.csv:2: it is no CSV/],
    [
      "a key that is none",
      "a.toml",
      '[0150]\nmnemonic = "A"\nunits = "M"\n',
      /^a.toml:1: there is no key "units"; .* did you mean unit\?$/,
    ],
    ["a code twice in TOML", "a.toml", "[0108]\n[0110]\n[0108]\n", /^a.toml:3: it is no TOML: /],
    ["a value where a table should be", "a.toml", "\n0108 = 3\n", /^a.toml:2: "0108" is no table/],
    [
      "a list for a mnemonic",
      "a.toml",
      '[0108]\nmnemonic = ["A"]\n',
      /^a.toml:1: mnemonic is neither a text nor a number$/,
    ],
  ])("with %s says so", async (_, name, content, problem) => {
    expect(await problemsOf(name, content)).toEqual([expect.stringMatching(problem)]);
  });

  it("that is no UTF-8, not there, or another file altogether says so", async () => {
    await expect(read("a.csv", Buffer.from("code,name\n0108,\xb0C\n", "latin1"))).rejects.toThrow(
      /is not UTF-8/,
    );
    await expect(read("a.csv", "x".repeat((4 << 20) + 1))).rejects.toThrow(/larger than 4 MiB/);
    await expect(readMap("/nowhere/a.csv")).rejects.toMatchObject({ kind: "input" });
  });
});
