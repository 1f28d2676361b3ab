import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scenarioNames } from "../../src/samples/scenarios/names.js";
import type { ScenarioTruth } from "../../src/samples/scenarios/truth.js";
import { temporaryFolder } from "../input/source/folder.js";
import { keptWitskit as witskit } from "./kept-program.js";

const read = (folder: string, name: string): Buffer => readFileSync(join(folder, name));
const truthOf = (folder: string, name: string): ScenarioTruth =>
  JSON.parse(read(folder, name).toString()) as ScenarioTruth;

describe("witskit samples", () => {
  test("lists the scenarios, as text and as JSON", () => {
    const cwd = temporaryFolder();
    const text = witskit("samples --list", { cwd });
    expect(text.code).toBe(0);
    for (const name of scenarioNames) expect(text.out).toContain(name);
    expect(witskit("samples", { cwd }).out).toBe(text.out);
    const all = JSON.parse(witskit("samples --list --json", { cwd }).out) as {
      name: string;
      hours: number;
    }[];
    expect(all.map(({ name }) => name)).toEqual(scenarioNames);
    expect(all.find(({ name }) => name === "comprehensive")!.hours).toBe(24);
  });

  test("makes a log with its truth beside it, which validate finds nothing wrong with", () => {
    const cwd = temporaryFolder();
    const made = witskit("samples --create basic_drilling --hours 1", { cwd });
    expect(made.code).toBe(0);
    expect(made.out).toBe("");
    expect(made.err).toContain("wrote    basic_drilling.wits and basic_drilling.truth.json");
    expect(readdirSync(cwd).sort()).toEqual(["basic_drilling.truth.json", "basic_drilling.wits"]);
    expect(truthOf(cwd, "basic_drilling.truth.json")).toMatchObject({ hours: 1, seed: 1 });
    expect(witskit("validate basic_drilling.wits", { cwd })).toMatchObject({ code: 0 });
    const stats = witskit("convert basic_drilling.wits -o out --strict -q --stats json", { cwd });
    expect(stats.code).toBe(0);
    const report = JSON.parse(stats.out) as { frames: number; bytes: unknown };
    const { log } = truthOf(cwd, "basic_drilling.truth.json");
    expect(report).toMatchObject({ frames: log.frames, bytes: log.bytes });
  });

  test("gives the same bytes for the same seed, in a file and through a pipe", () => {
    const cwd = temporaryFolder();
    witskit("samples --create multi_well --hours 0.2 --seed 9 -o a.wits --truth t.json", { cwd });
    const piped = witskit("samples --create multi_well --hours 0.2 --seed 9 -o -", { cwd });
    expect(piped.out).toBe(read(cwd, "a.wits").toString());
    expect(piped.out.startsWith("&&\r\n")).toBe(true);
    expect(piped.out.endsWith("!!\r\n")).toBe(true);
    expect(readdirSync(cwd).sort()).toEqual(["a.wits", "t.json"]);
    expect(truthOf(cwd, "t.json").wells.length).toBe(2);
    const other = witskit("samples --create multi_well --hours 0.2 --seed 10 -o -", { cwd });
    expect(other.out).not.toBe(piped.out);
  });

  test("writes FPS when asked", () => {
    const cwd = temporaryFolder();
    witskit("samples --create formation_change --hours 0.1 --units fps -o f.wits", { cwd });
    expect(truthOf(cwd, "f.truth.json").log.units).toBe("fps");
    const hole = /^0110([\d.]+)/m.exec(read(cwd, "f.wits").toString())![1];
    expect(Number(hole)).toBeGreaterThan(6_500);
  });

  test("replaces nothing without --force, and leaves no half of a pair", () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "connection_sequence.truth.json"), "mine");
    const refused = witskit("samples --create connection_sequence --hours 0.1", { cwd });
    expect(refused.code).toBe(4);
    expect(refused.err).toContain("it exists already");
    expect(existsSync(join(cwd, "connection_sequence.wits"))).toBe(false);
    expect(read(cwd, "connection_sequence.truth.json").toString()).toBe("mine");
    expect(witskit("samples --create connection_sequence --hours 0.1 --force", { cwd }).code).toBe(0);
  });

  test.each([
    ["--create basic_driling", "there is no scenario basic_driling", "Did you mean basic_drilling?"],
    ["--create kick", "there is no scenario kick", "there are basic_drilling, connection_sequence"],
    ["--create multi_well --hours 0", "--hours", "write hours as 8 or 0.5"],
    ["--create multi_well --seed -1", "--seed", "is no whole number"],
    ["--create multi_well --units fps-uk", "--units", "metric or fps"],
    ["--create multi_well -o a.wits --truth a.wits", "a.wits", "cannot both go to"],
    ["--seed 3", "--seed", "needs --create NAME"],
  ])("refuses %s", (words, what, next) => {
    const cwd = temporaryFolder();
    const refused = witskit(`samples ${words}`, { cwd });
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(what);
    expect(refused.err).toContain(next);
    expect(readdirSync(cwd)).toEqual([]);
  });
});
