/** Rows of steps, from logs into every format of a conversion, held against what DuckDB makes of all rows. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { asyncBufferFromFile, parquetMetadataAsync } from "hyparquet";
import { describe, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import type { ConvertOptions } from "../../src/bulk/convert-options.js";
import { fileInfo } from "../../src/dataset/file.js";
import { digests, filesIn } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { query } from "./query.js";

const frame = (...lines: string[]): string => ["&&", ...lines, "!!", ""].join("\r\n");
const clock = (time: number): string[] => {
  const [date = "", hours = ""] = new Date(time).toISOString().replace(/[-:]/g, "").split("T");
  return [`0105${date.slice(2)}`, `0106${hours.slice(0, 6)}`];
};

/** As many frames a second, readings that come and go, a clock that is set back by an hour, and frames without one. */
function log(seed: number, frames: number): string {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let text = "";
  for (let i = 0; i < frames; i++) {
    const time = Date.UTC(2024, 4, 1, 6) + i * 700 - (i > frames / 2 ? 3_600_000 : 0);
    const jitter = random() < 0.05 ? -2000 : 0;
    text += frame(
      ...(i < 3 ? [] : clock(time + jitter)),
      ...(i % 50 === 0 ? ["0101WELL A"] : []),
      `0107${Math.floor(i / 100)}`,
      ...(random() < 0.3 ? [] : [`0110${(1000 + i / 100).toFixed(2)}`]),
      random() < 0.2 ? "0114-999.25" : `0114${(random() * 300).toFixed(1)}`,
      ...(random() < 0.5 ? [] : [`0115${(random() * 300).toFixed(1)}`]),
      `0137${i}`,
      ...(i % 7 === 0 ? [`0199${i % 5}`] : []),
    );
  }
  return text;
}

const files = { "a.wits": log(1, 2000), "logs/b.wits": log(2, 1500), "logs/c.wits": log(3, 40) };
const inputs = ["a.wits", "logs"];

function converterIn(some: Readonly<Record<string, string>>) {
  const folder = temporaryFolder(some);
  const at = (path: string): string => join(folder, path);
  return {
    at,
    run: (names: readonly string[], output: string, more: Partial<ConvertOptions> = {}) =>
      convert({ inputs: names.map(at), output: at(output), workers: 1, ...more }),
  };
}

/** `right` has the same rows, numbers within what two ways of adding up differ by. */
async function expectSame(left: string, right: string, columns: readonly string[]): Promise<void> {
  const differs = columns
    .map(
      (column) =>
        `(l.${column} IS DISTINCT FROM r.${column} AND NOT coalesce(abs(l.${column} - r.${column}) < 1e-9, false))`,
    )
    .join(" OR ");
  const [[rows, alone, different]] = (await query(
    `SELECT count(*)::INT, count(*) FILTER (l.t IS NULL OR r.t IS NULL)::INT, count(*) FILTER (${differs})::INT
     FROM (${left}) l FULL JOIN (${right}) r ON l.source = r.source AND l.t = r.t`,
  )) as [[number, number, number]];
  expect({ alone, different }).toEqual({ alone: 0, different: 0 });
  expect(rows).toBeGreaterThan(50);
}

