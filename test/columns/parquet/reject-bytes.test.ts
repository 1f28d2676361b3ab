/** Bytes of rejects are no text: each is read as it was sent, whatever it is in UTF-8. */
import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { convert } from "../../../src/bulk/convert.js";
import type { Field } from "../../../src/columns/field.js";
import { rowPages } from "../../../src/columns/parquet/row-pages.js";
import { temporaryFolder } from "../../input/source/folder.js";

const field: Field = {
  name: "bytes",
  type: "text",
  utc: false,
  code: undefined,
  mnemonic: undefined,
  meaning: "bytes",
  unit: undefined,
};

it("bytes of rejects are read as they were sent", async () => {
  const folder = temporaryFolder();
  const sent = ["0108\xb05\r\n", "0110\xff\xfe1\r\n", "0113\xc3\xa9\r\n"];
  await writeFile(join(folder, "rig.wits"), Buffer.from(`&&\r\n${sent.join("")}!!\r\n`, "latin1"));
  await convert({ inputs: [join(folder, "rig.wits")], output: join(folder, "out/") });
  const path = join(folder, "out/rejects/part-00000.parquet");
  await using file = await open(path);
  const read: unknown[] = [];
  for await (const { values } of rowPages(path, file, [field])) read.push(...values[0]!);
  expect(read).toEqual(sent);
});
