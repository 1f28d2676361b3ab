/** Every command, with every flag that says how a log is read, on what is no log: kept, or refused with the reason. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MadeKind } from "../../src/cli/command.js";
import { commands as all } from "../../src/cli/commands.js";
import type { Flag } from "../../src/cli/flags/flag.js";
import { type FlagName, feedFlags, flags, longName } from "../../src/cli/flags/flags.js";
import { refuseUnkept } from "../../src/cli/flags/kept.js";
import { SAMPLES, witskit } from "./binary.js";

const KINDS: readonly MadeKind[] = ["dataset", "parquet", "arrow"];
const commands = (await all.all()).filter(({ keeps }) => keeps !== undefined);

it("commands that read logs and datasets alike say which flags they keep on both", async () => {
  const both = (await all.all()).filter(({ perSource, name }) => perSource && name !== "convert");
  expect(commands.map(({ name }) => name)).toEqual(both.map(({ name }) => name));
});

describe.each(commands)("$name", (command) => {
  const feed = command.flags.filter((flag) => feedFlags.includes(flag));
  it.each(KINDS.flatMap((kind) => feed.map((flag) => [kind, flag] as const)))("on a %s: %s", (kind, flag) => {
    const { value, choices } = flags[flag] as Flag<unknown>;
    const typed = [{ flag, text: value === undefined ? "" : (choices?.[0] ?? "1") }];
    const attempt = (): void => refuseUnkept(command, kind, { typed, path: "given" });
    if (command.keeps?.[kind]?.includes(flag)) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(`--${longName(flag)} is not kept: given is a`);
  });
});

/** What an export has written of record 01. */
const tableOf = (cwd: string): string => {
  const path = join(cwd, "out/r01.ndjson");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
};

describe("what is kept makes a difference, and what is not says so", () => {
  let cwd: string;
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), "witskit-kept-"));
    expect(witskit(`${SAMPLES}rig.wits -o metric/ --units metric -q`, { cwd }).code).toBe(0);
  });
  afterAll(() => rmSync(cwd, { recursive: true }));
  const values: Partial<Record<FlagName, string>> = {
    records: "11",
    from: "2024-03-01T06:05",
    until: "2024-03-01T06:05",
    to: "fps",
    tz: "Europe/Oslo",
  };
  const lines: Readonly<Record<string, string>> = {
    export: "export metric/ -o out/ --format ndjson --force",
    query: "query FROM(r01)SELECT(DMEA,timestamp) metric/ --format csv",
    info: "info metric/",
    qc: "qc metric/",
  };
  it.each(
    commands.flatMap(({ name, keeps }) =>
      (keeps?.dataset ?? []).flatMap((flag) =>
        lines[name] === undefined || values[flag] === undefined ? [] : [[name, flag] as const],
      ),
    ),
  )("%s --%s", (name, flag) => {
    const words = lines[name]!.replace(
      "FROM(r01)SELECT(DMEA,timestamp)",
      "SELECT\u00a0DMEA\u00a0FROM\u00a0r01",
    ).split(" ");
    const plain = witskit(
      words.map((word) => word.replaceAll("\u00a0", " ")),
      { cwd },
    );
    const before = tableOf(cwd);
    const told = witskit(
      [...words.map((word) => word.replaceAll("\u00a0", " ")), `--${longName(flag)}`, values[flag]!],
      { cwd },
    );
    expect([plain.code, told.code]).toEqual([0, 0]);
    expect(told.out + told.err + tableOf(cwd)).not.toBe(plain.out + plain.err + before);
  });

  it.each([
    "query FROM metric/ --tz UTC",
    "info metric/ --to fps",
    "qc metric/ --nulls 1",
    "plot metric/ -o a.svg --map x",
  ])("%s", (line) =>
    expect(witskit(line, { cwd })).toMatchObject({ code: 2, err: expect.stringContaining("is not kept") }),
  );
});
