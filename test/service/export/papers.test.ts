/** Reports, days and tables as files: what is on them, what never runs in a spreadsheet, and that the same is the same bytes. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { spreadsheetField } from "../../../src/output/csv/csv.js";
import { columnLetter } from "../../../src/report/excel/sheets.js";
import { csvOf } from "../../../src/service/export/csv.js";
import { daysPdf } from "../../../src/service/export/day-pdf.js";
import { type ShiftPaper, shiftPdf } from "../../../src/service/export/shift-pdf.js";
import {
  activityTable,
  crewTable,
  type ExportedShift,
  progressTable,
  shiftTables,
} from "../../../src/service/export/shift-tables.js";
import { footOf } from "../../../src/service/export/table.js";
import { shiftsWorkbook } from "../../../src/service/export/workbook.js";
import type { ShiftContent } from "../../../src/service/shift/document.js";
import { snapshotOf } from "../../../src/service/shift/revision.js";
import { unzipped } from "../../output/export/zip.js";
import { program, skipped } from "../../program.js";
import { activity, report, run, used, worker } from "../shift/report.js";
import { NAMES, SHIFTS } from "./camp.js";

const pdftotext = program("pdftotext");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "witskit-papers-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const textOf = (pdf: Uint8Array): string => {
  const file = join(folder, "paper.pdf");
  writeFileSync(file, pdf);
  return execFileSync(pdftotext!, ["-layout", file, "-"], { encoding: "utf8" });
};

const night = SHIFTS.find(({ id }) => id === "rig-7-2026-03-28-night")!;
const paper = (more: Partial<ShiftPaper> = {}): ShiftPaper => ({
  ...{ shift: night, names: NAMES, auditHead: "cd".repeat(32) },
  signatures: [{ name: "Ola Berg", role: "manager", at: Date.UTC(2026, 2, 29, 7) }],
  ...more,
});
const exported = (content: Partial<ShiftContent>, more: Partial<ExportedShift> = {}): ExportedShift => ({
  ...{ id: "shift-1", state: "final", revision: 1, content: report(content) },
  ...more,
});

/** The smallest picture that there is: one pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

describe.runIf(pdftotext !== undefined)(skipped("a report on paper", pdftotext, "pdftotext"), () => {
  it("has its rows, its sums and who stands for it, with the hash by which it can be checked", async () => {
    const text = textOf(await shiftPdf(paper()));
    const { hash } = await snapshotOf(night.content);
    for (const part of [
      ...[
        "Rig 7",
        "2026-03-28",
        "night 18:00–06:00",
        "Northern Copper plc",
        "Kari Moen",
        "Europe/Oslo",
        "DDH-042",
      ],
      ...["toolbox talk", "site access", "weather", "Ada Nygård", "drilling mud", "Page 1 of 1"],
      ...["Ola Berg", "Manager, 2026-03-29 09:00", `revision 1 · sha256 ${hash}`, `audit ${"cd".repeat(32)}`],
    ])
      expect(text).toContain(part);
    expect(text).not.toContain("unaccounted");
    expect(text.replaceAll(/\s/g, "")).not.toContain("DRAFT");
  });

  it("is the same bytes for the same revision, and others for another", async () => {
    const once = await shiftPdf(paper());
    expect(Buffer.compare(await shiftPdf(paper({ shift: structuredClone(night) })), once)).toBe(0);
    const other = { ...night, content: { ...night.content, notes: "." } };
    expect(Buffer.compare(await shiftPdf(paper({ shift: other })), once)).not.toBe(0);
  });

  it("says across it what is not final", async () => {
    for (const [state, mark] of [
      ["draft", "DRAFT"],
      ["submitted", "NOT FINAL"],
      ["void", "VOID"],
    ] as const) {
      const text = textOf(await shiftPdf(paper({ shift: { ...night, state } })));
      // Letters of a mark that goes up stand on lines of their own.
      expect(
        [...text.replaceAll(/[^A-Z]/g, "")].filter((letter) => letter === mark[0]).length,
      ).toBeGreaterThan(
        [...textOf(await shiftPdf(paper())).replaceAll(/[^A-Z]/g, "")].filter((letter) => letter === mark[0])
          .length,
      );
      expect(text.toLowerCase()).toContain(state);
    }
  });

  it("shows time that nobody accounted for, and a report with nothing in it", async () => {
    const open = { ...night, state: "draft", content: { ...night.content, activities: [] } } as const;
    expect(textOf(await shiftPdf(paper({ shift: open })))).toMatch(
      /unaccounted 4 h 41 min|unaccounted \d+ h/,
    );
    const empty = exported({ crew: [], client: "?", supervisor: null, contract: null, project: null });
    expect(textOf(await shiftPdf(paper({ shift: empty, signatures: [], auditHead: null })))).toContain(
      "unaccounted 12 h",
    );
  });

  it("holds whatever people write, over as many sheets as it takes", async () => {
    const words = "Потеря циркуляции, 循环 lost; ";
    const shift = exported({
      notes: `${words.repeat(60)}\n=SUM(A1)`,
      runs: Array.from({ length: 60 }, (_, i) => run(i, i + 1, i / 5, (i + 1) / 5, { remarks: words })),
    });
    const text = textOf(await shiftPdf(paper({ shift })));
    expect(text).toContain("Потеря");
    expect(text).toMatch(/Page 2 of \d/);
    // The head of a table that goes on stands on each sheet.
    expect(text.match(/Progress/g)!.length).toBeGreaterThan(1);
    expect(text).toContain("60.00");
  });

  it("has the photos of core trays by depth, each with its place", async () => {
    const photo = (id: string, fromMm: number, tray: string): ShiftContent["photos"][number] => ({
      ...{ id, hole: "rig-7", fromMm, toMm: fromMm + 4500, tray, sha256: id.repeat(64), mime: "image/png" },
      ...{ bytes: 70, width: 1, height: 1 },
    });
    const photos = [photo("b", 4500, "2"), photo("a", 0, "1"), photo("c", 9000, "3")];
    const thumbnails = new Map(["a", "b"].map((id) => [id.repeat(64), PIXEL]));
    const text = textOf(await shiftPdf(paper({ shift: exported({ photos }), thumbnails })));
    expect(text).toMatch(/DDH-042 · tray 1 · 0\.00–4\.50 m\s+DDH-042 · tray 2 · 4\.50–9\.00 m/);
    // One whose picture is not there yet is counted.
    expect(text).not.toContain("tray 3");
    expect(text).toContain("Photos, 2 of 3");
    const none = new Map([["a".repeat(64), Buffer.from("<svg/>")]]);
    expect(textOf(await shiftPdf(paper({ shift: exported({ photos }), thumbnails: none })))).toContain(
      "Photos, 0 of 3",
    );
  });

  it("is in Spanish for who reads Spanish, but for what people wrote, and the same bytes each time", async () => {
    const made = await shiftPdf(paper({ shift: { ...night, state: "submitted" }, language: "es" }));
    const text = textOf(made);
    for (const part of [
      "Reporte de turno",
      "Máquina",
      "Supervisor",
      "Perforación",
      "Actividades",
      "Cuadrilla",
    ])
      expect(text).toContain(part);
    for (const part of ["Entregado", "Oficina, 2026-03-29 09:00", "revisión 1", "Página 1 de"])
      expect(text).toContain(part);
    for (const part of [
      "Shift report",
      "Drilling",
      "Activities",
      "Supervisor of",
      "Page 1",
      "NOT FINAL",
      "Crew",
    ])
      expect(text).not.toContain(part);
    expect(text).toContain("Ola Berg");
    const again = await shiftPdf(paper({ shift: { ...night, state: "submitted" }, language: "es" }));
    expect(Buffer.compare(made, again)).toBe(0);
  });

  it("of a day names the shift that is missing, and says of how many its sums are", async () => {
    const expected = ["day", "night"].map((slot) => ({
      ...{ rig: "rig-7", date: "2026-03-28", slot, startsAt: 0, endsAt: 1 },
    }));
    const day = { date: "2026-03-28", rig: "rig-7", expected, names: NAMES, auditHead: null };
    const half = textOf(await daysPdf([{ ...day, shifts: [night] }]));
    expect(half).toMatch(/Missing: day\. Sums are of 1 of 2 shifts\./);
    expect(half).toMatch(/Shifts\s/);
    expect(half).toContain("1 of 2");
    const both = [...SHIFTS.filter(({ id }) => id.startsWith("rig-7-2026-03-28"))];
    expect(both).toHaveLength(2);
    const whole = textOf(await daysPdf([{ ...day, shifts: both }]));
    expect(whole).not.toContain("Missing");
    const pdf = await daysPdf([{ ...day, shifts: both.toReversed() }]);
    expect(Buffer.compare(pdf, await daysPdf([{ ...day, shifts: both }]))).toBe(0);
  });
});

describe("a table", () => {
  const hostile = exported({
    crew: [worker("=HYPERLINK(1)", 12, "@role")],
    runs: [run(0, 10.505, 0, 6, { remarks: '-1+2|"a"\nb', recoveredMm: 10_000 })],
    activities: [activity(6, 12, { remarks: "\t=A1" }), activity(1, 1 + 1 / 3, { parallel: true })],
    materials: [used("mud", 0.5)],
  });

  it("has an apostrophe before what begins as a formula in CSV, in wide letters too", () => {
    for (const first of "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
      expect(spreadsheetField(`${first}1`)).toMatch(/^"?'/);
    expect(spreadsheetField("1+1=2")).toBe("1+1=2");
  });

  it("as CSV has exact decimals, times with offsets, and no text that a spreadsheet runs", () => {
    const [progress] = parse(csvOf(progressTable([hostile], NAMES)), { columns: true }) as Record<
      string,
      string
    >[];
    expect(progress).toMatchObject({
      ...{ rig: "Rig 7", date: "2026-03-10", slot: "day", metres: "10.505", from_m: "0", to_m: "10.505" },
      ...{
        starts_at: "2026-03-10T06:00:00+00:00",
        time_h: "6",
        recovered_m: "10",
        recovery_pct: "95.192765",
      },
    });
    expect(progress!["remarks"]).toMatch(/^'-1\+2\|"a"/);
    const crew = csvOf(crewTable([hostile], NAMES));
    expect(crew).toContain(",'=HYPERLINK(1),'@role,12\r\n");
    expect(csvOf(crewTable([hostile], NAMES), { forPrograms: true })).toContain(
      ",=HYPERLINK(1),@role,12\r\n",
    );
    expect(
      csvOf(crewTable([hostile], NAMES), { byteOrderMark: true }).startsWith("\uFEFFrig,date,slot,"),
    ).toBe(true);
    for (const table of shiftTables([hostile], NAMES)) {
      const rows: string[][] = parse(csvOf(table));
      expect(rows).toHaveLength(table.rows.length + 1);
      for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+@\t\r]/);
    }
  });

  it("has lengths in feet for whom reads feet, and rows that add up to their total", async () => {
    const names = { ...NAMES, lengthUnit: "ft" } as const;
    const typed = (from: number, to: number, hole: string, hours: number) =>
      run(0, 1, hours, hours + 1, {
        ...{ hole, typedIn: "ft", fromMm: Math.round(from * 304.8), toMm: Math.round(to * 304.8) },
        recoveredMm: Math.round(9.95 * 304.8),
      });
    const runs = [typed(100.01, 110.06, "a", 0), typed(7.77, 17.82, "b", 1), typed(333.33, 343.38, "c", 2)];
    const shift = exported({ runs });
    const progress = shiftTables([shift], names)[1]!;
    const [first] = parse(csvOf(progress), { columns: true }) as Record<string, string>[];
    expect(first).toMatchObject({ from_ft: "100.01", to_ft: "110.06", feet: "10.05", recovered_ft: "9.95" });
    const feet = progress.columns.find(({ name }) => name === "feet")!;
    expect([feet.title, feet.unit, footOf(progress, feet)]).toEqual(["Feet", "ft", 3015]);
    if (pdftotext !== undefined) {
      const text = textOf(await shiftPdf({ ...paper({ shift }), names }));
      expect(text).toContain("30.15 ft");
      expect(text).not.toMatch(/\d m\b|m\/h/);
    }
    const files = await unzipped(await shiftsWorkbook([shift], [], names));
    expect(files.get("xl/sharedStrings.xml")).toContain("From (ft)");
  });

  it("as a sheet has texts that stay texts, and the means of sums", async () => {
    const files = await unzipped(await shiftsWorkbook([hostile, night], [], NAMES));
    const strings = files.get("xl/sharedStrings.xml")!;
    expect(strings).toContain("=HYPERLINK(1)");
    const sheets = [...files].filter(([name]) => name.includes("worksheets/sheet")).map(([, xml]) => xml);
    expect(sheets.join("")).not.toContain("HYPERLINK");
    const head = progressTable([night], NAMES).columns.map(({ name }) => name);
    const sum = (name: string): string => {
      const letter = columnLetter(head.indexOf(name));
      return `SUM(${letter}2:${letter}4)`;
    };
    expect(sheets[1]).toContain(`<f>ROUND(${sum("metres")}/${sum("drilling_h")},2)</f>`);
    expect(sheets[1]).toContain(`<f>ROUND(100*${sum("recovered_m")}/${sum("cored_m")},1)</f>`);
    expect(sheets[0]).toContain('state="frozen"');
    const again = await shiftsWorkbook([hostile, night], [], NAMES);
    expect(Buffer.compare(await shiftsWorkbook([hostile, night], [], NAMES), again)).toBe(0);
  });

  it("adds up what fills the shift, and beside it what was done at the same time", () => {
    const table = activityTable([hostile], NAMES);
    const foot = (name: string): number | undefined =>
      footOf(table, table.columns.find((column) => column.name === name)!);
    expect([foot("time_h"), foot("beside_h")]).toEqual([600, 33]);
  });
});
