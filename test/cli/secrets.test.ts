import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";
import { hearWitskit, witskit } from "./binary.js";

it.runIf(existsSync("/proc/self/cmdline"))(
  "a password stands in no list of processes, log or name",
  async () => {
    const cwd = temporaryFolder();
    const url = "mqtt://bob:hush@127.0.0.1:1/rigs";
    const { child, said, ended } = hearWitskit(`stream ${url} -o rig/ --log json -v`, cwd);
    await until(() => said.err.includes("cannot"));
    const title = readFileSync(`/proc/${child.pid}/cmdline`, "utf8");
    expect(title).toContain("bob:***@127.0.0.1");
    child.kill();
    await ended;
    expect(`${title}${said.out}${said.err}`).not.toContain("hush");
  },
  20_000,
);

it.each([
  "stream mqtt:/bob:hush@h -o out/",
  "convert mqtt:/bob:hush@h -o out/",
  "convert -o out/ --no-such=mqtt://bob:hush@h",
  "decode mqtt://bob:hu?sh@h",
  "stream tcp://h:1 -o out/ --to-mqtt mqtt://bob:hu?sh@h",
  "info mqtt://bob:hush@h",
  "config show --no-such mqtt://bob:hush@h",
])("%s is refused without showing the password", (line) => {
  const { code, out, err } = witskit(line, { cwd: temporaryFolder() });
  expect(code).toBeGreaterThan(0);
  expect(err).toMatch(/^witskit: /m);
  expect(out + err).not.toMatch(/hush|sh@/);
});
