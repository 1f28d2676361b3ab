/** The month of `everything.test.ts` as people get it, over HTTP: reports, days, month, paper, workbook and star schema come to what the arithmetic says. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bill } from "../../../src/service/shift/bill.js";
import { moneyText } from "../../../src/service/shift/money.js";
import { query } from "../../bulk/query.js";
import { program, skipped } from "../../program.js";
import { sheetsRecalculated } from "../../spreadsheet.js";
import { ask } from "../api/serving.js";
import { put } from "../store/house.js";
import { AMENDED, BILLS, SHIFTS } from "./camp.js";
import { type Camp, servedCamp } from "./camp-served.js";

const soffice = program("soffice");
const pdftotext = program("pdftotext");
let camp: Camp;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "witskit-served-"));
  camp = await servedCamp();
});
afterAll(async () => {
  await camp?.served.end();
  rmSync(folder, { recursive: true, force: true });
});

interface Line {
  readonly shift: string | null;
  readonly date: string;
  readonly amount: string;
}

const read = async (path: string, cookie = camp.manager) => {
  const { status, body } = await ask(camp.served, `GET ${path}`, { cookie });
  expect(status, path).toBe(200);
  return body;
};
const file = async (path: string, cookie = camp.manager): Promise<Buffer> => {
  const answer = await fetch(`${camp.served.url}/api/v1/exports/${path}`, { headers: { cookie } });
  expect(answer.status, path).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
};
const minorOf = (amount: string, { minorDigits }: Bill): number =>
  Math.round(Number(amount) * 10 ** minorDigits);
const sumOf = (lines: readonly Line[], bill: Bill): number =>
  lines.reduce((sum, { amount }) => sum + minorOf(amount, bill), 0);
const shown = (bill: Bill): string[] =>
  [bill.netMinor, bill.taxMinor, bill.totalMinor].map((amount) => moneyText(amount, bill.minorDigits));
const monthOf = async ({ contract, period }: Bill) =>
  (await read(`/boq/monthly/${period}?contract=${contract}`)).bills[0];

describe("what a month comes to over HTTP", () => {
  it("is what the arithmetic says, line by line, corrections apart", async () => {
    for (const bill of BILLS) {
      const month = await monthOf(bill);
      expect([month.net, month.tax, month.total]).toEqual(shown(bill));
      const amounts = (lines: readonly Line[]) => lines.map(({ amount }) => minorOf(amount, bill));
      expect(amounts(month.lines).sort()).toEqual(bill.lines.map(({ amountMinor }) => amountMinor).sort());
      expect(amounts(month.adjustments).sort()).toEqual(
        bill.adjustments.map(({ amountMinor }) => amountMinor).sort(),
      );
      expect([month.problems, month.waiting]).toEqual([[], []]);
    }
    const { totals } = await read("/boq/monthly/2026-03");
    expect(totals.map(({ currency }: { currency: string }) => currency)).toEqual(["CLP", "USD"]);
  });

  it("is the sum of its days, and a day that of its reports with what is of the day as a whole", async () => {
    for (const bill of BILLS) {
      const days = new Set(bill.lines.map(({ date }) => date));
      let sum = 0;
      for (const date of days) {
        const [day] = (await read(`/boq/daily/${date}?contract=${bill.contract}`)).bills;
        expect(sumOf(day.lines, bill)).toBe(minorOf(day.net, bill));
        sum += minorOf(day.net, bill);
      }
      expect(sum + bill.adjustments.reduce((total, { amountMinor }) => total + amountMinor, 0)).toBe(
        bill.netMinor,
      );
    }
    // April is open: what is read of its reports now are its lines, those of the night over the month's end too.
    for (const bill of BILLS.filter(({ period }) => period === "2026-04")) {
      const month = await monthOf(bill);
      const own = AMENDED.filter(
        ({ content }) => content.contract === bill.contract && content.date >= "2026-03-31",
      );
      const lines: Line[] = [];
      for (const { id } of own) lines.push(...(await read(`/shifts/${id}/boq`)).lines);
      expect(lines.filter(({ date }) => date >= "2026-04-01").length).toBeGreaterThan(10);
      expect(
        sumOf(
          lines.filter(({ date }) => date >= "2026-04-01"),
          bill,
        ),
      ).toBe(
        sumOf(
          month.lines.filter(({ shift }: Line) => shift !== null),
          bill,
        ),
      );
    }
  });

  it.runIf(pdftotext !== undefined)(
    skipped(
      "is on paper, with where it stands in the audit chain, the same bytes each time",
      pdftotext,
      "pdftotext",
    ),
    async () => {
      for (const bill of BILLS.slice(0, 2)) {
        const pdf = await file(`boq/${bill.contract}/${bill.period}.pdf`);
        const path = join(folder, "bill.pdf");
        writeFileSync(path, pdf);
        const text = execFileSync(pdftotext!, ["-layout", path, "-"], { encoding: "utf8" });
        for (const sum of shown(bill)) expect(text.replaceAll(",", "")).toContain(`${sum} ${bill.currency}`);
        expect(text).toMatch(/audit \d+ [0-9a-f]{64}/);
        if (bill.period === "2026-03")
          expect(Buffer.compare(await file(`boq/${bill.contract}/${bill.period}.pdf`), pdf)).toBe(0);
      }
      const day = join(folder, "day.pdf");
      writeFileSync(day, await file("day/2026-03-28.pdf"));
      const text = execFileSync(pdftotext!, ["-layout", day, "-"], { encoding: "utf8" });
      expect(text).toContain("Rig 7");
      expect(text).toContain("Rig 9");
      expect(text).toMatch(/audit \d+ [0-9a-f]{64}/);
    },
    60_000,
  );

  it.runIf(soffice !== undefined)(
    skipped("is what LibreOffice calculates of the workbooks", soffice, "soffice"),
    async () => {
      for (const bill of BILLS.slice(0, 2)) {
        const path = join(folder, `${bill.period}.xlsx`);
        writeFileSync(path, await file(`boq/${bill.contract}/${bill.period}.xlsx`));
        const sheets = await sheetsRecalculated(soffice!, path);
        const [head, ...rows] = parse(sheets.get("BOQ")!, { relax_column_count: true }) as string[][];
        const place = head!.findIndex((title) => title.startsWith("Amount"));
        const minor = rows.map((row) => minorOf(row[place]!, bill));
        expect(minor.slice(-3)).toEqual([bill.netMinor, bill.taxMinor, bill.totalMinor]);
        expect(minor).toHaveLength(bill.lines.length + bill.adjustments.length + 3);
      }
    },
    60_000,
  );

  it("is the sum of its CSV, and of the star schema as DuckDB sums it", async () => {
    for (const bill of BILLS) {
      const text = (await file(`boq/${bill.contract}/${bill.period}.csv`)).toString();
      const rows: Line[] = parse(text, { columns: true });
      expect(sumOf(rows, bill)).toBe(bill.netMinor);
    }
    const unpack = async (cookie: string): Promise<void> => {
      const files = unzipSync(await file("star.zip?from=2026-03&to=2026-04", cookie));
      for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    };
    await unpack(camp.manager);
    const of = (table: string): string => `read_parquet('${join(folder, table)}.parquet')`;
    const sums = `select currency, period, sum(amount_minor)::bigint::varchar from ${of("FactBilling")} group by all order by currency desc, period`;
    expect(await query(sums)).toEqual(
      BILLS.map(({ currency, period, netMinor }) => [currency, period, `${netMinor}`]),
    );
    // The client has its own, and what its contract shows of prices.
    await unpack(camp.client);
    expect(await query(`select distinct client from ${of("FactDrillingOperations")}`)).toEqual([["client"]]);
    expect(await query(`select distinct currency from ${of("FactBilling")}`)).toEqual([["USD"]]);
  });
});

describe("reports as files", () => {
  it("are exactly what the list shows by its filters, and a formula in a note is text", async () => {
    const filter = "rig=rig-7&from=2026-03-27&to=2026-03-29&sort=date";
    const { items } = await read(`/shifts?${filter}&limit=500`);
    const rows: { id: string; notes: string }[] = parse((await file(`shifts.csv?${filter}`)).toString(), {
      columns: true,
    });
    expect(rows.map(({ id }) => id)).toEqual(items.map(({ id }: { id: string }) => id));
    expect(rows).toHaveLength(6);
    const crew: { rig: string }[] = parse((await file(`shifts.csv?${filter}&table=crew`)).toString(), {
      columns: true,
    });
    expect(crew).toHaveLength(12);
    expect((await file("shifts.xlsx")).subarray(0, 2).toString()).toBe("PK");
    const formula = { date: "2026-06-01", notes: '=HYPERLINK("http://evil.example")' };
    await camp.served.service.store.transaction("main", (t) => put(t, "formula", formula));
    const [noted] = parse((await file("shifts.csv?from=2026-06-01")).toString(), { columns: true }) as {
      notes: string;
    }[];
    expect(noted!.notes).toBe(`'${formula.notes}`);
    const own: { id: string }[] = parse((await file("shifts.csv", camp.client)).toString(), {
      columns: true,
    });
    expect(own).toHaveLength(SHIFTS.length / 2);
    const told = await camp.served.service.store.read("main", ({ sql }) =>
      sql.selectFrom("audit_event").select(["action", "after"]).where("action", "like", "export.%").execute(),
    );
    expect(new Set(told.map(({ action }) => action))).toContain("export.shifts");
    expect(new Set(told.map(({ action }) => action))).toContain("export.boq");
  });
});