describe("of each source by itself, whatever its clock does", () => {
  it("every aggregate is what DuckDB makes of the rows of a step", async () => {
    const { at, run } = converterIn(files);
    await run(inputs, "all/");
    const report = await run(inputs, "steps/", {
      every: "30s",
      aggregate: "usual,mean,last,first,min,max,count",
    });
    const channels = ["HKLA", "HKLX", "DMEA", "STKC"];
    const some = (column: string): string => `FILTER (${column} IS NOT NULL)`;
    const expected = channels.map(
      (name) => `avg(${name}) AS ${name}_mean, min(${name}) AS ${name}_min, max(${name}) AS ${name}_max,
        count(${name}) AS ${name}_count, arg_max(${name}, "offset") ${some(name)} AS ${name}_last,
        arg_min(${name}, "offset") ${some(name)} AS ${name}_first`,
    );
    await expectSame(
      `SELECT *, timestamp AS t FROM '${at("steps/record=01/*.parquet")}'`,
      `SELECT source, time_bucket(INTERVAL 30 SECOND, timestamp) AS t, avg(HKLA) AS HKLA, max(HKLX) AS HKLX,
         arg_max(DMEA, "offset") ${some("DMEA")} AS DMEA, arg_max(ACTC, "offset") ${some("ACTC")} AS ACTC,
         min("offset") AS "offset", ${expected.join(", ")}
       FROM '${at("all/record=01/*.parquet")}' WHERE timestamp IS NOT NULL GROUP BY source, t`,
      [
        ...'HKLA HKLX DMEA ACTC "offset"'.split(" "),
        ...channels.flatMap((name) =>
          "mean min max count last first".split(" ").map((how) => `${name}_${how}`),
        ),
      ],
    );
    const table = report.steps!.tables["record=01"]!;
    expect(table.of).toBe(2000 + 1500 + 40);
    expect(table.left_out).toEqual({ "have no time": 9 });
    // What is not in the catalog: of each item by itself.
    await expectSame(
      `SELECT source || code AS source, timestamp AS t, value AS v FROM '${at("steps/unmapped/*.parquet")}'`,
      `SELECT source || code AS source, time_bucket(INTERVAL 30 SECOND, timestamp) AS t, arg_max(value, "offset") AS v
       FROM '${at("all/unmapped/*.parquet")}' WHERE timestamp IS NOT NULL GROUP BY 1, 2`,
      ["v"],
    );
  });

  it("is the same for any workers, part and row group, and has the same rows for any order", async () => {
    const { at, run } = converterIn(files);
    const more = { every: "10s", units: "metric" } as const;
    await run(inputs, "one/", more);
    await run(inputs, "two/", { ...more, workers: 2 });
    expect(digests(at("two"))).toEqual(digests(at("one")));
    await run(["logs", "a.wits"], "turned/", { ...more, rowGroupRows: 100, partSize: 4000 });
    expect(filesIn(at("turned/record=01")).length).toBeGreaterThan(1);
    const rows = (name: string): string => `SELECT * FROM '${at(name)}/record=01/*.parquet'`;
    expect(await query(`SELECT count(*)::INT FROM (${rows("one")} EXCEPT ${rows("turned")})`)).toEqual([[0]]);
    expect(await query(`SELECT count(*)::INT FROM (${rows("turned")} EXCEPT ${rows("one")})`)).toEqual([[0]]);
  });

  it("has every column of the record and its type, what was rejected, and how it was made", async () => {
    const { at, run } = converterIn({ "a.wits": `${log(4, 100)}noise\r\n` });
    await run(["a.wits"], "all/", { units: "metric" });
    await run(["a.wits"], "steps/", { units: "metric", every: "1m", aggregate: "HKLA=max+count" });
    const described = async (name: string) =>
      (await query(`DESCRIBE SELECT * FROM '${at(name)}/record=01/*.parquet'`)).map(([column, type]) => [
        column,
        type,
      ]);
    const columns = await described("steps");
    const at114 = columns.findIndex(([column]) => column === "HKLA_max");
    expect(columns.splice(at114, 2, ["HKLA", "DOUBLE"])).toEqual([
      ["HKLA_max", "DOUBLE"],
      ["HKLA_count", "BIGINT"],
    ]);
    expect(columns).toEqual(await described("all"));
    expect(readFileSync(at("steps/rejects/part-00000.parquet"))).toEqual(
      readFileSync(at("all/rejects/part-00000.parquet")),
    );
    const { key_value_metadata: pairs } = await parquetMetadataAsync(
      await asyncBufferFromFile(at("steps/record=01/part-00000.parquet")),
    );
    const told = new Map(pairs!.map(({ key, value }) => [key, value!]));
    const document = JSON.parse(told.get("witskit")!);
    expect(document).toMatchObject({ resampled: "every 1m", options: { units: "metric" } });
    expect(document.dictionary).toContainEqual({
      column: "HKLA_max",
      name: "Hookload (avg)",
      code: "0114",
      mnemonic: "HKLA",
      type: "F",
      unit: "KDN",
      aggregate: "max",
    });
    const schema = tableFromIPC(Buffer.from(told.get("ARROW:schema")!, "base64")).schema;
    const field = schema.fields.find(({ name }) => name === "DMEA")!;
    expect(Object.fromEntries(field.metadata)).toMatchObject({ "wits.aggregate": "last", "wits.unit": "M" });
  });

  it("is the same in all formats of a file, and of each source in layout frame into a folder", async () => {
    const { at, run } = converterIn(files);
    const more = { every: "1m", layout: "frame" } as const;
    for (const name of ["f.parquet", "f.csv", "f.ndjson", "f.arrow", "f.arrows"])
      await run(inputs, name, more);
    const sum = (of: string) =>
      query(
        `SELECT count(*)::INT, round(sum(HKLA), 6), round(sum(DMEA), 6), min(timestamp)::TIMESTAMP::TEXT FROM ${of}`,
      );
    const expected = await sum(`'${at("f.parquet")}'`);
    expect(await sum(`read_csv('${at("f.csv")}')`)).toEqual(expected);
    expect(await sum(`read_json('${at("f.ndjson")}')`)).toEqual(expected);
    for (const name of ["f.arrow", "f.arrows"]) {
      const table = tableFromIPC(readFileSync(at(name)));
      const values = [...table.getChild("HKLA")!].map(Number).reduce((all, value) => all + value, 0);
      expect([table.numRows, values]).toEqual([
        expected[0]![0],
        expect.closeTo(expected[0]![1] as number, 6),
      ]);
    }
    await run(inputs, "frames/", more);
    expect(filesIn(at("frames"))).toEqual(["a", "b", "c"].map((name) => `frame/${name}.parquet`));
    expect(await sum(`read_parquet('${at("frames/frame/*.parquet")}', union_by_name = true)`)).toEqual(
      expected,
    );
  });
});

