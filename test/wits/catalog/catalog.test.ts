import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { activityCodes, activityName } from "../../../src/wits/catalog/activity.js";
import {
  allItems,
  isSpare,
  itemByCode,
  itemByMnemonic,
  itemsOfRecord,
} from "../../../src/wits/catalog/catalog.js";
import { formatCode, itemOf, recordOf } from "../../../src/wits/catalog/code.js";
import { recordByNumber, records } from "../../../src/wits/catalog/record.js";
import { searchItems } from "../../../src/wits/catalog/search.js";

const codes = (items: readonly { code: number }[]): string[] => items.map((item) => formatCode(item.code));

describe("the catalog", () => {
  it("has 25 records and 1,031 items, 139 of them spare", () => {
    expect(records()).toHaveLength(25);
    expect(allItems()).toHaveLength(1031);
    expect(allItems().filter(isSpare)).toHaveLength(139);
  });

  it.each(records().map((record) => [record.number, record] as const))(
    "has every item of record %i, in order, with its spares and its size",
    (number, record) => {
      const items = itemsOfRecord(number);
      expect(items.map((item) => item.code)).toEqual(items.map((_, index) => number * 100 + index + 1));
      expect(items).toHaveLength(record.items);
      expect(items.filter(isSpare)).toHaveLength(record.spares);
      expect(items.reduce((sum, item) => sum + item.length, 0)).toBe(record.level1Bytes);
      expect(record.lisType).toBe(150 + number);
    },
  );

  it("begins every record with the same seven header items", () => {
    for (const { number } of records()) {
      const header = itemsOfRecord(number).slice(0, 7);
      expect(header.map((item) => item.mnemonic)).toEqual([
        "WID",
        "SKNO",
        "RID",
        "SQID",
        "DATE",
        "TIME",
        "ACTC",
      ]);
    }
  });

  it("has no mnemonic twice in a record, even ignoring case", () => {
    for (const { number } of records()) {
      const mnemonics = itemsOfRecord(number).map((item) => item.mnemonic.toUpperCase());
      expect(new Set(mnemonics).size).toBe(mnemonics.length);
    }
  });

  it("knows the items that everybody sends", () => {
    expect(itemByCode(108)).toEqual({
      code: 108,
      name: "Depth Bit (meas)",
      mnemonic: "DBTM",
      longMnemonic: "DEPTBITM",
      type: "F",
      length: 4,
      metricUnit: "M",
      fpsUnit: "F",
    });
    expect(itemByCode(113)).toMatchObject({ mnemonic: "ROPA", metricUnit: "M/HR", fpsUnit: "F/HR" });
    expect(itemByCode(128)).toMatchObject({ mnemonic: "MFOP", type: "S", metricUnit: "%", fpsUnit: "%" });
  });

  it("has the vendor line as text of 32 characters", () => {
    expect(itemByCode(1984)).toMatchObject({
      mnemonic: "VEN1",
      type: "A",
      length: 32,
      metricUnit: undefined,
    });
  });

  it("settles what public copies of the catalog disagree on", () => {
    // Record 4 keeps its own items, where one copy has those of record 5.
    expect(itemByCode(408)).toMatchObject({ mnemonic: "DMEA" });
    expect(itemByCode(508)).toMatchObject({ mnemonic: "DBTM" });
    // Records 22 to 25 are not moved up by one.
    expect(recordByNumber(22)?.name).toBe("Remarks / Comments");
    expect(recordByNumber(25)?.name).toBe("Weather / Sea State");
    // 0141 to 0145 are spare: MSE and stroke totals there are one vendor's use.
    expect(isSpare(itemByCode(141)!)).toBe(true);
    expect(itemByCode(223)).toMatchObject({ type: "F", length: 4, metricUnit: "$/M", fpsUnit: "$/F" });
  });

  it("is frozen, so that no caller changes it for another", () => {
    expect(Object.isFrozen(itemsOfRecord(1))).toBe(true);
    expect(Object.isFrozen(itemByCode(101))).toBe(true);
    expect(Object.isFrozen(recordByNumber(1))).toBe(true);
  });

  it("has no entry for codes outside it, and says so without an error", () => {
    for (const code of [0, 100, 146, 199, 2211, 2601, 9999]) expect(itemByCode(code)).toBeUndefined();
    expect(itemsOfRecord(0)).toEqual([]);
    expect(itemsOfRecord(31)).toEqual([]);
    expect(recordByNumber(0)).toBeUndefined();
    expect(recordByNumber(26)).toBeUndefined();
  });

  it("passes its own check, as a fresh checkout would run it", () => {
    const output = execFileSync(process.execPath, ["scripts/catalog.mjs", "check"], { encoding: "utf8" });
    expect(output).toBe("1031 items, 25 records: consistent\n");
  });
});

