/** Documents that break off anywhere, and those that are made to do harm: every byte is counted, and nothing is expanded. */
import { describe, expect, it } from "vitest";
import type { ByteReader } from "../../src/input/bytes/source.js";
import { openContainer } from "../../src/input/container/open.js";
import { readSource } from "../../src/input/feed/read.js";
import { Decoder } from "../../src/kernel/decoder.js";
import { planOf } from "../../src/wits/catalog/layout.js";
import { usualDialect } from "../../src/wits/dialect/dialect.js";
import { random } from "../columns/parquet/made-table.js";
import { log } from "./reading.js";

/** Gives the pieces one by one, each of at most so many bytes. */
function readerOf(pieces: Iterable<Uint8Array>, most = Number.POSITIVE_INFINITY): ByteReader {
  const left = pieces[Symbol.iterator]();
  let piece = new Uint8Array(0) as Uint8Array;
  return {
    async read(target) {
      if (piece.length === 0) piece = left.next().value ?? new Uint8Array(0);
      const taken = piece.subarray(0, Math.min(target.length, most));
      target.set(taken);
      piece = piece.subarray(taken.length);
      return taken.length;
    },
    async close() {},
  };
}

const plan = planOf({ layout: "long" });
const decoder = new Decoder({ ...usualDialect, plan, sources: ["a"] });

/** `readSource` throws where bytes are not accounted for. */
async function countsOf(pieces: Iterable<Uint8Array>, most?: number) {
  const { reader } = await openContainer(readerOf(pieces, most), { input: "witsml" });
  const { counters } = await readSource(decoder, 0, reader, {
    name: "a",
    signal: undefined,
    deliver: async () => {},
  });
  return counters;
}

const V2 =
  '<Log xmlns="w" schemaVersion="2.0"><ChannelSet><Index><IndexType>measured depth</IndexType><Mnemonic>D</Mnemonic></Index><Channel>' +
  '<Mnemonic>A</Mnemonic></Channel><Data><Data>[[[1],[2]],[[2],["a&quot;"]],[[3],[[4,[5]]]],[[4],[[5,&quot;&amp;&amp;&quot;,6]]],[5,[7,8]]]</Data></Data></ChannelSet></Log>';
const STATIONS =
  '<trajectorys><trajectory><name>T</name><trajectoryStation><dTimStn>2016-01-01T00:00:00Z</dTimStn><md uom="m">5</md>' +
  '<incl uom="dega">1</incl></trajectoryStation></trajectory></trajectorys>';

describe("a document", () => {
  const documents = {
    "of 1.4.1.1": log(
      ["T::date time", "A:m", "C::string"],
      [
        "2016-01-01T00:00:00Z,1,<![CDATA[x]]>",
        '2016-01-01T00:00:00+01:00,-999.25,"a,&lt;"',
        " , ,",
        "x,y,z,1234",
      ],
    ),
    "of 2.0": V2,
    "of stations": STATIONS,
  };
  for (const [what, document] of Object.entries(documents)) {
    const bytes = Buffer.from(document);

    it(`${what} may break off at any byte`, async () => {
      for (let length = 1; length <= bytes.length; length++) {
        const { bytes: counted } = await countsOf([bytes.subarray(0, length)]);
        expect(counted.total).toBe(length);
        for (const count of Object.values(counted)) expect(count).toBeGreaterThanOrEqual(0);
      }
    });

    it(`${what} says the same in pieces of any size`, async () => {
      const whole = await countsOf([bytes]);
      for (const most of [1, 2, 3, 7, 100]) expect(await countsOf([bytes], most)).toEqual(whole);
    });
  }
});

/** All that a reader makes of pieces: its bytes, and where each of them stood. */
async function madeOf(bytes: Uint8Array, most?: number) {
  const { reader } = await openContainer(readerOf([bytes], most), { input: "witsml" });
  const places = reader.places!;
  const target = new Uint8Array(1 << 16);
  const made: Buffer[] = [];
  for (let length = await reader.read(target); length > 0; length = await reader.read(target))
    made.push(Buffer.from(target.subarray(0, length)));
  const text = Buffer.concat(made).toString("latin1");
  const at = Array.from({ length: text.length + 1 }, (_, i) => [places.sourceOffset(i), places.sourceEnd(i)]);
  const within = Array.from({ length: 40 }, (_, i) => {
    const from = Math.floor((i * text.length) / 50);
    return places.excess!.within(from, from + Math.floor(text.length / 7));
  });
  return { text, at, within, excess: places.excess!.all, wrapping: places.wrapping };
}

