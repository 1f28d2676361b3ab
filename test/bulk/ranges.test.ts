import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { rangesOf } from "../../src/bulk/ranges.js";
import { arriving } from "../../src/input/bytes/arrivals.js";
import { openFile, openRandomAccess } from "../../src/input/bytes/file.js";
import { cutBehind } from "../../src/input/bytes/frame-cut.js";
import { readerOf } from "../../src/input/bytes/memory.js";
import { type Clock, Decoder } from "../../src/kernel/decoder.js";
import { Random } from "../../src/samples/random.js";
import { layouts, planOf } from "../../src/wits/catalog/layout.js";
import { timezoneNamed } from "../../src/wits/catalog/timezone.js";
import { addCounts, noCounts, type Span, stepsBetween } from "../../src/wits/decoding/counters.js";
import type { DecodeOptions } from "../../src/wits/decoding/options.js";
import { fixtures } from "../decode/fixtures.js";
import { describeBatches, drain, type Outcome, referenceOutcome } from "../decode/outcome.js";
import { mutate, someArrivals } from "../fuzz/mutate.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-ranges-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (bytes: Uint8Array | string): string => {
  const path = join(folder, "log.wits");
  writeFileSync(path, bytes);
  return path;
};

async function streamed(path: string, rangeBytes: number) {
  const reader = await openFile(path);
  const ranges = [];
  for await (const { offset, bytes } of rangesOf(reader, rangeBytes)) ranges.push({ offset, bytes });
  await reader.close();
  return ranges;
}

/** The cuts that tasks of a plain file find, each for itself. */
async function cutsOf(path: string, size: number, rangeBytes: number): Promise<number[]> {
  const probe = await openRandomAccess(path);
  const cuts = new Set<number>();
  for (let nominal = 0; nominal < size; nominal += rangeBytes)
    cuts.add(await cutBehind(probe, nominal, size));
  cuts.delete(size);
  await probe.close();
  return [...cuts];
}

describe("ranges", () => {
  it("tile a source: each begins where the one before ends, at `&&` behind a line end", async () => {
    const random = new Random(3);
    for (let round = 0; round < 300; round++) {
      const bytes = mutate(random, fixtures[random.below(fixtures.length)]!.bytes);
      const rangeBytes = 1 + random.below(400);
      let at = 0;
      for (const range of await streamed(file(bytes), rangeBytes)) {
        expect(range.offset).toBe(at);
        expect(Buffer.compare(range.bytes, bytes.subarray(at, at + range.bytes.length))).toBe(0);
        if (at > 0)
          expect(Buffer.from(bytes.subarray(at - 1, at + 2)).toString("latin1")).toMatch(/^[\r\n]&&$/);
        at += range.bytes.length;
      }
      expect(at).toBe(bytes.length);
    }
  });

  it("fall at the same places whether a file is read through or probed", async () => {
    const random = new Random(4);
    for (let round = 0; round < 300; round++) {
      const bytes = mutate(random, fixtures[random.below(fixtures.length)]!.bytes);
      const rangeBytes = 1 + random.below(400);
      const path = file(bytes);
      const through = (await streamed(path, rangeBytes)).map(({ offset }) => offset);
      expect(await cutsOf(path, bytes.length, rangeBytes)).toEqual(bytes.length === 0 ? [] : through);
    }
  });

  it.each([-1, 0, 1])("find a frame that starts %i bytes from the nominal cut", async (distance) => {
    const text = `&&\r\n01081\r\n!!\r\n${"x".repeat(65_000)}\r\n&&\r\n01082\r\n!!\r\n`;
    const frame = text.lastIndexOf("&&");
    const probe = await openRandomAccess(file(text));
    const cut = await cutBehind(probe, frame - distance, text.length);
    await probe.close();
    expect(cut).toBe(distance < 0 ? text.length : frame);
  });

  it("grow with a frame that is longer than they are", async () => {
    const long = `&&\r\n${"01081\r\n".repeat(40_000)}!!\r\n`;
    const ranges = await streamed(file(`&&\n!!\n${long}&&\n!!\n`), 100);
    expect(ranges.map(({ bytes }) => bytes.length)).toEqual([6 + long.length, 6]);
  });

  it("gather no more than 32 MiB in which there is no cut: what is left is read on, with its arrivals", async () => {
    const head = "&&\r\n!!\r\n";
    const uncut = Buffer.alloc(40 << 20, "&&\n01081!!");
    const bytes = Buffer.concat([Buffer.from(head), uncut]);
    const arrivals = [
      { offset: 0, time: 1 },
      { offset: head.length + 100, time: 2 },
      { offset: bytes.length - 10, time: 3 },
    ];
    const ranges = [];
    for await (const range of rangesOf(arriving(readerOf(bytes), arrivals, 0), 8)) ranges.push(range);
    expect(ranges.map(({ offset, bytes: { length } }) => [offset, length])).toEqual([
      [0, head.length],
      [head.length, 0],
    ]);
    const { rest } = ranges[1]!;
    const target = Buffer.alloc(1 << 20);
    let at = head.length;
    const told = new Map<number | undefined, number>();
    for (let read = await rest!.read(target); read > 0; read = await rest!.read(target)) {
      expect(target.subarray(0, read).equals(bytes.subarray(at, at + read))).toBe(true);
      told.set(rest!.arrival, (told.get(rest!.arrival) ?? 0) + read);
      at += read;
    }
    expect(at).toBe(bytes.length);
    expect([...told]).toEqual([
      [1, 100],
      [2, uncut.length - 110],
      [3, 10],
    ]);
  });

  it("decode to what the whole source does, clock and arrival carried from one to the next", async () => {
    const random = new Random(5);
    const { toUtc, toLocal, turns } = timezoneNamed("America/St_Johns");
    const ways: DecodeOptions[] = layouts.flatMap((layout) => {
      const options = { plan: planOf({ layout }), sources: ["log"] };
      return [
        options,
        { ...options, maxLine: 40, maxFrame: 300 },
        { ...options, frameEnd: "repeat", maxFrame: 100 },
        { ...options, timeFrom: "04" },
        { ...options, toUtc, toLocal, turns },
      ];
    });
    const decoders = ways.map((options) => new Decoder(options));
    for (let round = 0; round < 1500; round++) {
      const bytes = mutate(random, fixtures[random.below(fixtures.length)]!.bytes);
      const way = random.below(ways.length);
      const [options, decoder] = [ways[way]!, decoders[way]!];
      const arrivals = random.below(2) === 0 ? [] : someArrivals(random, bytes.length);
      const expected = referenceOutcome(bytes, options, arrivals);
      decoder.renew();
      const counters = noCounts();
      const outcome: Outcome = { counters, tables: {}, rejects: [] };
      let clock: Clock | undefined;
      let span: Span | undefined;
      const reader = arriving(readerOf(bytes), arrivals, 0);
      for await (const range of rangesOf(reader, 1 + random.below(300))) {
        const inRange = range.arrivals.map(({ offset, time }) => ({ offset: offset - range.offset, time }));
        decoder.start(0, { offset: range.offset, clock });
        describeBatches(drain(decoder, range.bytes, Number.POSITIVE_INFINITY, inRange), outcome);
        addCounts(counters, decoder.counters());
        counters.time.back += stepsBetween(span, decoder.span());
        span = decoder.span() ?? span;
        clock = decoder.clock();
      }
      expect(outcome, JSON.stringify(Buffer.from(bytes).toString("latin1"))).toEqual(expected);
    }
  });
});
