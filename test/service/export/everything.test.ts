/**
 * A month under steps, bands, minimum, maximum, free standby, tax, two currencies and an amendment after it was issued: the lines of its shifts, its days,
 * the month, paper, the workbook as a spreadsheet calculates it and the star schema as a database sums it come to the same, to the cent.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { billPdf } from "../../../src/service/export/bill-pdf.js";
import { billTable } from "../../../src/service/export/bill-table.js";
import { csvOf } from "../../../src/service/export/csv.js";
import { starTables } from "../../../src/service/export/star.js";
import { starArchive, starFiles } from "../../../src/service/export/star-files.js";
import { shiftsWorkbook } from "../../../src/service/export/workbook.js";
import { type Bill, netOfDay } from "../../../src/service/shift/bill.js";
import { type BillLine, sumOfLines } from "../../../src/service/shift/bill-line.js";
import { moneyText } from "../../../src/service/shift/money.js";
import { metresOfRuns } from "../../../src/service/shift/run.js";
import { billedText } from "../../../src/service/words/billed-text.js";
import { query } from "../../bulk/query.js";
import { unzipped } from "../../output/export/zip.js";
import { program, skipped } from "../../program.js";
import { sheetsRecalculated } from "../../spreadsheet.js";
import { AMENDED, BILLS, HALF_CENTS, NAMES, SLOTS } from "./camp.js";

const soffice = program("soffice");
const pdftotext = program("pdftotext");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "witskit-bills-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const allLines = ({ lines, adjustments }: Bill): readonly BillLine[] => [...lines, ...adjustments];
const shown = (bill: Bill): string[] =>
  [bill.netMinor, bill.taxMinor, bill.totalMinor].map((amount) => moneyText(amount, bill.minorDigits));

describe("what a month comes to", () => {
  it("has everything in it that makes sums go wrong", () => {
    const lines = BILLS.flatMap(allLines);
    expect([...new Set(BILLS.map(({ currency, period }) => `${currency} ${period}`))]).toEqual([
      ...["USD 2026-03", "USD 2026-04", "CLP 2026-03", "CLP 2026-04"],
    ]);
    for (const kind of [
      "metre",
      "hour",
      "man_hour",
      "item",
      "fixed_day",
      "minimum_shift",
      "maximum_day",
      "charge",
    ])
      expect(
        lines.filter((line) => line.kind === kind),
        kind,
      ).not.toEqual([]);
    expect(lines.some(({ billed }) => billedText(billed).includes("0.00 to 100.00 m"))).toBe(true);
    for (const currency of ["USD", "CLP"]) {
      const april = BILLS.find((bill) => bill.currency === currency && bill.period === "2026-04")!;
      expect(april.adjustments.length).toBeGreaterThan(0);
      expect(april.adjustments.every(({ adjusts }) => adjusts === "2026-03")).toBe(true);
    }
  });

  it("is the sum of its days, of its shifts, and of its lines as CSV", () => {
    for (const bill of BILLS) {
      const days = new Set(bill.lines.map(({ date }) => date));
      const ofDays = [...days].reduce((sum, day) => sum + netOfDay(bill, day), 0);
      expect(ofDays + sumOfLines(bill.adjustments)).toBe(bill.netMinor);
      const shifts = new Set(allLines(bill).map(({ shift }) => shift));
      const ofShift = (shift: string | null): number =>
        sumOfLines(allLines(bill).filter((line) => line.shift === shift));
      expect([...shifts].reduce((sum, shift) => sum + ofShift(shift), 0)).toBe(bill.netMinor);
      const rows: Record<string, string>[] = parse(csvOf(billTable(bill, NAMES, SLOTS)), { columns: true });
      const minor = rows.map(({ amount }) => Math.round(Number(amount) * 10 ** bill.minorDigits));
      expect(minor).toEqual(allLines(bill).map(({ amountMinor }) => amountMinor));
      expect(bill.totalMinor).toBe(bill.netMinor + bill.taxMinor);
    }
  });

  it.runIf(pdftotext !== undefined)(
    skipped("is on paper, in its sums and line by line", pdftotext, "pdftotext"),
    async () => {
      for (const [i, bill] of BILLS.entries()) {
        const file = join(folder, `${i}.pdf`);
        const whose = { client: "Northern Copper plc", contract: "NC-2026" };
        const issued = { issuedAt: Date.UTC(2026, 3, 2), hash: "ab".repeat(32), auditHead: null };
        writeFileSync(file, await billPdf({ bill, ...whose, ...issued, names: NAMES, slots: SLOTS }));
        const text = execFileSync(pdftotext!, ["-layout", file, "-"], { encoding: "utf8" });
        for (const sum of shown(bill))
          expect(text.replaceAll(",", ""), `${bill.currency} ${bill.period}`).toContain(
            `${sum} ${bill.currency}`,
          );
        const listed = text.slice(text.search(/^ *(?:Corrections|Lines)\b/m));
        const amounts = [
          ...listed.matchAll(/^ *20\d\d-\d\d-\d\d .*?(-?\d+(?:\.\d+)?)(?: +20\d\d-\d\d)? *$/gm),
        ];
        expect(amounts).toHaveLength(allLines(bill).length);
        const scale = 10 ** bill.minorDigits;
        expect(amounts.reduce((sum, [, amount]) => sum + Math.round(Number(amount) * scale), 0)).toBe(
          bill.netMinor,
        );
      }
    },
    120_000,
  );

  it.runIf(soffice !== undefined)(
    skipped("is what LibreOffice calculates, of half cents too", soffice, "soffice"),
    async () => {
      const file = join(folder, "month.xlsx");
      writeFileSync(file, await shiftsWorkbook(AMENDED, [...BILLS, HALF_CENTS], NAMES));
      const sheets = await sheetsRecalculated(soffice!, file);
      const table = (name: string): string[][] => parse(sheets.get(name)!, { relax_column_count: true });
      for (const [i, bill] of [...BILLS, HALF_CENTS].entries()) {
        const [head, ...rows] = table(i === 0 ? "BOQ" : `BOQ ${i + 1}`);
        const place = head!.findIndex((title) => title.startsWith("Amount"));
        const lines = allLines(bill);
        const minor = rows.map((row) => Math.round(Number(row[place]) * 10 ** bill.minorDigits));
        expect(minor.slice(0, lines.length)).toEqual(lines.map(({ amountMinor }) => amountMinor));
        expect(minor.slice(lines.length)).toEqual([bill.netMinor, bill.taxMinor, bill.totalMinor]);
      }
      // The means of a workbook are of its sums too.
      const [head, ...rows] = table("Summary");
      const total = rows.at(-1)!;
      const at = (title: string): number => Number(total[head!.indexOf(title)]);
      const metres = AMENDED.reduce((sum, { content }) => sum + metresOfRuns(content.runs), 0) / 1000;
      const hours =
        AMENDED.flatMap(({ content }) => content.runs).reduce(
          (sum, row) => sum + row.endsAt - row.startsAt,
          0,
        ) / 3_600_000;
      expect(at("Metres (m)")).toBe(metres);
      expect(at("Rate (m/h)")).toBe(Number((metres / hours).toFixed(2)));
      for (const csv of sheets.values()) expect(csv).not.toMatch(/#(?:NAME|VALUE|DIV|REF)|Err:/);
    },
    120_000,
  );

  it("is the sum of the star schema, in which every key resolves", async () => {
    const bills = BILLS.map((bill) => ({ bill, client: bill.currency === "USD" ? "client" : "sur" }));
    const files = await starFiles(starTables(AMENDED, bills, NAMES));
    for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
    const of = (table: string): string => `read_parquet('${join(folder, table)}.parquet')`;
    expect(
      await query(
        `select currency, period, sum(amount_minor)::bigint::varchar from ${of("FactBilling")} group by all order by currency desc, period`,
      ),
    ).toEqual(BILLS.map(({ currency, period, netMinor }) => [currency, period, `${netMinor}`]));
    const metres = AMENDED.reduce((sum, { content }) => sum + metresOfRuns(content.runs), 0);
    expect(
      await query(`select sum(metres_mm)::bigint::varchar from ${of("FactDrillingOperations")}`),
    ).toEqual([[`${metres}`]]);
    const dimensions = [
      ...["date DimDate", "rig DimRig", "client DimClient", "location DimLocation"],
      ...["person DimCrew", "material DimMaterial", "activity DimActivity"],
    ].map((pair) => pair.split(" ") as [string, string]);
    let resolved = 0;
    for (const fact of [...files.keys()].filter((name) => name.startsWith("Fact"))) {
      const table = of(fact.replace(".parquet", ""));
      const columns = (await query(`describe select * from ${table}`)).map(([name]) => name);
      for (const [column, dimension] of dimensions.filter(([name]) => columns.includes(name))) {
        const lost = `select count(*)::int from ${table} f anti join ${of(dimension)} d on f."${column}" = d.key`;
        expect(await query(lost), `${fact} ${column}`).toEqual([[0]]);
        resolved++;
      }
    }
    expect(resolved).toBe(23);
    for (const [, dimension] of dimensions)
      expect(await query(`select count(*)::int - count(distinct key)::int from ${of(dimension)}`)).toEqual([
        [0],
      ]);
    const zip = await starArchive(AMENDED, bills, NAMES);
    expect([...(await unzipped(zip)).keys()].sort()).toEqual([...files.keys()].sort());
    expect(Buffer.compare(await starArchive(AMENDED, bills, NAMES), zip)).toBe(0);
  });

  it("has a star schema of nothing too", async () => {
    const files = await starFiles(starTables([], [], NAMES));
    for (const [name, bytes] of files) {
      writeFileSync(join(folder, `none-${name}`), bytes);
      expect(
        await query(`select count(*)::int from read_parquet('${join(folder, `none-${name}`)}')`),
      ).toEqual([[0]]);
    }
    expect(files.size).toBe(12);
  });
});
