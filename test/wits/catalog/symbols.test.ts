import { describe, expect, it } from "vitest";
import { symbols } from "../../../src/cli/command/symbols.js";
import { units } from "../../../src/cli/command/units.js";
import { ExitCode, exitCodeOf } from "../../../src/cli/failure.js";
import { formatTable } from "../../../src/cli/page/table.js";
import { Failure } from "../../../src/failure/failure.js";

function failureOf(action: () => unknown): Failure {
  try {
    action();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("nothing failed");
}

describe("witskit symbols", () => {
  it("prints an aligned table and a count", () => {
    expect(symbols({ search: "depth bit", record: 1 })).toBe(
      [
        "Record 1: General Time-Based",
        "",
        "CODE  MNEMONIC  LONG      TYPE  METRIC  FPS  NAME",
        "0108  DBTM      DEPTBITM  F4    M       F    Depth Bit (meas)",
        "0109  DBTV      DEPTBITV  F4    M       F    Depth Bit (vert)",
        "",
        '2 items for "depth bit"',
      ].join("\n"),
    );
  });

  it("lists everything without options", () => {
    const lines = symbols({}).split("\n");
    expect(lines).toHaveLength(1 + 1031 + 2);
    expect(lines.at(-1)).toBe("1,031 items");
  });

  it("lists the records", () => {
    const lines = symbols({ listRecords: true }).split("\n");
    expect(lines[1]).toMatch(/^ {5}1 {2}General Time-Based +45 +5 +151 {2}automatic/);
    expect(lines.at(-1)).toBe("25 records, 1,031 items");
  });

  it("gives machines one JSON document", () => {
    expect(JSON.parse(symbols({ search: "1984", json: true }))).toEqual([
      {
        code: "1984",
        record: 19,
        item: 84,
        mnemonic: "VEN1",
        long_mnemonic: "VENDOR1",
        name: "Vendor 1 Name/Service",
        type: "A",
        length: 32,
        metric_unit: null,
        fps_unit: null,
      },
    ]);
    expect(JSON.parse(symbols({ listRecords: true, json: true }))).toHaveLength(25);
  });

  it("says what to try when nothing is found", () => {
    const failure = failureOf(() => symbols({ search: "flux capacitor" }));
    expect(exitCodeOf(failure)).toBe(ExitCode.usage);
    expect(failure.message).toMatch(/no item for "flux capacitor"\. Try a code \(0108\)/);
    expect(failureOf(() => symbols({ record: 26 })).message).toMatch(/Record 26 is not in the catalog/);
    expect(failureOf(() => symbols({ listRecords: true, record: 1 })).message).toMatch(/--list-records/);
  });
});

describe("witskit units", () => {
  it("converts a value in one line", () => {
    expect(units({ value: 3650.4, from: "M", to: "F" })).toBe("3650.4 M = 11976.377952755905 F (length)");
    expect(units({ value: 1, from: "psi", to: "kpa" })).toBe("1 PSI = 6.894757293168361 KPA (pressure)");
  });

  it("lists what one unit converts to", () => {
    expect(units({ value: 100, from: "degC" })).toBe(
      [
        "100 DEGC, degree Celsius (temperature)",
        "",
        " VALUE  UNIT  NAME",
        "   212  DEGF  degree Fahrenheit",
        "373.15  K     kelvin",
        "",
        "2 units",
      ].join("\n"),
    );
    expect(units({ from: "api" })).toMatch(/API converts to no other unit$/);
  });

  it("lists all units by dimension", () => {
    const lines = units({}).split("\n");
    expect(lines[1]).toMatch(/^length +M +metre/);
    expect(lines[2]).toMatch(/^ +F +foot +ft/);
  });

  it("gives machines one JSON document", () => {
    expect(JSON.parse(units({ value: 1, from: "in", to: "mm", json: true }))).toEqual({
      value: 1,
      from: "IN",
      result: 25.4,
      to: "MM",
      dimension: "length",
    });
  });

  it("refuses with a sentence and exit code 2", () => {
    for (const action of [
      () => units({ value: 1, from: "psi", to: "m" }),
      () => units({ value: 1, from: "xyz", to: "m" }),
      () => units({ value: 1 }),
      () => units({ value: Number.NaN, from: "m" }),
    ]) {
      const failure = failureOf(action);
      expect(exitCodeOf(failure)).toBe(ExitCode.usage);
      expect(failure.message).toMatch(/\.$/);
    }
  });
});

describe("an exit code", () => {
  it("tells the kind of a failure", () => {
    expect(exitCodeOf(new Failure("unknown-name", "unknown"))).toBe(2);
    expect(exitCodeOf(new Failure("input-missing", "gone"))).toBe(3);
    expect(exitCodeOf(new Failure("unreachable", "gone"))).toBe(5);
    expect(exitCodeOf(new Failure("interrupted", "stopped"))).toBe(130);
  });
});

describe("a table", () => {
  it("aligns numbers right and leaves no blanks at line ends", () => {
    expect(
      formatTable(
        [
          ["a", "1", ""],
          ["long", "100", "x"],
        ],
        { head: ["K", "N", "T"], align: ["left", "right"] },
      ),
    ).toBe("K       N  T\na       1\nlong  100  x");
  });

  it("fits a width by shortening its widest column", () => {
    const table = formatTable([["0108", "Depth Bit (meas)"]], { head: ["CODE", "NAME"], width: 16 });
    expect(table).toBe("CODE  NAME\n0108  Depth Bit…");
  });

  it("is its head when there are no rows", () => {
    expect(formatTable([], { head: ["A", "B"] })).toBe("A  B");
  });
});
