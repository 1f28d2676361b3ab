/** Logs as WITSML, by the command: valid by the schemas of each version, right by what those do not check, and the same numbers. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logVersions } from "../../../src/witsml/log.js";
import { query } from "../../bulk/query.js";
import { keptWitskit as witskit } from "../../cli/kept-program.js";
import { realLog, withoutRealLogs } from "../../real-logs.js";
import { schemaFaultsIn, schemas, withoutSchemas } from "../../schemas.js";
import { logsIn, type ReadLog } from "./reading.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const read = (path: string): string => readFileSync(join(cwd, path), "utf8");
const documents = (folder: string): string[] => readdirSync(join(cwd, folder)).sort();
const exported = (line: string): string => {
  const { code, out, err } = witskit(`export ${line}`, { cwd });
  expect({ code, out, err }).toEqual({ code: 0, out: "", err: expect.stringMatching(/^wrote /) });
  return err;
};
const refused = (line: string): string => {
  const { code, err } = witskit(`export ${line}`, { cwd });
  expect(code).not.toBe(0);
  return err;
};

/** Record 01 as a feed sends it, a frame a row of `code value`. */
const framesOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((lines) => `&&\r\n${lines.join("\r\n")}\r\n!!\r\n`).join("");
const at = (second: number): string[] => ["0101NO 15/9-F-4", "0105160930", `0106${String(100_000 + second)}`];
const write = (name: string, rows: readonly (readonly string[])[]): void =>
  writeFileSync(join(cwd, name), framesOf(rows));

beforeAll(() => {
  expect(witskit("samples --create multi_well --hours 0.1 -o two.wits -q", { cwd }).code).toBe(0);
  expect(witskit("convert two.wits -o two --units metric --tz UTC -q", { cwd }).code).toBe(0);
});

describe.each(logVersions)("%s", (version) => {
  let logs: ReadLog[];
  beforeAll(() => {
    exported(`two -o ${version}/ --witsml ${version} --max-data-nodes 30`);
    logs = documents(version).flatMap((name) => logsIn(read(`${version}/${name}`)));
  });

  it.skipIf(!schemas)(`every document is valid${schemas ? "" : `: ${withoutSchemas}`}`, async () => {
    expect(
      await schemaFaultsIn(
        version,
        documents(version).map((name) => join(cwd, version, name)),
      ),
    ).toBe("");
  });

  it("has every number of each well, in the order of its rows, and no more", async () => {
    const wells = [...new Set(logs.map(({ well }) => well))];
    expect(wells).toHaveLength(2);
    for (const well of wells) {
      const parts = logs.filter((log) => log.well === well && log.curves.some(({ code }) => code === "0108"));
      const values = (mnemonic: string) =>
        parts.flatMap(({ curves, rows }) => {
          const place = curves.findIndex((curve) => curve.mnemonic === mnemonic);
          return rows.map((row) => row[place] ?? null);
        });
      const sent = await query(
        `SELECT DBTM, SPPA, HKLA FROM '${join(cwd, "two/record=01/*.parquet")}' WHERE WID = '${well}' ORDER BY "offset"`,
      );
      expect(sent.length).toBeGreaterThan(60);
      expect(values("DBTM")).toEqual(sent.map(([depth]) => depth));
      expect(values("SPPA")).toEqual(sent.map(([, pressure]) => pressure));
      // 10 kN there, and kN here.
      const forces = values("HKLA") as number[];
      forces.forEach((force, row) => {
        expect(Math.abs(force / 10 - (sent[row]![2] as number))).toBeLessThanOrEqual(1e-12 * force);
      });
      expect(parts.every(({ rows }) => rows.length <= 30)).toBe(true);
    }
  });

  it("is read back as the same numbers, bit for bit where the unit is the same", async () => {
    const paths = documents(version).filter((name) => name.includes("r01"));
    const back = `back-${version}`;
    const ran = witskit(["convert", ...paths, "-o", `../${back}/`, "-q"], { cwd: join(cwd, version) });
    expect(ran.code, ran.err).toBe(0);
    const rowsOf = (folder: string) =>
      query(
        `SELECT epoch_ms(timestamp), DBTM, SPPA, MFIA, HKLA FROM '${join(cwd, folder, "record=01/*.parquet")}' ORDER BY 1, 2, 3`,
      ) as Promise<number[][]>;
    const [sent, read] = [await rowsOf("two"), await rowsOf(back)];
    expect(read.map((row) => row.slice(0, 4))).toEqual(sent.map((row) => row.slice(0, 4)));
    // 10 kN were sent, and kN are read.
    const far = read.filter(([, , , , force], row) => {
      const hookload = sent[row]![4]!;
      return Math.abs(force! / 10 - hookload) > 1e-12 * hookload;
    });
    expect(far).toEqual([]);
  });

  it("tells units as the version writes them, and codes", () => {
    const [log] = logs.filter(({ curves }) => curves.some(({ code }) => code === "0114"));
    const of = (mnemonic: string) => log!.curves.find((curve) => curve.mnemonic === mnemonic);
    expect(of("HKLA")).toMatchObject({ code: "0114", uom: "kN", type: "double" });
    expect(of("MFIA")).toMatchObject({ code: "0130", uom: "L/min" });
    expect(of("ACTC")?.uom).toBe(version.startsWith("1") ? undefined : "Euc");
  });
});

