/** One Ctrl-C, or one `kill`, ends every command, whatever it waits for: each of these would wait for ever. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../until.js";
import { BINARY, SAMPLES, witskit } from "./binary.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-test-"));
const running = new Set<ChildProcess>();
/** Takes connections, and says nothing. */
const server = createServer((socket) => void socket.on("error", () => {}).resume());
let silent = 0;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  silent = (server.address() as AddressInfo).port;
});
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  server.close();
  rmSync(folder, { recursive: true, force: true });
});
spawnSync("mkfifo", [join(folder, "pipe")]);
const log = join(SAMPLES, "rig.wits");
witskit(["convert", log, "-o", "dataset", "--units", "metric"], { cwd: folder });
writeFileSync(
  join(folder, "long.wits"),
  "&&\r\n0105240101\r\n0106000000\r\n01085.5\r\n!!\r\n".repeat(200_000),
);

/** Whether a process has had nothing to do for a while: its clock stands still, and its main thread sleeps. */
function quiet(pid: number): () => boolean {
  let [looks, before] = [0, -1];
  return () => {
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1]!.split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    looks = fields[0] === "S" && ticks - before <= 1 ? looks + 1 : 0;
    if (looks === 0) before = ticks;
    return looks > 20;
  };
}

type Waits = readonly [line: string, more?: undefined | { readonly unread?: true; readonly said?: RegExp }];

/** What each command waits for: bytes of a pipe, standard input. */
const pipes: readonly Waits[] = ["-", "pipe"].flatMap((input): Waits[] => [
  [`convert ${input} -o out-${input}`],
  [`convert ${input} -o out-${input}.csv`],
  [`decode ${input}`],
  [`info ${input}`],
  [`qc ${input}`],
  [`validate ${input}`],
  [`sniff ${input}`],
  [`plot ${input} -o out-${input}.svg`],
  [`export ${input} -o out-${input}.las`],
  [`query SELECT(1) ${input}`],
  [`stream rig=${input === "-" ? "-" : `file://${folder}/pipe?follow`} -o recorded-${input}`],
]);

/** Runs a command, and when it waits sends it a signal. */
async function interrupted([line, { unread, said } = {}]: Waits, signal: NodeJS.Signals): Promise<void> {
  const child = spawn(process.execPath, [BINARY, ...line.split(" ")], { cwd: folder });
  running.add(child);
  let heard = "";
  const hear = (text: Buffer): void => {
    heard += text;
  };
  child.stderr.on("data", hear);
  // Who does not read what is said lets the pipe fill.
  if (unread === undefined) child.stdout.on("data", hear);
  let over = false;
  child.once("exit", () => {
    over = true;
  });
  const waits = said === undefined ? quiet(child.pid!) : (): boolean => said.test(heard);
  await until(() => over || waits());
  expect(over, `${line} does not wait: ${heard}`).toBe(false);
  child.kill(signal);
  await until(() => over);
  expect(heard).not.toMatch(/this is a bug/);
}

/** Every other one is sent Ctrl-C, the others what services are sent. */
const each = (rows: readonly Waits[]) =>
  rows.map((row, i) => [row[0], (i % 2 === 0 ? "SIGINT" : "SIGTERM") as NodeJS.Signals, row[1]] as const);

describe.concurrent("a command that waits", { timeout: 60_000 }, () => {
  it.each(each(pipes))("for bytes of a pipe: %s, %s", (line, signal, more) =>
    interrupted([line, more], signal),
  );

  it.each(
    each([
      ["decode long.wits", { unread: true }],
      ["decode long.wits --json", { unread: true }],
      ["convert long.wits -o - --format csv", { unread: true }],
      ["convert long.wits -o - --format arrow", { unread: true }],
      ["samples --create comprehensive -o -", { unread: true }],
      ["query FROM/**/range(10000000) dataset --format csv", { unread: true }],
      ["stream rig=replay://LONG?speed=max&loop -o - --format wits", { unread: true, said: /open/ }],
    ]),
  )("for a reader of standard output: %s, %s", (line, signal, more) =>
    interrupted([line.replace("LONG", join(folder, "long.wits")), more], signal),
  );

  it.each(
    each([
      ["mock-server tcp-listen://127.0.0.1:0", { said: /sends/ }],
      ["mock-server tcp://127.0.0.1:1 --clients 3", { said: /tried again/ }],
      ["mock-server udp://127.0.0.1:9", { said: /sends/ }],
      ["dashboard tcp://127.0.0.1:1 --web 0", { said: /http:/ }],
      ["dashboard tcp://127.0.0.1:1 --once"],
      ["dashboard mqtt://SILENT/rigs --once"],
      ["decode tcp://SILENT"],
      ["decode tls://SILENT"],
      ["decode mqtt://SILENT/rigs"],
      ["decode tcp-listen://127.0.0.1:0"],
      ["decode udp://127.0.0.1:0"],
      ["decode replay://LOG"],
      ["stream tcp://127.0.0.1:1 -o one", { said: /waiting/ }],
      ["stream tcp://192.0.2.1:9 -o two"],
      ["stream tls://SILENT -o three"],
      ["stream rig=mqtt://SILENT/rigs -o four"],
      ["stream rig=tcp://SILENT -o five --to-mqtt mqtt://SILENT/rigs --to-tcp 0", { said: /open/ }],
      ["stream tcp-listen://127.0.0.1:0 -o six --monitor 0", { said: /open/ }],
    ]),
  )("for others: %s, %s", async (line, signal, more) => {
    const words = line.replaceAll("SILENT", `127.0.0.1:${silent}`).replace("LOG", log);
    await interrupted([words, more], signal);
  });
});

const dataUrl = (script: string): string => `data:text/javascript,${encodeURIComponent(script)}`;

it("is told so, with its code, where a machine takes its time to load the words for it", async () => {
  const slow = join(folder, "slow");
  // From when the file is there each module takes half a second.
  const hook = `import { existsSync } from "node:fs";
    import { setTimeout as delay } from "node:timers/promises";
    export async function load(url, context, next) {
      if (existsSync(${JSON.stringify(slow)})) await delay(500);
      return next(url, context);
    }`;
  const starting = `import { register } from "node:module"; register(${JSON.stringify(dataUrl(hook))});`;
  const words = ["--import", dataUrl(starting), BINARY, "decode", `tcp://127.0.0.1:${silent}`];
  const child = spawn(process.execPath, words, { cwd: folder });
  running.add(child);
  let said = "";
  child.stderr.on("data", (text: Buffer) => {
    said += text;
  });
  await until(quiet(child.pid!));
  writeFileSync(slow, "");
  child.kill("SIGINT");
  const [code] = await once(child, "close");
  expect({ code, said }).toEqual({ code: 130, said: expect.stringContaining("[interrupted]") });
});
