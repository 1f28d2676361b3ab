import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../input/source/folder.js";
import { SAMPLES, sample, startWitskit } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";
import { CONTROL_C, CONTROL_D, noTerminal, witskitOnTerminal } from "./terminal.js";

const folder = (): string =>
  temporaryFolder({ "rig.wits": sample("rig.wits"), "comma.wits": sample("noise.wits") });

describe("without a terminal", () => {
  it("quickstart refuses, and names the flags that say all", () => {
    const { code, out, err } = witskit("quickstart", { cwd: folder() });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/no terminal to ask on.* INPUT -o OUT.*--units, --to and --tz.*--yes.*--dry-run/);
    expect(witskit("quickstart rig.wits -o out/", { cwd: folder() }).code).toBe(2);
  });

  it("it runs when nothing is left to ask", () => {
    const cwd = folder();
    const { code, err } = witskit("quickstart rig.wits -o out/ --units metric --yes", { cwd });
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringContaining("  witskit convert rig.wits -o out/ --units metric\n"),
    });
    expect(existsSync(join(cwd, "out/record=01/part-00000.parquet"))).toBe(true);
  });
});

describe("the command", () => {
  it.each([
    ["out/", "convert"],
    ["out", "convert"],
    ["rig.parquet", "convert"],
    ["rig.html", "plot"],
    ["rig.xlsx", "export"],
  ])("for %s is %s", (output, command) => {
    const { code, out } = witskit(["quickstart", "rig.wits", "-o", output, "--dry-run"], { cwd: folder() });
    expect({ code, out }).toEqual({ code: 0, out: `witskit ${command} rig.wits -o ${output}\n` });
  });

  it("has the flags that were typed, as they were typed, and those that the log needs", () => {
    const cwd = folder();
    const typed = ["--units", "fps", "--date-order", "dmy"];
    const { out, err } = witskit(["quickstart", "comma.wits", "-o", "o/", ...typed, "--dry-run"], { cwd });
    expect(out).toBe(
      "witskit convert comma.wits -o o/ --units fps --date-order dmy --decimal comma \\\n" +
        "  --nulls=-999.25,-9999,-8888,NaN\n",
    );
    expect(err).toContain("--decimal comma");
    const given = ["--decimal", "point", "--nulls", ""];
    expect(
      witskit(["quickstart", "comma.wits", "-o", "o/", ...given, "--dry-run"], { cwd }).out,
    ).not.toContain("comma\n");
  });

  it("draws by depth what has no time", () => {
    const log = join(SAMPLES, "pason.wits");
    for (const [output, more] of [
      ["a.html", " --index depth"],
      ["a.las", " --index depth"],
      ["a.parquet", ""],
    ]) {
      const { out } = witskit(["quickstart", log, "-o", output!, "--dry-run"], { cwd: folder() });
      expect(out.replace(/ \\\n /g, "")).toMatch(new RegExp(` -o ${output}${more}\n$`));
    }
  });

  it.each(["", "rig-7="])("for a URL (%s) is stream, and its password is not shown", (name) => {
    const url = `${name}mqtt://rig:s3cret@127.0.0.1:9/well`;
    const { code, out, err } = witskit(["quickstart", url, "-o", "live/", "--dry-run"], { cwd: folder() });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^witskit stream .*@127\.0\.0\.1:9\/well.* -o live\/\n$/);
    expect(out).not.toContain("s3cret");
  });

  it("makes nothing when it is only shown", () => {
    const cwd = folder();
    witskit("quickstart rig.wits -o out/ --dry-run", { cwd });
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });
});

