import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { convert } from "../../src/index.js";
import type { SourceOptions } from "../../src/input/feed/options.js";
import { matcherOf } from "../../src/input/feed/source-pattern.js";
import { MANIFEST } from "../cli/binary.js";
import { keptWitskit as witskit } from "../cli/kept-program.js";
import { temporaryFolder } from "../input/source/folder.js";
import { query } from "./query.js";
import { logsOf } from "./rigs.js";

const two = (): string =>
  temporaryFolder(
    logsOf(
      [
        ["rigA", "metric"],
        ["rigB", "fps"],
      ],
      2,
    ),
  );
const fpsOfB: SourceOptions = { match: "rigB/**", units: "fps" };

/** The depths at which each rig begins and ends, by its logs. */
const depthsIn = (output: string) =>
  query(
    `SELECT regexp_extract(source, 'rig[^/]*') AS rig, min(DMEA) AS least, max(DMEA) AS most, count(*)::INT AS rows
     FROM '${output}/record=01/*.parquet' GROUP BY 1 ORDER BY 1`,
  );

describe("units of a source", () => {
  it("are told by patterns, kept with the data, and brought to one set", async () => {
    const cwd = two();
    const output = join(cwd, "dataset");
    const report = await convert({
      inputs: [join(cwd, "rigA"), join(cwd, "rigB")],
      output,
      units: "metric",
      perSource: [fpsOfB],
      to: "metric",
    });
    expect(report.notes).toEqual([]);
    expect(report.sources.map(({ told }) => told)).toEqual(
      ["metric", "metric", "fps", "fps"].map((units) => ({ units })),
    );
    for (const [, least, most, rows] of await depthsIn(output)) {
      expect(least).toBeCloseTo(2400, 2);
      expect(most).toBeCloseTo(2402.91, 2);
      expect(rows).toBe(60);
    }
    const [head] = readFileSync(join(output, MANIFEST), "utf8").split("\n");
    expect(JSON.parse(head!).options).toMatchObject({ units: "metric", to: "metric", per_source: [fpsOfB] });
    expect(witskit("info dataset --json", { cwd }).out).toContain('"units": "fps"');
    expect(witskit("info dataset", { cwd }).out).toMatch(
      /units +sent: metric of all others, fps of rigB\/\*\*; converted to\s+metric/,
    );
    expect(witskit("qc dataset", { cwd }).out).toMatch(
      /units +declared: metric by 2 sources, fps by 2 sources/,
    );
  });

  it("make the same files with any number of workers, and are part of what a run is", async () => {
    const cwd = two();
    const outputs = temporaryFolder();
    const run = (output: string, workers: number, units: "fps" | "fps-uk" = "fps") =>
      convert({
        inputs: [cwd],
        output: join(outputs, output),
        workers,
        units: "metric",
        perSource: [{ ...fpsOfB, units }],
        to: "fps",
        partSize: 4096,
      });
    const [one] = [await run("one", 1), await run("two", 2)];
    const part = "record=01/part-00000.parquet";
    expect(readFileSync(join(outputs, "two", part))).toEqual(readFileSync(join(outputs, "one", part)));
    expect(one.values).toBe(4 * 30 * 8);
    await expect(run("one", 1, "fps-uk")).rejects.toThrow(/per-source was .*fps.*, now it is .*fps-uk/);
  });

  it.each([
    [
      { units: "metric", perSource: [fpsOfB] },
      /^DBTM would be in M in .*rigA.* and in F in .*rigB.*--to metric/,
    ],
    [{ perSource: [fpsOfB] }, /^DBTM would be in a unit that nobody told in .*Give --units for all/],
    [{ perSource: [fpsOfB], to: "metric" }, /^of .*rigA.*: --to metric needs --units/],
    [{ tz: "UTC", perSource: [{ match: "rigC", tz: "+01:00" }] }, /^no input is called rigC/],
    [{ perSource: [{ match: "rigB", tz: "Europe/Oslo" }] }, /has --tz, and the other has none/],
    [{ perSource: [{ match: "rigB", units: "feet" }] }, /^of .*: units: there is no such word feet/],
  ])("%j is refused: no column has two meanings", async (options, message) => {
    const cwd = two();
    await expect(
      convert({ inputs: [cwd], output: join(cwd, "out/"), ...(options as object) }),
    ).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringMatching(message),
    });
  });

  it("may differ where each row says its own, or each source has its file", async () => {
    const cwd = two();
    const told = { units: "metric", perSource: [fpsOfB] } as const;
    await convert({ inputs: [cwd], output: join(cwd, "long.parquet"), layout: "long", ...told });
    const units = `SELECT DISTINCT unit FROM '${cwd}/long.parquet' WHERE mnemonic = 'DMEA' ORDER BY 1`;
    expect(await query(units)).toEqual([["F"], ["M"]]);
    await convert({ inputs: [cwd], output: join(cwd, "frames/"), layout: "frame", ...told });
    const arrow = convert({ inputs: [cwd], output: join(cwd, "long.arrow"), layout: "long", ...told });
    await expect(arrow).rejects.toThrow(/take arrows or Parquet/);
  });
});

