/** What is read twice cannot come by a pipe: it is said, and nothing is written. */
import { writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { openSource } from "../../src/input/source/open.js";
import { log, scratch } from "./reading.js";

it("a document from standard input is refused, spooled or not: its curves would have no names", async () => {
  const path = scratch("spool");
  writeFileSync(path, log(["T::date time", "A:m"], ["2016-01-01T00:00:00Z,1"]));
  await expect(openSource({ name: "-", path })).rejects.toMatchObject({ code: "input-refused" });
});
