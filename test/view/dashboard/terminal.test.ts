/** The dashboard in a real terminal: what it shows, what its keys do, and how it leaves the screen. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { frameOf, Sender, secondsOf } from "./sender.js";
import { hasTmux, Tmux } from "./tmux.js";

const drilling = secondsOf("basic_drilling", 120);

describe.skipIf(!hasTmux)(`the dashboard in a terminal${hasTmux ? "" : " (tmux is not here)"}`, () => {
  let tmux: Tmux;
  let rig: Sender;

  beforeEach(async () => {
    rig = await Sender.start();
    tmux = new Tmux();
    await tmux.until(/ready>/);
  });
  afterEach(async () => {
    tmux.close();
    await rig.close();
  });

  it("shows the rig, the link and a driller's items within 80 by 24", async () => {
    rig.every(200, (i) => drilling[i % drilling.length]!);
    tmux.start(`dashboard ${rig.url} --units metric`);
    const screen = await tmux.until((text) => /● open +\d+\.\d\/s/.test(text) && /[▂-█]/.test(text));
    const lines = screen.trimEnd().split("\n");
    expect(lines).toHaveLength(24);
    expect(lines[0]).toMatch(/^ ASKER 16\/2-A-4 +2024-03-04 06:0\d:\d\d rig/);
    expect(lines[1]).toMatch(/^ Hole \d+\.\d+ M {3}Bit \d+\.\d+ M {3}ROP \d+\.\d+ M\/HR +DRILLING/);
    expect(lines[4]).toMatch(/^ ▸ tcp:\/\/127\.0\.0\.1:\d+ +● open +\d+\.\d\/s +[\d.]+ k?B\/s +\d s/);
    expect(lines[6]).toMatch(/ITEM +VALUE UNIT +AGE +LAST/);
    expect(lines.slice(7, 21).map((line) => line.slice(2, 6).trim())).toEqual([
      ...["DMEA", "DBTM", "ROPA", "BPOS", "HKLA", "WOBA", "TQA", "RPMA"],
      ...["SPPA", "MFIA", "MFOA", "TVA", "GASA", "SPM1"],
    ]);
    expect(lines[9]).toMatch(/ROPA +Rate of Penetration \(avg\) +\d+\.\d+ M\/HR +0 s/);
    expect(tmux.tell("#{alternate_on} #{cursor_flag}")).toBe("1 0");
  });

  it("marks what is stale by a word and a sign, without colours too", async () => {
    tmux.start(`dashboard ${rig.url} --stale-after 2s`, "NO_COLOR=1 LC_ALL=C.UTF-8");
    await tmux.until(() => rig.connected > 0);
    rig.every(300, (i) => frameOf({ "0108": 100 + i, ...(i < 3 ? { "0114": 77.5 } : {}) }));
    const screen = await tmux.until(/stale \d+ s/);
    expect(screen).toMatch(/^! HKLA .* 77\.5 .* stale \d+ s/m);
    expect(screen).toMatch(/^ {2}DBTM .* [01] s/m);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of colours are what is looked for
    expect(tmux.screen({ colours: true })).not.toMatch(/\x1b\[[\d;]*\b(3[0-7]|9[0-7])m/);
  });

  it("scrolls, searches, pauses, helps, and goes on to the next link", async () => {
    const other = await Sender.start();
    try {
      tmux.start(`dashboard ${rig.url} ${other.url}`);
      await tmux.until(() => rig.connected > 0 && other.connected > 0);
      other.every(200, () => frameOf({ "0101": "OTHER", "0108": 5 }));
      let sent = 0;
      rig.every(200, (i) => {
        sent = i;
        return drilling[i % drilling.length]!;
      });
      await tmux.until(/1 to \d+ of \d\d/);
      tmux.keys("j", "Down");
      await tmux.until(/3 to \d+ of/);
      tmux.keys("k", "PageDown");
      await tmux.until(/1[4-9] to \d+ of/);
      tmux.keys("G");
      await tmux.until((text) => {
        const [, last, all] = / to (\d+) of (\d+)/.exec(text) ?? [];
        return last !== undefined && last === all;
      });
      tmux.keys("g");
      await tmux.until(/ 1 to/);
      tmux.keys("/");
      tmux.type("pump stroke");
      await tmux.until(
        (text) => /search: pump stroke_/.test(text) && /STKC/.test(text) && !/HKLA/.test(text),
      );
      tmux.keys("Enter", "Escape");
      await tmux.until(/HKLA/);
      tmux.keys("?");
      await tmux.until(/PageUp, PageDown/);
      tmux.keys("x", "Tab");
      await tmux.until(/^ OTHER /m);
      tmux.keys("BTab");
      await tmux.until(/^ ASKER/m);
      tmux.keys("Space");
      await tmux.until(/PAUSED/);
      const [held] = tmux.screen().split("\n");
      const before = sent;
      await tmux.until(() => sent > before + 10);
      expect(tmux.screen().split("\n")[0]).toBe(held);
      tmux.keys("Space");
      await tmux.until((text) => text.split("\n")[0] !== held);
    } finally {
      await other.close();
    }
  });

  it("follows the size of the screen", async () => {
    rig.every(200, (i) => drilling[i % drilling.length]!);
    tmux.start(`dashboard ${rig.url}`);
    await tmux.until(/SPM1/);
    tmux.resize(120, 40);
    await tmux.until(
      (text) => text.trimEnd().split("\n").length === 40 && /^ {2}CODE ITEM.*^ {2}0137 STKC/ms.test(text),
    );
    tmux.resize(60, 12);
    await tmux.until((text) => text.trimEnd().split("\n").length === 12 && /q quit|of \d\d/.test(text));
    tmux.resize(20, 5);
    tmux.resize(80, 24);
    await tmux.until(/^ {2}SPM1/m);
  });

  it.each([
    ["q", () => tmux.keys("q"), 0],
    ["Ctrl-C", () => tmux.keys("C-c"), 130],
    ["SIGTERM", () => void process.kill(tmux.pid, "SIGTERM"), 130],
  ])("gives the screen back as it was after %s", async (_, leave, code) => {
    tmux.type("echo written before");
    tmux.keys("Enter");
    await tmux.until(/^written before/m);
    rig.every(200, (i) => drilling[i % drilling.length]!);
    tmux.start(`dashboard ${rig.url}`);
    await tmux.until(/HKLA/);
    leave();
    const screen = await tmux.until(/^left with \d/m);
    expect(screen).toMatch(new RegExp(`^left with ${code}$`, "m"));
    expect(screen).toMatch(/^written before/m);
    expect(screen).not.toMatch(/HKLA/);
    expect(tmux.tell("#{alternate_on} #{cursor_flag}")).toBe("0 1");
    // What is typed is echoed again.
    tmux.type("echo typed behind");
    await tmux.until(/> echo typed behind/);
  });

  it("is put by with Ctrl-Z and comes back, and keeps to ASCII where the terminal has no more", async () => {
    rig.every(200, (i) => drilling[i % drilling.length]!);
    tmux.start(`dashboard ${rig.url}`, "LC_ALL=C");
    const screen = await tmux.until((text) => /\* open/.test(text) && /[-=*#]$/m.test(text));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all that is not ASCII is looked for
    expect(screen).not.toMatch(/[^\x00-\x7f]/);
    tmux.keys("C-z");
    await tmux.until(/Stopped/);
    expect(tmux.tell("#{alternate_on} #{cursor_flag}")).toBe("0 1");
    tmux.type("fg");
    tmux.keys("Enter");
    await tmux.until(/HKLA/);
    expect(tmux.tell("#{alternate_on} #{cursor_flag}")).toBe("1 0");
    tmux.keys("q");
    await tmux.until(/^left with \d/m);
  });

  it("leaves with a sentence when a link can never work", async () => {
    tmux.start(`dashboard ${rig.url} file:///nowhere/at-all.wits`);
    const screen = await tmux.until(/^left with \d/m);
    expect(screen).toMatch(/^left with 3$/m);
    expect(screen).toMatch(/\/nowhere\/at-all\.wits/);
    expect(tmux.tell("#{alternate_on} #{cursor_flag}")).toBe("0 1");
  });

  it("says how a link fails, and shows it when it comes back", async () => {
    const { port, url } = rig;
    await rig.close();
    tmux.start(`dashboard ${url}`);
    await tmux.until(/○ waiting +\S/);
    rig = await Sender.start(port);
    rig.every(200, (i) => drilling[i % drilling.length]!);
    await tmux.until(/● open/);
    await tmux.until(/HKLA/);
  });

  it("shows what a sender says, and never obeys it", async () => {
    tmux.start(`dashboard ${rig.url}`);
    await tmux.until(() => rig.connected > 0);
    rig.every(200, () => frameOf({ "0101": "\x1b[2J\x1b]0;owned\x07\u202eWELL", "0108": 1 }));
    const screen = await tmux.until(/WELL/);
    expect(screen.split("\n")[0]).toMatch(/^ ·\[2J·\]0;owned··WELL/);
  });
});