describe("an item by its mnemonic", () => {
  it("is found in any case, by the short or the long one", () => {
    for (const mnemonic of ["DBTM", "dbtm", "DeptBitM", " DEPTBITM "]) {
      expect(itemByMnemonic(1, mnemonic)?.code).toBe(108);
    }
  });

  it("differs by record: DMEA is 0110 in one and 0208 in the other", () => {
    expect(itemByMnemonic(1, "DMEA")?.code).toBe(110);
    expect(itemByMnemonic(2, "DMEA")?.code).toBe(208);
  });

  it("is found for every item by its short mnemonic", () => {
    for (const item of allItems()) expect(itemByMnemonic(recordOf(item.code), item.mnemonic)).toBe(item);
  });

  it("takes the short mnemonic where it is also another item's long one", () => {
    expect(itemByCode(2025)?.longMnemonic).toBe("MRHT");
    expect(itemByMnemonic(20, "MRHT")?.code).toBe(2049);
  });

  it("is undefined when the record has none", () => {
    expect(itemByMnemonic(1, "NOPE")).toBeUndefined();
    expect(itemByMnemonic(31, "DBTM")).toBeUndefined();
  });
});

describe("a search", () => {
  it("puts the exact code first", () => {
    expect(codes(searchItems("0108"))).toEqual(["0108"]);
  });

  it("puts mnemonics before beginnings, and those before words of names", () => {
    expect(searchItems("time")[0]).toMatchObject({ code: 106, mnemonic: "TIME" });
    const begins = searchItems("gas").map((item) => /\bGAS/.test(`${item.mnemonic} ${item.longMnemonic}`));
    expect(begins).toContain(true);
    expect(begins.lastIndexOf(true)).toBe(begins.indexOf(false) - 1);
  });

  it("wants every word, in any order and case", () => {
    const found = searchItems("bit DEPTH");
    expect(codes(found)).toContain("0108");
    for (const item of found)
      expect(`${item.mnemonic} ${item.longMnemonic} ${item.name}`).toMatch(/bit|BIT/i);
    expect(codes(searchItems("depth bit"))).toEqual(codes(found));
    expect(searchItems("depth nonsense")).toEqual([]);
  });

  it("lists a record by the beginning of its codes, in order", () => {
    expect(
      searchItems("07")
        .filter((item) => recordOf(item.code) === 7)
        .map((item) => itemOf(item.code)),
    ).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
  });

  it("reaches inside words last", () => {
    expect(codes(searchItems("kload"))).toContain("0114");
  });

  it("finds nothing for nothing", () => {
    expect(searchItems("")).toEqual([]);
    expect(searchItems(" , ")).toEqual([]);
  });
});

describe("activity codes", () => {
  it("have names", () => {
    expect(activityName(0)).toBe("undefined");
    expect(activityName(2)).toBe("drilling");
    expect(activityName(34)).toBe("short trip out");
    expect(activityCodes()).toHaveLength(29);
  });

  it("may be unknown: real feeds send 39", () => {
    for (const code of [39, 13, -1, 2.5]) expect(activityName(code)).toBeUndefined();
  });
});
