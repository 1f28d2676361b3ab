import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { expect, it } from "vitest";
import { openOutput } from "../../src/durable/open-output.js";
import { arrowFile, arrowStream } from "../../src/output/arrow/arrow.js";
import { batchMaker, FIRST_ROWS, SECOND_ROWS, TABLE } from "../columns/arrow/batch.js";
import { temporaryFolder } from "../input/source/folder.js";

it.each([
  ["file", arrowFile, "at its end"],
  ["stream", arrowStream, "at its start"],
] as const)(
  "an Arrow %s on disk has its rows, and the metadata that was known %s",
  async (_, open, known) => {
    const path = join(temporaryFolder(), "a.arrow");
    let told = '"at its start"';
    const sink = await open({ open: () => openOutput(path), describe: () => told, timezone: "UTC" });
    const into = await sink.begin({ table: TABLE, name: "t", title: "a table" });
    const batchOf = batchMaker();
    for (const rows of [FIRST_ROWS, SECOND_ROWS]) await into.write(batchOf(rows));
    told = '"at its end"';
    await sink.commit();
    const table = tableFromIPC(readFileSync(path));
    expect(table.numRows).toBe(FIRST_ROWS.length + SECOND_ROWS.length);
    expect(JSON.parse(table.schema.metadata.get("witskit")!)).toBe(known);
    expect([...table.getChild("ACTC")!]).toEqual(["DRLG", null, "TRIP", "CONN", "DRLG"]);
    expect(String(table.schema.fields[0])).toContain("timestamp");
  },
);