describe("what cannot be done is said before anything is run", () => {
  it.each([
    ["not-there.wits -o out/", 3, /there is no such file/],
    ["text.txt -o out/", 3, /text\.txt is no WITS log: .*name a file or a folder of logs/],
    ["rig.wits -o rig.doc", 2, /cannot tell what rig\.doc is to be; .*\.parquet/],
    ["rig.wits -o rig.xlsx --map map.csv", 2, /takes no --map; witskit export --help tells/],
  ])("%s", (line, code, message) => {
    const cwd = temporaryFolder({
      "rig.wits": sample("rig.wits"),
      "text.txt": "hello\n",
      "map.csv": readFileSync(join(SAMPLES, "maps/rig.csv")),
    });
    const ran = witskit(`quickstart ${line} --yes`, { cwd });
    expect(ran).toMatchObject({ code, out: "", err: expect.stringMatching(message) });
  });
});

describe.skipIf(noTerminal !== undefined)(`on a terminal${noTerminal ? ` (${noTerminal})` : ""}`, () => {
  it("it asks, proposes what the log tells, shows the command, and runs it", async () => {
    const cwd = folder();
    const terminal = witskitOnTerminal(["quickstart"], cwd);
    await terminal.see("source: ");
    terminal.type("missing.wits\r");
    await terminal.see("there is no such file");
    await terminal.see("source: ");
    terminal.type("comma.wits\r");
    await terminal.see("--decimal comma");
    await terminal.see("yes or no [yes]: ");
    terminal.type("\r");
    await terminal.see("units [metric]: ");
    terminal.type("fathoms\r");
    await terminal.see("answer metric, fps, fps-uk or none");
    terminal.type("\r");
    await terminal.see("convert to [none]: ");
    terminal.type("fps\r");
    await terminal.see("time zone [none]: ");
    terminal.type("Europe/Olso\r");
    await terminal.see("did you mean Europe/Oslo?");
    terminal.type("Europe/Oslo\r");
    await terminal.see("make [dataset]: ");
    terminal.type("2\r");
    await terminal.see("into [comma.parquet]: ");
    terminal.type("\r");
    await terminal.see("witskit convert comma.wits -o comma.parquet");
    await terminal.see("yes or no [yes]: ");
    terminal.type("\r");
    await terminal.see("Next:");
    expect(await terminal.ended).toBe(0);
    expect(existsSync(join(cwd, "comma.parquet"))).toBe(true);
    const [asked = ""] = terminal.text.split("The command:");
    for (const line of asked.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it("it takes answers that were typed ahead", async () => {
    const cwd = folder();
    const terminal = witskitOnTerminal(["quickstart", "rig.wits"], cwd);
    await terminal.see("units [metric]: ");
    terminal.type("\r\r\rchart\r\r\r");
    await terminal.see("Open rig.html.");
    expect(await terminal.ended).toBe(0);
  });

  it("it does not ask what was given, nor run what was not agreed to", async () => {
    const cwd = folder();
    const given = ["--units", "metric", "--to", "fps", "--tz", "UTC", "-o", "out/"];
    const terminal = witskitOnTerminal(["quickstart", "rig.wits", ...given], cwd);
    await terminal.see("Run it?");
    expect(terminal.text).not.toContain("[none]");
    terminal.type("no\r");
    expect(await terminal.ended).toBe(0);
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });

  it("a file that is there is not proposed away", async () => {
    const cwd = folder();
    const terminal = witskitOnTerminal(
      ["quickstart", "rig.wits", "--units", "metric", "--to", "metric"],
      cwd,
    );
    await terminal.see("time zone [none]: ");
    terminal.type("\r3\rrig.wits\r");
    await terminal.see("rig.wits is there already");
    terminal.type(CONTROL_D);
    expect(await terminal.ended).toBe(130);
  });

  it.each([
    ["Ctrl-C", CONTROL_C],
    ["Ctrl-D", CONTROL_D],
  ])("%s leaves, with exit code 130 and nothing made", async (_, key) => {
    const terminal = witskitOnTerminal(["quickstart"], folder());
    await terminal.see("source: ");
    terminal.type(key);
    await terminal.see("left before the end; nothing was made");
    expect(await terminal.ended).toBe(130);
  });
});

it("standard input that is a pipe is no terminal", async () => {
  const child = startWitskit("quickstart", folder());
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code).toBe(2);
});
