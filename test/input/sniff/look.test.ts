/** What a log is, asked of the library alone: values that a conversion takes, and reasons. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { convert } from "../../../src/index.js";
import { optionsOf } from "../../../src/input/sniff/found-option.js";
import { type LogLook, lookAt } from "../../../src/input/sniff/look.js";
import { Decoders } from "../../../src/input/sniff/trial.js";
import { findSources } from "../../../src/input/source/find.js";
import { planOf } from "../../../src/wits/catalog/layout.js";
import { temporaryFolder } from "../source/folder.js";

const decoders = new Decoders(planOf({ layout: "long" }));

async function lookOf(text: string | Uint8Array, name = "log.wits") {
  const path = join(temporaryFolder({ [name]: text }), name);
  const [source] = await findSources([path]);
  return {
    path,
    look: await lookAt(source!, { decoders, all: false, signal: new AbortController().signal }),
  };
}

const frames = (items: readonly string[][], start = "&&", end = "!!"): string =>
  items.map((lines) => [start, ...lines, end, ""].join("\r\n")).join("");

describe("a look at a log", () => {
  it.each([
    ["decimal commas", { decimal: "comma" }, frames([["01083650,40", "0113-12,5"]])],
    ["words for null", { nulls: [-999.25, -9999, -8888, "GAP"] }, frames([["0108GAP", "01101"]])],
    [
      "markers",
      { markers: ["\x02A\r\n", "\x03,\r\n"] },
      frames([["01081.5"], ["01081.6"], ["01081.7"]], "\x02A", "\x03,"),
    ],
    ["a parity bit", { sevenBit: true }, Buffer.from(frames([["01081.5"]])).map((byte) => byte | 0x80)],
  ] as const)("answers %s as options that a conversion takes as they are", async (_, options, text) => {
    const { path, look } = await lookOf(text);
    expect(look.kind).toBe("log");
    const found = (look as LogLook).dialect.options;
    expect(optionsOf(found)).toEqual(options);
    for (const { why } of found) expect(why).toMatch(/\w+ \w+/);
    const output = `${join(temporaryFolder(), "dataset")}/`;
    const report = await convert({ inputs: [path], output, ...optionsOf(found) });
    expect(report.rejects).toEqual({});
    expect(report.values).toBeGreaterThan(0);
  });

  it("says what is none, and what it is instead", async () => {
    expect((await lookOf("%PDF-1.7")).look).toMatchObject({ kind: "no-log", seems: "it is a PDF document" });
    expect((await lookOf("depth;time\n1;2\n")).look).toMatchObject({
      kind: "no-log",
      seems: expect.stringContaining("text without any frame"),
    });
    expect((await lookOf("")).look).toMatchObject({ kind: "empty" });
  });
});
