import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../input/source/folder.js";
import { program } from "../program.js";
import { BINARY, witskit } from "./binary.js";

const has = (name: string): boolean => program(name) !== undefined;
const SCRIPT = (shell: string): string => `"${process.execPath}" "${BINARY}" completions ${shell}`;

/** Runs a script in a shell, in an empty folder, and answers the words that it prints. */
function words(shell: string, script: string): string[] {
  const { status, stdout, stderr } = spawnSync(shell, ["-c", script], {
    cwd: temporaryFolder(),
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.split(/\s+/).filter((word) => word !== "");
}

describe.skipIf(!has("bash"))("in bash", () => {
  const complete = (...line: string[]): string[] =>
    words(
      "bash",
      `source <(${SCRIPT("bash")}); COMP_WORDS=(${line.map((word) => `'${word}'`).join(" ")}); ` +
        `COMP_CWORD=${line.length - 1}; _witskit; echo "\${COMPREPLY[@]}"`,
    );

  it("completes commands, flags of the command, and words of a flag", () => {
    expect(complete("witskit", "conv")).toEqual(["convert"]);
    expect(complete("witskit", "decode", "--da")).toEqual(["--date-order"]);
    expect(complete("witskit", "convert", "log.wits", "--layout", "")).toEqual(["record", "frame", "long"]);
    expect(complete("witskit", "completions", "z")).toEqual(["zsh"]);
  });

  it("takes flags without a command for those of convert, and leaves files to the shell", () => {
    expect(complete("witskit", "log.wits", "--part")).toEqual(["--part-size", "--partition"]);
    expect(complete("witskit", "convert", "lo")).toEqual([]);
  });
});

describe.skipIf(!has("fish"))("in fish", () => {
  const complete = (line: string): string[] =>
    words("fish", `${SCRIPT("fish")} | source; complete -C '${line}' | string replace -r '\\t.*' ''`);

  it("completes commands, flags of the command, and words of a flag", () => {
    expect(complete("witskit conv")).toEqual(["convert"]);
    expect(complete("witskit decode --da")).toEqual(["--date-order"]);
    expect(complete("witskit convert log.wits --layout ")).toEqual(["frame", "long", "record"]);
  });
});

describe.skipIf(!has("zsh"))("in zsh", () => {
  it("is a script without mistakes", () => {
    const script = witskit("completions zsh", { cwd: temporaryFolder() }).out;
    const { status, stderr } = spawnSync("zsh", ["-n"], { input: script, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(script).toContain("'--layout[");
  });
});

it("for another shell: there are none, and which there are", () => {
  expect(witskit("completions tcsh", { cwd: temporaryFolder() })).toMatchObject({
    code: 2,
    err: expect.stringContaining("bash, zsh, fish"),
  });
});

describe("the manual page", () => {
  const page = (): string => witskit("man", { cwd: temporaryFolder() }).out;

  it("has every command and flag", () => {
    const text = page();
    for (const command of ["convert", "decode", "query"]) expect(text).toContain(`.SS witskit ${command}`);
    expect(text).toContain("\\fB\\-\\-date\\-order\\fR \\fIORDER\\fR");
    expect(text).toContain(".B WITS_DATE_ORDER");
  });

  it.skipIf(!has("mandoc"))("is clean roff", () => {
    const { stdout } = spawnSync("mandoc", ["-T", "lint", "-W", "warning"], {
      input: page(),
      encoding: "utf8",
    });
    // The page has no date, so that it is the same every day.
    expect(stdout.replace(/^.*missing date, using "": TH\n/, "")).toBe("");
  });
});
