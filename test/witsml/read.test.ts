/** WITSML documents become rows: their curves by code or by name, their times in UTC, their bytes all counted. */
import { describe, expect, it } from "vitest";
import { isConserved } from "../../src/wits/decoding/counters.js";
import { log, read } from "./reading.js";

describe("a log of 1.4.1.1", () => {
  it("gives a row for each data element, with its time in UTC and the byte at which the row stands", async () => {
    const document = log(
      ["Time::date time", "DBTM:m", "HKLD:N"],
      ["2016-09-29T00:06:28.000Z,2.5,658113.9", "2016-09-29T00:06:30.5Z,3,"],
    );
    const { rows, report } = await read(document);
    expect(rows).toEqual([
      expect.objectContaining({ timestamp: "2016-09-29T00:06:28.000Z", DBTM: 2.5, HKLD_30: 658113.9 }),
      expect.objectContaining({ timestamp: "2016-09-29T00:06:30.500Z", DBTM: 3 }),
    ]);
    expect(rows.map(({ offset }) => offset)).toEqual(
      [...document.matchAll(/<data>/g)].map(({ index }) => index),
    );
    expect(report.bytes.total).toBe(document.length);
    expect(report.bytes.items).toBe(
      "2016-09-29T00:06:28.000Z,2.5,658113.9".length + "2016-09-29T00:06:30.5Z,3,".length,
    );
    expect(isConserved(report.bytes)).toBe(true);
  });
});
