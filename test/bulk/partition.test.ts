import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import { BINARY, filesIn, MANIFEST } from "../cli/binary.js";
import { temporaryFolder } from "../source/folder.js";
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

describe("--partition day", () => {
  it("makes a folder a day below each table that has times, and one for rows without", async () => {
    const { out } = await converted();
    expect(filesIn(out)).toEqual([
      MANIFEST,
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