describe("zone, dialect and map of a source", () => {
  const frame = (lines: readonly string[]): string => `${["&&", ...lines, "!!"].join("\r\n")}\r\n`;

  it("are its own", async () => {
    const cwd = temporaryFolder({
      "a/1.wits": frame(["0105240301", "0106120000", "01081.5"]),
      "b/1.wits": frame(["0105010324", "0106120000", "01081,5", "01507"]),
      "map.csv": "code,mnemonic,type\n0150,OWN,float\n",
    });
    const line =
      "a b -o out/ --tz Europe/Oslo --tz b/**=America/Chicago --date-order b=dmy --decimal b/*.wits=comma --map b/**=map.csv";
    expect(witskit(`${line} -q`, { cwd })).toMatchObject({ code: 0, err: "" });
    const sql = `SELECT epoch_ms(timestamp), DBTM, OWN FROM '${cwd}/out/record=01/*.parquet' ORDER BY timestamp`;
    expect((await query(sql)).map(([at, ...items]) => [Number(at), ...items])).toEqual([
      [Date.UTC(2024, 2, 1, 11), 1.5, null],
      [Date.UTC(2024, 2, 1, 18), 1.5, 7],
    ]);
    expect(witskit("a b -o out.csv --layout frame --map b/**=map.csv", { cwd })).toMatchObject({
      code: 2,
      err: expect.stringContaining("convert them into Parquet"),
    });
  });

  it("stand in witskit.toml as [[source]], which a plain flag goes before", () => {
    const cwd = two();
    writeFileSync(
      join(cwd, "witskit.toml"),
      'units = "metric"\nto = "metric"\n[[source]]\nmatch = "rigB/**"\nunits = "fps"\n[[source]]\nmatch = "rigC"\nunits = "fps"\n',
    );
    expect(witskit("config check", { cwd })).toMatchObject({ code: 0 });
    expect(witskit("rigA rigB -o out/ --stats json -q", { cwd }).out).toContain('"units": "fps"');
    expect(witskit("rigB -o plain/ --units metric --stats json -q", { cwd }).out).not.toContain('"told"');
    writeFileSync(
      join(cwd, "witskit.toml"),
      '[[source]]\nmatch = "a"\n[[source]]\nunits = "feet"\n[[source]]\nmatch = "b"\nuntis = "fps"\n',
    );
    expect(witskit("config check", { cwd }).out).toMatch(
      /^witskit\.toml:3: source 2 has no match\nwitskit\.toml:7: there is no setting untis of a source; did you mean units\?/,
    );
  });

  it("are what a part is made of again: repair reads all that was told of some, and the map as it was", async () => {
    const cwd = temporaryFolder({
      "a/1.wits": frame(["0105240301", "0106120000", "01081.5"]),
      "b/1.wits": frame(["0105010324", "0106120000", "01081,5", "01507"]),
      "map.csv": "code,mnemonic,type\n0150,OWN,float\n",
    });
    const line = "a b -o out/ --date-order b=dmy --decimal b=comma --map b=map.csv --time-digits b=hhmm -q";
    expect(witskit(line, { cwd })).toMatchObject({ code: 0, err: "" });
    const sql = `SELECT DBTM, OWN, epoch_ms(timestamp) FROM '${cwd}/out/record=01/*.parquet' ORDER BY ALL`;
    const before = await query(sql);
    const [part] = readdirSync(join(cwd, "out/record=01"));
    writeFileSync(join(cwd, "out/record=01", part!), "PAR1");
    rmSync(join(cwd, "map.csv"));
    expect(witskit("repair out", { cwd })).toMatchObject({
      code: 0,
      err: expect.stringContaining("is whole"),
    });
    expect(await query(sql)).toEqual(before);
  });

  it("that a map tells is kept: one that has changed since is another conversion", async () => {
    const cwd = temporaryFolder({
      "b/1.wits": frame(["01081.5", "01507"]),
      "map.csv": "code,mnemonic,type\n0150,OWN,float\n",
    });
    expect(witskit("b -o out/ --map b=map.csv -q", { cwd }).code).toBe(0);
    writeFileSync(join(cwd, "map.csv"), "code,mnemonic,type\n0150,OTHER,float\n");
    expect(witskit("b -o out/ --map b=map.csv -q", { cwd })).toMatchObject({
      code: 4,
      err: expect.stringMatching(/per-source was/),
    });
  });
});

