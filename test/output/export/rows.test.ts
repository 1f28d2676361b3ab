/** Which rows an export writes, what it says of the others, and what it makes of some of them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Las } from "las-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../bulk/query.js";
import { SAMPLES } from "../../cli/binary.js";
import { keptWitskit as witskit } from "../../cli/kept-program.js";
import { sheetsOf } from "./zip.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const exported = (...words: string[]): string => {
  const { code, out, err } = witskit(["export", ...words], { cwd });
  expect({ code, out, err }).toEqual({ code: 0, out: "", err: expect.stringMatching(/^wrote /) });
  return err;
};
const text = (name: string): string => readFileSync(join(cwd, name), "utf8");
const linesOf = (name: string): string[] => text(name).split("~ASCII\n")[1]!.trimEnd().split("\n");
const frame = (time: string, ...lines: string[]): string =>
  ["&&", "0105240501", `0106${time}`, ...lines, "!!", ""].join("\r\n");
const write = (name: string, frames: readonly string[]): void =>
  writeFileSync(join(cwd, name), frames.join(""));

beforeAll(() => {
  const line = ["convert", join(SAMPLES, "rig.wits"), "-o", "rig", "--units", "metric", "-q"];
  expect(witskit(line, { cwd }).code).toBe(0);
});

describe("what has no place is counted, and the count is of what was written", () => {
  beforeAll(() => {
    // Five frames a second; the hole is deepened once in eight seconds, and the clock steps back at the end.
    const frames = Array.from({ length: 40 }, (_, i) =>
      frame(`10110${Math.floor(i / 5)}`, `0110${1000 + Math.floor(i / 40)}`, `0108${990 - i}`),
    );
    write("repeated.wits", [...frames, frame("101002", "01101001", "0108990")]);
  });

  it("by time", async () => {
    const said = exported("repeated.wits", "-o", "time.las");
    expect(said).toContain("r01 8 of 41 rows\n");
    expect(said).toContain("r01: 32 rows left out that are no later than the row before them\n");
    expect(said).toContain("r01: 1 row left out that are earlier than a row before them\n");
    expect(await new Las(join(cwd, "time.las")).rowCount()).toBe(8);
    expect(text("time.las")).toContain(
      "32 of 41 rows are no later than the row before them, and are left out.",
    );
  });

  it("by depth", async () => {
    expect(exported("repeated.wits", "-o", "depth.las", "--index", "depth")).toContain("r01 2 of 41 rows\n");
    expect(linesOf("depth.las").map((line) => line.split(" ")[0])).toEqual(["1000", "1001"]);
  });

  it("by the time that was asked for", () => {
    const said = exported(
      ..."repeated.wits -o some.csv --from 2024-05-01T10:11:02 --until 2024-05-01T10:11:04".split(" "),
    );
    expect(said).toBe("wrote some.csv: r01 10 rows\n");
    expect(text("some.csv").split("\r\n")).toHaveLength(1 + 10 + 1);
  });
});

describe("the head of a LAS file", () => {
  it("has what flags and witskit.toml say of the well, and the day of the first row", async () => {
    writeFileSync(join(cwd, "own.toml"), 'company = "Nord Oil"\n[export]\nfield = "Østfelt"\n');
    const line = [
      "rig",
      "-o",
      "head.las",
      "--records",
      "1",
      "--config",
      "own.toml",
      "--service-company",
      "Logs & Co",
    ];
    exported(...line);
    const head = await new Las(join(cwd, "head.las")).wellParams();
    expect(head["COMP"]).toMatchObject({ value: "Nord Oil" });
    expect(head["FLD"]).toMatchObject({ value: "Østfelt" });
    expect(head["SRVC"]).toMatchObject({ value: "Logs & Co" });
    expect(head["DATE"]).toMatchObject({ value: "2024-03-01" });
    exported(...line, "--force", "--log-date", "1 March 2024");
    expect((await new Las(join(cwd, "head.las")).wellParams())["DATE"]).toMatchObject({
      value: "1 March 2024",
    });
  });

  it("tells the step where it is the same everywhere, and 0 where not", () => {
    write(
      "even.wits",
      [0, 2, 4].map((second) => frame(`10110${second}`, "01081")),
    );
    write(
      "uneven.wits",
      [0, 2, 5].map((second) => frame(`10110${second}`, "01081")),
    );
    exported("even.wits", "-o", "even.las");
    exported("uneven.wits", "-o", "uneven.las");
    expect(text("even.las")).toMatch(/^STEP\.S +2 +:/m);
    expect(text("uneven.las")).toMatch(/^STEP\.S +0 +:/m);
  });

  it("and no number of it has an exponent, whatever its size", () => {
    write("tiny.wits", [frame("101100", "01080.00000012345", "0110123456789012345678901234")]);
    exported("tiny.wits", "-o", "tiny.las");
    const [, small, large] = linesOf("tiny.las")[0]!.split(" ");
    expect(small).toBe("0.00000012345");
    expect(large).toMatch(/^\d{24}$/);
    expect(Number(large)).toBe(Number("123456789012345678901234"));
  });
});

describe("--every", () => {
  it("makes one row of a step: means, greatest values and last ones, as SQL has them", async () => {
    exported("rig", "-o", "every.csv", "--records", "1", "--every", "10s");
    const made = `read_csv('${join(cwd, "every.csv")}')`;
    const rig = `'${join(cwd, "rig/record=01/*.parquet")}'`;
    const step = "time_bucket(INTERVAL 10 SECOND, timestamp)";
    const compared = await query(
      `SELECT count(*)::INT, max(abs(made."HKLA (KDN)" - rig.hkla)) < 1e-9, max(abs(made."HKLX (KDN)" - rig.hklx)),
         max(abs(made."DMEA (M)" - rig.dmea)), max(abs(made."STKC" - rig.stkc))
       FROM ${made} AS made JOIN (
         SELECT ${step} AS t, avg(HKLA) AS hkla, max(HKLX) AS hklx, arg_max(DMEA, timestamp) FILTER (DMEA IS NOT NULL) AS dmea,
           arg_max(STKC, timestamp) FILTER (STKC IS NOT NULL) AS stkc
         FROM ${rig} GROUP BY t
       ) AS rig ON made.timestamp = rig.t`,
    );
    expect(compared).toEqual([[114, true, 0, 0, 0]]);
    expect(await query(`SELECT count(*)::INT FROM ${made}`)).toEqual([[114]]);
  });

  it("leaves a step null where a channel has no value, also in a gap, so that the spacing is the same", () => {
    write("gap.wits", [
      frame("101100", "01141", "01205"),
      frame("101101", "01143"),
      frame("101104", "01147", "0120-999.25"),
    ]);
    exported("gap.wits", "-o", "gap.las", "--every", "2s");
    expect(linesOf("gap.las")).toEqual(["0 2 5", "2 -999.25 -999.25", "4 7 -999.25"]);
    expect(text("gap.las")).toMatch(/^STEP\.S +2 +:/m);
  });

  it("by depth takes the rows at which the hole became deeper, in steps of the unit that is given", () => {
    const depths = [10, 10.5, 10.5, 9, 11, 11.9, 12.1];
    write(
      "hole.wits",
      depths.map((depth, i) => frame(`10110${i}`, `0110${depth}`, `0114${i}`)),
    );
    const said = exported(..."hole.wits -o hole.las --index depth --every 1m --units metric".split(" "));
    expect(linesOf("hole.las")).toEqual(["10 0.5", "11 4.5", "12 6"]);
    expect(said).toContain("1 row left out that are shallower than a row before them");
    exported(..."hole.wits -o feet.las --index depth --every 1m --units fps".split(" "));
    expect(linesOf("feet.las")[0]!.split(" ")[0]).toBe("9.84251968504");
  });

  it("never takes two wells for one", () => {
    const rows = [0, 1, 2, 3].map((i) =>
      frame(`10110${i}`, `0101${i % 2 === 0 ? "A" : "B"}`, `0114${i % 2 === 0 ? 10 : 90}`),
    );
    write("two.wits", rows);
    exported("two.wits", "-o", "two.csv", "--every", "1h");
    expect(
      text("two.csv")
        .trimEnd()
        .split("\r\n")
        .slice(1)
        .map((row) => row.split(",").at(-1)),
    ).toEqual(["10", "90"]);
  });

  it.each([
    ["1x", 2, /--every/],
    ["0s", 2, /longer than nothing/],
    ["1ft", 2, /by time/],
    ["1m --index depth", 2, /nothing tells the unit of DMEA/],
  ])("%s is refused with the reason", (step, code, message) => {
    write("plain.wits", [frame("101100", "01101", "01141")]);
    const ran = witskit(`export plain.wits -o plain.csv --every ${step}`, { cwd });
    expect(ran).toMatchObject({ code, err: expect.stringMatching(message) });
  });
});

describe("texts that a file cannot hold or must not show", () => {
  it("a cell of Excel is cut, and that is said", async () => {
    write("long.wits", [frame("101100", `0101${"w".repeat(40_000)}`, "01081")]);
    expect(exported("long.wits", "-o", "long.xlsx")).toMatch(
      /texts of WID that are longer than a cell.* are cut/,
    );
    const [sheet] = await sheetsOf(join(cwd, "long.xlsx"));
    const cell = sheet!.rows[3]![sheet!.rows[0]!.indexOf("WID")]!;
    expect(cell).toBe(`${"w".repeat(32_766)}…`);
    expect(exported("long.wits", "-o", "long.csv")).not.toContain("cut");
    expect(text("long.csv")).toContain("w".repeat(40_000));
  });

  it("control characters, bidirectional signs, markup and formulas leave every file whole, and none of them acts", async () => {
    const odd = "@\u001b]0;x\u0007<b>\u202e\u0001&_x0041_";
    write("odd.wits", [frame("101100", `0101${odd}`, "01081")]);
    for (const name of ["odd.xlsx", "odd.csv", "odd.las", "odd.ndjson"]) exported("odd.wits", "-o", name);
    const shown = "@\\x1B]0;x\\x07<b>\\u202E\\x01&_x0041_";
    const [sheet] = await sheetsOf(join(cwd, "odd.xlsx"));
    expect(sheet!.rows[3]![sheet!.rows[0]!.indexOf("WID")]).toBe(shown.replace("_x0041_", "_x005F_x0041_"));
    expect(text("odd.csv")).toContain(`,'${shown},`);
    expect((await new Las(join(cwd, "odd.las")).wellParams())["WELL"]).toMatchObject({ value: shown });
    expect(JSON.parse(text("odd.ndjson"))["WID"]).toBe(odd);
    for (const name of ["odd.csv", "odd.las", "odd.ndjson"])
      expect(text(name)).not.toMatch(/(?![\r\n\t])\p{Cc}/u);
  });
});

describe("one registry", () => {
  it("gives NDJSON and CSV of convert, export and query the same values", () => {
    const log = join(SAMPLES, "nulls.wits");
    const flags = ["--records", "1", "--layout", "record", "--prune"];
    expect(witskit(["convert", log, "-o", "c.ndjson", ...flags, "-q"], { cwd }).code).toBe(0);
    exported(log, "-o", "e.ndjson", "--records", "1");
    expect(
      witskit(["query", "SELECT * EXCLUDE (record) FROM r01", log, "-o", "q.ndjson"], { cwd }).code,
    ).toBe(0);
    expect(text("e.ndjson")).toBe(text("c.ndjson"));
    expect(text("q.ndjson")).toBe(text("c.ndjson"));
  });

  it("lets a query write what export writes", async () => {
    const ask = (sql: string, output: string) => witskit(["query", sql, "rig", "-o", output], { cwd });
    expect(ask("SELECT timestamp, DMEA, 'a' AS t, NULL AS n FROM r01 LIMIT 3", "q.xlsx").code).toBe(0);
    const [sheet] = await sheetsOf(join(cwd, "q.xlsx"));
    expect(sheet!.rows[0]).toEqual(["timestamp", "DMEA", "t", "n"]);
    expect(sheet!.rows.slice(1).map((row) => row.slice(1, 3))).toEqual([
      ["2971.93", "a"],
      ["2971.93", "a"],
      ["2971.94", "a"],
    ]);
    expect(ask("SELECT timestamp, DMEA FROM r01 ORDER BY timestamp", "q.las").code).toBe(0);
    expect(await new Las(join(cwd, "q.las")).rowCount()).toBe(1138);
    const back = ask("SELECT timestamp, DMEA FROM r01 ORDER BY timestamp DESC", "back.las");
    expect(back).toMatchObject({
      code: 0,
      err: "witskit: 1,137 of 1,138 rows left out that are earlier than a row before them\n",
    });
  });

  it("keeps what SQL answers, or says what it does not", () => {
    const sql =
      "SELECT 1 = 1 AS yes, [1, 2] AS list, {'a': 1} AS pair, 12345678901234567890::HUGEINT::VARCHAR AS big, " +
      "DATE '2024-02-29' AS day, 1.5::DECIMAL(4,2) AS exact, 'nan'::DOUBLE AS nan, sum(1) AS n FROM r01";
    const { code, out, err } = witskit(["query", sql, "rig", "--format", "ndjson"], { cwd });
    expect({ code, row: JSON.parse(out) }).toEqual({
      code: 0,
      row: {
        yes: true,
        list: [1, 2],
        pair: { a: 1 },
        big: "12345678901234567890",
        day: "2024-02-29",
        exact: 1.5,
        n: 1138,
      },
    });
    expect(err).toBe("witskit: values of nan that are no finite number are null\n");
    const huge = witskit(
      ["query", "SELECT 2::HUGEINT ** 70 :: HUGEINT AS x, (1::HUGEINT << 70) AS y", "rig", "--format", "csv"],
      { cwd },
    );
    expect(huge).toMatchObject({
      code: 1,
      err: expect.stringMatching(/y has 1180591620717411303424, .* cast it/),
    });
  });

  it("tells convert who writes Excel and LAS", () => {
    for (const name of ["a.xlsx", "a.las"]) {
      const ran = witskit(["convert", join(SAMPLES, "rig.wits"), "-o", name], { cwd });
      expect(ran).toMatchObject({ code: 2, err: expect.stringContaining("`witskit export` writes") });
    }
  });
});
