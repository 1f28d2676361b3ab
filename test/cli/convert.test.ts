import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { query } from "../bulk/query.js";
import { temporaryFolder } from "../input/source/folder.js";
import { filesIn, MANIFEST, METADATA, sample } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

const RIG = sample("rig.wits");
const OUTCOME = JSON.parse(sample("rig.expected.json").toString());
const frame = (time: string, ...lines: string[]): string =>
  ["&&", "0105160929", `0106${time}`, ...lines, "!!", ""].join("\r\n");

describe("a log into a file, with nothing said but the names", () => {
  it("says what it did, and counts every byte", () => {
    const cwd = temporaryFolder({ "rig.wits": RIG });
    const { code, out, err } = witskit("rig.wits -o rig.parquet", { cwd });
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).toMatch(/^read +1 source, 480,241 bytes, every byte accounted for:$/m);
    expect(err).toMatch(/^frames +1,363$/m);
    expect(err).toMatch(/^wrote +rig\.parquet, [\d,]+ bytes, in [\d.]+ s/m);
    expect(filesIn(cwd)).toEqual(["rig.parquet", "rig.wits"]);
  });

  it("gives machines the report, on standard output or in a file", () => {
    const cwd = temporaryFolder({ "rig.wits": RIG });
    const { out, err } = witskit("rig.wits -o out/ --stats json -q", { cwd });
    expect(err).toBe("");
    const report = JSON.parse(out);
    expect(report).toMatchObject({
      bytes: OUTCOME.bytes,
      frames: OUTCOME.frames,
      rows: OUTCOME.rows,
      values: OUTCOME.values,
      nulls: OUTCOME.nulls,
      rejects: {},
      parts: 4,
      sources: [{ name: "rig.wits", bytes: OUTCOME.bytes, frames: OUTCOME.frames }],
      notes: [],
    });
    expect(report.seconds).toBeGreaterThan(0);
    expect(report.bytes_per_second).toBeGreaterThan(0);
    witskit("rig.wits -o rig.csv --stats stats.json -q", { cwd });
    expect(JSON.parse(readFileSync(join(cwd, "stats.json"), "utf8")).bytes).toEqual(OUTCOME.bytes);
  });
});

describe("what is there already", () => {
  it("is refused, and replaced with --force", () => {
    const cwd = temporaryFolder({ "rig.wits": RIG, "rig.parquet": "precious" });
    const refused = witskit("rig.wits -o rig.parquet", { cwd });
    expect(refused.code).toBe(4);
    expect(refused.err).toMatch(/cannot write rig\.parquet: it exists already; give --force/);
    expect(readFileSync(join(cwd, "rig.parquet"), "utf8")).toBe("precious");
    expect(witskit("rig.wits -o rig.parquet --force", { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, "rig.parquet")).subarray(0, 4).toString()).toBe("PAR1");
  });

  it("of rejects is removed with --force when this run has none", () => {
    const cwd = temporaryFolder({ "bad.wits": frame("1", "0108bad"), "good.wits": frame("1", "01081") });
    witskit("bad.wits -o log.parquet", { cwd });
    expect(existsSync(join(cwd, "log.rejects.parquet"))).toBe(true);
    witskit("good.wits -o log.parquet --force", { cwd });
    expect(existsSync(join(cwd, "log.rejects.parquet"))).toBe(false);
    witskit("bad.wits -o one/ --rejects sub/r.parquet", { cwd });
    expect(existsSync(join(cwd, "sub/r.parquet"))).toBe(true);
    expect(witskit("good.wits -o one/ --rejects sub/r.parquet", { cwd }).code).toBe(4);
    expect(witskit("good.wits -o one/ --rejects sub/r.parquet --force", { cwd }).code).toBe(0);
    expect(filesIn(cwd)).toEqual([
      "bad.wits",
      "good.wits",
      "log.parquet",
      "one/record=01/part-00000.parquet",
    ]);
    expect(existsSync(join(cwd, "sub"))).toBe(true);
  });

  it("in a folder is replaced where witskit made it, and nothing else ever", () => {
    const cwd = temporaryFolder({ "rig.wits": RIG, "small.wits": frame("1", "01081", "0199x") });
    expect(witskit("rig.wits -o out", { cwd }).code).toBe(0);
    const all = filesIn(join(cwd, "out"));
    const parts = ["01", "11", "12", "14"].map((record) => `record=${record}/part-00000.parquet`);
    expect(all).toEqual([MANIFEST, METADATA, ...parts]);
    const refused = witskit("small.wits -o out --units fps --nulls -1", { cwd });
    expect(refused.code).toBe(4);
    expect(refused.err).toMatch(/out was begun by another run.*--nulls was.*, now it is .*--force/);
    expect(witskit("small.wits -o out --force", { cwd }).code).toBe(0);
    expect(filesIn(join(cwd, "out"))).toEqual([
      MANIFEST,
      METADATA,
      "record=01/part-00000.parquet",
      "rejects/part-00000.parquet",
    ]);
    for (const stranger of ["notes.txt", "record=01/notes.txt"]) {
      writeFileSync(join(cwd, "out", stranger), "mine");
      const strange = witskit("rig.wits -o out --force", { cwd });
      expect(strange.code).toBe(4);
      expect(strange.err).toContain(`${stranger} in it was not made by witskit`);
      witskit("rig.wits -o out --force", { cwd });
      expect(filesIn(join(cwd, "out"))).toHaveLength(5);
      expect(readFileSync(join(cwd, "out", stranger), "utf8")).toBe("mine");
      rmSync(join(cwd, "out", stranger));
    }
  });
});

