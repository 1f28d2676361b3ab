/** How many workers a run with documents has where nobody says it: each takes memory, and one makes lines of text as fast as a disk gives it. */
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { expect, it } from "vitest";
import { intentionOf } from "../../src/bulk/dry-run.js";
import { log, scratch } from "./reading.js";

const written = (name: string, text: string): string => {
  const path = scratch(name);
  writeFileSync(path, text);
  return path;
};
const document = written("log.xml", log(["T::date time", "A:m"], ["2016-01-01T00:00:00Z,1"]));
const frames = written("log.wits", "&&\r\n01083650.4\r\n!!\r\n".repeat(1000));

const workersOf = async (inputs: readonly string[], workers?: number): Promise<number> =>
  (await intentionOf({ inputs, output: `${scratch("out")}/`, tz: "UTC", workers })).workers;

it("is one for documents, unless more are asked for, and one a processor where most bytes are those of logs", async () => {
  expect(await workersOf([document])).toBe(1);
  expect(await workersOf([document], 3)).toBe(3);
  expect(await workersOf([document, frames])).toBe(availableParallelism());
  expect(await workersOf([frames])).toBe(availableParallelism());
});
