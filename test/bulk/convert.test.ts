import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { tableFromIPC } from "apache-arrow";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import type { ConvertOptions } from "../../src/bulk/convert-options.js";
import type { Provenance } from "../../src/dataset/provenance.js";
import { Failure } from "../../src/failure/failure.js";
import { generateWhole } from "../../src/samples/shapes/generator.js";
import { digests, filesIn, MANIFEST, METADATA, sample } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { query } from "./query.js";

const RIG = sample("rig.wits");
const frame = (...lines: string[]): string => ["&&", ...lines, "!!", ""].join("\r\n");

/** Converts in a folder of its own; all paths are relative to it. */
function converterIn(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = temporaryFolder(files);
  const at = (path: string): string => join(folder, path);
  return {
    folder,
    at,
    run: (inputs: readonly string[], output: string, more: Partial<ConvertOptions> = {}) =>
      convert({ inputs: inputs.map(at), output: at(output), ...more }),
  };
}

async function provenanceOf(path: string): Promise<Provenance> {
  const { key_value_metadata } = await parquetMetadataAsync(await asyncBufferFromFile(path));
  return JSON.parse(key_value_metadata?.find(({ key }) => key === "witskit")?.value ?? "null") as Provenance;
}

describe("the layouts", () => {
  const log = [
    frame("0105160929", "010610000", "01081.5", "0199-7", "1984PASON/EDR", "11102.5", "3101x"),
    frame("0105160929", "010610001", "01082.5", "0108bad"),
  ].join("");

  it("record: a table a record, with all its columns, and others for what is not in the catalog", async () => {
    const { at, run } = converterIn({ "a.wits": log });
    const report = await run(["a.wits"], "out");
    expect(filesIn(at("out"))).toEqual([
      MANIFEST,
      METADATA,
      "record=01/part-00000.parquet",
      "record=11/part-00000.parquet",
      "rejects/part-00000.parquet",
      "unmapped/part-00000.parquet",
    ]);
    expect(report).toMatchObject({ frames: 2, rows: { "01": 2, "11": 1, unmapped: 1 }, parts: 4 });
    const columns = await query(`DESCRIBE SELECT * FROM '${at("out")}/record=01/*.parquet'`);
    expect(columns.length).toBe(4 + 45 + 1);
    expect(columns.at(-1)?.[0]).toBe("record");
    expect(
      await query(`SELECT "offset", vendor, DBTM, ROPA FROM '${at("out")}/record=01/part-00000.parquet'`),
    ).toEqual([
      ["0", "PASON/EDR", 1.5, null],
      [
        String(
          frame("0105160929", "010610000", "01081.5", "0199-7", "1984PASON/EDR", "11102.5", "3101x").length,
        ),
        null,
        2.5,
        null,
      ],
    ]);
    expect(await query(`SELECT code, value, text FROM '${at("out")}/unmapped/*.parquet'`)).toEqual([
      ["0199", -7, null],
    ]);
    expect(
      await query(
        `SELECT code, reason, decode(bytes) FROM '${at("out")}/rejects/*.parquet' ORDER BY "offset"`,
      ),
    ).toEqual([
      ["3101", "not-a-number", "3101x\r\n"],
      ["0108", "not-a-number", "0108bad\r\n"],
    ]);
  });

  it("frame: a row a frame, columns for what turns up; into a folder a file for each source", async () => {
    const { at, run } = converterIn({
      "a/x.wits": log,
      "b/X.wits": frame("01125"),
      "b/y.txt.gz": gzipSync(frame("01083")),
    });
    await run(["a", "b"], "out", { layout: "frame" });
    expect(filesIn(at("out"))).toEqual([
      MANIFEST,
      "frame/X-2.parquet",
      "frame/x-1.parquet",
      "frame/y.parquet",
      "rejects/x-1.parquet",
    ]);
    const names = async (file: string) =>
      (await query(`DESCRIBE SELECT * FROM '${at(`out/frame/${file}`)}'`)).map(([name]) => name).slice(4);
    expect(await names("x-1.parquet")).toEqual(["DATE", "TIME", "DBTM", "WITS0199", "TVT_11"]);
    expect(await names("X-2.parquet")).toEqual(["BPOS"]);
    expect(await names("y.parquet")).toEqual(["DBTM"]);
  });

  it("long: a row a value", async () => {
    const { at, run } = converterIn({ "a.wits": log });
    await run(["a.wits"], "out", { layout: "long", units: "metric" });
    expect(filesIn(at("out"))).toEqual([
      MANIFEST,
      METADATA,
      "long/part-00000.parquet",
      "rejects/part-00000.parquet",
    ]);
    expect(
      await query(`SELECT code, mnemonic, value, text, unit FROM '${at("out")}/long/*.parquet' LIMIT 5`),
    ).toEqual([
      ["0105", "DATE", 160929, null, null],
      ["0106", "TIME", 10000, null, null],
      ["0108", "DBTM", 1.5, null, "M"],
      ["0199", null, -7, null, null],
      ["1984", "VEN1", null, "PASON/EDR", null],
    ]);
  });

  it("record into one file holds one record, and needs to be told which", async () => {
    const { at, folder, run } = converterIn({ "a.wits": log });
    await expect(run(["a.wits"], "a.parquet", { layout: "record" })).rejects.toThrow(
      /Name a folder .* or one record/,
    );
    await run(["a.wits"], "a.parquet", { layout: "record", records: [1] });
    expect(filesIn(folder)).toEqual(["a.parquet", "a.rejects.parquet", "a.unmapped.parquet", "a.wits"]);
    expect(await query(`SELECT count(*), sum(DBTM) FROM '${at("a.parquet")}'`)).toEqual([["2", 4]]);
  });
});

