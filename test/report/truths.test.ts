/** Daily reports that people wrote, row by row, taken as what people say: hours of each day, whole, lost and by activity, are theirs exactly. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeReport } from "../../src/bulk/report/report.js";
import { readOverrides } from "../../src/cli/config/overrides-file.js";

const FOLDER = fileURLToPath(new URL("../../../shared/data/truths/daily-reports/", import.meta.url));
const isThere = existsSync(FOLDER);

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "witskit-truths-"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

type Row = Readonly<Record<string, string>>;
const rowsOf = (text: string): Row[] => parse(text, { columns: true });

/** Rows of a daily report as overrides: start, end, code. */
function written(well: string): string {
  const rows = rowsOf(gunzipSync(readFileSync(join(FOLDER, `${well}.csv.gz`))).toString());
  const lines = rows.map(({ day, start, end, activity }) => `${day},${start},${end},${activity}`);
  const path = join(scratch, `${well}.csv`);
  writeFileSync(path, ["day,start,end,code", ...lines, ""].join("\n"));
  return path;
}

describe.runIf(isThere)("daily reports of a real rig", () => {
  it.each([
    { well: "volve-f10", days: 71, hours: 1693, lost: 132 },
    { well: "volve-f12", days: 96, hours: 2248.5, lost: 280 },
  ])("are reproduced: $well", async ({ well, days, hours, lost }) => {
    const overrides = await readOverrides(written(well));
    const { report } = await makeReport([], { overrides, day: "all" });
    const truth = new Map<string, Record<string, number>>();
    for (const row of rowsOf(readFileSync(join(FOLDER, `${well}-days.csv`), "utf8"))) {
      const own = truth.get(row["day"]!) ?? {};
      own[row["activity"]!] = Number(row["hours"]);
      truth.set(row["day"]!, own);
    }
    const all = { hours: 0, lost: 0 };
    for (const day of report.days) {
      const { totals, byActivity } = day.time;
      const told = totals.planned.value! + totals.lost.value!;
      const { TOTAL: total = 0, DOWNTIME: downtime = 0, ...activities } = truth.get(day.date) ?? {};
      expect(told, day.date).toBe(total);
      expect(totals.noData.value, day.date).toBe(24 - total);
      expect(totals.hours.value, day.date).toBe(24);
      const found = byActivity.filter(({ timeClass }) => timeClass !== "no data");
      expect(
        Object.fromEntries(found.map(({ activity, hours: own }) => [activity, own.value])),
        day.date,
      ).toEqual(activities);
      expect(totals.lost.value, day.date).toBe(downtime);
      all.hours += told;
      all.lost += totals.lost.value!;
    }
    expect(report.days.filter(({ date }) => truth.has(date))).toHaveLength(days);
    expect([...truth.keys()].filter((date) => !report.days.some((day) => day.date === date))).toEqual([]);
    expect(all).toEqual({ hours, lost });
  });
});

it.skipIf(isThere)(`daily reports of a real rig (skipped: there is none in ${FOLDER})`, () => {});
