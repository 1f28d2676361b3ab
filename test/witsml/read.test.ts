/** WITSML documents become rows: their curves by code or by name, their times in UTC, their bytes all counted. */
import { writeFileSync } from "node:fs";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import { isConserved } from "../../src/wits/decoding/counters.js";
import { log, read, scratch } from "./reading.js";

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

describe("a log of 1.3.1.1, whose aliases say of nobody that they are his", () => {
  const curve = (mnemonic: string, alias: string, column: number): string =>
    `<logCurveInfo uid="${mnemonic}"><mnemonic>${mnemonic}</mnemonic>${alias && `<mnemAlias>${alias}</mnemAlias>`}` +
    `<columnIndex>${column}</columnIndex><typeLogData>${column === 1 ? "date time" : "double"}</typeLogData></logCurveInfo>`;

  it("has codes of WITS where the catalog calls them so, spare items too, and no others", async () => {
    const { rows } =
      await read(`<logs version="1.3.1.1"><log><nameLog>L</nameLog><indexType>date time</indexType>
<indexCurve columnIndex="1">T</indexCurve>${curve("T", "", 1)}${curve("SPR1", "0141", 2)}${curve("MINE", "0142", 3)}
<logData><data>2016-01-01T00:00:00Z,7,8</data></logData></log></logs>`);
    expect(rows).toMatchObject([{ SPR1: 7, MINE_30: 8 }]);
  });
});

