/** One look as text, and what is refused. */
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { witskit } from "../../cli/binary.js";
import { ran } from "./ran.js";
import { Sender, secondsOf } from "./sender.js";

const cwd = tmpdir();

describe("dashboard --once", () => {
  let rig: Sender;

  beforeAll(async () => {
    rig = await Sender.start();
    const seconds = secondsOf("multi_well", 300);
    rig.every(100, (i) => seconds[i % seconds.length]!);
  });
  afterAll(() => rig.close());

  it("prints links and items as plain text, a board for each well", async () => {
    const { code, out, err } = await ran(cwd, ["dashboard", rig.url, "--once", "--units", "metric"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a file must not have any
    expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
    expect(out.match(/^ \S.* rig$/gm)).toHaveLength(2);
    expect(out).not.toMatch(/State|Events|Advisory/);
    expect(out).toMatch(/^ {2}0108 DBTM +Depth Bit \(meas\) +[\d.]+ M +0 s/m);
    expect(out).toMatch(/^ {3}tcp:\/\/127\.0\.0\.1:\d+ · \S+/m);
  });

  it("shows the items that are asked for, in this order, those too that never come", async () => {
    const { code, out } = await ran(cwd, [
      "dashboard",
      rig.url,
      "--once",
      "--items",
      "0114,DBTM,7.SINC,9942",
    ]);
    expect(code).toBe(0);
    const rows = [...out.matchAll(/^ {2}(\d{4}) (\S+)/gm)].map(([, number]) => number);
    expect(rows.slice(0, 4)).toEqual(["0114", "0108", "0713", "9942"]);
    expect(out).toMatch(/^ {2}0713 SINC_07 .*– .* not yet/m);
  });

  it("tells the others when a link is not there, and exits with 5 when none is", async () => {
    // Each waits for ten seconds.
    const [some, none] = await Promise.all([
      ran(cwd, ["dashboard", rig.url, "tcp://127.0.0.1:1", "--once"]),
      ran(cwd, ["dashboard", "tcp://127.0.0.1:1", "--once"]),
    ]);
    expect(some.code).toBe(0);
    expect(some.out).toMatch(/tcp:\/\/127\.0\.0\.1:1 .* waiting .*nobody listens there/);
    expect(none.code).toBe(5);
    expect(none.out).toContain("no connection yet");
  });
});

describe("dashboard --once --analyze", () => {
  let rig: Sender;
  beforeAll(async () => {
    rig = await Sender.start();
  });
  afterAll(() => rig.close());

  it("says what the rig does, why, and which events are open", async () => {
    const run = ran(cwd, ["dashboard", rig.url, "--once", "--units", "metric", "--analyze"]);
    await rig.untilConnected();
    // A quarter of an hour, a row in five seconds: the pumps have stood for some minutes out of slips.
    const seconds = secondsOf("circulation_break", 900);
    rig.send(seconds.filter((_, i) => i % 5 === 0).join(""));
    const { code, out, err } = await run;
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^ State {2}[A-Z ]+ for \d+ s: the string .*pumps (are )?off$/m);
    expect(out).toContain("\n Events 1 open. Advisory, not a well-control system\n");
    expect(out).toMatch(
      /^ {6}! circulation break: note, \d+ % sure, since 2024-03-04 06:10:\d\d: pumps off for [\d.]+ min out of slips/m,
    );
  });
});

describe("a dashboard", () => {
  it.each([
    [["tcp://127.0.0.1:1"], /needs a terminal to be shown in; --once prints it as text/],
    [["tcp://127.0.0.1:1", "--once", "--items", "DBTN"], /no item DBTN\. Did you mean \w+\?/],
    [["nowhere", "--once"], /nowhere: there is no such folder, and it is no URL/],
    [["tcp://127.0.0.1:1", "--once", "--rig", "rig.toml"], /--rig is not kept: it is for --analyze/],
    [["tcp://127.0.0.1", "--once"], /needs a host and a port/],
  ])("%j is refused with a sentence that helps", (words, message) => {
    const { code, err } = witskit(["dashboard", ...words], { cwd, input: "" });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(message) });
  });
});