describe("whatever the format", () => {
  it.each(["frame", "long"] as const)("the values are the same, layout %s", async (layout) => {
    const { at, run } = converterIn({ "rig.wits": RIG });
    for (const format of ["parquet", "arrow", "arrows", "csv", "ndjson"])
      await run(["rig.wits"], `rig.${format}`, { layout });
    const parquet = await parquetReadObjects({ file: await asyncBufferFromFile(at("rig.parquet")) });
    const plain = (value: unknown): unknown => {
      if (value instanceof Date) return value.getTime();
      return typeof value === "bigint" ? Number(value) : (value ?? null);
    };
    const rows = parquet.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
    );
    for (const format of ["arrow", "arrows"]) {
      const table = tableFromIPC(readFileSync(at(`rig.${format}`)));
      const same = table
        .toArray()
        .map((row) =>
          Object.fromEntries(
            Object.entries(row.toJSON() as object).map(([name, value]) => [name, plain(value)]),
          ),
        );
      expect(same).toEqual(rows);
    }
    const names = Object.keys(rows[0] ?? {});
    const lines = readFileSync(at("rig.ndjson"), "utf8").trimEnd().split("\n");
    const objects = lines.map((line) => {
      const row = JSON.parse(line) as Record<string, unknown>;
      return Object.fromEntries(
        names.map((name) => [
          name,
          name === "timestamp" && row[name] ? Date.parse(`${row[name]}Z`) : (row[name] ?? null),
        ]),
      );
    });
    expect(objects).toEqual(rows);
    const difference = await query(
      `SELECT count(*) FROM (SELECT * FROM '${at("rig.parquet")}' EXCEPT ALL
         SELECT * FROM read_csv('${at("rig.csv")}', all_varchar = false, sample_size = -1, types = {${
           layout === "frame"
             ? "'vendor': 'VARCHAR'"
             : "'code': 'VARCHAR', 'text': 'VARCHAR', 'unit': 'VARCHAR', 'value': 'DOUBLE'"
         }}))`,
    );
    expect(difference).toEqual([["0"]]);
  });
});

describe("the same input and options", () => {
  it("give the same bytes, each time", async () => {
    const bytes = generateWhole({ seed: 7, bytes: 1_500_000 }).bytes;
    const { at, run } = converterIn({ "rig.wits": bytes });
    for (const output of ["one", "two"])
      await run(["rig.wits"], output, { partSize: 50_000, rowGroupRows: 500 });
    expect(digests(at("one"))).toEqual(digests(at("two")));
    for (const name of ["1", "2"]) {
      for (const format of ["parquet", "arrow", "csv"]) await run(["rig.wits"], `${name}.${format}`);
    }
    for (const format of ["parquet", "arrow", "csv"]) {
      expect(readFileSync(at(`1.${format}`)).equals(readFileSync(at(`2.${format}`)))).toBe(true);
    }
  });

  it("give the same rows, gzipped or not, through a first reading or not", async () => {
    const { at, run } = converterIn({ "plain/rig.wits": RIG, "zipped/rig.wits.gz": gzipSync(RIG) });
    await run(["plain"], "plain.csv");
    await run(["zipped"], "zipped.csv");
    const text = (name: string) => readFileSync(at(name), "utf8");
    expect(text("zipped.csv").replaceAll(at("zipped/rig.wits.gz"), "")).toBe(
      text("plain.csv").replaceAll(at("plain/rig.wits"), ""),
    );
  });
});

describe("the parts of a table", () => {
  it("end between row groups once they have their size, and hold every row in order", async () => {
    const { bytes, truth } = generateWhole({ seed: 3, bytes: 3_000_000 });
    const { at, run } = converterIn({ "rig.wits": bytes });
    const report = await run(["rig.wits"], "out", { partSize: 30_000, rowGroupRows: 400 });
    const parts = filesIn(at("out/record=01"));
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.slice(0, 2)).toEqual(["part-00000.parquet", "part-00001.parquet"]);
    const [[rows, ordered]] = (await query(
      `SELECT count(*), bool_and("offset" > coalesce(before, -1)) FROM
         (SELECT "offset", lag("offset") OVER () AS before FROM read_parquet('${at("out")}/record=01/*.parquet'))`,
    )) as [[string, boolean]];
    expect(Number(rows)).toBe(truth.outcome().rows["01"]);
    expect(ordered).toBe(true);
    expect(report.parts).toBe(filesIn(at("out")).length - 2); // beside manifest and metadata
  });
});

