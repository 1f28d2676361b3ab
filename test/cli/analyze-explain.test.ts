/** Why a state at a moment is what it is, by the program. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ran, witskit } from "./binary.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-explain-"));
const run = (line: string): Ran => witskit(line, { cwd });
const json = (line: string) => {
  const { code, out, err } = run(line);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out);
};

interface State {
  readonly start: string;
  readonly end: string;
  readonly state: string;
}
let states: State[];

beforeAll(() => {
  expect(run("samples --create connection_sequence --hours 1 -o hour.wits -q").code).toBe(0);
  states = json("analyze hour.wits --units metric --table states --format json");
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const middle = ({ start, end }: State): string =>
  new Date((Date.parse(`${start}Z`) + Date.parse(`${end}Z`)) / 2).toISOString().slice(0, 19);
const later = ({ start }: State, seconds: number): string =>
  new Date(Date.parse(`${start}Z`) + 1000 * seconds).toISOString().slice(0, 19);
const longest = (state: string): State =>
  states
    .filter((row) => row.state === state)
    .reduce((most, row) =>
      Date.parse(row.end) - Date.parse(row.start) > Date.parse(most.end) - Date.parse(most.start)
        ? row
        : most,
    );

describe("analyze --explain TIME", () => {
  it("says what the table of states says, and what the flags saw, in numbers that are the row's", () => {
    const row = longest("connection");
    // The block waits when the slips are set.
    const [told, ...others] = json(
      `analyze hour.wits --units metric --explain ${later(row, 10)} --format json`,
    );
    expect(others).toEqual([]);
    const { start, end, state } = row;
    expect(told).toMatchObject({ state, interval: { state, start, end }, before_gap: false });
    const flags = Object.fromEntries(told.flags.map(({ flag, ...rest }: { flag: string }) => [flag, rest]));
    expect(flags["in_slips"]).toMatchObject({ value: "on", since: start });
    const hookload = told.signals.find(({ channel }: { channel: string }) => channel === "hookload");
    expect(flags["in_slips"].saw).toContain(`hookload ${hookload.value} ${hookload.unit}; in slips below `);
    const threshold = Number(/in slips below ([\d.]+)/.exec(flags["in_slips"].saw)?.[1]);
    expect(hookload.value).toBeLessThan(threshold);
    expect(told.decision).toContain("hole was made since the slips before");
  });

  it("says of a row in the midst of a movement that the bit told, and not the hookload", () => {
    const [{ flags, state }] = json(
      `analyze hour.wits --units metric --explain ${middle(longest("connection"))} --format json`,
    );
    expect(state).toBe("connection");
    expect(flags[0]).toMatchObject({
      value: "on",
      saw: expect.stringMatching(
        /^the block moved before and after .* stayed .*: then hookload \(.*\) is not asked$/,
      ),
    });
  });

  it("leads each state by the questions that tell it from the others", () => {
    const lines = (state: string): string => {
      const { decision, ...told } = json(
        `analyze hour.wits --units metric --explain ${middle(longest(state))} --format json`,
      )[0];
      expect(told.state).toBe(state);
      return decision.slice(1).join(", ");
    };
    expect(lines("drill_rotate")).toBe("not in slips, making hole, rotating");
    expect(lines("circulate")).toBe("not in slips, not making hole, not moving, pumping");
  });

  it("has a page for people, by what came before alone too", () => {
    const { code, out } = run(
      `analyze hour.wits --units metric --causal --explain ${middle(longest("connection"))}`,
    );
    expect(code).toBe(0);
    for (const text of ["WHAT EACH FLAG SAW", "WHY THE STATE", "SIGNAL ", "mode      causal"])
      expect(out).toContain(text);
    expect(out).toMatch(/so {2}connection/);
  });

  it("takes what the rig's file tells for the threshold", () => {
    writeFileSync(join(cwd, "rig.toml"), "[rig]\nslips-hookload = 1\n");
    const [{ flags }] = json(
      `analyze hour.wits --units metric --rig rig.toml --explain ${middle(longest("connection"))} --format json`,
    );
    expect(flags[0]).toMatchObject({
      value: "off",
      saw: expect.stringContaining("in slips below 1 KDN: given by"),
    });
  });

  it("says of a time in a gap that it is in one", () => {
    const frames = readFileSync(join(cwd, "hour.wits"), "latin1").split(/(?<=!!\r?\n)/);
    writeFileSync(
      join(cwd, "gap.wits"),
      [...frames.slice(0, 1500), ...frames.slice(2700)].join(""),
      "latin1",
    );
    const gap: State = json("analyze gap.wits --units metric --table states --format json").find(
      ({ state }: State) => state === "data_gap",
    );
    const { out } = run(`analyze gap.wits --units metric --explain ${middle(gap)}`);
    expect(out).toContain(`no row from ${gap.start} to ${gap.end}: data_gap`);
  });

  it("tells the span of the rows for a time that is not in it, and takes no table beside it", () => {
    const [first, last] = [states[0]!.start, states.at(-1)!.end];
    for (const time of ["2001-01-01", "2099-01-01"])
      expect(run(`analyze hour.wits --explain ${time}`)).toMatchObject({
        code: 2,
        out: "",
        err: expect.stringContaining(`has rows from ${first} to ${last}`),
      });
    for (const time of [first, last]) expect(run(`analyze hour.wits --explain ${time}`).code).toBe(0);
    for (const other of ["--table states", "-o page.txt", "--format csv", "--limit 3"])
      expect(run(`analyze hour.wits --explain ${first} ${other}`).code).toBe(2);
    expect(run(`analyze hour.wits --explain ${first}Z`)).toMatchObject({
      code: 2,
      err: expect.stringContaining("--tz"),
    });
    expect(run("analyze hour.wits --explain noon").code).toBe(2);
  });
});
