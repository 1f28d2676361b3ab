import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { compact } from "../../src/bulk/compact.js";
import { convert } from "../../src/bulk/convert.js";
import { STREAM_RANGE_BYTES } from "../../src/bulk/ranges.js";
import { tablesIn } from "../../src/dataset/tables.js";
import { temporaryFolder } from "../input/source/folder.js";
import { recorder } from "../live/recording.js";
import { query } from "./query.js";

const MINUTES = 365 * 24 * 60;

/** A frame a minute, for a year. */
function yearOfMinutes(): string {
  const frames: string[] = [];
  for (let minute = 0; minute < MINUTES; minute++) {
    const [date, time] = new Date(Date.UTC(2023, 0, 1) + minute * 60_000).toISOString().split("T");
    const day = date!.slice(2).replaceAll("-", "");
    const depth = (minute / 97).toFixed(2);
    frames.push(`&&\n0105${day}\n0106${time!.slice(0, 8).replaceAll(":", "")}\n0108${depth}\n!!\n`);
  }
  return frames.join("");
}

describe("row groups of a year", () => {
  const log = Buffer.from(yearOfMinutes());
  const partOf = async (input: string, bytes: Uint8Array, workers: number): Promise<string> => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, input), bytes);
    const output = join(folder, `of-${input}/`);
    await convert({ inputs: [join(folder, input)], output, rowGroupRows: 100_000, workers });
    return join(output, "record=01/part-00000.parquet");
  };

  it("follow each other in time, so that the footer alone finds the one that has an hour", async () => {
    const part = await partOf("year.wits", log, 1);
    const groups = await query(
      `SELECT row_group_num_rows::INT, stats_min_value, stats_max_value
       FROM parquet_metadata('${part}') WHERE path_in_schema = 'timestamp' ORDER BY row_group_id`,
    );
    expect(groups.map(([rows]) => rows)).toEqual([100_000, 100_000, 100_000, 100_000, 100_000, 25_600]);
    const [from, until] = ["2023-07-14 09:00:00", "2023-07-14 10:00:00"];
    const touched = groups.filter(([, least, greatest]) => String(greatest) >= from && String(least) < until);
    expect(touched).toHaveLength(1);
    const hour = `"timestamp" >= '${from}' AND "timestamp" < '${until}'`;
    expect(await query(`SELECT count(*)::INT FROM '${part}' WHERE ${hour}`)).toEqual([[60]]);
  });

  it("are the same of a log and of its gzip, whose ranges are others, by other workers", async () => {
    const chunks = (part: string) =>
      query(
        `SELECT row_group_id, row_group_num_rows, path_in_schema, encodings, total_compressed_size, stats_min_value, stats_max_value
         FROM parquet_metadata('${part}') WHERE path_in_schema <> 'source' ORDER BY ALL`,
      );
    const plain = await partOf("plain.wits", log, 2);
    const packed = await partOf("packed.wits.gz", gzipSync(log, { level: 1 }), 1);
    expect(await chunks(packed)).toEqual(await chunks(plain));
    expect(log.length).toBeGreaterThan(STREAM_RANGE_BYTES);
  });
});

describe("row groups of a stream", () => {
  const HOURS = 12;
  const START = Date.UTC(2023, 6, 14);

  /** A frame a minute. */
  function hourOf(hour: number): string {
    const minutes = Array.from({ length: 60 }, (_, minute) => START + (hour * 60 + minute) * 60_000);
    return minutes
      .map((at) => {
        const [date, time] = new Date(at).toISOString().split("T");
        return `&&\n0105${date!.slice(2).replaceAll("-", "")}\n0106${time!.slice(0, 8).replaceAll(":", "")}\n0108${at / 60_000}\n!!\n`;
      })
      .join("");
  }

  it("are of one time each, part by part and when these are compacted: an hour touches one", async () => {
    const output = join(temporaryFolder(), "live");
    const recording = await recorder(output, { shape: { rowGroupRows: 120 } });
    for (let hour = 0; hour < HOURS; hour++) {
      recording.take("rig", { connection: 1, bytes: Buffer.from(hourOf(hour)), arrival: START });
      expect(await recording.rotate()).toBe(true);
    }
    await recording.stop(10_000);
    const [from, until] = ["2023-07-14 09:00:00", "2023-07-14 10:00:00"];
    const groups = async (): Promise<{ all: number; touched: number; rows: unknown }> => {
      const { files } = (await tablesIn(output))[0]!;
      const list = files.map((file) => `'${file}'`).join(", ");
      const found = await query(
        `SELECT stats_min_value, stats_max_value FROM parquet_metadata([${list}]) WHERE path_in_schema = 'timestamp'`,
      );
      const touched = found.filter(([least, greatest]) => String(greatest) >= from && String(least) < until);
      const hour = `"timestamp" >= '${from}' AND "timestamp" < '${until}'`;
      const rows = await query(`SELECT count(*)::INT FROM read_parquet([${list}]) WHERE ${hour}`);
      return { all: found.length, touched: touched.length, rows };
    };
    expect(await groups()).toEqual({ all: HOURS, touched: 1, rows: [[60]] });
    await compact({ folder: output });
    expect(await groups()).toEqual({ all: HOURS / 2, touched: 1, rows: [[60]] });
  });
});
