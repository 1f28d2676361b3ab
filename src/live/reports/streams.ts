/** Of which streams a report tells: its document names the sources of each day, and a source of a live dataset is a stream. */
import { readFile } from "node:fs/promises";
import type { Report } from "../../report/document.js";

/** Throws where there is no such document. */
export async function streamsInDocument(path: string): Promise<readonly string[]> {
  const { days } = JSON.parse(await readFile(path, "utf8")) as Report;
  return [...new Set(days.flatMap(({ sources }) => sources.map(({ name }) => name)))];
}