describe("what vendors send", () => {
  const rowsOf = async (document: string, options = {}) => (await read(document, options)).rows;

  it("is read with any prefix, private elements, comments, CDATA and entities", async () => {
    const document = `<?xml version="1.0"?><!-- c --><!DOCTYPE x [<!ENTITY a "5">]>
<w:logs xmlns:w="http://www.witsml.org/schemas/1series" version="1.4.1.1"><w:log><w:name>L</w:name><w:priv_x><w:y/></w:priv_x>
<w:indexType>date time</w:indexType><w:indexCurve>T</w:indexCurve><w:logData><w:mnemonicList>T,A,B</w:mnemonicList>
<w:unitList>,m,</w:unitList><w:data><![CDATA[2016-01-01T00:00:00+01:00,1.5]]>,x&amp;y</w:data><!-- z -->
<w:data>2016-01-01T00:00:01+01:00,&a;,&#65;</w:data></w:logData></w:log></w:logs>`;
    const { rows, report } = await read(document);
    expect(rows).toMatchObject([
      { timestamp: "2015-12-31T23:00:00.000Z", A_30: "1.5", B_30: "x&y" },
      // No entity is expanded that the document declares; so A, of which nothing tells the type, is text.
      { timestamp: "2015-12-31T23:00:01.000Z", A_30: "&a;", B_30: "A" },
    ]);
    expect(report.rejects).toEqual({});
  });

  it("has NaN, null values of its own and empty values as null, repeated mnemonics, and more values than columns", async () => {
    const document = log(
      ["T::date time", "A:m", "A:m"],
      ["2016-01-01T00:00:00Z,NaN,-1000.0", "2016-01-01T00:00:01Z,,2,77"],
      {
        more: "<nullValue>-1000</nullValue>",
      },
    );
    const { rows, report } = await read(document);
    expect(rows).toMatchObject([{}, { A_2_30: 2 }]);
    expect(report.nulls).toEqual({ empty: 2 });
    expect(report.rejects).toEqual({ "bad-line": 1 });
    expect(isConserved(report.bytes)).toBe(true);
  });

  it("has several logData, each with its own columns", async () => {
    const one = log(["T::date time", "A:m", "B:m"], ["2016-01-01T00:00:00Z,1,2"]);
    const document = one.replace(
      "</log>",
      "<logData><mnemonicList>T,B</mnemonicList><unitList>,m</unitList><data>2016-01-01T00:00:01Z,3</data></logData></log>",
    );
    expect(await rowsOf(document)).toMatchObject([{ A_30: 1, B_30: 2 }, { B_30: 3 }]);
  });

  it("has columns in the order of logCurveInfo where 1.3.1.1 does not number them", async () => {
    const document = log(["T::date time", "A:m", "B:m"], ["2016-01-01T00:00:00Z,1,2"])
      .replace("1.4.1.1", "1.3.1.1")
      .replace(/<mnemonicList>.*<\/unitList>/, "");
    expect(await rowsOf(document)).toMatchObject([{ A_30: 1, B_30: 2 }]);
  });

  it("is indexed by depth, which is the depth of the hole besides", async () => {
    const document = log(["MD:m", "GR:gAPI"], ["100.5,45"], { index: "measured depth" });
    expect(await rowsOf(document)).toMatchObject([{ DMEA: 100.5, MD_30: 100.5, GR_30: 45 }]);
  });

  it("has the code that the document names, and that of a map before it", async () => {
    const document = log(["T::date time", "HOOK:kN", "BIT:m"], ["2016-01-01T00:00:00Z,650,12"]).replace(
      "<mnemonic>HOOK</mnemonic><unit>kN</unit>",
      '<mnemonic>HOOK</mnemonic><unit>kN</unit><mnemAlias namingSystem="WITS">0114</mnemAlias>',
    );
    expect(await rowsOf(document, { map: [{ code: "0108", curve: "BIT" }] })).toMatchObject([
      { HKLA: 650, DBTM: 12 },
    ]);
    expect(await rowsOf(document, { to: "metric" })).toMatchObject([{ HKLA: 65 }]);
  });

  it("says two units of a curve: the one beside the data is believed, which is said, and refused by --strict", async () => {
    const one = log(["T::date time", "A:m", "B:rpm"], ["2016-01-01T00:00:00Z,3,4"]);
    const document = one.replace("<unitList>,m,rpm<", "<unitList>,ft,rev/min<");
    const { report } = await read(document);
    expect(report.notes).toEqual([
      expect.stringMatching(/units may be wrong: .*log\.xml has A in ft by its unitList, and in m /),
    ]);
    await expect(read(document, { strict: true })).rejects.toMatchObject({ code: "units-doubted" });
    expect((await read(one, { strict: true })).report.notes).toEqual([]);
  });

  it("is indexed by elapsed time, which is a column, and said to be no timestamp", async () => {
    const { rows, report } = await read(log(["ET:s", "A:m"], ["0,3"], { index: "elapsed time" }));
    expect(rows).toMatchObject([{ ET_30: 0, A_30: 3 }]);
    expect(report.notes).toEqual([
      expect.stringMatching(/is elapsed time: it, ET, is a column and is no timestamp/),
    ]);
  });

  it("has quoted texts, and another delimiter", async () => {
    const document = log(["T::date time", "C::string", "A:m"], ['2016-01-01T00:00:00Z;"a; ""b""";1'], {
      more: "<dataDelimiter>;</dataDelimiter>",
    });
    expect(await rowsOf(document)).toMatchObject([{ C_30: 'a; "b"', A_30: 1 }]);
  });

  it("has lists with what stands between values, and decimal commas where they are said", async () => {
    const document = log(["T::date time", "A:m", "B:kN"], ["2016-01-01T00:00:00Z;1,5;2,25"], {
      more: "<dataDelimiter>;</dataDelimiter>",
    }).replace(/<(mnemonicList|unitList)>[^<]*/g, (list) => list.replaceAll(",", ";"));
    const { rows } = await read(document, { decimal: "comma" });
    expect(rows).toMatchObject([{ A_30: 1.5, B_30: 2.25 }]);
  });

  it("has a list of units that is shorter or longer: a curve's own unit is believed", async () => {
    const whole = log(["T::date time", "A:m", "B:kN"], ["2016-01-01T00:00:00Z,1,2"]);
    for (const list of ["m,kN", ",,m,kN"]) {
      const document = whole.replace(",m,kN</unitList>", `${list}</unitList>`);
      const { rows } = await read(document, { to: "fps" });
      expect(rows).toMatchObject([
        { A_30: expect.closeTo(3.280839895, 9), B_30: expect.closeTo(0.4496178862, 9) },
      ]);
    }
  });

  it.each([
    ["ISO-8859-1", "latin1"],
    ["windows-1252", "latin1"],
    ["utf-8", "utf8"],
    ["US-ASCII", "latin1"],
  ] as const)(
    "declares its encoding, %s: the texts and the well are read so, and every byte counts",
    async (name, as) => {
      const document = `<?xml version="1.0" encoding="${name}"?>${log(["T::date time", "A:m", "R::string"], ["2016-01-01T00:00:00Z,1,Bønn på 5°", "2016-01-01T00:00:01Z,2,å"])}`;
      const bytes = Buffer.from(document.replace(">W<", ">Ståle<"), as);
      const { rows, report } = await read(bytes);
      expect(rows).toMatchObject([
        { A_30: 1, R_30: "Bønn på 5°", WID_30: "Ståle" },
        { A_30: 2, R_30: "å" },
      ]);
      expect(rows.map(({ offset }) => bytes.indexOf("<data>", Number(offset)))).toEqual(
        rows.map(({ offset }) => offset),
      );
      expect(report.bytes.total).toBe(bytes.length);
      expect(isConserved(report.bytes)).toBe(true);
    },
  );

  it("declares an encoding whose characters have several bytes", async () => {
    const text = log(["T::date time", "R::string"], ["2016-01-01T00:00:00Z,XX", "2016-01-01T00:00:01Z,a"]);
    const [before, behind] = text.split("XX") as [string, string];
    const drilling = Buffer.from("d7eabebf", "hex");
    const bytes = Buffer.concat([
      Buffer.from(`<?xml version="1.0" encoding="GB2312"?>${before}`),
      drilling,
      Buffer.from(behind),
    ]);
    const { rows, report } = await read(bytes);
    expect(rows).toMatchObject([{ R_30: "钻究" }, { R_30: "a" }]);
    expect(report.bytes.total).toBe(bytes.length);
  });

  it.each([
    ["values", `2016-01-01T00:00:01Z,${"1234567,".repeat(50_000)}`],
    ["CDATA", `<![CDATA[${"1234567,".repeat(50_000)}]]>`],
    ["a comment that does not end", `<!--${"x".repeat(400_000)}`],
  ])(
    "has a row that is too long, of %s: all of it is rejected and said, and the rows before and behind are read",
    async (_, row) => {
      const document = log(
        ["T::date time", "A:m"],
        ["2016-01-01T00:00:00Z,1", row, "2016-01-01T00:00:02Z,2"],
      );
      const { rows, report } = await read(document);
      expect(rows).toMatchObject([{ A_30: 1 }, { A_30: 2 }]);
      expect(report.bytes).toMatchObject({ total: document.length });
      expect(report.bytes.rejected).toBeGreaterThanOrEqual(row.length);
      expect(isConserved(report.bytes)).toBe(true);
      expect(report.sources[0]?.warning).toContain("longer than 256 KiB");
    },
  );

  it("has a tag that is too long: what it begins is not read, which is said", async () => {
    const document = log(["T::date time", "A:m"], ["2016-01-01T00:00:00Z,1", "2016-01-01T00:00:01Z,2"]);
    const long = document.replace(/<data>(?=[^<]*,2<)/, `<data a="${"x".repeat(100_000)}">`);
    const { rows, report } = await read(long);
    expect(rows).toMatchObject([{ A_30: 1 }]);
    expect(report.bytes.total).toBe(long.length);
    expect(report.sources[0]?.warning).toContain("a tag in it is longer than 64 KiB");
  });

  it("breaks off: rows before it are kept, and it is said", async () => {
    const document = log(["T::date time", "A:m"], ["2016-01-01T00:00:00Z,1", "2016-01-01T00:00:01Z,2"]);
    const { rows, report } = await read(document.slice(0, document.lastIndexOf(",2<") + 2));
    expect(rows).toHaveLength(1);
    expect(report.rejects).toEqual({ "outside-frame": 1 });
    expect(JSON.stringify(report.sources)).toContain("breaks off");
  });
});

