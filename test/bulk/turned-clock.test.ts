import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { describe, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import { temporaryFolder } from "../input/source/folder.js";
import { query } from "./query.js";

const START = Date.UTC(2024, 9, 26, 23, 50);
const FRAMES = 900;
const STEP = 10_000;

/** Oslo's clock: two hours before UTC's until one o'clock there, an hour before it from then on. */
const local = (utc: number): Date => new Date(utc + (utc < Date.UTC(2024, 9, 27, 1) ? 2 : 1) * 3_600_000);

const frameAt = (clock: Date): string => {
  const [date, time] = clock.toISOString().split("T");
  return `&&\r\n0105${date!.slice(2).replaceAll("-", "")}\r\n0106${time!.slice(0, 8).replaceAll(":", "")}\r\n01081\r\n!!\r\n`;
};

describe("the night on which clocks go back", () => {
  const log = Array.from({ length: FRAMES }, (_, i) => frameAt(local(START + i * STEP))).join("");

  it("goes on in UTC without gap or repeat, however the log is cut into parts, shards and ranges", async () => {
    const folder = temporaryFolder({ "log.wits": log });
    const [plain, packed] = [join(folder, "log.wits"), join(folder, "log.wits.gz")];
    await pipeline(createReadStream(plain), createGzip(), createWriteStream(packed));
    const ways = {
      whole: [{}],
      parts: [{ partSize: 500 }],
      gzip: [{ partSize: 500 }],
      shards: [1, 0, 2].map((index) => ({ partSize: 500, shard: { index, count: 3 } })),
    };
    for (const [way, runs] of Object.entries(ways)) {
      const output = join(folder, `${way}/`);
      let twice = 0;
      for (const run of runs) {
        const inputs = [way === "gzip" ? packed : plain];
        const report = await convert({ inputs, output, tz: "Europe/Oslo", ...run });
        twice += report.time.twice;
        expect(report.time.back, way).toBe(0);
      }
      expect(twice, way).toBe(720);
      const rows = await query(
        `SELECT epoch_ms("timestamp") FROM '${output}record=01/*.parquet' ORDER BY "offset"`,
      );
      expect(
        rows.map(([time]) => Number(time)),
        way,
      ).toEqual(Array.from({ length: FRAMES }, (_, i) => START + i * STEP));
    }
  });
});

it("steps back are counted between parts as within them", async () => {
  const log = Array.from({ length: 300 }, (_, i) => frameAt(new Date(START - i * STEP))).join("");
  const folder = temporaryFolder({ "log.wits": log });
  for (const partSize of [undefined, 300, 1000]) {
    const output = join(folder, `${partSize}/`);
    const report = await convert({ inputs: [join(folder, "log.wits")], output, partSize });
    expect(report.time.back, `parts of ${partSize}`).toBe(299);
  }
});
