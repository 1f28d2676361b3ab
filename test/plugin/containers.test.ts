/** Containers and sinks of plugins: what they bring is used as ours is, and no byte or row goes astray by what they say of it. */
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hearWitskit, SAMPLES, witskit } from "../cli/binary.js";
import { until } from "../until.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "witskit-added-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const STARRED = join(SAMPLES, "plugins/starred.mjs");
const run = (line: string) => witskit(line, { cwd: folder });
const put = (name: string, text: string | Buffer): void => writeFileSync(join(folder, name), text);
const list = (modules: readonly string[], more = "", patience = "10s"): void =>
  put("witskit.toml", `${more}[plugins]\npatience = "${patience}"\nmodules = ${JSON.stringify(modules)}\n`);

/** A container whose reader has such parts. */
const container = (name: string, parts: string): void =>
  put(
    `${name}.mjs`,
    `export const plugin = { api: 1, name: "${name}", version: "1", containers: { ${name}: { words: "x", cuts: "frame", reader: () => ({ ${parts} }) } } };`,
  );

const plain = readFileSync(join(SAMPLES, "rig.wits"), "latin1");
/** Each line with a checksum behind it. */
const starred = Buffer.from(plain.replace(/(?<=[^\r\n])(?=\r?\n)/g, "*5A"), "latin1");

