/** What comes over one link goes on as WITS in another dialect: two processes one behind the other, by TCP and a serial line. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { dataOptions } from "../../src/input/feed/options.js";
import { WordCounter } from "../../src/input/link/sending/words.js";
import { Decoding, type Passing } from "../../src/live/subscribers/passing.js";
import { WitsReceivers } from "../../src/live/subscribers/wits-receivers.js";
import { codeOf } from "../../src/wits/catalog/code.js";
import { writingOf } from "../../src/wits/writing/writing.js";
import { hearWitskit, witskit } from "../cli/binary.js";
import { program } from "../program.js";
import { until } from "../until.js";

/** A rig that says what it is told to, to whoever is connected. */
async function rig(): Promise<{ port: number; say(text: string): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await until(() => server.listening);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const say = (text: string): void => {
    for (const socket of sockets) socket.write(text);
  };
  return { port: (server.address() as AddressInfo).port, say };
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "witskit-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

function heard(line: string, cwd: string) {
  const running = hearWitskit(line, cwd);
  onTestFinished(() => void running.child.kill("SIGKILL"));
  const items = (): Record<string, unknown>[] =>
    running.said.out
      .split("\n")
      .slice(0, -1)
      .map((text) => valuesIn(JSON.parse(text)));
  return { ...running, items, wits: () => /WITS at tcp:\/\/([\d.]+:\d+)/.exec(running.said.err)?.[1] };
}

const valuesIn = ({ items }: { items: { code: string; value: unknown }[] }): Record<string, unknown> =>
  Object.fromEntries(items.map(({ code, value }) => [code, value]));

const frame = (number: number): string =>
  `&&\r\n0104${number}\r\n0108${number}.25\r\n01095\r\n01211000\r\n!!\r\n`;
const frames = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, i) => frame(from + i)).join("");

/** Says frame 0 until it has come through: by then everybody is there. */
async function connected(say: (text: string) => void, there: () => boolean): Promise<void> {
  await until(() => {
    if (there()) return true;
    say(frame(0));
    return false;
  });
}

it("sends each frame on, with the codes and units of the receiver, which reads what the sender had", async () => {
  const cwd = folder();
  writeFileSync(join(cwd, "theirs.csv"), "code,mnemonic,unit\n6310,DBTM,F\n0121,SPPA,PSI\n0109,OTHER,\n");
  const { port, say } = await rig();
  const first = heard(
    `stream tcp://127.0.0.1:${port} -o - --units metric --to-wits tcp-listen://127.0.0.1:0 --map-out theirs.csv --decimals 3 --line-end lf`,
    cwd,
  );
  const address = await until(() => first.wits());
  const second = heard(`stream tcp://${address} -o - --map theirs.csv`, cwd);
  await connected(say, () => second.items().length > 0);
  say(frames(1, 50));
  await until(() => second.items().some((items) => items["0104"] === 50));
  const got = second.items().filter((items) => items["0104"] !== 0);
  expect(got).toEqual(
    Array.from({ length: 50 }, (_, i) => ({
      "0104": i + 1,
      "0121": 145.038,
      "6310": Number(((i + 1.25) / 0.3048).toFixed(3)),
    })),
  );
  first.child.kill("SIGINT");
  expect(await first.ended).toBe(130);
  expect(first.said.err).not.toContain("receivers of WITS were too slow");
  expect(first.said.err).toMatch(/receivers of WITS have no place for \d+ values of 0109/);
});

it("says nothing before the receiver's word, answers one with one frame, and takes no echo for a word", async () => {
  const { port, say } = await rig();
  const sender = heard(
    `stream tcp://127.0.0.1:${port} -o - --to-wits tcp-listen://127.0.0.1:0 --pason half`,
    folder(),
  );
  const address = await until(() => sender.wits());
  const [host, theirs] = address.split(":");
  const receiver = connect({ host, port: Number(theirs) });
  onTestFinished(() => void receiver.destroy());
  let text = "";
  receiver.on("data", (bytes) => {
    text += bytes;
  });
  const received = (): number[] => [...text.matchAll(/0104(\d+)/g)].map(([, number]) => Number(number));
  const passed = (number: number): boolean => sender.items().some((items) => items["0104"] === number);
  await connected(say, () => passed(0));
  // Who is spoken to without a pause is there when an answer comes.
  await until(() => {
    if (text !== "") return true;
    say(frame(0));
    receiver.write("&&\r\n0111-9999\r\n!!\r\n");
    return false;
  });
  const before = received().length;
  expect(text).toMatch(/^&&\r\n1984WITSKIT\r\n01040\r\n01080.25\r\n01095\r\n01211000\r\n!!\r\n/);
  say(frames(1, 20));
  await until(() => passed(20));
  receiver.write(`&&\r\n1984WITSKIT\r\n01081\r\n!!\r\n`);
  say(frame(21));
  await until(() => passed(21));
  receiver.write("&&\r\n0111-9999\r\n!!\r\n");
  await until(() => received().some((number) => number > 0));
  expect(before).toBeGreaterThan(0);
  sender.child.kill("SIGINT");
  await sender.ended;
  expect(sender.said.err).toMatch(/receivers of WITS were too slow, or silent, for \d+ frames/);
});

