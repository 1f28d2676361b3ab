/** What is read twice cannot come by a pipe: it is said, and nothing is written. */
import { execFile, execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import type { Failure } from "../../src/failure/failure.js";
import { openSource } from "../../src/input/source/open.js";
import { log, scratch } from "./reading.js";

it("a document from standard input is refused, spooled or not: its curves would have no names", async () => {
  const path = scratch("spool");
  writeFileSync(path, log(["T::date time", "A:m"], ["2016-01-01T00:00:00Z,1"]));
  await expect(openSource({ name: "-", path })).rejects.toMatchObject({ code: "input-refused" });
});

it("so is one from a named pipe, and a plain log that comes by one is read as ever", async () => {
  const cwd = scratch("pipes");
  execFileSync("mkfifo", [`${cwd}.fifo`]);
  const give = (text: string): void => {
    writeFileSync(`${cwd}.file`, text);
    execFile("sh", ["-c", `cat '${cwd}.file' > '${cwd}.fifo'`]);
  };
  const converted = () => convert({ inputs: [`${cwd}.fifo`], output: `${cwd}.parquet`, force: true });
  give(log(["T::date time", "A:m"], ["2016-01-01T00:00:00Z,1"]));
  const { sources } = await converted().catch((error: unknown) => ({
    sources: [{ error_code: (error as Failure).code }],
  }));
  expect(sources).toMatchObject([{ error_code: "input-refused" }]);
  give("&&\n01081.5\n!!\n");
  expect(await converted()).toMatchObject({ frames: 1 });
});