describe("--strict", () => {
  it("exits with 1 when there are rejects, and writes all the same", () => {
    const cwd = temporaryFolder({ "bad.wits": frame("1", "01081", "0110bad") });
    expect(witskit("bad.wits -o a.parquet", { cwd }).code).toBe(0);
    const { code, err } = witskit("bad.wits -o b.parquet --strict", { cwd });
    expect(code).toBe(1);
    expect(err).toMatch(/1 rejects?, and --strict allows none/);
    expect(filesIn(cwd)).toEqual([
      "a.parquet",
      "a.rejects.parquet",
      "b.parquet",
      "b.rejects.parquet",
      "bad.wits",
    ]);
  });

  it("exits with 0 when there are none", () => {
    const cwd = temporaryFolder({ "good.wits": frame("1", "01081") });
    expect(witskit("good.wits -o a.parquet --strict", { cwd }).code).toBe(0);
  });
});

describe("standard input and output", () => {
  it("work as a pipe, in every layout and format", () => {
    const cwd = temporaryFolder({ "log.wits": frame("1", "01081.5") });
    const file = witskit("log.wits -o - --format csv -q", { cwd });
    const pipe = witskit("- -o - --format csv -q", { cwd, input: frame("1", "01081.5") });
    expect(pipe).toEqual({ ...file, out: file.out.replace("log.wits", "-") });
    expect(file.out).toBe(
      "timestamp,source,offset,vendor,DATE,TIME,DBTM\n2016-09-29T00:00:01.000,log.wits,0,,160929,1,1.5\n",
    );
    const zipped = witskit("- -o - --format ndjson -q", { cwd, input: gzipSync(frame("1", "01081.5")) });
    expect(JSON.parse(zipped.out)).toEqual({
      timestamp: "2016-09-29T00:00:01.000",
      source: "-",
      offset: 0,
      DATE: 160929,
      TIME: 1,
      DBTM: 1.5,
    });
    expect(filesIn(cwd)).toEqual(["log.wits"]);
  });

  it("need a format, and leave no place for a second document", () => {
    const cwd = temporaryFolder({ "log.wits": frame("1", "01081.5") });
    expect(witskit("log.wits -o -", { cwd })).toMatchObject({ code: 2, out: "" });
    expect(witskit("log.wits -o - --format csv --stats json", { cwd })).toMatchObject({ code: 2, out: "" });
  });

  it("count rejects, and write them where --rejects says", () => {
    const cwd = temporaryFolder({ "log.wits": frame("1", "0108bad") });
    expect(witskit("log.wits -o - --format csv", { cwd }).err).toMatch(
      /rejects are only counted; --rejects FILE keeps them/,
    );
    expect(filesIn(cwd)).toEqual(["log.wits"]);
    witskit("log.wits -o - --format csv --rejects rejects.ndjson", { cwd });
    expect(JSON.parse(readFileSync(join(cwd, "rejects.ndjson"), "utf8"))).toMatchObject({
      source: "log.wits",
      code: "0108",
      reason: "not-a-number",
      bytes: Buffer.from("0108bad\r\n").toString("base64"),
    });
  });
});