it("tells of numbers that are written as a null is, and counts the frames that waited for a receiver that left", async () => {
  const receivers = await WitsReceivers.open(
    "tcp-listen://127.0.0.1:0",
    new Decoding(await dataOptions({}, "long")),
    { pason: "half", writing: writingOf({ nulls: "-5" }) },
  );
  onTestFinished(() => receivers.end());
  const [, port] = /:(\d+)$/.exec(receivers.url)!;
  const receiver = connect({ host: "127.0.0.1", port: Number(port) });
  await until(() => !receivers.idle);
  const items = [8, 9].map((item) => ({
    kind: "item",
    code: codeOf(1, item),
    value: -5 * (item - 7),
    unit: "M",
  }));
  const frames = Array.from({ length: 20 }, () => ({
    timestamp: 0,
    vendor: undefined,
    lines: items,
    number: 1,
  }));
  await receivers.take({ frames: async () => frames } as unknown as Passing);
  expect(receivers.dropped).toBe(12);
  receiver.resetAndDestroy();
  await until(() => receivers.idle);
  expect(receivers.dropped).toBe(20);
  expect([...receivers.asNull]).toEqual([[codeOf(1, 8), 20]]);
  expect(receivers.leftOut.size).toBe(0);
  // Who must speak and has closed his side is gone, though nothing is written that would show it.
  const speechless = connect({ host: "127.0.0.1", port: Number(port) });
  await until(() => !receivers.idle);
  speechless.end();
  await until(async () => {
    await receivers.take({ frames: async () => frames } as unknown as Passing);
    return receivers.idle;
  });
});

const hasSocat = program("socat") !== undefined;

it.skipIf(!hasSocat)(
  `goes over a serial line${hasSocat ? "" : " (skipped: there is no socat)"}`,
  async () => {
    const cwd = folder();
    const [one, other] = [join(cwd, "one"), join(cwd, "other")];
    const socat = spawn("socat", [`pty,raw,echo=0,link=${one}`, `pty,raw,echo=0,link=${other}`]);
    onTestFinished(() => void socat.kill());
    await until(() => existsSync(one) && existsSync(other));
    const { port, say } = await rig();
    const sender = heard(`stream tcp://127.0.0.1:${port} -o - --to-wits serial://${one}`, cwd);
    const receiver = heard(`stream serial://${other} -o -`, cwd);
    await connected(say, () => receiver.items().length > 0);
    say(frames(1, 20));
    await until(() => receiver.items().some((items) => items["0104"] === 20));
    expect(receiver.items().filter((items) => items["0104"] !== 0)).toEqual(
      Array.from({ length: 20 }, (_, i) => ({ "0104": i + 1, "0108": i + 1.25, "0109": 5, "0121": 1000 })),
    );
    sender.child.kill("SIGINT");
    await sender.ended;
  },
);

it("counts the receiver's frames however they are cut, and none of its own that come back", () => {
  const said = Buffer.from(
    "&&\r\n0111-9999\r\n!!\r\n&&\r\n1984WITSKIT\r\n01081\r\n!!\r\n&&\r\n1984OTHER\r\n!!\r\n",
  );
  for (const length of [1, 2, 3, 7, said.length]) {
    const words = new WordCounter("1984WITSKIT");
    let frames = 0;
    for (let at = 0; at < said.length; at += length) frames += words.count(said.subarray(at, at + length));
    expect({ length, frames }).toEqual({ length, frames: 2 });
  }
});

it("tells before it begins that nothing says the units which the receiver wants", () => {
  const cwd = folder();
  writeFileSync(join(cwd, "theirs.csv"), "code,mnemonic,unit\n0121,SPPA,PSI\n");
  const line = "stream tcp://127.0.0.1:9 -o - --to-wits tcp-listen://127.0.0.1:0 --map-out theirs.csv";
  expect(witskit(line, { cwd })).toMatchObject({
    code: 2,
    err: expect.stringContaining("declare it with --units"),
  });
});

it.each([
  ["stream tcp://127.0.0.1:9 -o - --vendor X", "--vendor is not kept: it tells how WITS is written"],
  ["stream tcp://127.0.0.1:9 -o - --to-wits mqtt://broker/x", "WITS is sent to tcp-listen://"],
])("%s is refused", (line, message) => {
  expect(witskit(line, { cwd: tmpdir() })).toMatchObject({ code: 2, err: expect.stringContaining(message) });
});