describe("a bin", () => {
  const at = (time: string, ...lines: string[]): string =>
    frame(`0105${time.slice(0, 6)}`, `0106${time.slice(7)}`, ...lines);
  const rowsOf = async (text: string, columns: string, more: Partial<ConvertOptions>) => {
    const { at: path, run } = converterIn({ "log.wits": text });
    await run(["log.wits"], "out/", more);
    return query(`SELECT ${columns} FROM '${path("out/record=01/*.parquet")}' ORDER BY ALL`);
  };

  it("without a value is null, its count 0, and one without a row is there with fill alone", async () => {
    const text =
      at("240501-060000", "01141", "01205") + at("240501-060001", "01143") + at("240501-060009", "0114");
    const columns = "strftime(timestamp, '%H:%M:%S'), source IS NOT NULL, HKLA_mean, HKLA_count, RPMA_last";
    const more = { every: "2s", aggregate: "HKLA=mean+count,RPMA=last" } as const;
    const [first, last] = [
      ["06:00:00", true, 2, "2", 5],
      ["06:00:08", true, null, "0", null],
    ];
    expect(await rowsOf(text, columns, more)).toEqual([first, last]);
    expect(await rowsOf(text, columns, { ...more, fill: true })).toEqual([
      first,
      ...["02", "04", "06"].map((second) => [`06:00:${second}`, true, null, "0", null]),
      last,
    ]);
  });

  it("of the hour that autumn has twice is one of two, where the zone is told", async () => {
    const minutes = (hour: string, value: number): string =>
      [0, 20, 40]
        .map((minute) => at(`241027-${hour}${String(minute).padStart(2, "0")}00`, `0114${value}`))
        .join("");
    const text = minutes("01", 1) + minutes("02", 2) + minutes("02", 3) + minutes("03", 4);
    expect(
      await rowsOf(text, "strftime(timestamp, '%H:%M'), HKLA", { every: "1h", tz: "Europe/Oslo" }),
    ).toEqual([
      ["00:00", 2],
      ["01:00", 3],
      ["02:00", 4],
      ["23:00", 1],
    ]);
    // Without a zone nobody can tell them apart.
    expect(await rowsOf(text, "strftime(timestamp, '%H:%M'), HKLA", { every: "1h" })).toEqual([
      ["01:00", 1],
      ["02:00", 2.5],
      ["03:00", 4],
    ]);
  });

  it("of a day is one of the rig's clock", async () => {
    const text = at("240501-010000", "01141") + at("240501-233000", "01143") + at("240502-000000", "01149");
    const rows = await rowsOf(text, "strftime(timestamp, '%Y-%m-%d %H:%M'), HKLA", {
      every: "1d",
      tz: "Asia/Kolkata",
    });
    expect(rows).toEqual([
      ["2024-04-30 18:30", 2],
      ["2024-05-01 18:30", 9],
    ]);
  });

  it("of depth has the rows at which the hole became deeper, the time at which it began, in the unit of the step", async () => {
    const text = [10, 10.5, 10.5, 9, 11, 11.9, 12.1]
      .map((depth, i) => at(`240501-06000${i}`, `0110${depth}`, `0114${i}`))
      .join("");
    const columns = "DMEA, strftime(timestamp, '%S'), HKLA";
    const metric = { units: "metric", by: "depth=1m" } as const;
    const expected = [
      [10, "00", 0.5],
      [11, "04", 4.5],
      [12, "06", 6],
    ];
    expect(await rowsOf(text, columns, metric)).toEqual(expected);
    expect(await rowsOf(text, columns, { by: "depth=1" })).toEqual(expected);
    expect(await rowsOf(text, columns, { by: "0110=100cm", units: "metric" })).toEqual(expected);
    expect(await rowsOf(text, columns, { by: "dmea=1m", units: "metric", to: "fps" })).toEqual([
      [32.8083989501, "00", expect.any(Number)],
      [36.0892388451, "04", expect.any(Number)],
      [39.3700787402, "06", expect.any(Number)],
    ]);
    await expect(rowsOf(text, columns, { by: "depth=1m" })).rejects.toMatchObject({
      code: "units-undeclared",
    });
  });
});

