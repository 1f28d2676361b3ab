import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import { HeldFragments } from "../../src/bulk/held-fragments.js";
import { BINARY, filesIn, MANIFEST, METADATA } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { query } from "./query.js";

const frame = (...lines: string[]): string => ["&&", ...lines, "!!", ""].join("\r\n");
const LOG = [
  frame("0105240229", "0106235959", "01081"),
  frame("0106000001", "01082", "11102"),
  frame("01083"),
  frame("0105240302", "010610", "01084", "0199x"),
  frame("0105240229", "0106120000", "01085"),
].join("");

const converted = async (compression?: "zstd") => {
  const folder = temporaryFolder({ "log.wits": LOG });
  const out = join(folder, "out/");
  await convert({ inputs: [join(folder, "log.wits")], output: out, partition: "day", compression });
  return { folder, out };
};

const dayOf = (i: number): string => new Date(Date.UTC(2019, 0, 1 + i)).toISOString().slice(0, 10);

describe("--partition day", () => {
  it("takes more days at once than wait in memory, and leaves nothing of what waited elsewhere", {
    timeout: 120_000,
  }, async () => {
    const days = 1100;
    const frames = Array.from({ length: 2 * days }, (_, i) => {
      const date = dayOf(i % days)
        .slice(2)
        .replaceAll("-", "");
      return frame(`0105${date}`, `0106${i < days ? "08" : "09"}0000`, `0108${i}`);
    });
    const folder = temporaryFolder({ "log.wits": frames.join("") });
    const out = join(folder, "out/");
    const run = () => convert({ inputs: [join(folder, "log.wits")], output: out, partition: "day" });
    await run();
    const rows = await query(
      `SELECT count(*), sum(DBTM), count(DISTINCT day), count(*) FILTER (day = "timestamp"::DATE)
       FROM read_parquet('${out}/record=01/*/*.parquet')`,
    );
    expect(rows).toEqual([[`${2 * days}`, (2 * days * (2 * days - 1)) / 2, `${days}`, `${2 * days}`]]);
    expect(readdirSync(join(out, "_witskit"))).toEqual(["manifest.ndjson", "metadata.json"]);
    writeFileSync(join(out, "_witskit/.unit-0.partial"), "of a run that was killed");
    await run();
    expect(readdirSync(join(out, "_witskit"))).toEqual(["manifest.ndjson", "metadata.json"]);
  });

  it("makes a folder a day below each table that has times, and one for rows without", async () => {
    const { out } = await converted();
    expect(filesIn(out)).toEqual([
      MANIFEST,
      METADATA,
      "record=01/day=2024-02-29/part-00000.parquet",
      "record=01/day=2024-03-01/part-00000.parquet",
      "record=01/day=2024-03-02/part-00000.parquet",
      "record=01/day=__HIVE_DEFAULT_PARTITION__/part-00000.parquet",
      "record=11/day=2024-03-01/part-00000.parquet",
      "rejects/part-00000.parquet",
    ]);
  });

  it.each([undefined, "zstd"] as const)(
    "is read as one table by DuckDB, compression %s",
    async (compression) => {
      const { out } = await converted(compression);
      expect(
        await query(
          `SELECT day::VARCHAR, DBTM FROM read_parquet('${out}/record=01/*/*.parquet') ORDER BY DBTM`,
        ),
      ).toEqual([
        ["2024-02-29", 1],
        ["2024-03-01", 2],
        [null, 3],
        ["2024-03-02", 4],
        ["2024-02-29", 5],
      ]);
    },
  );

  it("goes away whole with --force, and `info` counts its rows", async () => {
    const { folder, out } = await converted();
    const info = execFileSync(process.execPath, [BINARY, "info", out], { encoding: "utf8" });
    expect(info).toMatch(/record=01 +4 +5 /);
    await convert({ inputs: [join(folder, "log.wits")], output: out, layout: "long", force: true });
    expect(readdirSync(out).sort()).toEqual(["_witskit", "long", "rejects"]);
  });
});

describe("rows of partitions that wait", () => {
  const rowsOf = (table: string, ...sizes: number[]) => ({
    table,
    columns: [],
    fragments: sizes.map((size) => ({ rows: size, bytes: new Uint8Array(size).fill(size), columns: [] })),
  });

  it("come back in their order, from memory and from the file, which is gone when they are not needed", async () => {
    const path = join(temporaryFolder(), ".unit-0.partial");
    const held = new HeldFragments(path, 20_000);
    const given = [rowsOf("a", 1), rowsOf("b", 2), rowsOf("a", 3, 4), rowsOf("c", 5), rowsOf("a", 200)];
    for (const one of given) await held.add(one);
    expect(existsSync(path)).toBe(true);
    expect([...held.partitions]).toEqual(["a", "b", "c"]);
    for (const partition of held.partitions) {
      const back = [];
      for await (const one of held.of(partition)) back.push(one);
      expect(back).toEqual(given.filter(({ table }) => table === partition));
    }
    await held.close();
    expect(existsSync(path)).toBe(false);
    expect([...held.partitions]).toEqual([]);
  });

  it("need no file where memory takes them", async () => {
    const path = join(temporaryFolder(), "missing", ".unit-0.partial");
    const held = new HeldFragments(path);
    await held.add(rowsOf("a", 1, 2, 3));
    await held.close();
    await expect(new HeldFragments(path, 0).add(rowsOf("a", 1))).rejects.toThrow(
      /cannot write .*\.unit-0\.partial/,
    );
  });
});
