import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { HeldFragments } from "../../src/bulk/held-fragments.js";
import type { Fragment } from "../../src/kernel/fragment.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-held-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("fragments that waited in a file come back with a buffer of their own each, which can go to another thread", async () => {
  const held = new HeldFragments(join(folder, "waiting"), 0);
  const fragmentOf = (byte: number): Fragment => ({
    rows: 1,
    bytes: new Uint8Array(1000).fill(byte),
    columns: [],
  });
  await held.add({
    table: "record=01/day=2024-03-01",
    columns: [],
    fragments: [fragmentOf(1), fragmentOf(2)],
  });
  const fragments: Fragment[] = [];
  for await (const rows of held.of("record=01/day=2024-03-01")) fragments.push(...rows.fragments);
  await held.close();
  expect(fragments.map(({ bytes }) => bytes[999])).toEqual([1, 2]);
  expect(fragments.map(({ bytes }) => bytes.buffer.byteLength)).toEqual([1000, 1000]);
});
