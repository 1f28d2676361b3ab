/** Rules that schemas do not check: each is broken once, and told with its line. */
import { describe, expect, it } from "vitest";
import { uomCheck } from "../../src/cli/command/validate/uom-check.js";
import { DocumentCheck } from "../../src/witsml/rules/check.js";
import { LineNumbers } from "../../src/witsml/rules/line-numbers.js";
import { log } from "./reading.js";

const known = new Set(["m", "kN", ""]);

function faultsOf(document: string): string[] {
  const bytes = Buffer.from(document);
  const lines = new LineNumbers();
  lines.push(bytes);
  const check = new DocumentCheck((uom) => ({ known: known.has(uom), instead: undefined }));
  check.push(bytes);
  check.end(bytes.length);
  return check.take().map(({ rule, at }) => `${rule} ${lines.lineOf(at)}`);
}

const T = "T::date time";
const rows = (...all: string[]): string =>
  log([T, "A:m"], all).replaceAll("<data>", "\n<data>").replace("<mnemonicList>", "\n<mnemonicList>");

describe("a document", () => {
  it("that is sound breaks no rule", () => {
    expect(faultsOf(rows("2016-01-01T00:00:00Z,1", "2016-01-01T00:00:01Z,"))).toEqual([]);
  });

  const good = rows("2016-01-01T00:00:00Z,1");
  it.each<[what: string, document: string, faults: string[]]>([
    ["rows go back", rows("2016-01-01T00:00:01Z,1", "2016-01-01T00:00:00Z,1"), ["index-order 4"]],
    ["an index comes twice", rows("2016-01-01T00:00:01Z,1", "2016-01-01T00:00:01Z,1"), ["index-order 4"]],
    ["a row is too short", rows("2016-01-01T00:00:01Z"), ["list-length 3"]],
    ["a time has no zone", rows("2016-01-01T00:00:01,1"), ["time-zone 3"]],
    ["a value is NaN", rows("2016-01-01T00:00:01Z,NaN"), ["null-value 3"]],
    ["a value is no number", rows("2016-01-01T00:00:01Z,x"), ["not-a-number 3"]],
    [
      "a mnemonic stands twice",
      good.replace("T,A<", "T,A,A<").replace(",m<", ",m,m<").replace(",1<", ",1,1<"),
      ["mnemonic-twice 2"],
    ],
    ["the unitList says otherwise", good.replace(",m<", ",kN<"), ["unit-list 2"]],
    ["the unitList is shorter", good.replace("<unitList>,m<", "<unitList><"), ["list-length 2"]],
    [
      "the index is not first",
      good.replace("<indexCurve>T<", "<indexCurve>A<"),
      ["index-first 2", "index-order 3"],
    ],
    ["a unit is none", good.replace("<unit>m<", "<unit>M/HR<").replace(",m<", ",M/HR<"), ["unknown-uom 1"]],
    [
      "the log begins elsewhere",
      good.replace(
        "<indexCurve>",
        "<startDateTimeIndex>2015-01-01T00:00:00Z</startDateTimeIndex><indexCurve>",
      ),
      ["index-range 1"],
    ],
    ["a tag is not closed", good.replace("</nameWell>", ""), ["index-order 3", "not-closed 3"]],
    [
      "it has a document type",
      good.replace("<logs", '<!DOCTYPE logs SYSTEM "a.dtd"><logs'),
      ["document-type 1"],
    ],
    ["it breaks off", good.replace("</log></logs>", ""), ["broken-off 3"]],
  ])("is told where %s", (_, document, faults) => {
    expect(faultsOf(document)).toEqual(faults);
  });
});

it("an array in the place of a value is told, and a value with what is told of it is none", () => {
  const document = (value: string): string =>
    `<Log schemaVersion="2.1"><ChannelSet><Index><IndexKind>measured depth</IndexKind><Mnemonic>D</Mnemonic></Index>
<Channel><Mnemonic>A</Mnemonic><DataKind>double</DataKind><Uom>m</Uom></Channel><Data><Data>[
[[1],[${value}]]]</Data></Data></ChannelSet></Log>`;
  expect(faultsOf(document('[1.5,"good"]'))).toEqual([]);
  expect(faultsOf(document("[1.5,2.5]"))).toEqual(["row-shape 3"]);
  expect(faultsOf(document("[[1,2],[3,4]]"))).toEqual(["row-shape 3"]);
});

it("a unit is one that WITSML has, or one of somebody's own", () => {
  expect(uomCheck("M/HR")).toEqual({ known: false, instead: "m/h" });
  for (const uom of ["m/h", "meq/100g", "WITS:meq/100g", "WITS:M/HR", "Euc"])
    expect(uomCheck(uom).known).toBe(true);
});

it("lines are known of the last half a million, and of a document with fewer of all", () => {
  const lines = new LineNumbers();
  const piece = Buffer.from("x\n".repeat(300_000));
  for (let i = 0; i < 4; i++) lines.push(piece);
  expect(lines.lineOf(0)).toBeUndefined();
  expect(lines.lineOf(2 * 1_199_999)).toBe(1_200_000);
  expect(lines.lineOf(2 * 900_000 + 1)).toBe(900_001);
  const few = new LineNumbers();
  few.push(piece);
  expect([0, 1, 2, 3].map((at) => few.lineOf(at))).toEqual([1, 1, 2, 2]);
});