describe("rows that are plain, and rows that are not, in any order", () => {
  const next = random(7);
  const one = <Of>(all: readonly Of[]): Of => all[Math.floor(next() * all.length)]!;
  const rowsOf = (many: number, values: readonly string[], index: readonly string[], cells: () => string[]) =>
    Array.from({ length: many }, () =>
      next() < 0.6 ? [one(index), "1", "2.5", "x"] : [one(index), ...cells()],
    ).map((row) => (next() < 0.2 ? row.map((cell, i) => (i === 0 ? cell : one(values))) : row));
  const times = [
    "2016-01-01T00:00:00Z",
    "2016-01-01T00:00:00.120Z",
    "2016-01-01T00:00:00+01:00",
    " 2016-01-01T00:00:00Z",
    "2016-01-01T00:00:00Z ",
    "",
    "x",
  ];
  const values = [
    "0",
    "-1.25",
    "",
    "NaN",
    "nan",
    "-999.25",
    "-7",
    " 3",
    "3 ",
    " ",
    "N",
    "x".repeat(5000),
    "é",
    "\t4",
  ];

  it("of 1.4.1.1 are what they are read byte by byte", async () => {
    const odd = [
      ...values,
      '"a,b"',
      ' "c"',
      'd"e',
      "&lt;",
      "&amp;&#65;",
      "<![CDATA[f,g]]>",
      "<!-- h -->",
      "\r\n8",
    ];
    const rows = rowsOf(400, odd, times, () =>
      Array.from({ length: 1 + Math.floor(next() * 5) }, () => one(odd)),
    );
    const document = log(
      ["T::date time", "A:m", "B", "C::string"],
      rows.map((row) => row.join(",")),
      {
        more: "<nullValue>-7</nullValue>",
      },
    ).replaceAll(
      "</data><data>",
      () => `</data>${one(["", "\n", "\r\n\t ", "\n"])}<data${one(["", "", "", " "])}>`,
    );
    const bytes = Buffer.from(document);
    const whole = await madeOf(bytes);
    for (const most of [1, 100, 4001]) expect(await madeOf(bytes, most)).toEqual(whole);
  });

  it("of 2.0 are what they are read byte by byte", async () => {
    const texts = (value: string): string =>
      value === "" ? "null" : /^-?[\d.]+$/.test(value) ? value : JSON.stringify(value);
    const odd = [
      ...values.map(texts),
      '""',
      '"&quot;i"',
      '"a\\"b"',
      '[1.5,["good"]]',
      " 4 ",
      "NaN",
      '"]"',
      '"&lt;"',
    ];
    const index = times.map(texts);
    const rows = rowsOf(400, odd, index, () =>
      Array.from({ length: 1 + Math.floor(next() * 5) }, () => one(odd)),
    );
    const json = rows.map(
      ([time, ...cells]) =>
        `[[${time}],${one(["", " ", "\n"])}[${cells.map((cell) => (cell === "x" ? '"x"' : cell)).join(one([",", ", "]))}]]`,
    );
    const channel = (mnemonic: string, type: string): string =>
      `<Channel><Mnemonic>${mnemonic}</Mnemonic><DataType>${type}</DataType></Channel>`;
    const document =
      '<Log xmlns="w" schemaVersion="2.0"><ChannelSet><Index><IndexType>date time</IndexType><Mnemonic>T</Mnemonic></Index>' +
      `${channel("A", "double")}${channel("B", "double")}${channel("C", "string")}<Data><Data>[${json.join(",\n")}]</Data></Data></ChannelSet></Log>`;
    const bytes = Buffer.from(document);
    const whole = await madeOf(bytes);
    for (const most of [1, 100, 4001]) expect(await madeOf(bytes, most)).toEqual(whole);
  });
});

describe("harm", () => {
  it("by entities within entities is text, and by a giant element costs a row and no memory", async () => {
    const bomb = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    const document =
      bomb + log(["T::date time", "A:m"], ["2016-01-01T00:00:00Z,&b;", "2016-01-01T00:00:01Z,1"]);
    const { rejects, frames } = await countsOf([Buffer.from(document)]);
    expect(frames).toBe(2);
    expect(rejects).toEqual({ "not-a-number": 1 });
  });

  it.each([
    ["of another file", '<!DOCTYPE logs SYSTEM "witsml.dtd">'],
    ["with a name for all", '<!DOCTYPE logs PUBLIC "-//x//y" "http://127.0.0.1:9/x.dtd" >'],
    [
      "whose values and comments look like its end",
      "<!DOCTYPE l [<!ENTITY a \"]>\"><!-- it's ]> --><?p ' ]> ?>] >",
    ],
    ["without a word", "<!DOCTYPE l>"],
  ])("by a document type %s is none to the rows behind it", async (_, type) => {
    const document = `<?xml version="1.0"?>\n${type}${log(
      ["T::date time", "A:m"],
      ["2016-01-01T00:00:00Z,2", "2016-01-01T00:00:01Z,1"],
    )}`;
    for (const most of [undefined, 1, 3]) {
      const { frames, rejects } = await countsOf([Buffer.from(document)], most);
      expect([frames, rejects]).toEqual([2, {}]);
    }
  });

  it("by an element of 64 MiB, in the head and among the rows, leaves the rows around it", async () => {
    const document = log(
      ["T::date time", "A:m"],
      ["2016-01-01T00:00:00Z,1", "GIANT", "2016-01-01T00:00:01Z,2"],
      {
        more: "<description>GIANT</description>",
      },
    );
    const giant = Buffer.alloc(1 << 20, "0");
    function* pieces(): Generator<Uint8Array> {
      for (const [i, text] of document.split("GIANT").entries()) {
        if (i > 0) for (let n = 0; n < 32; n++) yield giant;
        yield Buffer.from(text);
      }
    }
    const { frames, bytes } = await countsOf(pieces());
    expect(frames).toBe(2);
    expect(bytes.total).toBe(document.length - 10 + (64 << 20));
  });
});
