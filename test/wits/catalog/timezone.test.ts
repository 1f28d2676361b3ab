import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/failure/failure.js";
import { parseMoment } from "../../../src/wits/catalog/moment.js";
import { timezoneNamed } from "../../../src/wits/catalog/timezone.js";

const at = (text: string): number => Date.parse(`${text}Z`);
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19);
const toUtc = (zone: string, local: string): string => iso(timezoneNamed(zone).toUtc(at(local)));
const toLocal = (zone: string, utc: string): string => iso(timezoneNamed(zone).toLocal(at(utc)));

describe("a time zone", () => {
  it("turns the rig's clock into UTC and back, in winter and in summer", () => {
    expect(toUtc("Europe/Oslo", "2016-01-15T12:00:00")).toBe("2016-01-15T11:00:00");
    expect(toUtc("Europe/Oslo", "2016-07-15T12:00:00")).toBe("2016-07-15T10:00:00");
    expect(toLocal("Europe/Oslo", "2016-07-15T10:00:00")).toBe("2016-07-15T12:00:00");
    expect(toUtc("America/Chicago", "2016-07-15T12:00:00")).toBe("2016-07-15T17:00:00");
    expect(toUtc("Asia/Kolkata", "2016-07-15T12:00:00")).toBe("2016-07-15T06:30:00");
    expect(toUtc("UTC", "2016-07-15T12:00:00")).toBe("2016-07-15T12:00:00");
    expect(toUtc("+03:30", "2016-07-15T12:00:00")).toBe("2016-07-15T08:30:00");
  });

  it("takes the first of the two hours when clocks go back", () => {
    expect(toUtc("Europe/Oslo", "2016-10-30T01:59:59")).toBe("2016-10-29T23:59:59");
    expect(toUtc("Europe/Oslo", "2016-10-30T02:30:00")).toBe("2016-10-30T00:30:00");
    expect(toUtc("Europe/Oslo", "2016-10-30T03:00:00")).toBe("2016-10-30T02:00:00");
    expect(toUtc("America/New_York", "2016-11-06T01:30:00")).toBe("2016-11-06T05:30:00");
    expect(toLocal("Europe/Oslo", "2016-10-30T01:30:00")).toBe("2016-10-30T02:30:00");
  });

  it("moves a time of the hour that is missing forward", () => {
    expect(toUtc("Europe/Oslo", "2016-03-27T01:59:59")).toBe("2016-03-27T00:59:59");
    expect(toUtc("Europe/Oslo", "2016-03-27T02:30:00")).toBe("2016-03-27T01:30:00");
    expect(toLocal("Europe/Oslo", "2016-03-27T01:30:00")).toBe("2016-03-27T03:30:00");
    expect(toUtc("Europe/Oslo", "2016-03-27T03:00:00")).toBe("2016-03-27T01:00:00");
  });

  it("follows changes inside an hour: Newfoundland changed at a minute past midnight, Lord Howe by half an hour", () => {
    expect(toUtc("America/St_Johns", "2006-04-02T00:00:30")).toBe("2006-04-02T03:30:30");
    expect(toUtc("America/St_Johns", "2006-04-02T01:30:00")).toBe("2006-04-02T04:00:00");
    expect(toLocal("America/St_Johns", "2006-04-02T03:30:30")).toBe("2006-04-02T00:00:30");
    expect(toLocal("America/St_Johns", "2006-04-02T03:31:30")).toBe("2006-04-02T01:01:30");
    expect(toUtc("Australia/Lord_Howe", "2016-04-03T01:45:00")).toBe("2016-04-02T14:45:00");
    expect(toUtc("Australia/Lord_Howe", "2016-04-03T02:15:00")).toBe("2016-04-02T15:45:00");
  });

  it("gives the same answer whatever was asked before", () => {
    const zone = timezoneNamed("Europe/Oslo");
    for (let minute = 0; minute < 6 * 60; minute += 7) {
      const local = at("2016-10-30T00:00:00") + minute * 60_000;
      expect(zone.toUtc(local)).toBe(timezoneNamed("Europe/Oslo").toUtc(local));
    }
  });

  it.each([
    ["Oslo", "Europe/Oslo"],
    ["Europe/Olso", "Europe/Oslo"],
    ["houston", "Europe/Oslo, UTC or +03:00"],
    ["America/New York", "America/New_York"],
  ])("%s is unknown, and the message helps: %s", (name, hint) => {
    expect(() => timezoneNamed(name)).toThrow(Failure);
    expect(() => timezoneNamed(name)).toThrow(hint);
  });
});

describe("a moment", () => {
  it.each([
    ["2009-03-01", "2009-03-01T00:00:00", false],
    ["2009-03-01T06:00", "2009-03-01T06:00:00", false],
    ["2009-03-01 06:00:07", "2009-03-01T06:00:07", false],
    ["2009-03-01T06:00:00Z", "2009-03-01T06:00:00", true],
    ["2009-03-01T06:00:00+0130", "2009-03-01T04:30:00", true],
    ["2009-03-01T06:00-03", "2009-03-01T09:00:00", true],
  ])("%s is %s", (text, expected, zoned) => {
    expect(parseMoment(text)).toEqual({ milliseconds: at(expected), zoned });
  });

  it("keeps milliseconds", () => {
    expect(parseMoment("2009-03-01T06:00:00.250").milliseconds).toBe(at("2009-03-01T06:00:00.250"));
  });

  it.each(["", "yesterday", "2009-02-30", "2009-13-01", "2009-03-01T25:00", "01.03.2009"])(
    "%j is none",
    (text) => {
      expect(() => parseMoment(text)).toThrow(/is no time; write it as 2009-03-01/);
    },
  );
});