it("is the same, byte for byte, when it is made again", () => {
  exported("two -o again/ --witsml 2.1 --max-data-nodes 30");
  expect(documents("again")).toEqual(documents("2.1"));
  for (const name of documents("again")) expect(read(`again/${name}`)).toBe(read(`2.1/${name}`));
});

describe("by depth", () => {
  it.each(["1.3.1.1", "2.1"])(
    "%s has a row where the hole is deeper than before, with its time beside it",
    async (version) => {
      write("deep.wits", [
        [...at(0), "01101000.1", "011310"],
        [...at(1), "01101000.1", "011311"],
        [...at(2), "01101001.5", "011312"],
        [...at(3), "0110999", "011313"],
        [...at(4), "01101002", "011314"],
      ]);
      const told = exported(
        `deep.wits -o deep-${version}.xml --witsml ${version} --index depth --units metric --tz UTC`,
      );
      expect(told).toMatch(
        /r01 3 of 5 rows.*1 row left out that are no deeper.*1 row left out that are shallower/s,
      );
      const [log] = logsIn(read(`deep-${version}.xml`));
      expect(log!.rows.map(([depth]) => depth)).toEqual([1000.1, 1001.5, 1002]);
      const place = log!.curves.findIndex(({ mnemonic }) => mnemonic === "TIME");
      expect(log!.rows[1]![place]).toBe("2016-09-30T10:00:02.000Z");
      if (schemas) expect(await schemaFaultsIn(version, [join(cwd, `deep-${version}.xml`)])).toBe("");
    },
  );

  it("is refused where nobody told the unit of the depth", () => {
    expect(refused("deep.wits -o no.xml --index depth --tz UTC")).toMatch(
      /nobody told that of DMEA; say --units/,
    );
  });
});

describe("what is not known", () => {
  it("a zone and a well are asked for; a well that nobody names is what --well says", () => {
    write("nameless.wits", [["0105160930", "0106100000", "01082"]]);
    expect(refused("nameless.wits -o x.xml --units metric")).toMatch(/say --tz/);
    expect(refused("nameless.wits -o x.xml --units metric --tz UTC")).toMatch(/say --well NAME/);
    exported("nameless.wits -o named.xml --units metric --tz UTC --well A&<B>");
    expect(logsIn(read("named.xml"))).toMatchObject([{ well: "A&<B>" }]);
  });

  it("a log without a clock has none by time, and by depth in 1.x alone", () => {
    write("clockless.wits", [["0101A", "011012.5", "01131"]]);
    expect(refused("clockless.wits -o no.xml --units metric --tz UTC")).toMatch(/rows of a log need a time/);
    expect(refused("clockless.wits -o no.xml --units metric --tz UTC --index depth --witsml 2.1")).toMatch(
      /no row has a place/,
    );
    exported("clockless.wits -o deep.xml --units metric --index depth");
    expect(logsIn(read("deep.xml"))[0]!.rows).toEqual([[12.5, 1]]);
  });

  it("units that nobody told are left out, and named", () => {
    write("plain.wits", [[...at(0), "01082", "0114100"]]);
    const told = exported("plain.wits -o plain.xml --tz UTC");
    expect(told).toMatch(/nobody told the units of DBTM, HKLA: they are written without one; --units/);
    const [log] = logsIn(read("plain.xml"));
    expect(log!.curves.map(({ uom }) => uom)).toEqual(["s", undefined, undefined]);
    expect(log!.rows).toEqual([["2016-09-30T10:00:00.000Z", 2, 100]]);
  });
});

