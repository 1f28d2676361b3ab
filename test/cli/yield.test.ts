import { describe, expect, it } from "vitest";
import { yieldingTable } from "../../src/cli/page/yield.js";

describe("a table with columns that yield", () => {
  const head = ["NAME", "VALUE", "NOTE"];
  const rows = [["Rate of Penetration (avg)", "23.38", "rejected: not-a-number"]];
  const lines = (width: number | undefined) =>
    yieldingTable(rows, { head, width, yields: ["NAME"] }).split("\n");

  it("is whole when it fits, or when nothing limits it", () => {
    for (const width of [undefined, 56]) {
      expect(lines(width)[1]).toBe("Rate of Penetration (avg)  23.38  rejected: not-a-number");
    }
  });

  it("cuts those columns, and no other", () => {
    expect(lines(50)[1]).toBe("Rate of Penetratio…  23.38  rejected: not-a-number");
    expect(lines(39)[1]).toBe("Rate of…  23.38  rejected: not-a-number");
  });

  it("cuts the others when those have nothing left to give", () => {
    expect(lines(35)[1]).toBe("Rate of…  23.38  rejected: not-a-n…");
  });
});
