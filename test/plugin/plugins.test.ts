/** Plugins as people list them: what they bring is used as ours is, and one that fails fails alone. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startMockRig } from "../../src/samples/mock/rig.js";
import { hearWitskit, SAMPLES, witskit } from "../cli/binary.js";
import { until } from "../until.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "witskit-plugins-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PLUGINS = join(SAMPLES, "plugins");
const RIG = join(SAMPLES, "rig.wits");

function list(modules: readonly string[], more = ""): void {
  const paths = modules.map((module) => JSON.stringify(module)).join(", ");
  writeFileSync(join(folder, "witskit.toml"), `[plugins]\nmodules = [${paths}]\n${more}`);
}
const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const run = (line: string) => witskit(line, { cwd: folder });

/** A plugin of so many parts, named as its file. */
const plugin = (name: string, parts: string): void =>
  put(`${name}.mjs`, `export const plugin = { api: 1, name: "${name}", version: "1", ${parts} };`);

describe("a plugin of the samples", { timeout: 60_000 }, () => {
  test("is a transport: its links are decoded and recorded", () => {
    list([join(PLUGINS, "text.mjs")]);
    expect(run("decode text:///0108650.4,0110651 --json").out).toContain('"value":650.4');
    expect(run("stream text:///0108650.4,0110651?times=3 -o rig/")).toMatchObject({ code: 0 });
    const rows = run("query SELECT(DBTM),DMEA,source/**/FROM/**/r01 rig/ --format csv");
    expect(rows.out).toBe(
      `DBTM,DMEA,source\n${"650.4,651,text:///0108650.4,0110651\n".repeat(3)}`.replaceAll(
        "text:///0108650.4,0110651",
        '"text:///0108650.4,0110651"',
      ),
    );
    const wrong = run("decode text:///depth");
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.err).toContain("write its items as /0108650.4,0110651");
    expect(run("decode text:///0108650.4?time=3").err).toContain("Did you mean times?");
  });

  test("is an exporter: a format by its ending and by its name", () => {
    list([join(PLUGINS, "markdown.mjs")]);
    const { code } = run(`export ${RIG} -o rig.md --records 1 --units metric`);
    expect(code).toBe(0);
    const lines = readFileSync(join(folder, "rig.md"), "utf8").trimEnd().split("\n");
    expect(lines.slice(0, 4).map((line) => line.slice(0, 40))).toEqual([
      "## General Time-Based",
      "",
      "| timestamp | source | offset | WID | SK",
      "| --- | --- | --- | --- | --- | --- | --",
    ]);
    expect(run(`export ${RIG} -o rig.csv --records 1 --units metric`).code).toBe(0);
    const rows = readFileSync(join(folder, "rig.csv"), "utf8").trimEnd().split(/\r?\n/);
    expect(lines.length - 4).toBe(rows.length - 1);
    const [time, , offset] = rows.at(-1)!.split(",");
    expect(lines.at(-1)).toContain(`| ${time!.replace(" ", "T")} |`);
    expect(lines.at(-1)).toContain(`| ${offset} |`);
    expect(run(`export ${RIG} -o tables/ --format md`).code).toBe(0);
    expect(run(`export ${RIG} -o rig.md --records 1`).err).toContain("--force");
  });

  test("is a measure", () => {
    list([join(PLUGINS, "greatest-load.mjs")]);
    const { out, code } = run(`measure greatest-load ${RIG} --units metric`);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      value: 99.72,
      unit: "KDN",
      time: "2024-03-01T06:10:27.000",
      depth: 2975.42,
    });
    expect(run(`measure greatest ${RIG}`)).toMatchObject({ code: 2 });
    expect(run(`measure greatest-lod ${RIG}`).err).toContain("did you mean greatest-load?");
  });
});

