import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keptWitskit as run } from "./kept-program.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "witskit-config-"));
  writeFileSync(join(folder, "log.wits"), "&&\r\n0105240612\r\n0106100000\r\n01081,5\r\n!!\r\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const config = (text: string, name = "witskit.toml"): void => writeFileSync(join(folder, name), text);
const witskit = (line: string, env: Record<string, string> = {}) => run(line, { cwd: folder, env });

describe("witskit.toml", () => {
  test("tells every command what it would be told by a flag", () => {
    config('decimal = "comma"\n');
    expect(witskit("decode log.wits").out).toMatch(/DBTM.*1\.5/);
  });

  test("is gone before by the environment, and that by a flag", () => {
    config('decimal = "comma"\n');
    expect(witskit("decode log.wits", { WITS_DECIMAL: "point" }).out).toContain("not-a-number");
    const told = witskit("decode log.wits --decimal comma", { WITS_DECIMAL: "point" });
    expect(told.out).toMatch(/DBTM.*1\.5/);
  });

  test("has a table for each command, which goes before what stands for all", () => {
    config('decimal = "point"\n[decode]\ndecimal = "comma"\nlimit = 1\n');
    expect(witskit("decode log.wits").out).toMatch(/DBTM.*1\.5/);
    expect(witskit("validate log.wits").out).toContain("not-a-number");
  });

  test("may be another file, by flag or by environment; one that is named has to be there", () => {
    config('decimal = "comma"\n', "rig.toml");
    expect(witskit("decode log.wits --config rig.toml").out).toMatch(/DBTM.*1\.5/);
    expect(witskit("decode log.wits", { WITS_CONFIG: "rig.toml" }).out).toMatch(/DBTM.*1\.5/);
    const lost = witskit("decode log.wits --config none.toml");
    expect(lost).toMatchObject({
      code: 2,
      err: "witskit: cannot read the configuration none.toml: it is not there [bad-config]\n",
    });
  });

  test("takes lists and switches; a switch that the environment turns off is off", () => {
    config("nulls = [-1, 'NaN']\nseven-bit = true\n");
    const both = witskit("config show decode --json", { WITS_SEVEN_BIT: "0" });
    expect(JSON.parse(both.out)).toEqual(
      expect.arrayContaining([
        { setting: "nulls", value: "-1,NaN", from: "witskit.toml:1" },
        { setting: "seven-bit", value: "0", from: "WITS_SEVEN_BIT" },
        { setting: "date-order", value: "ymd", from: "default" },
      ]),
    );
  });

  test("that has a key nobody knows stops the command, with its line and what was likely meant", () => {
    config("# a comment\nunit = 'fps'\n");
    expect(witskit("decode log.wits")).toMatchObject({
      code: 2,
      err:
        "witskit: witskit.toml:2: there is no setting unit for all commands; did you mean units? " +
        "(`witskit config check witskit.toml` lists all) [bad-config]\n",
    });
  });
});

describe("config check", () => {
  test("lists every key that cannot be used", () => {
    config(
      'units = "imperial"\noutput = "x"\n[decode]\nlimit = "many"\n[convrt]\nunits = "fps"\n[convert]\nnulls = { a = 1 }\n',
    );
    const { code, out } = witskit("config check");
    expect(code).toBe(1);
    expect(out.split("\n")).toEqual([
      expect.stringMatching(/^witskit\.toml:1: units: there is no unit set imperial/),
      expect.stringMatching(/^witskit\.toml:2: there is no setting output for all commands/),
      'witskit.toml:4: limit: "many" is no whole number',
      "witskit.toml:5: there is no command convrt; did you mean convert?",
      "witskit.toml:8: nulls is to be a text, a number, true, false or a list",
      "",
    ]);
  });

  test("names the line where the file is no TOML", () => {
    config("units = 'fps'\ntz = \n");
    expect(witskit("config check")).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^witskit\.toml:2: /),
    });
  });

  test("gives each setting to what will use it", () => {
    config(
      [
        'map = "none.csv"', // 1
        "[links.a]",
        'url = "tpc://10.0.0.5:1"', // 3
        "[links.b]",
        'url = "tcp://10.0.0.5:99999"', // 5
        "[links.c]",
        'url = "serial:///dev/ttyS0?baudRate=fast"', // 7
        "[links.d]",
        'url = "mqtt://bob:pa?ss@h"', // 9
        "[links.e]",
        'url = "tcp://10.0.0.5:1"', // 11
        'handshake = "nofile"', // 12
        "[stream]",
        'to-tcp = "here"', // 14
        'to-mqtt = "mqtt://h/+/x"', // 15
        "[dashboard]",
        'to = "fps"', // 17
      ].join("\n"),
    );
    const { code, out } = witskit("config check");
    expect(code).toBe(1);
    const places = out.split("\n").map((line) => /^witskit\.toml:(\d+): /.exec(line)?.[1]);
    expect(places).toEqual(["1", "14", "15", undefined, "3", "5", "7", "9", "11", undefined]);
    expect(out).toContain("witskit.toml: --to fps needs --units");
    expect(out).toMatch(/:3: there is no source tpc:\/\/; .* Did you mean tcp:\/\/\?/);
    expect(out).toMatch(/:5: .*a port is at most 65535/);
    expect(out).not.toContain("ss@");
  });

  test("finds settings that no command could keep together", () => {
    config('thousands = "comma"\ndecimal = "comma"\n');
    expect(witskit("config check")).toMatchObject({ code: 1, out: expect.stringContaining("the same sign") });
  });

  test("opens each link when it is asked to", async () => {
    const { createServer } = await import("node:net");
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    try {
      config(`[links.a]\nurl = "tcp://127.0.0.1:${port}?name=rig"\n`);
      expect(witskit("config check --reach")).toMatchObject({
        code: 0,
        out: "witskit.toml is good: 0 settings, 1 link, each of which could be opened\n",
      });
      config(`[links.a]\nurl = "tcp://127.0.0.1:${port}"\n[links.b]\nurl = "tcp://127.0.0.1:1"\n`);
      expect(witskit("config check")).toMatchObject({ code: 0 });
      expect(witskit("config check --reach")).toMatchObject({
        code: 1,
        out: expect.stringMatching(/^witskit\.toml:4: cannot connect to 127\.0\.0\.1:1: .*\n$/),
      });
    } finally {
      server.close();
    }
  });

  test("says that a good one is good", () => {
    config("units = 'fps'\n[convert]\ncompression = 'zstd'\n");
    expect(witskit("config check")).toMatchObject({ code: 0, out: "witskit.toml is good: 2 settings\n" });
  });
});

