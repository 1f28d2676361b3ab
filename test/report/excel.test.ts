/** Reports as workbooks: numbers of the document and no others, totals that a spreadsheet comes to as well, texts that stay texts. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Report } from "../../src/report/document.js";
import { rendererBy, rendererOf } from "../../src/report/renderers.js";
import { unzipped } from "../output/export/zip.js";
import { program, skipped } from "../program.js";
import { sheetsRecalculated } from "../spreadsheet.js";
import { exampleDay, exampleReport } from "./example.js";
import { figuresOf } from "./numbers.js";

const workbook = async (report: Report): Promise<Uint8Array> =>
  (await rendererBy("excel").load())(report, {});

const files = async (report: Report): Promise<ReadonlyMap<string, string>> =>
  unzipped(await workbook(report));

const sheets = async (report: Report): Promise<readonly string[]> =>
  [...(await files(report))]
    .filter(([name]) => /worksheets\/sheet\d+\.xml$/.test(name))
    .map(([, xml]) => xml);

/** Days since the end of 1899, as spreadsheets count. */
const serial = (iso: string): number => Date.parse(`${iso.slice(0, 19)}Z`) / 86_400_000 + 25_569;

const tricky = '=HYPERLINK("http://example.com","<b>")';
const withText: Report = {
  ...exampleReport,
  days: [{ ...exampleDay, remarks: [{ time: exampleDay.start, text: tricky, by: "overrides" }] }],
};

describe("a workbook", () => {
  it("is told by its ending", () => expect(rendererOf("a.XLSX")).toBe(rendererBy("excel")));

  it("has numbers of the document alone, and moments of its clock", async () => {
    const values = new Set(figuresOf(exampleReport).map(({ value }) => value));
    const { rows: all, withoutTime, behind } = exampleDay.quality;
    // All shares together are 100.
    for (const count of [exampleDay.head.dayNumber, all, withoutTime, behind, 100]) values.add(count);
    for (const { stand } of exampleDay.connections.rows) values.add(stand);
    for (const { stands } of exampleDay.trips.rows) values.add(stands);
    for (const { rows, firstOffset, lastOffset } of exampleDay.sources) {
      for (const number of [rows, firstOffset, lastOffset]) values.add(number);
    }
    for (const { bytes } of exampleReport.made.files) values.add(bytes);
    const text = JSON.stringify(exampleReport);
    for (const [iso] of text.matchAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g)) values.add(serial(iso));
    for (const [, day] of text.matchAll(/"(\d{4}-\d\d-\d\d)"/g)) values.add(serial(`${day}T00:00:00`));
    const cells = (await sheets(exampleReport)).flatMap((xml) => [
      ...xml.matchAll(/<c r="([A-Z]+\d+)"(?: s="\d+")?>(?:<f>[^<]*<\/f>)?<v>([^<]*)<\/v>/g),
    ]);
    expect(cells.length).toBeGreaterThan(100);
    for (const [whole, , number] of cells) expect(values, whole).toContain(Number(number));
  });

  it("keeps a text that looks like a formula a text", async () => {
    const strings = (await files(withText)).get("xl/sharedStrings.xml")!;
    expect(strings).toContain("=HYPERLINK(");
    expect((await sheets(withText)).join("")).not.toContain("HYPERLINK");
  });

  it("has a block a day where there are several, and each day's own total", async () => {
    const two = { ...exampleReport, days: [exampleDay, { ...exampleDay, date: "2024-03-05" }] };
    const time = (await sheets(two)).find((xml) => xml.includes("ROUND(SUM(C3:C7),2)"))!;
    expect(time).toContain('<c r="C8"');
    expect(time).toContain("<f>ROUND(SUM(C12:C16),2)</f><v>24</v>");
    expect((await files(two)).get("xl/sharedStrings.xml")).toContain(
      "Time breakdown, NO 15/9-F-9 A 2024-03-05",
    );
  });

  it("is the same bytes whenever it is made", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2024, 0, 1) });
    try {
      const once = await workbook(exampleReport);
      vi.setSystemTime(Date.UTC(2031, 6, 9, 13, 14, 15));
      expect(Buffer.compare(await workbook(exampleReport), once)).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("in a spreadsheet", () => {
  const soffice = program("soffice");
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "witskit-report-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.runIf(soffice !== undefined)(
    skipped("LibreOffice comes to the same totals, and shows what the report says", soffice, "soffice"),
    async () => {
      writeFileSync(join(folder, "day.xlsx"), await workbook(withText));
      const recalculated = await sheetsRecalculated(soffice!, join(folder, "day.xlsx"));
      const csv = (name: string) => recalculated.get(name)!;
      expect(recalculated.size).toBeGreaterThan(15);
      const { lines, totals } = exampleDay.time;
      expect(csv("Time")).toContain(`\nTogether,,${totals.hours.value},`);
      expect(csv("Hours")).toContain(`\nTogether,,,,,${totals.hours.value},100\n`);
      expect(csv("Lost")).toContain(`\nTogether,,${totals.lost.value},`);
      for (const { hours, from, to } of lines) {
        const moment = (iso: string) => iso.slice(0, 19).replace("T", " ");
        expect(csv("Time")).toContain(`${moment(from.iso)},${moment(to.iso)},${hours.value},`);
      }
      expect(csv("Remarks")).toContain('"=HYPERLINK(""http://example.com"",""<b>"")"');
      expect(csv("Report")).toContain(`\nProgress,${exampleDay.depth.progress.value},m\n`);
    },
    120_000,
  );
});