describe("a plugin of one's own", { timeout: 60_000 }, () => {
  test("is a package, found from the file that lists it, and gets its settings", () => {
    const home = join(folder, "node_modules/witskit-plugin-hello");
    mkdirSync(home, { recursive: true });
    const manifest = { name: "witskit-plugin-hello", type: "module", exports: { import: "./hello.mjs" } };
    writeFileSync(join(home, "package.json"), JSON.stringify(manifest));
    cpSync(join(PLUGINS, "text.mjs"), join(home, "text.mjs"));
    put(
      "node_modules/witskit-plugin-hello/hello.mjs",
      `let who; export const plugin = { api: 1, name: "hello", version: "1", start: (told) => { who = told.who },
        commands: { hello: { summary: "Greet.", run({ words, print }) { console.log("aside"); print([who, ...words].join(" ")); return 3 } } } };`,
    );
    list(["witskit-plugin-hello"], '[plugins.hello]\nwho = "driller"\n');
    // Data alone stands on standard output.
    expect(run("hello --loud x")).toMatchObject({ code: 3, out: "driller --loud x\n", err: "aside\n" });
    expect(run("hallo").err).toContain("there is no command hallo");
  });

  const unusable: readonly (readonly [what: string, text: string, why: string])[] = [
    [
      "has another api",
      'export const plugin = { api: 9, name: "x", version: "1" };',
      "its api is 9, and this program has 1",
    ],
    ["exports nothing", "export default {};", "it does not export `plugin`"],
    ["cannot be parsed", "export const = ", "Unexpected token"],
    ["throws when it is loaded", 'throw new Error("no licence");', "no licence"],
    ["throws nothing that is an error", "throw undefined;", "undefined"],
    ["ends its process", "process.exit(0);", "it has ended its thread"],
    [
      "is called like a scheme of ours",
      'export const plugin = { api: 1, name: "x", version: "1", transports: { tcp() {} } };',
      "its scheme tcp is there already, of witskit itself",
    ],
    [
      "takes an ending of ours",
      'export const plugin = { api: 1, name: "x", version: "1", exporters: { x: { endings: [".csv"], open() {} } } };',
      "its ending .csv is there already",
    ],
    [
      "takes a command of ours",
      'export const plugin = { api: 1, name: "x", version: "1", commands: { convert: { summary: "", run() {} } } };',
      "its command convert is there already",
    ],
    [
      "brings what is no function",
      'export const plugin = { api: 1, name: "x", version: "1", measures: { x: 3 } };',
      "measures.x is no function",
    ],
  ];

  test("that cannot be used is refused, and the others are not", () => {
    for (const [i, [, text]] of unusable.entries()) put(`broken-${i}.mjs`, text);
    list([...unusable.keys()].map((i) => `./broken-${i}.mjs`).concat(join(PLUGINS, "text.mjs")));
    const checked = run("plugins check --json");
    expect(checked.code).toBe(1);
    const told = JSON.parse(checked.out) as { readonly name: string; readonly disabled: string | null }[];
    for (const [i, [what, , why]] of unusable.entries()) expect(told[i]!.disabled, what).toContain(why);
    expect(told.at(-1)).toMatchObject({ name: "text", disabled: null, transports: ["text"] });
    const config = run("config check");
    expect(config).toMatchObject({ code: 1 });
    expect(config.out.split("witskit.toml:2: the plugin ")).toHaveLength(unusable.length + 1);
    expect(run("decode text:///0108650.4")).toMatchObject({ code: 0 });
  });

  test("that does not come to its end is not waited for", () => {
    put("waits.mjs", "await new Promise(() => setInterval(() => {}, 1000));");
    put("stuck.mjs", "for (;;);");
    list(["./waits.mjs", "./stuck.mjs"], 'patience = "1s"\n');
    const told = JSON.parse(run("plugins list --json").out) as { readonly disabled: string }[];
    expect(told.map(({ disabled }) => disabled)).toEqual(Array(2).fill("loading took more than 1 s"));
  });

  test("that answers what it should not is named", () => {
    plugin(
      "odd",
      'measures: { odd: () => ({ needs: ["depth of hole"], add() {}, end() {} }), slow: () => ({ needs: [], add() { for (;;); }, end() {} }), closed: () => ({ needs: [], add() {}, end: () => () => 1 }) }, exporters: { odd: { endings: [".odd"], open: () => ({ write() { throw new Error("ink is out") }, end() {} }) } }',
    );
    list(["./odd.mjs"]);
    const needs = run(`measure odd ${RIG}`);
    expect(needs).toMatchObject({ code: 2 });
    expect(needs.err).toContain('the plugin odd is disabled: measures.odd needs ["depth of hole"]');
    expect(run(`measure closed ${RIG}`).err).toContain("ending a measure threw");
    const ink = run(`export ${RIG} -o rig.odd --records 1`);
    expect(ink).toMatchObject({ code: 2 });
    expect(ink.err).toContain("writing rows threw ink is out");
    expect(() => readFileSync(join(folder, "rig.odd"))).toThrow("ENOENT");
    list(["./odd.mjs"], 'patience = "2s"\n');
    expect(run(`measure slow ${RIG}`).err).toContain("measuring a page took more than 2 s");
  });
});

