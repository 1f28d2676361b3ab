import { describe, expect, it } from "vitest";
import { planOf } from "../../src/catalog/layout.js";
import { isConserved } from "../../src/kernel/counters.js";
import { Decoder } from "../../src/kernel/decoder.js";
import type { DecodeOptions, DialectOptions } from "../../src/kernel/options.js";
import { Random } from "../../src/samples/random.js";
import { cases } from "../decode/case.js";
import { toldBy } from "../decode/dialect-words.js";
import { type Cut, describeDecoded } from "../decode/outcome.js";
import { decodeUnwrapped, unwrapped, unwrappedOutcome } from "../decode/unwrapped.js";
import { mutate } from "../fuzz/mutate.js";

/** More with `WITSKIT_MUTATIONS=1000000 npx vitest run test/container/mutations`, other ones with `WITSKIT_SEED`. */
const count = Math.ceil(Number(process.env["WITSKIT_MUTATIONS"] ?? 10_000) / 5);
const firstSeed = Number(process.env["WITSKIT_SEED"] ?? 1);

const ascii = (text: string): Uint8Array => Buffer.from(text, "latin1");

/** What breaks a container: its brackets, quotes, escapes, tags and line ends. */
const SNIPPETS = [
  '"',
  '""',
  "'",
  "\\",
  '\\"',
  "\\u00",
  "\\ud800",
  "\\n",
  "{",
  "}",
  "[",
  "]",
  "[[",
  "}}",
  ",",
  ":",
  ";",
  "\t",
  "\n",
  "\r",
  '{"frame":{',
  '"0108":"',
  '{"0108":1}\n',
  '[{"code":"0108","value":1}]\n',
  "['&&', '01081', '!!']\n",
  "<",
  ">",
  "</",
  "/>",
  "<witsdata>",
  "</witsdata>",
  "<identifier>",
  "<![CDATA[",
  "]]>",
  "<!--",
  "&amp",
  "&#xffffff;",
  "TX: ",
  "RX: &&\n",
  ">>> ",
  "2026",
  "0x",
  "*\n",
  "0000000",
  "|",
  "\xff\xfe",
  "\0",
  "\x02\r",
  "\x03\r\n",
  '"&&,01081,!!"\n',
  "&&\n",
  "!!\n",
  "!!&&",
  "&",
  "!",
].map(ascii); // prettier-ignore

function damaged(random: Random, log: Uint8Array): Uint8Array {
  let bytes = mutate(random, log, 700);
  for (let faults = random.below(4); faults > 0; faults--) {
    const at = random.below(bytes.length + 1);
    const snippet = SNIPPETS[random.below(SNIPPETS.length)]!;
    bytes = Buffer.concat([bytes.subarray(0, at), snippet, bytes.subarray(at + random.below(4))]);
  }
  return bytes;
}

const ways: readonly DecodeOptions[] = (["record", "frame", "long"] as const).flatMap((layout) => {
  const options: DecodeOptions = { plan: planOf({ layout }), sources: ["mutation"] };
  return [options, { ...options, maxLine: 40, maxFrame: 300, batchRows: 8 }];
});

const kinds = [undefined, "plain", "joined", "list", "json", "xml", "prefixed", "hex", "utf-16"] as const;

describe("seeded mutations of wrapped logs", () => {
  it(`${count} of them: reference and kernel agree at every cut, and no byte is lost`, {
    timeout: 3_600_000,
  }, async () => {
    const wrapped = cases().filter((one) => one.topic === "containers");
    const dialects = new Map<string, DialectOptions>();
    for (const { flags } of wrapped) dialects.set(flags, (await toldBy(flags)).open);
    const decoders = ways.map((way) => [new Decoder(way, "simd"), new Decoder(way, "scalar")] as const);
    for (let seed = firstSeed; seed < firstSeed + count; seed++) {
      const random = new Random(seed);
      const { name, bytes, flags } = wrapped[random.below(wrapped.length)]!;
      const log = damaged(random, bytes);
      const way = random.below(ways.length);
      const named = random.below(4) === 0 ? kinds[random.below(kinds.length)] : undefined;
      const options = { ...dialects.get(flags), ...ways[way]!, ...(named !== undefined && { input: named }) };
      const source = await unwrapped(log, options).catch((error: unknown) => {
        throw new Error(
          `${flags}, seed ${seed}, input ${named}, ${JSON.stringify(Buffer.from(log).toString("latin1"))}`,
          { cause: error },
        );
      });
      const expected = describeDecoded(decodeUnwrapped(source, ways[way]!), ways[way]!);
      const replay = `seed ${seed}, ${name}, way ${way}, input ${named}, ${JSON.stringify(Buffer.from(log).toString("latin1"))}`;
      expect(expected.counters.bytes.total, replay).toBe(log.length);
      const cuts: Cut[] = [Number.POSITIVE_INFINITY, [1, 2, 3, 7, 100][random.below(5)]!, randomCut(random)];
      const build = random.below(2);
      for (const [i, cut] of cuts.entries()) {
        const decoder = decoders[way]![(build + i) % 2]!;
        const outcome = await unwrappedOutcome(decoder, log, options, cut, []);
        if (!isConserved(outcome.counters.bytes) || JSON.stringify(outcome) !== JSON.stringify(expected)) {
          expect(outcome, `${replay}, cut ${cut}`).toEqual(expected);
          expect(isConserved(outcome.counters.bytes), replay).toBe(true);
        }
      }
    }
  });
});

const randomCut = (random: Random): number[] => Array.from({ length: 40 }, () => 1 + random.below(60));
