/**
 * The catalog's data: makes it from tables, and checks what is committed.
 *
 *   node scripts/catalog.mjs make ITEMS.csv RECORDS.csv ACTIVITY.csv
 *   node scripts/catalog.mjs check
 *
 * `make` writes `src/wits/catalog/data/*.ts`, one line an item, so that a change of the catalog is a readable diff.
 * `check` reads the data through the project's own look-ups and needs nothing but the checkout.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const src = fileURLToPath(new URL("../src/", import.meta.url));

/** What the specification has: any other number is an error of the data. */
const RECORDS = 25;
const ITEMS = 1031;

const [command, ...paths] = process.argv.slice(2);
if (command === "make" && paths.length === 3) await make(...paths);
else if (command === "check" && paths.length === 0) await check();
else {
  console.error(
    "usage: node scripts/catalog.mjs make ITEMS.csv RECORDS.csv ACTIVITY.csv\n       node scripts/catalog.mjs check",
  );
  process.exitCode = 2;
}

/** @param {string[]} paths */
async function make(...paths) {
  const [items = [], records = [], activities = []] = await Promise.all(
    paths.map(async (path) => readCsv(await readFile(path, "utf8"))),
  );
  await mkdir(join(src, "wits/catalog/data"), { recursive: true });
  await writeFile(join(src, "wits/catalog/data/items.ts"), itemsModule(items, records));
  await writeFile(join(src, "wits/catalog/data/records.ts"), recordsModule(records));
  await writeFile(
    join(src, "wits/catalog/data/mnemonics.ts"),
    mnemonicsModule(items.map(({ mnemonic = "" }) => mnemonic)),
  );
  await writeFile(join(src, "wits/catalog/data/activities.ts"), activitiesModule(activities));
  console.log(
    `${items.length} items, ${records.length} records, ${activities.length} activity codes written`,
  );
}

/**
 * Rows by column name. Fields may be quoted; none holds a line end.
 * @param {string} text
 */
function readCsv(text) {
  const [head = [], ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) =>
        (quoted?.replaceAll('""', '"') ?? bare ?? "").trim(),
      ),
    );
  return rows.map((row) => Object.fromEntries(head.map((name, column) => [name, row[column] ?? ""])));
}

/** @typedef {Record<string, string>} Row */

/**
 * @param {Row[]} items
 * @param {Row[]} records
 */
function itemsModule(items, records) {
  const columns = ["code", "mnemonic", "long_mnemonic", "type", "length", "metric_unit", "fps_unit", "name"];
  const lines = alignColumns(items.map((item) => columns.map((column) => item[column] || "-")));
  const tables = records.map(({ record = "" }) => {
    const own = lines.filter((_, row) => items[row]?.record === record);
    return `  ${record}: \`\n${own.join("\n")}\n\`,`;
  });
  return `/**
 * The items of the predefined records, by record number. The columns of a line are: code, mnemonic, long mnemonic,
 * type, length in bytes at level 1, metric unit, FPS unit (\`-\` for none), name. Made by \`scripts/catalog.mjs\`.
 */
export const itemLines: Readonly<Record<number, string>> = {
${tables.join("\n")}
};
`;
}

/** @param {string[]} mnemonics */
function mnemonicsModule(mnemonics) {
  const known = [...new Set(mnemonics)].sort();
  const lines = [""];
  for (const mnemonic of known) {
    const word = `  | "${mnemonic}"`;
    if ((lines.at(-1) ?? "").length + word.length > 108) lines.push("");
    lines[lines.length - 1] += word;
  }
  return `/** The mnemonics of all records, as a type: editors complete them. Made by \`scripts/catalog.mjs\`. */
// biome-ignore format: many to a line
export type Mnemonic =
${lines.join("\n")};
`;
}

/** @param {Row[]} records */
function recordsModule(records) {
  const numbers = ["record", "lis_record_type", "items", "spares", "level1_data_bytes"];
  const lines = alignColumns(
    records.map((record) => [
      ...numbers.map((column) => record[column] ?? ""),
      [record.name, record.mode?.replace(/^auto\b/, "automatic"), record.trigger].join(" | "),
    ]),
  );
  return `/**
 * The predefined records. The columns of a line are: number, LIS logical record type, items, spares among them, bytes
 * of data at level 1; then name | mode | trigger. Made by \`scripts/catalog.mjs\`.
 */
export const recordLines = \`
${lines.join("\n")}
\`;
`;
}

/** @param {Row[]} activities */
function activitiesModule(activities) {
  return `/** Activity codes (item 07 of every record) and what the rig does. Made by \`scripts/catalog.mjs\`. */
export const activities: Readonly<Record<number, string>> = {
${activities.map(({ code, activity }) => `  ${code}: ${JSON.stringify(activity)},`).join("\n")}
};
`;
}