describe("the parts of a compressed log, whose length no plan can know", () => {
  it("go on in further files once they have their size, and hold every row in order, for any number of workers", async () => {
    const { bytes, truth } = generateWhole({ seed: 3, bytes: 3_000_000 });
    const { at, run } = converterIn({ "rig.wits.gz": gzipSync(bytes) });
    const report = await run(["rig.wits.gz"], "out", { partSize: 30_000, rowGroupRows: 400, workers: 1 });
    const parts = filesIn(at("out/record=01"));
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.slice(0, 3)).toEqual([
      "part-00000.parquet",
      "part-00000_001.parquet",
      "part-00000_002.parquet",
    ]);
    const [[rows, ordered]] = (await query(
      `SELECT count(*), bool_and("offset" > coalesce(before, -1)) FROM
         (SELECT "offset", lag("offset") OVER () AS before FROM read_parquet('${at("out")}/record=01/*.parquet'))`,
    )) as [[string, boolean]];
    expect(Number(rows)).toBe(truth.outcome().rows["01"]);
    expect(ordered).toBe(true);
    expect(report.parts).toBe(filesIn(at("out")).length - 2); // beside manifest and metadata
    await run(["rig.wits.gz"], "again", { partSize: 30_000, rowGroupRows: 400, workers: 2 });
    expect(digests(at("again"))).toEqual(digests(at("out")));
  });
});

describe("the metadata of a file", () => {
  it("tells options, dictionary, sources and counts", async () => {
    const { at, run } = converterIn({ "rig.wits": RIG });
    const report = await run(["rig.wits"], "out.parquet", {
      layout: "record",
      units: "metric",
      to: "fps",
      tz: "europe/oslo",
      records: [1],
    });
    const file = at("out.parquet");
    const provenance = await provenanceOf(file);
    expect(provenance).toMatchObject({
      version: "0.1.0",
      table: "record=01",
      options: {
        layout: "record",
        units: "metric",
        to: "fps",
        tz: "Europe/Oslo",
        date_order: "ymd",
        records: [1],
      },
      sources: report.sources,
      counts: { bytes: report.bytes, frames: report.frames, rows: report.rows, nulls: report.nulls },
    });
    expect(provenance.dictionary.find(({ column }) => column === "DBTM")).toEqual({
      column: "DBTM",
      code: "0108",
      mnemonic: "DBTM",
      name: "Depth Bit (meas)",
      type: "F",
      unit: "F",
    });
    const { key_value_metadata } = await parquetMetadataAsync(await asyncBufferFromFile(file));
    const schema = key_value_metadata?.find(({ key }) => key === "ARROW:schema")?.value ?? "";
    const field = tableFromIPC(Buffer.from(schema, "base64")).schema.fields.find(
      ({ name }) => name === "DBTM",
    );
    expect(Object.fromEntries(field?.metadata ?? [])).toEqual({
      "wits.code": "0108",
      "wits.name": "Depth Bit (meas)",
      "wits.type": "F",
      "wits.unit": "F",
    });
  });

  it("has the same columns in the dictionary as the file, late ones too", async () => {
    const { at, run } = converterIn({ "a.wits": frame("01131") + frame("01081", "11102") });
    await run(["a.wits"], "a.parquet");
    const names = (await query(`DESCRIBE SELECT * FROM '${at("a.parquet")}'`)).map(([name]) => name);
    expect((await provenanceOf(at("a.parquet"))).dictionary.map(({ column }) => column)).toEqual(names);
  });
});

describe("a program that converts", () => {
  it("may stop a run, which leaves nothing behind", async () => {
    const { folder, run } = converterIn({ "rig.wits": generateWhole({ seed: 1, bytes: 2_000_000 }).bytes });
    const controller = new AbortController();
    const stopped = run(["rig.wits"], "out", {
      signal: controller.signal,
      onProgress: () => controller.abort(new Failure("interrupted", "enough")),
    });
    await expect(stopped).rejects.toThrow("enough");
    expect(filesIn(folder)).toEqual(["rig.wits"]);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it("gets usage errors as failures", async () => {
    const { run } = converterIn({ "rig.wits": RIG });
    const usage = { kind: "usage" };
    await expect(run(["rig.wits"], "x.parquet", { to: "fps" })).rejects.toMatchObject(usage);
    await expect(run(["rig.wits"], "x.parquet", { tz: "Mars" })).rejects.toMatchObject(usage);
    await expect(run(["rig.wits"], "x.parquet", { from: "2016-01-01T00:00Z" })).rejects.toMatchObject(usage);
    await expect(
      run(["rig.wits"], "x.parquet", { from: "2016-01-02", until: "2016-01-01" }),
    ).rejects.toMatchObject(usage);
    await expect(run(["rig.wits"], "x.unknown")).rejects.toMatchObject(usage);
    await expect(run([], "x.parquet")).rejects.toMatchObject(usage);
  });
});
