/** Rules of notices: what they mean, and what is said of those that mean nothing. */
import { describe, expect, it } from "vitest";
import { parseRule, pointed } from "../../src/live/notices/parse-rule.js";
import { isQuiet, quietTimesIn } from "../../src/live/notices/quiet.js";
import { RuleMistake } from "../../src/live/notices/rule.js";
import { isPrivate } from "../../src/network/private-address.js";
import { witskit } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";

describe("a rule", () => {
  it.each([
    [
      "SPPA > 25000 for 10s",
      { kind: "value", name: "SPPA", operator: ">", bound: 25_000, unit: undefined, lasts: 10_000 },
    ],
    ["SPPA>250bar for 1m", "no number"],
    [
      "SPPA>250 bar for 1m",
      { kind: "value", name: "SPPA", operator: ">", bound: 250, unit: "BAR", lasts: 60_000 },
    ],
    [
      "flow-out-share <= -1.5e1",
      { kind: "value", name: "flow-out-share", operator: "<=", bound: -15, unit: undefined, lasts: 0 },
    ],
    ["0121 = 0", { kind: "value", name: "0121", operator: "=", bound: 0, unit: undefined, lasts: 0 }],
    ["event kick", { kind: "event", event: "kick", severity: "note" }],
    ["EVENT pack-off from Medium", { kind: "event", event: "pack_off", severity: "medium" }],
    ["event any from high", { kind: "event", event: "any", severity: "high" }],
    ["link stale for 5m", { kind: "link", state: "stale", lasts: 300_000 }],
    ["link down", { kind: "link", state: "down", lasts: 0 }],
    ["disk free < 5 GiB", { kind: "disk", of: "free", operator: "<", bound: 5 * 2 ** 30, share: false }],
    ["disk used >= 90%", { kind: "disk", of: "used", operator: ">=", bound: 0.9, share: true }],
    ["disk free < 500000", { kind: "disk", of: "free", operator: "<", bound: 500_000, share: false }],
    ["rejects > 100 in 10m", { kind: "rejects", operator: ">", bound: 100, within: 600_000 }],
    ["trouble", { kind: "trouble" }],
  ])("%s", (text, meant) => {
    if (typeof meant === "string") expect(() => parseRule(text)).toThrow(meant);
    else expect(parseRule(text)).toEqual(meant);
  });

  it.each([
    ["", 0, "a rule begins with an item"],
    ["SPPA", 4, "an operator is missing"],
    ["SPPA >", 6, "a number is missing"],
    ["SPPA > high", 7, '"high" is no number'],
    ["SPPA > 25,000", 7, '"25,000" is no number'],
    ["SPPA > 25000 quux", 13, '"quux" is no unit'],
    ["SPPA > 25000 for soon", 17, '"soon" is no length of time'],
    ["SPPA > 25000 for 10s or so", 21, 'nothing follows here, and "or" does'],
    ["presure > 25000", 8, "an operator"],
    ["flow-inn > 3", 0, "did you mean flow-in?"],
    ["event kik", 6, "did you mean kick?"],
    ["event kick from loud", 16, "there are note, low, medium, high"],
    ["link broken", 5, "there are stale, down"],
    ["disk free < lots", 12, '"lots" is no size'],
    ["disk free < 120%", 12, '"120%" is no size'],
    ["rejects > 10", 12, "a time follows"],
  ])("%j is pointed at", (text, at, why) => {
    if (text.startsWith("presure")) return expect(parseRule(text)).toMatchObject({ name: "presure" });
    let mistake: unknown;
    try {
      parseRule(text);
    } catch (error) {
      mistake = error;
    }
    expect(mistake).toBeInstanceOf(RuleMistake);
    const told = mistake as RuleMistake;
    expect([told.at, told.message]).toEqual([at, expect.stringContaining(why)]);
    expect(pointed(text, told).split("\n").at(-1)).toBe(`  ${" ".repeat(at)}^`);
  });
});

it("quiet times are on the clock that is named, and go over midnight", () => {
  const night = [quietTimesIn("22:00-06:00 +01:00")];
  const at = (time: string): boolean => isQuiet(night, Date.parse(time));
  expect(["20:59", "21:00", "04:59", "05:00"].map((time) => at(`2024-03-04T${time}:00Z`))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(() => quietTimesIn("22-6")).toThrow("write it as 22:00-06:00");
  expect(() => quietTimesIn("22:00-06:00 Mars/Base")).toThrow("Mars/Base");
});

it("addresses within a network are known in all their spellings", () => {
  const within =
    "127.0.0.1 10.1.2.3 172.31.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 ::1 :: fe80::1 fd00::1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 64:ff9b::a00:1 ff02::1 255.255.255.255 localhost ::10.0.0.1 ::ffff:0:10.0.0.1 2001:db8::1";
  for (const address of within.split(" ")) expect([address, isPrivate(address)]).toEqual([address, true]);
  for (const address of ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111"])
    expect(isPrivate(address), address).toBe(false);
});

describe("a witskit.toml", () => {
  const check = (text: string) => {
    const { code, out } = witskit("config check", { cwd: temporaryFolder({ "witskit.toml": text }) });
    return { code, out };
  };

  it("has each mistake of its notices told, with its line", () => {
    const { code, out } = check(`[[notice]]
when = "SPPA > many"

[[notice]]
name = "a"
when = "SPPA > 25000 for 10s"
clear = "SPPA > 24000"
quiet = "at night"
to = ["nobody"]
colour = "red"

[[notice]]
name = "a"
when = "link stale"
clear = "link down"

[[notice]]
name = "no rule"

[notify.one]
webhook = "ftp://example.com"

[notify.two]
mail = "smtp://example.com"
mqtt = "mqtt://example.com"

[notify.three]
mail = "smtp://example.com"
`);
    expect(code).toBe(1);
    for (const said of [
      'witskit.toml:2: "many" is no number',
      'witskit.toml:7: "SPPA > 24000" is so while the rule still holds',
      'witskit.toml:8: "at night" is no time of the day',
      "witskit.toml:9: there is no way nobody",
      "witskit.toml:10: there is no setting colour here",
      "witskit.toml:12: two notices are called a",
      "witskit.toml:15: clear is for values and disks",
      "witskit.toml:17: notice 4 has no when",
      "witskit.toml:21: ftp://example.com is no URL of http:// or https://",
      "witskit.toml:23: the way two is to have one of webhook, mail, mqtt, command, plugin",
      "witskit.toml:27: a mail has to go to somebody",
    ])
      expect(out).toContain(said);
    expect(out).toContain("SPPA > many\n         ^");
  });

  it("has rules told that no run could judge", () => {
    const way = '[notify.log]\ncommand = ["cat"]\n';
    expect(check(`[[notice]]\nwhen = "SPPA > 250 bar"\n${way}`)).toMatchObject({
      code: 1,
      out: expect.stringContaining("nothing tells the unit of SPPA"),
    });
    expect(check(`units = "metric"\n[[notice]]\nwhen = "SPPA > 250 bar"\n${way}`)).toMatchObject({ code: 0 });
    expect(check(`units = "metric"\n[[notice]]\nwhen = "SPPA > 250 m"\n${way}`).out).toContain(
      "which cannot be turned into M",
    );
    expect(check(`[[notice]]\nwhen = "XYZZY > 1"\n${way}`).out).toContain("there is no item XYZZY");
    expect(check(`[[notice]]\nwhen = "trouble"\n[notify.x]\nplugin = "pager"\n`).out).toContain(
      "no plugin has a notifier pager",
    );
  });
});