describe("a log of 2.0 and 2.1", () => {
  it("has its rows as JSON", async () => {
    const document = `<Log xmlns="http://www.energistics.org/energyml/data/witsmlv2" schemaVersion="2.1"><Citation><Title>L</Title></Citation>
<ChannelSet schemaVersion="2.1"><Citation><Title>S</Title></Citation><Index><IndexKind>date time</IndexKind><Uom>s</Uom><Mnemonic>T</Mnemonic></Index>
<Channel><Citation><Title>x</Title></Citation><Mnemonic>A</Mnemonic><DataKind>double</DataKind><Uom>kPa</Uom><Index><IndexKind>date time</IndexKind><Mnemonic>T</Mnemonic></Index></Channel>
<Channel><Mnemonic>B</Mnemonic><DataKind>string</DataKind><Uom>Euc</Uom></Channel>
<Data><Data>[[["2016-01-01T00:00:00.250Z"],[1.5,"a\\"b,]"]],
 [["2016-01-01T00:00:01Z"],[null,null]], [[&quot;2016-01-01T00:00:02Z&quot;],[[2.5,["good"]],null]]]</Data></Data></ChannelSet></Log>`;
    const { rows, report } = await read(document);
    expect(rows).toMatchObject([
      { timestamp: "2016-01-01T00:00:00.250Z", A_30: 1.5, B_30: 'a"b,]' },
      { timestamp: "2016-01-01T00:00:01.000Z" },
      { timestamp: "2016-01-01T00:00:02.000Z", A_30: 2.5 },
    ]);
    expect(isConserved(report.bytes)).toBe(true);
    expect(report.bytes.total).toBe(document.length);
  });
});