describe("links of witskit.toml", () => {
  test("are checked with the rest, and shown without their secrets", () => {
    config(
      '[links.rig-7]\nurl = "mqtt://driller:hunter2@10.0.0.5/wits"\nhandshake = "pason"\n' +
        '[links.rig-8]\nurl = "tcp://10.0.0.6:9872"\nstale-after = "1m"\n',
    );
    expect(witskit("config check")).toMatchObject({
      code: 0,
      out: "witskit.toml is good: 0 settings, 2 links\n",
    });
    const shown = witskit("config show --json");
    expect(JSON.parse(shown.out)).toEqual([
      { setting: "links.rig-7.url", value: "mqtt://driller:***@10.0.0.5/wits", from: "witskit.toml:2" },
      { setting: "links.rig-7.handshake", value: "pason", from: "witskit.toml:3" },
      { setting: "links.rig-8.url", value: "tcp://10.0.0.6:9872", from: "witskit.toml:5" },
      { setting: "links.rig-8.stale-after", value: "1m", from: "witskit.toml:6" },
    ]);
  });

  test("need a URL, and take only what is about links", () => {
    config('[links.rig-7]\nhandshake = "pason"\n[links.rig-8]\nurl = "tcp://a:1"\nunits = "fps"\n');
    expect(witskit("config check").out.split("\n")).toEqual([
      "witskit.toml:1: the link rig-7 has no url",
      expect.stringMatching(/^witskit\.toml:5: there is no setting units of a link; /),
      "",
    ]);
  });

  test("are what is meant where none is named, and by their names", () => {
    config('[links.rig-7]\nurl = "tcp://127.0.0.1:1?reconnct=1"\n');
    for (const line of ["stream -o out/", "stream rig-7 -o out/"]) {
      expect(witskit(line)).toMatchObject({
        code: 2,
        err: expect.stringContaining("tcp has no parameter reconnct"),
      });
    }
    config("");
    expect(witskit("stream -o out/")).toMatchObject({
      code: 2,
      err: expect.stringContaining("no link is named"),
    });
  });
});

describe("config show", () => {
  test("names the source of what is set, and nothing else", () => {
    config("units = 'fps'\n[convert]\ncompression = 'zstd'\n");
    writeFileSync(join(folder, "zone"), "Europe/Oslo\n");
    const { out } = witskit("config show", { WITS_TZ_FILE: join(folder, "zone") });
    expect(out.split("\n")).toEqual([
      expect.stringMatching(/^setting +value +from$/),
      expect.stringMatching(/^units +fps +witskit\.toml:1$/),
      expect.stringMatching(/^convert\.compression +zstd +witskit\.toml:3$/),
      expect.stringMatching(/^tz +Europe\/Oslo +WITS_TZ$/),
      "",
    ]);
  });

  test("says so when nothing is set", () => {
    expect(witskit("config show").out).toBe("nothing is set: no WITS_* variable, and no witskit.toml here\n");
  });
});
