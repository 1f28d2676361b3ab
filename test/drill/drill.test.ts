/**
 * A kill for each command, and for each way in which it is asked to write: kinds that only put together what others have are left to
 * `npm run drill -- --kills 300`, and to `WITSKIT_KILLS=5 npx vitest run test/drill`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { drill } from "./drill.js";
import { whyNot } from "./interposed.js";
import { kinds } from "./kinds.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-drill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const given = process.env["WITSKIT_KILLS"];
const reason = whyNot();

/** What each is in, besides itself. */
const IN_OTHERS: Readonly<Record<string, string>> = {
  "disk-convert": "disk-day",
  "convert-force": "convert-force-once",
  "convert-force-csv": "convert-force-once",
  "convert-day": "disk-day and stream-day",
  "compact-day": "compact",
  "stream-follow": "stream-day",
  "stream-rotated": "stream-clock",
  "stream-raw": "disk-stream",
};
const numbered = kinds.map((kind, i) => ({ kind, seed: 100 + i }));
const chosen = given === undefined ? numbered.filter(({ kind }) => !(kind.name in IN_OTHERS)) : numbered;

describe(`what a kill at a system call leaves${reason === undefined ? "" : ` (left out: ${reason})`}`, () => {
  for (const { kind, seed } of chosen) {
    const cannot = reason ?? kind.whyNot?.();
    it.skipIf(cannot !== undefined).concurrent(
      `is taken up: ${kind.about}${cannot === undefined ? "" : ` (left out: ${cannot})`}`,
      { timeout: 120_000 * Number(given ?? 1) },
      async () => {
        const trials = await drill(kind, { seed, kills: Number(given ?? 1), folder });
        expect(trials.flatMap(({ kills, fault }) => (fault === undefined ? [] : [{ kills, fault }]))).toEqual(
          [],
        );
        expect(trials.some(({ kills }) => kills.length > 0)).toBe(true);
      },
    );
  }
});
