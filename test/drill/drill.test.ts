/** A kill of each kind; `npm run drill -- --kills 300` does as many as you like. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { drill } from "./drill.js";
import { whyNot } from "./interposed.js";
import { kinds } from "./kinds.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-drill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reason = whyNot();

describe(`what a kill at a system call leaves${reason === undefined ? "" : ` (left out: ${reason})`}`, () => {
  for (const [i, kind] of kinds.entries()) {
    const cannot = reason ?? kind.whyNot?.();
    it.skipIf(cannot !== undefined).concurrent(
      `is taken up: ${kind.about}${cannot === undefined ? "" : ` (left out: ${cannot})`}`,
      { timeout: 120_000 },
      async () => {
        const trials = await drill(kind, { seed: 100 + i, kills: 1, folder });
        expect(trials.flatMap(({ kills, fault }) => (fault === undefined ? [] : [{ kills, fault }]))).toEqual(
          [],
        );
        expect(trials.some(({ kills }) => kills.length > 0)).toBe(true);
      },
    );
  }
});
