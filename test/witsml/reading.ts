/** Reads small WITSML documents as `convert` does: rows, report and rejects. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import type { ConvertOptions } from "../../src/bulk/convert-options.js";
import type { Report } from "../../src/dataset/report.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-witsml-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let number = 0;

/** A path in a folder of its own, which is removed when the tests are done. */
export const scratch = (name: string): string => join(folder, `${number++}-${name}`);

export type Row = Readonly<Record<string, string | number | null>>;

export interface Read {
  readonly rows: readonly Row[];
  readonly report: Report;
}

export type Documents = Readonly<Record<string, string | Uint8Array>>;

/** Documents by their names, into rows of layout `frame`, all of them in one. */
export async function read(
  documents: string | Uint8Array | Documents,
  options: Partial<ConvertOptions> = {},
): Promise<Read> {
  const named =
    typeof documents === "string" || documents instanceof Uint8Array ? { "log.xml": documents } : documents;
  const inputs = Object.entries(named).map(([name, content]) => {
    const path = scratch(name);
    writeFileSync(path, content);
    return path;
  });
  return readFiles(inputs, options);
}

export async function readFiles(
  inputs: readonly string[],
  options: Partial<ConvertOptions> = {},
): Promise<Read> {
  const output = scratch("rows.ndjson");
  const report = await convert({ inputs, output, layout: "frame", ...options });
  const rows = readFileSync(output, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Row);
  return { rows: rows.map((row) => ({ ...row, source: basename(String(row["source"])) })), report };
}

/** A log of 1.4.1.1: heads of curves as `mnemonic:unit:type`, and its rows. */
export function log(
  curves: readonly string[],
  rows: readonly string[],
  { name = "Log", index = "date time", more = "" } = {},
): string {
  const told = curves.map((curve) => curve.split(":") as [string, string?, string?]);
  const infos = told.map(
    ([mnemonic, unit = "", type = "double"]) =>
      `<logCurveInfo uid="${mnemonic}"><mnemonic>${mnemonic}</mnemonic>${unit && `<unit>${unit}</unit>`}` +
      `<typeLogData>${type}</typeLogData></logCurveInfo>`,
  );
  return (
    `<logs xmlns="http://www.witsml.org/schemas/1series" version="1.4.1.1"><log uid="a"><nameWell>W</nameWell>` +
    `<nameWellbore>B</nameWellbore><name>${name}</name><indexType>${index}</indexType>` +
    `<indexCurve>${told[0]![0]}</indexCurve>${more}${infos.join("")}<logData>` +
    `<mnemonicList>${told.map(([mnemonic]) => mnemonic).join(",")}</mnemonicList>` +
    `<unitList>${told.map(([, unit = ""]) => unit).join(",")}</unitList>` +
    `${rows.map((row) => `<data>${row}</data>`).join("")}</logData></log></logs>`
  );
}