describe("what is refused, and leaves nothing behind", () => {
  it.each<[Partial<ConvertOptions>, string]>([
    [{ every: "0s" }, "bad-option"],
    [{ every: "1x" }, "bad-option"],
    [{ by: "depth" }, "bad-option"],
    [{ by: "time=1s" }, "bad-option"],
    [{ by: "depth=0" }, "bad-option"],
    [{ by: "depth=1parsec", units: "metric" }, "unknown-unit"],
    [{ by: "depth=1kdn", units: "metric" }, "other-dimension"],
    [{ by: "hookload=1", units: "metric" }, "other-dimension"],
    [{ by: "GASA=1" }, "nothing-there"],
    [{ every: "1s", by: "depth=1" }, "conflicting-options"],
    [{ aggregate: "max" }, "option-not-kept"],
    [{ fill: true }, "option-not-kept"],
    [{ every: "1s", aggregate: "maxx" }, "bad-option"],
    [{ every: "1s", aggregate: "=max" }, "bad-option"],
    [{ every: "1s", aggregate: "NONE=max" }, "unknown-name"],
    [{ every: "1s", aggregate: "WID=max" }, "option-not-kept"],
    [{ every: "1s", shard: { index: 0, count: 2 } }, "option-not-kept"],
    [{ every: "1s", partition: "day" }, "option-not-kept"],
    [
      {
        every: "1s",
        aggregate: "HKLA=max",
        map: [{ code: "0199", mnemonic: "hkla_MAX", type: "F", name: "Own" }],
      },
      "conflicting-options",
    ],
  ])("%j", async (more, code) => {
    const { at, run } = converterIn({ "log.wits": log(5, 20) });
    await expect(run(["log.wits"], "out/", more)).rejects.toMatchObject({ code });
    expect(existsSync(at("out"))).toBe(false);
  });

  it("a result that is there, unless it is to be replaced", async () => {
    const { at, run } = converterIn({ "log.wits": log(6, 200) });
    await run(["log.wits"], "out/", { every: "10s" });
    await expect(run(["log.wits"], "out/", { every: "30s" })).rejects.toMatchObject({
      code: "output-exists",
    });
    const before = await query(`SELECT count(*)::INT FROM '${at("out/record=01/*.parquet")}'`);
    await run(["log.wits"], "out/", { every: "30s", force: true });
    expect(await query(`SELECT count(*)::INT FROM '${at("out/record=01/*.parquet")}'`)).not.toEqual(before);
  });
});

it("say what their rows were made of, few rows as many", async () => {
  const { at, run } = converterIn({ "few.wits": log(4, 30), "many.wits": log(5, 4000) });
  await run(["few.wits", "many.wits"], "out/", { every: "10s" });
  await run(["few.wits"], "few/", { every: "10s" });
  const told = async (output: string) => {
    const { provenance } = await fileInfo(at(`${output}/record=01/part-00000.parquet`), "parquet");
    const { source_count: count, sources, counts, time_source: time } = provenance!;
    return { count, frames: sources?.map(({ frames }) => frames), all: counts?.frames, time };
  };
  expect(await told("out")).toEqual({ count: 2, frames: [30, 4000], all: 4030, time: "mixed" });
  expect(await told("few")).toEqual({ count: 1, frames: [30], all: 30, time: "mixed" });
});
