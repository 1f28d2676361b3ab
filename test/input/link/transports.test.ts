import { describe, expect, it, vi } from "vitest";
import { arrivalNow } from "../../../src/input/bytes/arrival-clock.js";
import { transportOf } from "../../../src/input/link/transport/transports.js";
import { LinkUrl } from "../../../src/network/link-url.js";
import { maskedUrl, withoutSecrets } from "../../../src/text/secrets.js";

const refusalOf = (url: string): Promise<string> =>
  transportOf(url).then(
    ({ shown }) => shown,
    (error: Error) => error.message,
  );

describe("a link's URL", () => {
  it("is taken apart as people write it", () => {
    expect(new LinkUrl("tcp://10.0.0.5:12345")).toMatchObject({
      scheme: "tcp",
      host: "10.0.0.5",
      port: 12345,
      path: "",
    });
    expect(new LinkUrl("TCP://[::1]:9")).toMatchObject({ scheme: "tcp", host: "::1", port: 9 });
    expect(new LinkUrl("serial:///dev/ttyUSB0?baudRate=9600")).toMatchObject({
      host: "",
      path: "/dev/ttyUSB0",
    });
    expect(new LinkUrl("mqtt://me:a%40b@broker/rigs/+/#")).toMatchObject({
      host: "broker",
      port: undefined,
      user: "me",
      password: "a@b",
      path: "/rigs/+/#",
    });
    expect(new LinkUrl("-")).toMatchObject({ scheme: "-" });
  });

  it("never shows a secret, in messages neither", async () => {
    expect(maskedUrl("mqtt://me:hush@broker/t?password=x&qos=1")).toBe(
      "mqtt://me:***@broker/t?password=***&qos=1",
    );
    expect(maskedUrl("mqtt://me:h:us@h@broker/t")).toBe("mqtt://me:***@broker/t");
    expect(maskedUrl("mqtt://me:a/b@broker/t")).not.toContain("a/b");
    expect(new LinkUrl("mqtt://me:hush@broker:1/t?clientId=x").bare).toBe("mqtt://broker:1/t");
    expect(maskedUrl("tcp://10.0.0.5:1?name=a@b")).toBe("tcp://10.0.0.5:1?name=a@b");
    for (const url of [
      "tcp://me:hush@:1",
      "tcp://me:hush@host:99999",
      "tcp://me:hush@host:1?password=hush",
    ]) {
      await expect(transportOf(url)).rejects.not.toThrow(/hush/);
    }
  });

  it.each([
    "mqtt://bob:hu?sh@h",
    "mqtt://bob:12?sh@h",
    "mqtt://bob:12?hu=sh@h",
    "mqtt://bob:12/hush@h",
    "mqtt://bob:hu#sh@h",
    "mqtt://bob:h@u@sh@h",
    "mqtt:/bob:hush@h",
    "mqtt:///bob:hush@h",
    "mqtt:bob:hush@h",
    "mqtt//bob:hush@h",
    "rig=mqtt://bob:hush@h",
    "ri/g=mqtt://bob:hush@h",
    "bob:hush@h:1883",
    "mqtt://bob:hu sh@h",
    "mqtt://:hush@h",
    "mqtt+ssl://bob:hush@h",
    "://bob:hush@h",
  ])("never shows the password of %s, however the URL is written", async (url) => {
    expect(maskedUrl(url)).toMatch(/:\*\*\*@h/);
    for (const shown of [maskedUrl(url), await refusalOf(url)]) expect(shown).not.toMatch(/hu\S*sh|sh@|hush/);
    // In the midst of other words, where a blank ends it.
    if (!/ |^bob|\/\/bob:hush@h$|^:/.test(url)) {
      expect(withoutSecrets(`cannot read ${url}: no such file`)).toMatch(
        /^cannot read \S+:\*\*\*@h: no such/,
      );
    }
  });

  it("shows paths, ports and names as they are", () => {
    for (const text of [
      "file:///data/a:b@c.wits",
      "tcp://10.0.0.5:12345",
      "mqtt://h:1883/rigs/#",
      "tcp://[::1]:99?name=me@rig",
      "serial:///dev/ttyUSB0?baudRate=9600",
    ]) {
      expect([maskedUrl(text), withoutSecrets(text)]).toEqual([text, text]);
    }
  });

  it("says what is wrong with it, and what there is instead", async () => {
    const refused = (url: string) => expect(transportOf(url)).rejects;
    await refused("tpc://host:1").toThrow(/no source tpc:\/\/.*Did you mean tcp:\/\/\?/);
    await refused("tcp://host").toMatchObject({
      kind: "usage",
      message: expect.stringContaining("host and a port"),
    });
    await refused("tcp://host:0").toThrow(/host and a port/);
    await refused("tcp://host:70000").toThrow(/at most 65535/);
    await refused("tcp://host:1?conectTimeout=5").toThrow(
      /no parameter conectTimeout.*Did you mean connectTimeout\?/,
    );
    await refused("tcp://host:1?connectTimeout=soon").toThrow(/connectTimeout: "soon" is no length of time/);
    await refused("tcp://host:1?connectTimeout=1&connectTimeout=2").toThrow(/given twice/);
    await refused("tcp://a%zz:1").toThrow(/%/);
  });
});

it("arrival times never go back when the clock is set back, and keep their order", () => {
  vi.useFakeTimers({ toFake: ["Date", "performance"], now: Date.UTC(2026, 0, 1, 12) });
  try {
    const first = arrivalNow();
    vi.setSystemTime(Date.UTC(2026, 0, 1, 11));
    const second = arrivalNow();
    vi.advanceTimersByTime(1000);
    const third = arrivalNow();
    expect(second).toBeGreaterThanOrEqual(first);
    expect(third - second).toBe(500);
    vi.setSystemTime(Date.UTC(2026, 0, 1, 13));
    expect(arrivalNow()).toBe(Date.UTC(2026, 0, 1, 13));
  } finally {
    vi.useRealTimers();
  }
});