describe("a stream", { timeout: 60_000 }, () => {
  test("goes on without a plugin that throws, is stuck, or answers what are no bytes, and says so once", async () => {
    const connection = (next: string): string =>
      `() => ({ async open() { let n = 0; return { connections: (async function* () { yield { peer: "x", lost: 0, async next() { if (n++ === 0) return { bytes: Buffer.from("&&\\n0108650.4\\n!!\\n"), arrival: Date.now() }; ${next} }, async close() {} } })(), async close() {} } } })`;
    plugin("throws", `transports: { throws: ${connection('throw new Error("a cable");')} }`);
    plugin("stuck", `transports: { stuck: ${connection("for (;;);")} }`);
    plugin("wrong", `transports: { wrong: ${connection('return { bytes: "text", arrival: 1 };')} }`);
    plugin("patient", `transports: { patient: ${connection("return new Promise(() => {});")} }`);
    plugin(
      "away",
      'transports: { away: () => ({ async open() { throw Object.assign(new Error("no carrier"), { code: "ECONNREFUSED" }) } }) }',
    );
    put("broken.mjs", 'throw new Error("no licence")');
    const names = ["throws", "stuck", "wrong", "patient", "away"];
    list(
      [...names, "broken"].map((name) => `./${name}.mjs`),
      'patience = "3s"\n',
    );
    const rig = await startMockRig({ data: "short", rate: 50, loop: true });
    const links = [...names, "unknown"].map((name) => `${name}=${name}://`).join(" ");
    const stream = hearWitskit(`stream rig=${rig.url} ${links} -o rig/ --monitor 0`, folder);
    try {
      const [, monitor] = await until(() => /metrics at (\S+)\/metrics/.exec(stream.said.err) ?? undefined);
      const ready = async () => (await (await fetch(`${monitor}/ready`)).json()) as { reasons?: string[] };
      const reasons = await until(async () => {
        const { reasons = [] } = await ready();
        const disabled = reasons.filter((one) => one.startsWith("the plugin "));
        return disabled.length === 4 ? reasons : undefined;
      });
      for (const why of [
        "the plugin throws is disabled: reading its link threw a cable",
        "the plugin stuck is disabled: its thread has been stuck for 6 s",
        "the plugin wrong is disabled: reading its link threw what a connection answers as bytes is no Uint8Array",
        "the plugin ./broken.mjs is disabled: no licence",
      ]) {
        expect(reasons).toContain(why);
        expect(stream.said.err.split(`witskit: ${why}`)).toHaveLength(2);
      }
      expect(reasons.join("\n")).toMatch(/away is waiting: .*no carrier|away is waiting: .*nobody listens/);
      expect(reasons.find((one) => one.startsWith("unknown is"))).toContain("no licence");
      expect(reasons.some((one) => one.startsWith("patient"))).toBe(false);
      const metrics = await (await fetch(`${monitor}/metrics`)).text();
      expect(metrics).toContain('witskit_plugin_disabled{plugin="stuck"} 1');
      expect(metrics).toContain('witskit_plugin_disabled{plugin="patient"} 0');
      const bytes = /witskit_link_bytes_total\{link="rig"\} (\d+)/.exec(metrics)?.[1];
      await until(async () => {
        const later = /witskit_link_bytes_total\{link="rig"\} (\d+)/.exec(
          await (await fetch(`${monitor}/metrics`)).text(),
        )?.[1];
        return Number(later) > Number(bytes);
      });
    } finally {
      stream.child.kill("SIGTERM");
      await stream.ended;
      await rig.close();
    }
    expect(await stream.ended).toBe(0);
    const { out } = run(
      "query SELECT/**/DISTINCT/**/source/**/FROM/**/r01/**/ORDER/**/BY/**/1 rig/ --format csv",
    );
    expect(out.trim().split("\n").slice(1)).toEqual(["patient", "rig", "stuck", "throws", "wrong"]);
  });
});

describe("plugins new", { timeout: 120_000 }, () => {
  const kinds = ["transport", "container", "sink", "exporter", "measure", "command", "notifier"];

  test("makes plugins that load, whose tests pass, and which have the types that they say", () => {
    for (const kind of kinds)
      expect(run(`plugins new ${kind} my-${kind} -o ${kind}`)).toMatchObject({ code: 0 });
    const made = kinds.map((kind) => `./${kind}/my-${kind}.mjs`);
    expect(run(`plugins check ${made.join(" ")}`)).toMatchObject({ code: 0 });
    expect(run("plugins check ./sink")).toMatchObject({
      code: 1,
      out: expect.stringContaining("it is a folder; name the module in it"),
    });
    const tests = kinds.map((kind) => join(folder, kind, `my-${kind}.test.mjs`));
    const tested = spawnSync(process.execPath, ["--test", ...tests], { encoding: "utf8" });
    expect(tested.status, tested.stdout).toBe(0);
    expect(tested.stdout).toContain(`# pass ${kinds.length}`);
    list(made);
    expect(run("my-command a b --json")).toMatchObject({ code: 0, out: '{"words":2}\n' });
    expect(run("plugins new transport my-transport -o transport").err).toContain("is there already");
    expect(run("plugins new transport My")).toMatchObject({ code: 2 });
    expect(run("plugins new transprt x").err).toContain("the kind one of");

    const root = join(SAMPLES, "..");
    const samples = ["text", "markdown", "greatest-load", "starred", "inbox"].map((name) =>
      join(PLUGINS, `${name}.mjs`),
    );
    const paths = [...kinds.map((kind) => join(folder, kind, `my-${kind}.mjs`)), ...tests, ...samples];
    const program = ts.createProgram(paths, {
      ...{ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, strict: true },
      ...{ allowJs: true, checkJs: true, noEmit: true, skipLibCheck: true, types: ["node"] },
      ...{ typeRoots: [join(root, "node_modules/@types")], paths: { witskit: [join(root, "src/index.ts")] } },
    });
    const wrong = paths.flatMap((path) => {
      const file = program.getSourceFile(path)!;
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    });
    expect(wrong.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  });
});