describe("flags that shape the data", () => {
  const log = [
    frame("10000", "01083650.4", "0113-999.25", "1108x1", "11092"),
    frame("20000", "01083651.4", "0113-5", "0170-4066.40"),
    frame("30000", "0108-9999", "01133"),
  ].join("");
  const csv = (flags: string): string[] => {
    const cwd = temporaryFolder({ "a.wits": log });
    const { code, out, err } = witskit(`a.wits -o - --format csv -q --rejects r.parquet ${flags}`.trim(), {
      cwd,
    });
    expect(err).toBe("");
    expect(code).toBe(0);
    return out
      .trimEnd()
      .split("\n")
      .map((line) => line.replace("a.wits,", "").replace(/^2016-09-/, ""));
  };

  it("--records", () => {
    expect(csv("--records 1")[0]).toBe("timestamp,source,offset,vendor,DATE,TIME,DBTM,ROPA,WITS0170");
    expect(csv("--records 11")[1]).toBe("29T01:00:00.000,0,,2");
  });

  it.each(["--records 99", "--from 2031-01-01", "--until 1999-12-31T00:00:00"])(
    "%s, when it leaves nothing, is said, and the exit code is 1",
    (flag) => {
      const folder = temporaryFolder({ "log.wits": "&&\n0105240229\n0106120000\n01081.5\n!!\n" });
      for (const output of ["none.parquet", "none/", "none.csv"]) {
        const { code, err } = witskit(`convert log.wits -o ${output} ${flag} -q`, { cwd: folder });
        expect([output, code]).toEqual([output, 1]);
        expect(err).toMatch(/^witskit: nothing matched: .*--records, --from and --until/);
      }
      expect(witskit("convert log.wits -o some.parquet --records 1 -q", { cwd: folder })).toMatchObject({
        code: 0,
        err: "",
      });
    },
  );

  it("--from and --until", () => {
    const times = (flags: string) =>
      csv(flags)
        .slice(1)
        .map((line) => line.slice(0, 8));
    expect(times("--from 2016-09-29T02:00")).toEqual(["29T02:00", "29T03:00"]);
    expect(times("--until 2016-09-29T02:00")).toEqual(["29T01:00"]);
    expect(times("--from 2016-09-28T23:30Z --until 2016-09-29T00:30Z --tz Europe/Oslo")).toEqual([
      "29T00:00",
    ]);
  });

  it("--tz", () => {
    expect(
      csv("--tz Europe/Oslo")
        .slice(1)
        .map((line) => line.slice(0, 16)),
    ).toEqual(["28T23:00:00.000Z", "29T00:00:00.000Z", "29T01:00:00.000Z"]);
  });

  it("--units and --to", () => {
    const deep = (flags: string) =>
      csv(flags)
        .slice(1)
        .map((line) => line.split(",")[5]);
    expect(deep("--units metric")).toEqual(["3650.4", "3651.4", ""]);
    expect(deep("--units metric --to fps").map((text) => Number(text).toFixed(3))).toEqual([
      "11976.378",
      "11979.659",
      "0.000",
    ]);
    expect(deep("--units fps --to fps")).toEqual(["3650.4", "3651.4", ""]);
  });

  it("--nulls", () => {
    const rate = (flags: readonly string[]) => {
      const cwd = temporaryFolder({ "a.wits": log });
      const { out } = witskit(["a.wits", "-o", "-", "--format", "csv", "-q", "--records", "1", ...flags], {
        cwd,
      });
      return out
        .trimEnd()
        .split("\n")
        .slice(1)
        .map((line) => line.split(",")[7]);
    };
    expect(rate([])).toEqual(["", "-5", "3"]);
    expect(rate(["--nulls", "-5,3"])).toEqual(["-999.25", "", ""]);
    expect(rate(["--nulls", ""])).toEqual(["-999.25", "-5", "3"]);
  });

  it("--prune", () => {
    expect(csv("--records 1 --nulls -999.25,-5,3,160929 --prune")[0]).toBe(
      "timestamp,source,offset,vendor,TIME,DBTM,WITS0170",
    );
  });

  it("--layout long", () => {
    expect(csv("--layout long --records 1 --units metric").slice(0, 4)).toEqual([
      "timestamp,source,offset,code,mnemonic,value,text,unit",
      "29T01:00:00.000,0,0105,DATE,160929,,",
      "29T01:00:00.000,0,0106,TIME,10000,,",
      "29T01:00:00.000,0,0108,DBTM,3650.4,,M",
    ]);
  });

  it("--date-order", () => {
    const cwd = temporaryFolder({ "a.wits": "&&\n0105290916\n010610000\n!!\n" });
    const { out } = witskit("a.wits -o - --format csv -q --date-order dmy", { cwd });
    expect(out).toContain("2016-09-29T01:00:00.000");
  });

  it("--encoding, --decimal and --thousands, in every format and by every worker", async () => {
    const log = Buffer.from(
      "&&\n0101\xd1\xea\xe2 7\n01081 234,5\n0112off\n0113nan\n!!\n&&\n0101Rig\n0108-999,25\n!!\n",
      "latin1",
    );
    const cwd = temporaryFolder({ "a.wits": log, "b.wits": log });
    const dialect = ["--encoding", "cp1251", "--decimal", "comma", "--thousands", "space"];
    const { out } = witskit(
      ["a.wits", "-o", "-", "--format", "csv", "--nulls", "-999.25,OFF,NaN", ...dialect],
      {
        cwd,
      },
    );
    expect(out.split("\n")[1]).toBe(",a.wits,0,,Скв 7,1234.5,,");
    expect(out.split("\n")[2]).toBe(",a.wits,44,,Rig,,,");
    const env = { WITS_ENCODING: "cp1251", WITS_DECIMAL: "comma", WITS_THOUSANDS: "space" };
    const { err } = witskit("a.wits b.wits -o out --workers 2", { cwd, env });
    expect(err).toMatch(/^rejects +4: not-a-number 4$/m);
    expect(
      await query(`SELECT WID, DBTM FROM '${cwd}/out/record=01/*.parquet' ORDER BY source, "offset"`),
    ).toEqual([
      ["Скв 7", 1234.5],
      ["Rig", null],
      ["Скв 7", 1234.5],
      ["Rig", null],
    ]);
  });
});
