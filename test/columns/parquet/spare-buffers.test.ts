import { describe, expect, it } from "vitest";
import { SpareBuffers } from "../../../src/columns/parquet/spare-buffers.js";

describe("buffers of fragments and row groups", () => {
  it("serve again what is about as long", () => {
    const spare = new SpareBuffers();
    const first = spare.take(300_000);
    expect(first.length).toBe(300_000);
    const { buffer } = first;
    spare.give(first);
    const second = spare.take(290_000);
    expect(second.buffer).toBe(buffer);
    expect(second.length).toBe(290_000);
    expect(spare.take(290_000).buffer).not.toBe(buffer);
  });

  it("do not serve what is longer, or less than half of them", () => {
    const spare = new SpareBuffers();
    const { buffer } = spare.take(1_000_000);
    spare.give(new Uint8Array(buffer, 0, 10));
    expect(spare.take(2_000_000).buffer).not.toBe(buffer);
    expect(spare.take(100_000).buffer).not.toBe(buffer);
    expect(spare.take(900_000).buffer).toBe(buffer);
  });

  it("are kept up to a limit, the ones that came last", () => {
    const spare = new SpareBuffers();
    const given = Array.from({ length: 12 }, () => spare.take(4 << 20));
    for (const bytes of given) spare.give(bytes);
    const known = new Set(given.map(({ buffer }) => buffer));
    const again = Array.from({ length: 12 }, () => spare.take(4 << 20).buffer).filter((one) =>
      known.has(one),
    );
    expect(again).toEqual(given.slice(-4).map(({ buffer }) => buffer));
  });
});