it("texts are what was sent, whatever stands between values, and null where they say what null is called", () => {
  const comment = (second: number, text: string): string[] => [
    "2201A",
    "2205160930",
    `2206${100_000 + second}`,
    `2210${text}`,
  ];
  const texts = ['a, b & <c> "q"', "plain", "bell\x07"];
  write("texts.wits", [...texts.map((text, i) => comment(i, text)), comment(9, "a|b")].slice(0, 3));
  const textsOf = (path: string): unknown[] => logsIn(read(path))[0]!.rows.map(([, text]) => text);
  for (const version of ["1.4.1.1", "2.1"]) {
    exported(`texts.wits -o texts-${version}.xml --tz UTC --witsml ${version}`);
    const control = version === "1.4.1.1" ? "bell\\x07" : "bell\u0007";
    expect(textsOf(`texts-${version}.xml`)).toEqual([texts[0], "plain", control]);
  }
  expect(exported("texts.wits -o texts.xml --tz UTC --witsml 1.3.1.1")).toMatch(/written as a semicolon/);
  expect(textsOf("texts.xml")[0]).toBe('a; b & <c> "q"');
});

it("a value that null is called elsewhere stays one: the document has another null", () => {
  write("null.wits", [
    [...at(0), "0108-999.25", "011312"],
    [...at(1), "01082", "011313"],
  ]);
  exported("null.wits -o null.xml --units metric --tz UTC --nulls none");
  expect(logsIn(read("null.xml"))[0]!.rows.map(([, depth]) => depth)).toEqual([-999.25, 2]);
});

describe("a log of a real rig", () => {
  const log = realLog("volve-f9-metric.wits.gz");
  it.skipIf(log === undefined)(
    `is valid, and has its rows${log === undefined ? `: ${withoutRealLogs}` : ""}`,
    async () => {
      const told = witskit(
        [
          "export",
          log!,
          "-o",
          "volve/",
          "--records",
          "1,7",
          "--until",
          "2016-09-29T04:00",
          "--witsml",
          "2.0",
          "--units",
          "metric",
          "--tz",
          "UTC",
        ],
        { cwd },
      );
      expect(told.code, told.err).toBe(0);
      const paths = documents("volve");
      if (schemas)
        expect(
          await schemaFaultsIn(
            "2.0",
            paths.map((name) => join(cwd, "volve", name)),
          ),
        ).toBe("");
      const rows = paths
        .filter((name) => name.startsWith("r01"))
        .flatMap((name) => logsIn(read(`volve/${name}`))[0]!.rows);
      expect(told.err).toContain(`r01 ${rows.length.toLocaleString("en-US")} `);
    },
  );
});

describe("one file", () => {
  it("of 1.x has the parts of a log one after the other, under the log's own identifier", () => {
    exported("two -o two.xml --records 1 --max-data-nodes 30 --witsml 1.3.1.1");
    const logs = logsIn(read("two.xml"));
    expect(logs.length).toBeGreaterThan(3);
    expect(new Set(logs.map(({ uid }) => uid)).size).toBe(2);
  });

  it("of 2.x has one object, and more are refused with the ways out", () => {
    expect(refused("two -o two-2.xml --records 1 --witsml 2.1")).toMatch(/holds one object.*-o FOLDER\//s);
    expect(readdirSync(cwd).filter((name) => name.includes("two-2"))).toEqual([]);
  });
});