describe("a container of a plugin", { timeout: 60_000 }, () => {
  test("gives the rows of the plain log, with their places in the source, and every byte is counted", () => {
    list([STARRED]);
    put("plain.log", Buffer.from(plain, "latin1"));
    mkdirSync(join(folder, "logs"));
    // A line that is none is rejected, where it stands.
    for (const name of ["a", "b"])
      put(`logs/${name}.log`, Buffer.concat([starred, Buffer.from("0108\x01*5\r\n")]));
    const done = run("convert logs/ -o rows/ --format csv --input plugin:starred --workers 2 --stats json");
    expect(done.code, done.err).toBe(0);
    const { bytes, rejects, sources } = JSON.parse(done.out) as {
      readonly bytes: Readonly<Record<string, number>>;
      readonly rejects: object;
      readonly sources: readonly { readonly container: string }[];
    };
    const { total, framing, items, blank, rejected } = bytes;
    expect(total).toBe(2 * (starred.length + 9));
    expect(framing! + items! + blank! + rejected!).toBe(total);
    expect(rejects).toEqual({ "outside-frame": 2 });
    expect(sources.map((source) => source.container)).toEqual(["plugin:starred", "plugin:starred"]);
    expect(run("convert plain.log -o plain/ --format csv").code).toBe(0);
    const rows = (dataset: string) =>
      readdirSync(join(folder, dataset, "record=01"))
        .flatMap((name) =>
          readFileSync(join(folder, dataset, "record=01", name), "utf8")
            .trim()
            .split(/\r?\n/)
            .slice(1),
        )
        .map((row) => row.split(","));
    const ofA = rows("rows").filter((row) => row[1] === "logs/a.log");
    const without = (all: readonly string[][]) => all.map(([time, , , ...values]) => [time, ...values]);
    expect(ofA).toHaveLength(1138);
    expect(without(ofA)).toEqual(without(rows("plain")));
    for (const [, , offset] of ofA)
      expect(starred.subarray(Number(offset), Number(offset) + 2).toString()).toBe("&&");
  });

  const liars: readonly (readonly [parts: string, why: string])[] = [
    ['read() { throw new Error("wet") }', "reading a source threw wet"],
    ["read(line, at, output) { output.copy(line, at - 1); return true }", "do not stand in the unit"],
    ["read(line, at, output) { output.copy(line.map(() => 48), at); return true }", "other bytes stand at"],
    ["read(line, at, output) { output.put(48, at); output.put(48, at); return true }", "would stand for two"],
    ["read(line, at, output) { output.put(48, at, 1e6); return true }", "do not stand in the unit"],
    ["read(line, at, output) { output.put(48, at); return false }", "answers false for the unit at byte 0"],
    ["endOf: (bytes) => bytes.length + 1, read: () => true", "endOf answers"],
    ["endOf: (bytes, from) => from, read: () => true", "endOf answers"],
    ["read: () => 1", "read answers neither true nor false"],
  ];

  test("that lies about bytes or throws is named, and the other sources are read", () => {
    for (const [i, [parts]] of liars.entries()) {
      container(`liar${i}`, parts);
      put(`logs-${i}.log`, starred.subarray(0, 2000));
    }
    put("logs-good.log", starred);
    list([...liars.keys()].map((i) => `./liar${i}.mjs`).concat(STARRED));
    const told = [...liars.keys()].map((i) => `--input logs-${i}.log=plugin:liar${i}`);
    const { code, err } = run(
      `convert ${[...liars.keys(), "good"].map((i) => `logs-${i}.log`).join(" ")} -o rows/ --input plugin:starred ${told.join(" ")}`,
    );
    expect(code, err).toBe(3);
    for (const [i, [parts, why]] of liars.entries()) {
      const said = err.split("\n").find((line) => line.includes(`the plugin liar${i} is disabled: `));
      expect(said, parts).toContain(why);
    }
    const sources = run(
      "query SELECT/**/source,count(*)/**/FROM/**/r01/**/GROUP/**/BY/**/1 rows/ --format csv",
    );
    expect(sources.out.trim().split("\n").slice(1)).toEqual(["logs-good.log,1138"]);
  });

  test("must be there: a name that is mistaken, and a plugin that is broken", () => {
    put("rig.log", starred);
    list([STARRED]);
    const mistaken = run("convert rig.log -o rows.parquet --input plugin:stard");
    expect(mistaken).toMatchObject({ code: 2 });
    expect(mistaken.err).toContain("no plugin that [plugins] of witskit.toml lists has this container");
    put("broken.mjs", 'throw new Error("no licence");');
    list(["./broken.mjs"]);
    const broken = run("convert rig.log -o rows.parquet --input plugin:starred");
    expect(broken).toMatchObject({ code: 3 });
    expect(broken.err).toContain("no licence");
    rmSync(join(folder, "witskit.toml"));
    expect(run("convert rig.log -o rows.parquet --input plugin:starred")).toMatchObject({ code: 2 });
  });

  test("that hangs holds up no recording, is told by /ready, and what was recorded is read once it is mended", async () => {
    container("starred", "read() { for (;;); }");
    list(["./starred.mjs"], 'input = "plugin:starred"\n', "5s");
    let left: Buffer | undefined = starred;
    const rig = createServer((socket) => {
      socket.on("error", () => {});
      if (left !== undefined) socket.write(left);
      left = undefined;
    }).listen(0, "127.0.0.1");
    await once(rig, "listening");
    const { port } = rig.address() as AddressInfo;
    const line = `stream rig=tcp://127.0.0.1:${port} -o rig/ --monitor 0 --rotate-every 1s`;
    const recorder = hearWitskit(line, folder);
    try {
      const [, monitor] = await until(() => /metrics at (\S+)\/metrics/.exec(recorder.said.err) ?? undefined);
      const bytes = `witskit_link_bytes_total{link="rig"} ${starred.length}`;
      await until(async () => (await (await fetch(`${monitor}/metrics`)).text()).includes(bytes));
      const reasons = await until(async () => {
        const { reasons = [] } = (await (await fetch(`${monitor}/ready`)).json()) as { reasons?: string[] };
        return reasons.some((why) => why.startsWith("the plugin")) ? reasons : undefined;
      });
      expect(reasons).toContain("the plugin starred is disabled: reading a source took more than 5 s");
      recorder.child.kill("SIGTERM");
      expect(await recorder.ended).toBe(0);
      list([STARRED], 'input = "plugin:starred"\n');
      const mended = hearWitskit(line, folder);
      await until(() => mended.said.err.includes("metrics at"));
      mended.child.kill("SIGTERM");
      expect(await mended.ended).toBe(0);
    } finally {
      recorder.child.kill("SIGKILL");
      rig.close();
    }
    expect(run("query SELECT/**/count(*)/**/FROM/**/r01 rig/ --format csv").out).toContain("1138");
  });
});

