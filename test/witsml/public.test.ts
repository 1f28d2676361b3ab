/**
 * Public WITSML documents, which are not part of the project: in `shared/data/truths/witsml-public` beside it. Where they are not, their
 * tests are skipped.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isConserved } from "../../src/wits/decoding/counters.js";
import { type Row, readFiles, scratch } from "./reading.js";

const folder = fileURLToPath(new URL("../../../shared/data/truths/witsml-public", import.meta.url));
const here = existsSync(folder);
const title = (what: string): string => (here ? what : `${what} (skipped: there is no ${folder})`);
const at = (name: string): string => join(folder, name);

describe.skipIf(!here)(title("public documents"), () => {
  it.each([
    ["hashmap-log1311.xml", 11],
    ["hashmap-log_with_data_1411.xml", 11],
    ["hashmap-log20.xml", 0],
    ["hashmap-trajectory1311.xml", 1],
    ["hashmap-trajectory1411.xml", 1],
    ["hashmap-trajectory20.xml", 1],
    ["volve-f9-general-time-2-part-3.xml.gz", 4245],
    ["volve-f9-pits.xml.gz", 4044],
    ["volve-f9-ream-by-depth.xml.gz", 1],
    ["volve-f9-trip-connections.xml.gz", 50],
    ["volve-f9-trip-time.xml.gz", 4016],
  ])("%s has all of its rows, and not a byte is lost or rejected", async (name, rows) => {
    const { report } = await readFiles([at(name)]);
    expect(report.frames).toBe(rows);
    expect(report.rejects).toEqual({});
    expect(isConserved(report.bytes)).toBe(true);
  });

  it("have every value that stands in their data elements", async () => {
    const text = gunzipSync(readFileSync(at("volve-f9-pits.xml.gz"))).toString();
    const names = /<mnemonicList>([^<]*)/.exec(text)![1]!.split(",");
    const { rows } = await readFiles([at("volve-f9-pits.xml.gz")]);
    const told = [...text.matchAll(/<data>([^<]*)/g)].map(([, row]) => row!.split(","));
    const wrong = told.filter((cells, i) =>
      cells.some(
        (cell, column) => column > 0 && String(rows[i]![`${names[column]}_30`] ?? "") !== plain(cell),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("give the columns that their WITS re-encoding gives", async () => {
    const text = gunzipSync(readFileSync(at("volve-f9-trip-time.xml.gz"))).toString();
    const names = /<mnemonicList>([^<]*)/.exec(text)![1]!.split(",").slice(1);
    const frames = [...text.matchAll(/<data>([^<]*)/g)].map(([, row]) => {
      const [time, ...cells] = row!.split(",");
      const digits = time!.replace(/\D/g, "");
      const items = cells.map((cell, i) => `40${String(i + 10)}${cell}`);
      return [
        "&&",
        "4001NO 15/9-F-9",
        `4005${digits.slice(2, 8)}`,
        `4006${digits.slice(8, 14)}`,
        ...items,
        "!!",
        "",
      ].join("\r\n");
    });
    const wits = scratch("trip.wits");
    writeFileSync(wits, frames.join(""));
    const map = names.map((curve, i) => ({
      code: `40${i + 10}`,
      mnemonic: curve,
      name: curve,
      curve,
      type: "F",
    }));
    const clock = [
      { code: "4001", mnemonic: "WID", type: "A" },
      { code: "4005", mnemonic: "DATE", type: "D" },
      { code: "4006", mnemonic: "TIME", type: "T" },
    ];
    const encoded = await readFiles([wits], { map: [...clock, ...map], tz: "UTC" });
    const documents = await readFiles([at("volve-f9-trip-time.xml.gz")], { map: [...clock, ...map] });
    expect(documents.rows.map(values)).toEqual(encoded.rows.map(values));
    expect(documents.rows).toHaveLength(4016);
  });
});

/** A number as it prints, a text as it is. */
const plain = (cell: string): string =>
  cell === "" || Number.isNaN(Number(cell)) ? cell : String(Number(cell));

/** What a row says, and not where it stood. */
const values = ({ source: _1, offset: _2, ...rest }: Row): unknown => rest;
