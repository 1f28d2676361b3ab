/** A dataset of WITSML documents takes in others, which have curves and logs that it does not have yet: day by day, as users get them. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { beforeEach, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import type { ConvertOptions } from "../../src/bulk/convert-options.js";
import { tablesIn } from "../../src/dataset/tables.js";
import { log, type Row, scratch } from "./reading.js";

let folder: string;
let output: string;

beforeEach(() => {
  folder = scratch("documents");
  output = scratch("dataset");
  mkdirSync(folder);
});

const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);

const grow = (options: Partial<ConvertOptions> = {}) => convert({ inputs: [folder], output, ...options });

/** Rows of all parts of a record's table, in their order in time. */
async function rowsOf(record: number): Promise<readonly Row[]> {
  const table = (await tablesIn(output)).find(
    ({ name }) => name === `record=${String(record).padStart(2, "0")}`,
  );
  const parts = await Promise.all(
    (table?.files ?? []).map(async (file) => parquetReadObjects({ file: await asyncBufferFromFile(file) })),
  );
  return (parts.flat() as Row[]).toSorted((a, b) => Number(a["timestamp"]) - Number(b["timestamp"]));
}

const codes = (): Record<string, string> => {
  const path = join(output, "_witskit", "metadata.json");
  const { tables } = JSON.parse(readFileSync(path, "utf8")) as {
    tables: Record<string, { column: string; code?: string }[]>;
  };
  return Object.fromEntries(
    Object.values(tables).flatMap((columns) =>
      columns.flatMap(({ column, code = "" }) =>
        Number(code) % 100 >= 8 && code >= "3000" ? [[code, column]] : [],
      ),
    ),
  );
};

const at = (second: number, ...values: readonly (number | string)[]): string =>
  [`2016-01-01T00:00:0${second}Z`, ...values].join();

it("curves that come later have codes behind those of before, wherever their document stands in the order", async () => {
  put("5.xml", log(["T::date time", "A:m", "B:N"], [at(1, 1, 2)], { name: "Well" }));
  await grow();
  expect(codes()).toEqual({ 3008: "A", 3009: "B" });
  put("1.xml", log(["T::date time", "C:m", "B:N"], [at(2, 3, 4)], { name: "Well" }));
  put("2.xml", log(["T::date time", "A:m"], [at(3, 5)], { name: "Other" }));
  const report = await grow();
  expect(report.notes).toContainEqual(expect.stringMatching(/^new: .*1\.xml, .*2\.xml/));
  expect(codes()).toEqual({ 3008: "A", 3009: "B", 3010: "C", 3108: "A" });
  put("0.xml", log(["T::date time", "B:N", "D:m"], [at(4, 6, 7)], { name: "Well" }));
  await grow();
  expect(codes()).toEqual({ 3008: "A", 3009: "B", 3010: "C", 3011: "D", 3108: "A" });
  expect(await rowsOf(30)).toMatchObject([
    { A: 1, B: 2 },
    { C: 3, B: 4 },
    { B: 6, D: 7 },
  ]);
  expect(await rowsOf(31)).toMatchObject([{ A: 5 }]);
  expect((await grow()).notes).toContainEqual(expect.stringContaining("nothing was left to do"));
});

it("a document in other units beside those of before is brought to theirs by --to, and refused without", async () => {
  put("1.xml", log(["T::date time", "A:kN"], [at(1, 20)]));
  await grow();
  put("2.xml", log(["T::date time", "A:N"], [at(2, 20000)]));
  await expect(grow()).rejects.toMatchObject({ code: "sources-disagree" });
  await grow({ to: "metric", force: true });
  put("3.xml", log(["T::date time", "A:klbf"], [at(3, 10)]));
  await grow({ to: "metric" });
  expect(await rowsOf(30)).toMatchObject([{ A: 2 }, { A: 2 }, { A: 4.4482216152605 }]);
});

it("a unit that nobody told before is no other one", async () => {
  put("1.xml", log(["T::date time", "A"], [at(1, 20)]));
  await grow();
  put("2.xml", log(["T::date time", "A:N"], [at(2, 20000)]));
  await expect(grow()).rejects.toMatchObject({ code: "sources-disagree" });
});

it("what would be another column than before is refused, and so is a map that was not there", async () => {
  put("1.xml", log(["T::date time", "A:m"], [at(1, 1)]));
  await grow();
  await expect(grow({ map: [{ code: "0108", curve: "A" }] })).rejects.toMatchObject({
    code: "output-differs",
  });
  await expect(grow({ map: [{ code: "0108", curve: "Log/A" }] })).rejects.toMatchObject({
    code: "output-differs",
  });
  await expect(grow({ to: "fps" })).rejects.toMatchObject({ code: "output-differs" });
  put("2.xml", log(["T::date time", "A::string"], [at(2, "x")]));
  await expect(grow()).rejects.toMatchObject({ code: "output-differs" });
});

it("logs of WITS beside documents come later too", async () => {
  put("1.xml", log(["T::date time", "A:m"], [at(1, 1)]));
  await grow({ tz: "UTC" });
  put("2.wits", "&&\r\n0105160101\r\n0106000002\r\n01083.5\r\n!!\r\n");
  await grow({ tz: "UTC" });
  put("3.xml", log(["T::date time", "A:m", "B:m"], [at(3, 1, 2)]));
  await grow({ tz: "UTC" });
  expect(await rowsOf(30)).toMatchObject([{ A: 1 }, { A: 1, B: 2 }]);
  expect(await rowsOf(1)).toMatchObject([{ DBTM: 3.5 }]);
});

it("a curve has the code that one part of its log says, in all parts", async () => {
  const hook = (unit: string, alias: string, second: number, value: number): string =>
    log(["T::date time", `HOOK:${unit}`], [at(second, value)]).replace("</unit>", `</unit>${alias}`);
  put("1.xml", hook("kN", '<mnemAlias namingSystem="WITS">0114</mnemAlias>', 1, 100));
  put("2.xml", hook("klbf", "", 2, 200));
  await grow({ to: "metric" });
  expect(await rowsOf(1)).toMatchObject([{ HKLA: 10 }, { HKLA: 88.96443230521 }]);
});
