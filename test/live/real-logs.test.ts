import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import { query } from "../bulk/query.js";
import { filesIn } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { realLog, withoutRealLogs } from "../real-logs.js";
import { recorder } from "./recording.js";

describe.each(["volve-f9-metric", "volve-f9-fps-no-clock"])("%s", (name) => {
  const path = realLog(`${name}.wits.gz`);

  it.skipIf(path === undefined)(
    `recorded with rotations in between has the rows that its conversion has${path ? "" : ` (${withoutRealLogs})`}`,
    { timeout: 240_000 },
    async () => {
      const log = gunzipSync(readFileSync(path!));
      const noted = `{"receivedAt":"2026-01-01T00:00:00.000Z","offset":0,"size":${log.length}}\n`;
      const folder = temporaryFolder({ "log.wits": log, "log.wits.chunks.jsonl": noted });
      const source = join(folder, "log.wits");
      await convert({ inputs: [source], output: join(folder, "whole/"), workers: 1 });
      const recording = await recorder(join(folder, "live"));
      const arrival = Date.UTC(2026, 0, 1);
      let pieces = 0;
      for (let from = 0, size = 1000; from < log.length; from += size) {
        size = 1 + ((size * 7919) % 140_009);
        const bytes = log.subarray(from, from + size);
        await recording.take(source, { connection: 1, bytes, arrival });
        if (++pieces % 61 === 0) expect(await recording.rotate()).toBe(true);
      }
      await recording.stop(120_000);
      const tables = new Set(
        filesIn(join(folder, "whole")).flatMap((file) => file.match(/^[^_/][^/]*/) ?? []),
      );
      expect(tables.size).toBeGreaterThan(1);
      for (const table of tables) {
        const [live, whole] = ["live", "whole"].map(
          (made) => `SELECT * FROM '${folder}/${made}/${table}/*.parquet'`,
        );
        const differing = await query(
          `SELECT (SELECT count(*) FROM (${live} EXCEPT ALL ${whole})), (SELECT count(*) FROM (${whole} EXCEPT ALL ${live}))`,
        );
        expect({ table, differing }).toEqual({ table, differing: [["0", "0"]] });
      }
      expect(filesIn(join(folder, "live/record=01")).length).toBeGreaterThan(3);
    },
  );
});
