/** What a target is given of a journal: all of it in order, later where it was away, and again what it did not say that it has. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { Failure } from "../../src/failure/failure.js";
import type { DeliveryPiece, DeliveryTarget } from "../../src/live/delivery/target.js";
import type { Recorder } from "../../src/live/recorder.js";
import { filesIn } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";
import { type RecordingOptions, recorder, rowsIn } from "./recording.js";

/** Somebody who notes what he is given, and may be away. */
class Receiver implements DeliveryTarget {
  readonly name: string;
  readonly shown: string;
  readonly largest: number;
  away = false;
  /** How many pieces he takes before he fails once. */
  failsAfter: number | undefined;
  readonly pieces: DeliveryPiece[] = [];
  opened = 0;
  /** Milliseconds that he takes for a piece, and how many he was given at once of one stream. */
  patience = 0;
  most = 0;
  readonly #now = new Map<string, number>();

  constructor(name = "hub", largest = 4096) {
    this.name = name;
    this.shown = name;
    this.largest = largest;
  }

  async open() {
    if (this.away) throw new Failure("unreachable", `${this.name} is away`);
    this.opened++;
    return {
      deliver: async (piece: DeliveryPiece) => {
        if (this.failsAfter !== undefined && this.failsAfter-- === 0) {
          this.failsAfter = undefined;
          throw new Failure("connection-broken", "it broke off");
        }
        const now = (this.#now.get(piece.stream) ?? 0) + 1;
        this.#now.set(piece.stream, now);
        this.most = Math.max(this.most, now);
        this.pieces.push(piece);
        if (this.patience > 0) await delay(this.patience);
        this.#now.set(piece.stream, now - 1);
      },
      close: async () => {},
    };
  }

  text(stream = "rig"): string {
    return this.of(stream)
      .map(({ bytes }) => Buffer.from(bytes).toString("latin1"))
      .join("");
  }

  of(stream: string): DeliveryPiece[] {
    return this.pieces.filter((piece) => piece.stream === stream);
  }
}

const frame = (depth: number): string => `&&\r\n0108${depth}\r\n!!\r\n`;
const frames = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => frame(from + i)).join("");

const START = Date.parse("2026-01-01T00:00:00Z");

function give(into: Recorder, text: string, { arrival = START, connection = 1, stream = "rig" } = {}): void {
  void into.take(stream, { connection, bytes: Buffer.from(text), arrival });
}

async function running(output: string, options: RecordingOptions): Promise<Recorder> {
  const one = await recorder(output, options);
  onTestFinished(() => one.stop(5000).catch(() => {}));
  return one;
}

const waiting = (output: string): string[] =>
  existsSync(join(output, "_witskit/undelivered"))
    ? filesIn(join(output, "_witskit/undelivered")).filter((file) => file.endsWith(".wits"))
    : [];

