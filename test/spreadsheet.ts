/** A workbook as LibreOffice reads it. */
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** Every sheet as CSV by its name, every formula calculated again whatever the file says that it comes to. Leaves files beside the workbook. */
export async function sheetsRecalculated(soffice: string, file: string): Promise<Map<string, string>> {
  const out = await recalculated(soffice, dirname(file), [file]);
  const before = `${basename(file, ".xlsx")}-`;
  return new Map(
    readdirSync(out).map((name) => [
      name.slice(before.length, -".csv".length),
      readFileSync(join(out, name), "utf8"),
    ]),
  );
}

/** The same of several in one start of LibreOffice: the folder in which each sheet is `BOOK-SHEET.csv`. */
export async function recalculated(
  soffice: string,
  folder: string,
  files: readonly string[],
): Promise<string> {
  const profile = join(folder, "profile");
  mkdirSync(join(profile, "user"), { recursive: true });
  writeFileSync(
    join(profile, "user/registrymodifications.xcu"),
    `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>`,
  );
  const out = join(folder, "out");
  await promisify(execFile)(soffice, [
    "--headless",
    `-env:UserInstallation=${pathToFileURL(profile)}`,
    "--convert-to",
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
    "--outdir",
    out,
    ...files,
  ]);
  return out;
}