describe("what the values say", () => {
  it("is told where it contradicts what was declared, and refused by --strict before anything is written", () => {
    const cwd = two();
    const told = witskit("rigA rigB -o out/ --units metric", { cwd });
    expect(told.code).toBe(0);
    expect(told.err).toMatch(
      /the units may be wrong: rigB\/day-0000\.wits is declared metric, but very likely it is fps/,
    );
    expect(told.err).not.toContain("rigA/day");
    expect(witskit("rigA rigB -o strict/ --units metric --strict", { cwd })).toMatchObject({ code: 1 });
    expect(witskit("info strict", { cwd }).code).not.toBe(0);
    for (const right of ["rigA -o a/ --units metric", "rigB -o b/ --units fps"]) {
      expect(witskit(`${right} --strict`, { cwd })).toMatchObject({
        code: 0,
        err: expect.not.stringContaining("wrong"),
      });
    }
  });
});

describe("a pattern of sources", () => {
  it.each([
    [
      "rigB/**",
      ["rigB/1.wits", "logs/rigB/x/1.wits", "/data/rigB/1.wits"],
      ["rigBB/1.wits", "rigA/rigC/1.wits"],
    ],
    ["rigB", ["rigB/1.wits", "logs/rigB/x/1.wits", "rigB"], ["rigB.wits", "xrigB/1.wits"]],
    ["./rigB/", ["rigB/1.wits", "./rigB/1.wits"], ["logs/rigB/1.wits"]],
    ["*.fps.wits", ["a.fps.wits", "x/y/b.fps.wits"], ["a.wits", "fps.wits"]],
    ["rig?/2024-*/**", ["rig7/2024-05/a"], ["rig7/2023-05/a", "rig77/2024-05/a"]],
    ["**/{fps,ft}/*", ["a/fps/1", "ft/2"], ["a/m/1"]],
    ["logs.zip/well.wits", ["logs.zip/well.wits"], ["logs.zip/well2.wits"]],
    ["a+(b).wits", ["a+(b).wits"], ["aab.wits"]],
  ])("%s", (pattern, meant, others) => {
    const matches = matcherOf(pattern);
    expect(meant.filter((name) => !matches(name))).toEqual([]);
    expect(others.filter(matches)).toEqual([]);
  });
});

describe("what sniff finds of many logs of four rigs in two unit sets", () => {
  it("is a witskit.toml, and a command, that convert all of them to true depths", async () => {
    const rigs = [
      ["rigA", "metric"],
      ["rigB", "fps"],
      ["rigC", "metric"],
      ["rigD", "fps"],
    ] as const;
    const cwd = temporaryFolder(logsOf(rigs, 20));
    const ran = witskit("sniff . --write-config witskit.toml --json", { cwd });
    expect(ran.code).toBe(0);
    const { files, commands } = JSON.parse(ran.out);
    expect(files.length).toBeLessThan(80);
    expect(commands).toHaveLength(1);
    expect(witskit("convert . -o dataset/ -q --strict", { cwd })).toMatchObject({ code: 0, err: "" });
    const rows = await depthsIn(join(cwd, "dataset"));
    expect(rows.map(([rig, least, , count]) => [rig, Math.round(Number(least) * 100), count])).toEqual(
      rigs.map(([rig]) => [rig, 240_000, 600]),
    );
  });
});
