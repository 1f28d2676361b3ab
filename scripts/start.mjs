/**
 * From a bare checkout to columns and a chart: installs, builds, converts the sample log into a Parquet dataset, draws it,
 * shows what that made, and how to come as far with a log of one's own.
 */
import "./node-version.mjs";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { root, runNode, step } from "./step.mjs";
import "./typescript.mjs";

const LOG = "samples/rig.wits";
const OUT = "out/rig";
const CHART = "out/rig.html";
const ROWS_SHOWN = 8;
const COLUMNS_SHOWN = 10;
/** Where a row came from, and what is the same in each row or stands in its timestamp, is left to those who ask. */
const NOT_SHOWN = ["source", "offset", "vendor", "WID", "SKNO", "RID", "SQID", "DATE", "TIME"];

process.chdir(root);
await install();
await build();
console.log("");
await step("convert", () => {
  runNode("convert", "dist/cli/main.js", ["convert", LOG, "-o", OUT, "--units", "metric", "--force"]);
  return `${LOG} is now ${OUT}`;
});
await step("chart", () => {
  runNode("plot", "dist/cli/main.js", ["plot", OUT, "-o", CHART, "--force"], { quiet: true });
  return `${OUT} is drawn in ${CHART}`;
});

const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import("hyparquet");
const { formatTable } = await import("../src/cli/page/table.js");

const files = readdirSync(OUT, { recursive: true, encoding: "utf8" })
  .filter((path) => statSync(join(OUT, path)).isFile())
  .sort();
console.log(`\n${await listing()}`);
const first = files.find((path) => path.endsWith(".parquet"));
if (first !== undefined)
  console.log(`\nThe first rows of ${join(OUT, first)}:\n\n${await firstRows(join(OUT, first))}`);
console.log(`
Open ${CHART} in a browser: a chart of the same, zoom by wheel, values under the cursor.

The same with a log of your own:
  node dist/cli/main.js quickstart                             asks, and shows the command
  node dist/cli/main.js plot YOUR.wits -o out/yours.html       a chart
  node dist/cli/main.js convert YOUR.wits -o out/yours/        a dataset
No log at hand? node dist/cli/main.js demo makes one, and goes all the way with it.

Shift reports: node dist/cli/main.js serve --demo serves three rigs with six weeks of work, and says who can sign in.`);

async function listing() {
  const rows = await Promise.all(
    files.map(async (path) => {
      const size = `${(statSync(join(OUT, path)).size / 1024).toFixed(1)} KiB`;
      if (!path.endsWith(".parquet")) return [join(OUT, path), "", "", size];
      const { num_rows, schema } = await parquetMetadataAsync(await asyncBufferFromFile(join(OUT, path)));
      return [join(OUT, path), String(num_rows), String(schema.length - 1), size];
    }),
  );
  return formatTable(rows, {
    head: ["file", "rows", "columns", "size"],
    align: ["left", "right", "right", "right"],
  });
}

/**
 * The time and some of the items that have values.
 * @param {string} path
 */
async function firstRows(path) {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path), rowEnd: ROWS_SHOWN });
  const [row = {}] = rows;
  const names = Object.keys(row).filter((name) => rows.some((one) => one[name] != null));
  const shown = names.filter((name) => !NOT_SHOWN.includes(name)).slice(0, COLUMNS_SHOWN);
  const cells = rows.map((one) => shown.map((name) => text(one[name])));
  const align = shown.map((name) => (typeof row[name] === "number" ? "right" : "left"));
  const rest = names.length - shown.length;
  return `${formatTable(cells, { head: shown, align })}${rest > 0 ? `\n... and ${rest} columns more` : ""}`;
}

/** @param {unknown} value */
function text(value) {
  if (value === null || value === undefined) return "";
  return value instanceof Date ? value.toISOString().replace("T", " ").replace("Z", "") : String(value);
}