describe("a list in the place of a value of 2.x", () => {
  const curve = (name: string, kind: string, more = ""): string =>
    `<Channel><Mnemonic>${name}</Mnemonic><DataKind>${kind}</DataKind><Uom>kPa</Uom>${more}</Channel>`;
  const of = (curves: string, ...rows: string[]): string =>
    `<Log xmlns="http://www.energistics.org/energyml/data/witsmlv2" schemaVersion="2.1"><ChannelSet><Index><IndexKind>date time</IndexKind><Mnemonic>T</Mnemonic></Index>${curves}<Data><Data>[${rows.join()}]</Data></Data></ChannelSet></Log>`;
  const numbers = curve("A", "double") + curve("B", "double");
  const at = '"2016-01-01T00:00:00Z"';

  it.each<[row: string, b: number | undefined]>([
    [`[[${at}],[[1,2,3],4]]`, 4],
    [`[[${at}],[[[1,2],[3,4]],4]]`, 4],
    [`[[${at}],[[null,2],4]]`, 4],
    [`[[${at}],[[1,null],4]]`, 4],
    [`[[${at}],[[&quot;x&quot;,"y"],4]]`, 4],
    [`[[${at}],[4,5,[6,7]]]`, 5],
    [`[${at},[1,2,3],4]`, 4],
    [`[${at},[[1,2,3],4]]`, 4],
  ])("that is an array is rejected whole, and no other column has its numbers: %s", async (row, b) => {
    const document = of(numbers, row);
    const { rows, report } = await read(document);
    expect(rows).toMatchObject([{ timestamp: "2016-01-01T00:00:00.000Z", B_30: b }]);
    expect(rows[0]!["A_30"] ?? null).toBe(row.includes("[4,5,") ? 4 : null);
    expect(report.rejects).toEqual({ "bad-line": 1 });
    expect(isConserved(report.bytes)).toBe(true);
    expect(report.bytes.total).toBe(document.length);
  });

  it("of a log of one curve is rejected as well where it is an array", async () => {
    const { rows, report } = await read(of(curve("A", "double"), `[${at},[1,2,3]]`, `[[${at}],[[4,5]]]`));
    expect(rows.map((row) => row["A_30"] ?? null)).toEqual([null, null]);
    expect(report.rejects).toEqual({ "bad-line": 2 });
  });

  it("is the value with what its curve declares of it, whatever that is", async () => {
    const told = "<PointMetadata><Name>q</Name><DataKind>double</DataKind></PointMetadata>";
    const { rows, report } = await read(
      of(
        curve("A", "double", told) + curve("B", "double"),
        `[[${at}],[[1,0.5],[2,"good"]]]`,
        `[[${at}],[[1,2,3],4]]`,
      ),
    );
    expect(rows).toMatchObject([{ A_30: 1, B_30: 2 }, { B_30: 4 }]);
    expect(report.rejects).toEqual({ "bad-line": 1 });
  });

  it("or nothing between two commas leaves the columns behind it what they are", async () => {
    const { rows, report } = await read(of(numbers, `[[${at}],[,5]]`, `[[${at}],[[],6]]`));
    expect(rows).toMatchObject([{ B_30: 5 }, { B_30: 6 }]);
    expect(report.rejects).toEqual({});
  });
});