describe("a target", () => {
  it("that is away gets all in order from a later run, and what waited for it goes then", async () => {
    const output = temporaryFolder();
    const hub = new Receiver();
    hub.away = true;
    const troubles: (string | undefined)[] = [];
    const first = await recorder(output, {
      targets: [hub],
      onDelivery: (_, trouble) => troubles.push(trouble),
    });
    give(first, frames(0, 50));
    await until(() => first.status.queuedBytes === 0);
    expect(await first.rotate()).toBe(true);
    give(first, frames(50, 80), { arrival: START + 5000 });
    await until(() => troubles.length > 0);
    await first.stop(5000);
    expect(troubles).toEqual(["hub is away"]);
    expect(first.status.deliveries).toMatchObject([
      {
        target: "hub",
        open: false,
        delivered: 0,
        pendingBytes: frames(0, 80).length,
        trouble: "hub is away",
      },
    ]);
    expect(waiting(output)).toHaveLength(2);

    hub.away = false;
    const second = await running(output, { targets: [hub] });
    give(second, frames(80, 90), { arrival: START + 9000 });
    await until(() => hub.text() === frames(0, 90));
    expect(hub.pieces.map(({ offset }) => offset)).toEqual(
      hub.pieces.map((_, i) => hub.pieces.slice(0, i).reduce((sum, { bytes }) => sum + bytes.length, 0)),
    );
    expect(hub.pieces.flatMap(({ arrivals }) => arrivals.map(({ at }) => at - START))).toEqual([
      0, 5000, 9000,
    ]);
    await second.stop(5000);
    expect(waiting(output)).toEqual([]);
    expect((await rowsIn(output))["record=01"]).toHaveLength(90);

    const third = await recorder(output, { targets: [hub] });
    await until(() => third.status.deliveries[0]!.open);
    await third.stop(5000);
    expect(hub.text()).toBe(frames(0, 90));
  });

  it("gets again from the same place what it did not take, and other streams meanwhile", async () => {
    const hub = new Receiver("hub", 100);
    hub.failsAfter = 2;
    const one = await running(temporaryFolder(), { targets: [hub] });
    give(one, frames(0, 30));
    give(one, frames(0, 30), { stream: "other" });
    await until(() => hub.text() === frames(0, 30) && hub.text("other") === frames(0, 30));
    expect(hub.opened).toBe(2);
  });

  it("is given one piece of a stream at a time, however often more comes meanwhile", async () => {
    const hub = new Receiver();
    hub.patience = 30;
    const one = await running(temporaryFolder(), { targets: [hub] });
    for (let i = 0; i < 20; i++) {
      give(one, frame(100 + i));
      await until(() => one.status.lag === 0);
    }
    await until(() => hub.text() === frames(100, 120));
    expect(hub.most).toBe(1);
  });

  it("gets whole frames: what is open waits, and ends where its connection does", async () => {
    const hub = new Receiver();
    const one = await running(temporaryFolder(), { targets: [hub] });
    give(one, `${frame(1)}&&\r\n0108`);
    await until(() => hub.pieces.length === 1);
    expect(hub.text()).toBe(frame(1));
    give(one, "2\r\n!!\r\n&&\r\n01");
    await until(() => hub.text() === frames(1, 3));
    give(one, frame(7), { connection: 2 });
    await until(() => hub.text() === `${frames(1, 3)}&&\r\n01${frame(7)}`);
    const joined = hub.pieces.map((piece) => [Buffer.from(piece.bytes).toString("latin1"), piece.joined]);
    expect(joined).toEqual([
      [frame(1), false],
      [frame(2), true],
      ["&&\r\n01", true],
      [frame(7), false],
    ]);
  });

  it("gets a frame that is longer than a piece in several, the later ones joined", async () => {
    const hub = new Receiver("hub", 64);
    const one = await running(temporaryFolder(), { targets: [hub] });
    const long = `&&\r\n${Array.from({ length: 40 }, (_, i) => `01${String(i + 10)}${i}\r\n`).join("")}!!\r\n`;
    give(one, `${long}${frame(1)}`);
    await until(() => hub.text() === `${long}${frame(1)}`);
    expect(hub.pieces.slice(1).every(({ joined }) => joined)).toBe(true);
    expect(Math.max(...hub.pieces.map(({ bytes }) => bytes.length))).toBe(64);
  });

  it("goes without the oldest when the quota is used up: what the rig sends comes first", async () => {
    const output = temporaryFolder();
    const hub = new Receiver("hub", 1 << 16);
    hub.away = true;
    const quota = 420_000;
    const first = await recorder(output, { targets: [hub], quota });
    let sent = 0;
    for (let i = 0; i < 4; i++) {
      give(first, frames(sent, sent + 4000));
      sent += 4000;
      await until(() => first.status.queuedBytes === 0);
      await first.rotate();
    }
    await first.stop(5000);
    hub.away = false;
    const second = await running(output, { targets: [hub], quota });
    await until(() => second.status.deliveries[0]!.pendingBytes === 0);
    const [{ offset }] = hub.pieces as [DeliveryPiece];
    expect(offset).toBeGreaterThan(0);
    expect(hub.text()).toBe(frames(0, sent).slice(offset));
    expect((await rowsIn(output))["record=01"]).toHaveLength(sent);
  });

  it("that had begun is told what it goes without", async () => {
    const output = temporaryFolder();
    const hub = new Receiver("hub", 1 << 16);
    const first = await recorder(output, { targets: [hub] });
    give(first, frames(0, 10));
    await until(() => hub.text() === frames(0, 10));
    hub.away = true;
    await first.stop(5000);
    const second = await recorder(output, { targets: [hub] });
    give(second, frames(10, 20));
    await second.stop(5000);
    rmSync(join(output, "_witskit/undelivered"), { recursive: true });
    hub.away = false;
    const notes: string[] = [];
    const third = await running(output, { targets: [hub], onNote: (note) => notes.push(note) });
    give(third, frames(20, 30));
    await until(() => hub.text() === frames(0, 10) + frames(20, 30));
    expect(notes).toEqual([expect.stringContaining("rig: hub goes without 160 bytes from 150 on")]);
    expect(third.status.deliveries[0]).toMatchObject({ skipped: 160 });
  });

  it("of an earlier run is kept for until its file is taken away", async () => {
    const output = temporaryFolder();
    const hub = new Receiver();
    hub.away = true;
    const first = await recorder(output, { targets: [hub] });
    give(first, frames(0, 10));
    await first.stop(5000);
    const notes: string[] = [];
    const second = await recorder(output, { onNote: (note) => notes.push(note) });
    give(second, frames(10, 20));
    await second.stop(5000);
    expect(notes).toEqual([
      expect.stringContaining("hub was delivered to by an earlier run, and is not by this one"),
    ]);
    // Given nothing yet, it has a file all the same.
    expect(readdirSync(join(output, "_witskit/delivery"))).toEqual(["hub.json"]);
    expect(waiting(output)).toHaveLength(2);
    rmSync(join(output, "_witskit/delivery/hub.json"));
    const third = await recorder(output);
    await third.stop(5000);
    expect(waiting(output)).toEqual([]);
  });

  it("leaves what is to be kept raw where it is kept", async () => {
    const output = temporaryFolder();
    const hub = new Receiver();
    const one = await recorder(output, { targets: [hub], keepRaw: true });
    give(one, frames(0, 10));
    await until(() => hub.text() === frames(0, 10));
    await one.stop(5000);
    const again = await recorder(output, { targets: [hub], keepRaw: true });
    await again.stop(5000);
    expect(waiting(output)).toEqual([]);
    expect(filesIn(join(output, "_witskit/raw")).filter((file) => file.endsWith(".wits"))).toHaveLength(1);
  });

  it("must have a name of its own", async () => {
    const twins = [new Receiver(), new Receiver()];
    await expect(recorder(temporaryFolder(), { targets: twins })).rejects.toThrow(
      "two targets are called hub",
    );
  });
});