/**
 * Cells padded to their column's width, the last one left as it is.
 * @param {string[][]} rows
 */
function alignColumns(rows) {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => {
        if (/[`\\]|\$\{/.test(cell)) throw new Error(`"${cell}" cannot stand in a template literal`);
        if (column === row.length - 1) return cell;
        return /^\d+$/.test(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
      })
      .join(" "),
  );
}

async function check() {
  const { items, record, units } = await loadCatalog();
  /** @type {string[]} */
  const problems = [];
  /** @type {(holds: boolean, problem: string) => void} */
  const expect = (holds, problem) => {
    if (!holds) problems.push(problem);
  };

  const records = record.records();
  const all = records.flatMap(({ number }) => items.itemsOfRecord(number));
  expect(records.length === RECORDS, `${records.length} records, not ${RECORDS}`);
  expect(all.length === ITEMS, `${all.length} items, not ${ITEMS}`);

  records.forEach((one, index) => {
    const own = items.itemsOfRecord(one.number);
    const where = `record ${one.number}`;
    const bytes = own.reduce((sum, item) => sum + item.length, 0);
    const mnemonics = new Set(own.map((item) => item.mnemonic.toUpperCase()));
    expect(one.number === index + 1, `${where} stands at place ${index + 1}`);
    expect(own.length === one.items, `${where} has ${own.length} items, not ${one.items}`);
    expect(own.filter(items.isSpare).length === one.spares, `${where} has not ${one.spares} spares`);
    expect(bytes === one.level1Bytes, `${where} has ${bytes} bytes at level 1, not ${one.level1Bytes}`);
    expect(mnemonics.size === own.length, `${where} has a mnemonic twice`);
    own.forEach((item, place) => {
      expect(
        item.code === one.number * 100 + place + 1,
        `item ${item.code} stands at place ${place + 1} of ${where}`,
      );
    });
  });

  for (const item of all) {
    const { metricUnit, fpsUnit } = item;
    for (const symbol of [metricUnit, fpsUnit]) {
      expect(
        symbol === undefined || units.unit(symbol)?.symbol === symbol,
        `${item.code}: no unit ${symbol}`,
      );
    }
    if (metricUnit !== undefined && fpsUnit !== undefined) {
      expect(
        units.conversion(metricUnit, fpsUnit) !== undefined,
        `${item.code}: ${metricUnit} is no ${fpsUnit}`,
      );
    }
    expect("AFSL".includes(item.type), `${item.code}: no type ${item.type}`);
    const lengths = { F: 4, L: 4, S: 2, A: item.length };
    expect(item.length === lengths[item.type], `${item.code}: type ${item.type} of ${item.length} bytes`);
    expect(item.length >= 1 && item.length <= 256, `${item.code}: ${item.length} bytes`);
  }

  const told = await readFile(join(src, "wits/catalog/data/mnemonics.ts"), "utf8");
  expect(
    told === mnemonicsModule(all.map(({ mnemonic }) => mnemonic)),
    "src/wits/catalog/data/mnemonics.ts is not what the items have; make it anew",
  );

  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${all.length} items, ${records.length} records: consistent`);
}

/**
 * The catalog's modules, stripped of their types into a temporary folder: `check` then runs in a fresh checkout, on
 * every Node that the project supports, with no build before it.
 */
async function loadCatalog() {
  const { default: typescript } = await import("typescript");
  const folder = await mkdtemp(join(tmpdir(), "witskit-catalog-"));
  try {
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    for (const room of ["failure", "text", "wits/catalog", "wits/catalog/data"]) {
      await mkdir(join(folder, room), { recursive: true });
      for (const file of (await readdir(join(src, room))).filter((name) => name.endsWith(".ts"))) {
        const source = await readFile(join(src, room, file), "utf8");
        const { outputText } = typescript.transpileModule(source, {
          compilerOptions: {
            target: typescript.ScriptTarget.ES2022,
            module: typescript.ModuleKind.ESNext,
            verbatimModuleSyntax: true,
          },
        });
        await writeFile(join(folder, room, file.replace(/\.ts$/, ".js")), outputText);
      }
    }
    /** @type {(name: string) => Promise<any>} */
    const load = (name) => import(pathToFileURL(join(folder, "wits/catalog", name)).href);
    return {
      /** @type {typeof import("../src/wits/catalog/catalog.js")} */
      items: await load("catalog.js"),
      /** @type {typeof import("../src/wits/catalog/record.js")} */
      record: await load("record.js"),
      /** @type {typeof import("../src/wits/catalog/units.js")} */
      units: await load("units.js"),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