describe("a sink of a plugin", { timeout: 60_000 }, () => {
  test("gets all rows of an export, and shows them when all are there", () => {
    list([join(SAMPLES, "plugins/inbox.mjs")]);
    const { code, err } = run(
      `export ${join(SAMPLES, "rig.wits")} -o inbox://${folder}/inbox --units metric`,
    );
    expect(code, err).toBe(0);
    expect(err).toMatch(/wrote inbox:\/\/\S+\/inbox: r01 1,138 rows, /);
    const lines = readFileSync(join(folder, "inbox/r01.jsonl"), "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(1138);
    expect(JSON.parse(lines[0]!)).toMatchObject({ source: expect.stringContaining("rig.wits"), offset: 0 });
    expect(readdirSync(join(folder, "inbox")).filter((name) => !/^[a-z0-9]+\.jsonl$/.test(name))).toEqual([]);
    expect(run(`export ${join(SAMPLES, "rig.wits")} -o inbox://${folder}/x?speed=3`).err).toContain(
      "inbox has no parameter speed",
    );
  });

  test("counts what it leaves out, and no more than it was given; what fails leaves nothing", () => {
    const sink = (name: string, write: string): void =>
      put(
        `${name}.mjs`,
        `import { writeFileSync, rmSync } from "node:fs"; export const plugin = { api: 1, name: "${name}", version: "1", sinks: { ${name}: () => ({ begin: () => ({ write(batch) { writeFileSync("${name}.part", "x"); ${write} } }), commit() { writeFileSync("${name}.out", "x") }, abort() { rmSync("${name}.part") } }) } };`,
      );
    sink("some", 'return { "have no owner": 1 };');
    sink("liar", 'return { "have no owner": batch.rows + 1 };');
    sink("paper", 'throw new Error("paper is out");');
    list(["some", "liar", "paper"].map((name) => `./${name}.mjs`));
    put("rig.log", plain.slice(0, 20_000));
    const log = "rig.log";
    const some = run(`export ${log} -o some://user:secret@office/ --records 1`);
    expect(some.code).toBe(0);
    expect(some.err).toMatch(/wrote some:\/\/user:\*\*\*@office\/: r01 (\d+) of (\d+) rows/);
    expect(some.err).toMatch(/left out that have no owner/);
    for (const [name, why] of [
      ["liar", "must tell rows by the reason"],
      ["paper", "writing rows threw paper is out"],
    ]) {
      const { code, err } = run(`export ${log} -o ${name}:// --records 1`);
      expect(err).toContain(`the plugin ${name} is disabled: `);
      expect(err).toContain(why);
      expect(code).toBe(2);
      expect(existsSync(join(folder, `${name}.out`)), name).toBe(false);
    }
    expect(existsSync(join(folder, "paper.part"))).toBe(true);
  });
});

test.each([
  ["kafka", 9092, "@platformatic/kafka", "topic"],
  ["amqp", 5672, "amqplib", "queue"],
])("the plugin for %s says what it needs, and what it does not understand", (scheme, port, library, what) => {
  list([join(SAMPLES, `plugins/${scheme}.mjs`)]);
  const missing = run(`${scheme}-send ${scheme}://127.0.0.1:1/rigs`);
  expect(missing.code).not.toBe(0);
  expect(missing.err).toContain(`npm install ${library}`);
  const place = `${scheme}://broker:${port}/${what}`;
  expect(run(`${scheme}-send rigs`).err).toContain(`write it as witskit ${scheme}-send ${place}`);
  expect(run(`decode ${scheme}://127.0.0.1:1/`).err).toContain(`write it as ${place}`);
});
