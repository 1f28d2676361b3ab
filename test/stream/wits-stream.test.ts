import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { describe, expect, it, onTestFinished } from "vitest";
import { decode, Failure, WitsStream } from "../../src/index.js";
import { SAMPLES } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";

const rig = join(SAMPLES, "rig.wits");

async function listen(serve: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("a stream that is disposed of", () => {
  it("closes its connections, and tells who still waits for a frame", async () => {
    let gone: () => void = () => {};
    const closed = new Promise<void>((resolve) => {
      gone = resolve;
    });
    const address = await listen((socket) => {
      socket.on("close", gone).on("error", () => {});
      socket.write("&&\r\n01081\r\n!!\r\n");
    });
    let waiting: Promise<unknown> | undefined;
    {
      await using stream = WitsStream.fromTcp(address);
      const frames = stream[Symbol.asyncIterator]();
      expect((await frames.next()).value.get("DBTM").value).toBe(1);
      waiting = frames.next().catch((error: unknown) => error);
    }
    await closed;
    expect(await waiting).toMatchObject({ kind: "interrupted", message: expect.stringContaining(address) });
  });

  it("reads nothing any more", async () => {
    const stream = WitsStream.fromFile(rig);
    await stream[Symbol.asyncDispose]();
    await expect(stream.analyze()).rejects.toMatchObject({ kind: "interrupted" });
    await expect(stream.toParquet(join(temporaryFolder(), "rig.parquet"))).rejects.toMatchObject({
      kind: "interrupted",
    });
  });
});

describe("a file", () => {
  it("gives its frames, with time, depth, rate and every item by code or mnemonic", async () => {
    let frames = 0;
    for await (const frame of WitsStream.fromFile(rig, { units: "metric" })) {
      if (frames++ > 0) continue;
      expect(frame.timestamp?.toISOString()).toBe("2024-03-01T06:00:00.000Z");
      expect({ depth: frame.depth, rop: frame.rop }).toEqual({ depth: 2971.93, rop: 23.29 });
      expect(frame.get("DMEA")).toEqual({
        code: "0110",
        mnemonic: "DMEA",
        name: "Depth Hole (meas)",
        unit: "M",
        value: 2971.93,
        text: "2971.93",
      });
      expect(frame.get("0110")).toBe(frame.get(110));
      expect(frame.get("9999")).toBeUndefined();
    }
    expect(frames).toBe(1363);
  });

  it("is closed when the loop is left, and can be read again", async () => {
    const stream = WitsStream.fromFile(rig);
    for (let again = 0; again < 3; again++) {
      for await (const frame of stream) {
        expect(frame.number).toBe(1);
        break;
      }
    }
  });

  it("gives Arrow batches whose sums are those of its Parquet", async () => {
    const path = join(temporaryFolder(), "rig.parquet");
    const report = await WitsStream.fromFile(rig).toParquet(path);
    expect(report.frames).toBe(1363);
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
    let count = 0;
    let sum = 0;
    for await (const batch of WitsStream.fromFile(rig).batches()) {
      count += batch.numRows;
      for (const value of batch.getChild("DMEA") ?? []) sum += value ?? 0;
    }
    expect(count).toBe(rows.length);
    expect(sum).toBeCloseTo(
      rows.reduce((total, row) => total + (row["DMEA"] ?? 0), 0),
      6,
    );
  });

  it("gives a record as a table, without rows where the log has none", async () => {
    const table = await WitsStream.fromFile(rig).table(1);
    expect(table.numRows).toBe(1138);
    expect(table.schema.fields.map(({ name }) => name)).toContain("DBTM");
    expect((await WitsStream.fromFile(rig).table(7)).numRows).toBe(0);
    await expect(WitsStream.fromFile(rig).table(100)).rejects.toThrow(/there is no record 100/);
  });

  it("is told in numbers: the hole made over time on bottom, beside the mean of the samples", async () => {
    const lines = (second: number, hole: number, bit: number, rop: number): string =>
      `&&\r\n0105240301\r\n0106${String(100000 + second)}\r\n0108${bit}\r\n0110${hole}\r\n0113${rop}\r\n!!\r\n`;
    // Ten seconds on bottom make 0.1 m; then ten seconds off bottom, with the rate that was sent last.
    const text = [...Array(11).keys()]
      .map((i) => lines(i, 1000 + i / 100, 1000 + i / 100, 36))
      .concat([...Array(10).keys()].map((i) => lines(11 + i, 1000.1, 990, 0)))
      .join("");
    const found = await WitsStream.fromText(text).analyze();
    expect(found).toMatchObject({
      frames: 21,
      rejects: 0,
      secondsOnBottom: 10,
      depthRange: { from: 1000, to: 1000.1 },
    });
    expect(found.avgRop).toBeCloseTo(36, 6);
    expect(found.meanOfRopSamples).toBeCloseTo((11 * 36) / 21, 6);
    expect(found.timeSpan?.seconds).toBe(20);
    expect(found.rates["01"]).toBeCloseTo(21 / 20, 6);
    expect(found.summary()).toContain("rate of penetration on bottom 36.00 an hour");
  });

  it("that is not there, or no log, is a Failure with a kind", async () => {
    const read = async (path: string): Promise<void> => {
      for await (const _ of WitsStream.fromFile(path)) break;
    };
    await expect(read("not-there.wits")).rejects.toMatchObject({ kind: "input", name: "Failure" });
    await expect(WitsStream.fromFile("not-there.wits").analyze()).rejects.toBeInstanceOf(Failure);
  });

  it("stops when its signal is aborted", async () => {
    const controller = new AbortController();
    const read = async (): Promise<void> => {
      for await (const _ of WitsStream.fromFile(rig, { signal: controller.signal }))
        controller.abort(new Error("enough"));
    };
    await expect(read()).rejects.toThrow("enough");
  });
});

describe("frames that tell no time, in a wrapping that tells when they arrived", () => {
  const line = (receivedAt: string, depth: number): string =>
    `${JSON.stringify({ received_at: receivedAt, "0108": String(depth) })}\n`;
  const seen = async (stream: WitsStream): Promise<unknown[]> => {
    const frames = [];
    for await (const frame of stream) frames.push([frame.timestamp?.toISOString(), frame.get("DBTM")?.value]);
    return frames;
  };
  const [early, late] = ["2024-05-01T11:59:59Z", "2024-05-01T12:00:00Z"];
  const bounds = { tz: "Europe/Oslo", from: "2024-05-01T14:00:00" };

  it("are within bounds on the rig's clock", async () => {
    const path = join(temporaryFolder({ "a.json": line(early, 100) + line(late, 101) }), "a.json");
    expect(await seen(WitsStream.fromFile(path, bounds))).toEqual([["2024-05-01T12:00:00.000Z", 101]]);
    const rows = [];
    for await (const batch of WitsStream.fromFile(path, bounds).batches()) rows.push(...batch);
    expect(rows.map(({ DBTM }) => DBTM)).toEqual([101]);
  });

  it("have it on the rig's clock, where it tells no zone", async () => {
    const text = line("2024-05-01T14:00:00", 101);
    const path = join(temporaryFolder({ "a.json": text }), "a.json");
    const expected = [["2024-05-01T12:00:00.000Z", 101]];
    expect(await seen(WitsStream.fromFile(path, { tz: "Europe/Oslo" }))).toEqual(expected);
    const address = await listen((socket) => void socket.on("error", () => {}).end(text));
    expect(await seen(WitsStream.fromTcp(address, { tz: "Europe/Oslo", input: "json" }))).toEqual(expected);
  });
});

describe("a TCP link", () => {
  it("gives frames as they come, with their arrival as time when they tell none", async () => {
    const before = Date.now();
    let sender: Socket | undefined;
    const address = await listen((socket) => {
      sender = socket;
      socket.on("error", () => {});
      socket.write("&&\r\n0108100\r\n!!\r\n");
    });
    const depths: (number | string | null | undefined)[] = [];
    for await (const frame of WitsStream.fromTcp(address)) {
      depths.push(frame.get("DBTM")?.value);
      expect(frame.timestamp!.getTime()).toBeGreaterThanOrEqual(before);
      expect(frame.timestamp!.getTime()).toBeLessThanOrEqual(Date.now());
      // Only who has been told of the first one lets the next one come.
      if (depths.length === 1) sender!.end("&&\r\n0108101.5\r\n!!\r\n");
    }
    expect(depths).toEqual([100, 101.5]);
  });

  it("is let go when the loop is left", async () => {
    let closed: () => void;
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const address = await listen((socket) => {
      socket.on("error", () => {});
      socket.on("close", () => closed());
      socket.write("&&\r\n0108100\r\n!!\r\n");
    });
    for await (const _ of WitsStream.from(`tcp://${address}`)) break;
    await gone;
  });

  it("that nobody serves, or that falls silent, is a failure of the network", async () => {
    const read = async (stream: WitsStream): Promise<void> => {
      for await (const _ of stream);
    };
    await expect(read(WitsStream.fromTcp("127.0.0.1:1"))).rejects.toMatchObject({
      kind: "network",
      message: expect.stringContaining("nobody listens there"),
    });
    const silent = await listen((socket) => void socket.on("error", () => {}));
    await expect(read(WitsStream.fromTcp(silent, { idleTimeout: 100 }))).rejects.toThrow(/silent for 100 ms/);
    await expect(read(WitsStream.fromTcp("nonsense"))).rejects.toMatchObject({ kind: "usage" });
  });
});

describe("decode", () => {
  it("keeps no frame for the next one, whoever asks at the same time and with which options", async () => {
    const calls = Array.from({ length: 30 }, (_, i) =>
      i % 3 === 0
        ? decode(`0108${i},5`, { decimal: "comma" })
        : decode(i % 3 === 1 ? `&&\n0108${i}.5\n0101NO ${i}\n!!\n&&\n01089\n` : `0108${i}.5\n0110x`),
    );
    for (const [i, frame] of (await Promise.all(calls)).entries()) {
      expect(frame.get("DBTM")?.value).toBe(i + 0.5);
      expect(frame.get("WID")?.value).toBe(i % 3 === 1 ? `NO ${i}` : undefined);
      expect([frame.number, frame.offset, frame.rejects.length]).toEqual([1, 0, i % 3 === 2 ? 1 : 0]);
    }
    await expect(decode("")).resolves.toMatchObject({ number: 1 });
    await expect(decode("no frame && here")).rejects.toThrow("the text has no frame");
  });

  it("reads a single frame, with its marks or without", async () => {
    expect((await decode("&&\r\n01083650.40\r\n!!\r\n")).get("DBTM")?.value).toBe(3650.4);
    expect((await decode("01083650.40\n011323.38")).rop).toBe(23.38);
    expect((await decode("0108-9999")).get("DBTM")).toMatchObject({ value: null, text: "-9999" });
    expect((await decode("01081,5", { decimal: "comma" })).get("DBTM")?.value).toBe(1.5);
  });

  it("shows what it could not read, as JSON too", async () => {
    const frame = await decode("0108x\n0110100");
    expect(frame.rejects.map(({ reason }) => reason)).toEqual(["not-a-number"]);
    expect(JSON.parse(JSON.stringify(frame))).toEqual({ timestamp: null, offset: 0, items: { "0110": 100 } });
  });
});

it("nothing is done on import, and an unknown scheme says what there is", () => {
  expect(() => WitsStream.from("ftp://rig/log")).toThrow(/no source ftp:\/\/; there are tcp:\/\//);
});