it("a row of 2.x that is one list says its zone as well", async () => {
  const document = `<Log xmlns="http://www.energistics.org/energyml/data/witsmlv2" schemaVersion="2.1"><ChannelSet><Index><IndexKind>date time</IndexKind><Mnemonic>T</Mnemonic></Index>
<Channel><Mnemonic>A</Mnemonic><DataKind>double</DataKind><Uom>kPa</Uom></Channel><Data><Data>[["2016-01-01T00:00:00Z",1],["2016-01-01T00:00:01Z",[2,"good"]]]</Data></Data></ChannelSet></Log>`;
  const { rows } = await read(document, { tz: "Europe/Oslo" });
  expect(rows).toMatchObject([
    { timestamp: "2016-01-01T00:00:00.000Z", A_30: 1 },
    { timestamp: "2016-01-01T00:00:01.000Z", A_30: 2 },
  ]);
});

describe("parts of one log", () => {
  const part = (curves: readonly string[], row: string): string => log(curves, [row], { name: "Part" });

  it("have one column for a curve, wherever it stands in each", async () => {
    const { rows } = await read({
      "1.xml": part(["T::date time", "A:m", "B:N"], "2016-01-01T00:00:00Z,1,2"),
      "2.xml": part(["T::date time", "B:N", "C:m"], "2016-01-01T00:00:01Z,3,4"),
    });
    expect(rows).toMatchObject([
      { A_30: 1, B_30: 2 },
      { B_30: 3, C_30: 4 },
    ]);
  });

  it("are not mixed where their units differ, and brought to one by --to", async () => {
    const parts = {
      "1.xml": part(["T::date time", "B:N"], "2016-01-01T00:00:00Z,20000"),
      "2.xml": part(["T::date time", "B:kN"], "2016-01-01T00:00:01Z,20"),
    };
    const inputs = Object.entries(parts).map(([name, text]) => {
      const path = scratch(name);
      writeFileSync(path, text);
      return path;
    });
    const output = scratch("rows.parquet");
    const options = { inputs, output, layout: "frame" } as const;
    await expect(convert(options)).rejects.toMatchObject({ code: "sources-disagree" });
    await convert({ ...options, to: "metric" });
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(output) });
    expect(rows).toMatchObject([{ B_30: 2 }, { B_30: 2 }]);
  });
});
