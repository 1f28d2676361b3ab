/**
 * Takes the pictures of reports that the documentation shows, of rigs that are none: `docs/report-day.png`, the first sheet of a day, and
 * `docs/report-days.png`, that of several, by `pdftoppm` of poppler and `pngquant`. Takes a minute.
 */
import "./node-version.mjs";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { root, runCommand, runNode } from "./step.mjs";

await install();
await build();

const MAIN = join(root, "dist/cli/main.js");
/** What only people know. */
const HEAD = ["--rig-name", "Havsula Rig 2", "--operator", "Example Energy AS", "--spud", "2024-02-28"];
/** What they say of a log that does nothing but drill, day after day. */
const TOLD = `day,start,end,activity,code,class,cause,comment
2024-03-04,13:00,15:30,Rig service,,planned,,Serviced top drive.
2024-03-05,09:15,13:00,Repair,interruption -- repair,lost,repair,Changed liner and swab of mud pump 2.
2024-03-06,18:00,04:30,Waiting on weather,interruption -- waiting,lost,weather,Wind 48 knots: cranes stood.
2024-03-07,10:00,12:00,Circulating,,planned,,Conditioned the mud.
2024-03-08,08:30,10:00,Repair,interruption -- repair,lost,repair,Hydraulic leak at the iron roughneck.
`;
const folder = mkdtempSync(join(tmpdir(), "witskit-"));
try {
  picture("report-day", { scenario: "comprehensive", hours: 24, options: ["--day", "2024-03-04"] });
  const told = join(folder, "told.csv");
  writeFileSync(told, TOLD);
  picture("report-days", {
    scenario: "basic_drilling",
    hours: 120,
    options: ["--day", "all", "--overrides", told],
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {string} name
 * @param {{ scenario: string, hours: number, options: string[] }} of
 */
function picture(name, { scenario, hours, options }) {
  const log = join(folder, `${name}.wits`);
  const paper = join(folder, `${name}.pdf`);
  const made = ["--create", scenario, "--units", "metric", "--hours", String(hours), "-o", log];
  runNode("samples", MAIN, ["samples", ...made], { quiet: true });
  const units = ["--units", "metric", "--day-start", "06:00"];
  runNode("report", MAIN, ["report", log, ...units, ...HEAD, ...options, "-o", paper], { quiet: true });
  const sheet = join(root, "docs", name);
  runCommand(
    "pdftoppm",
    "pdftoppm",
    ["-png", "-r", "96", "-f", "1", "-l", "1", "-singlefile", paper, sheet],
    true,
  );
  // Text and a few plain colours: 64 of them are enough, and a third of the bytes.
  runCommand("pngquant", "pngquant", ["--force", "--output", `${sheet}.png`, "64", `${sheet}.png`], true);
}
