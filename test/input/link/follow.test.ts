import { spawnSync } from "node:child_process";
import { appendFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { until } from "../../until.js";
import { temporaryFolder } from "../source/folder.js";
import { frame, run } from "./rig.js";

describe("a file as a link", () => {
  it("ends at its end", async () => {
    const folder = temporaryFolder({ "a.wits": frame(1) });
    const running = await run(`file://${folder}/a.wits`);
    expect(await running.ended).toBeUndefined();
    expect(running.text()).toBe(frame(1));
    expect(await (await run(`file://${folder}/b.wits`)).ended).toMatchObject({ kind: "input" });
  });

  it("is followed as it grows, is renamed, and is cut short", async () => {
    const folder = temporaryFolder({ "rig #1.wits": frame(1) });
    const path = join(folder, "rig #1.wits");
    const running = await run(`file://${encodeURI(folder)}/rig%20%231.wits?follow&poll=10ms`);
    await until(() => running.text() === frame(1));
    appendFileSync(path, frame(2));
    await until(() => running.text().endsWith(frame(2)));
    renameSync(path, `${path}.1`);
    appendFileSync(`${path}.1`, frame(3));
    writeFileSync(path, frame(4));
    await until(() => running.text().endsWith(frame(4)));
    writeFileSync(path, "!!\r\n");
    await until(() => running.text().endsWith("!!\r\n!!\r\n"));
    expect(running.text()).toBe(`${[1, 2, 3, 4].map(frame).join("")}!!\r\n`);
    expect(running.link.status).toMatchObject({ connections: 1, state: "open" });
  });

  it("is waited for where it is not there yet, and kept where it is removed", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "a.wits");
    const running = await run(`file://${path}?follow&poll=10ms`);
    await until(() => running.link.status.failures > 0);
    expect(running.link.status.trouble).toMatch(/no such file/);
    writeFileSync(path, frame(1));
    await until(() => running.text() === frame(1));
    rmSync(path);
    writeFileSync(path, frame(2));
    await until(() => running.text() === frame(1) + frame(2));
  });

  it("is not read again when it is silent for long", async () => {
    const folder = temporaryFolder({ "a.wits": frame(1) });
    const running = await run(`file://${folder}/a.wits?follow&poll=10ms&idleTimeout=30ms`);
    await until(() => running.link.status.connections >= 3);
    appendFileSync(join(folder, "a.wits"), frame(2));
    await until(() => running.text() === frame(1) + frame(2));
    const finite = await run(`file://${folder}/a.wits?idleTimeout=1ms`);
    expect(await finite.ended).toBeUndefined();
    expect(finite.text()).toBe(frame(1) + frame(2));
  });

  it("can be followed from its end on", async () => {
    const folder = temporaryFolder({ "a.wits": frame(1) });
    const running = await run(`file://${folder}/a.wits?follow&poll=10ms&from=end`);
    await until(() => running.link.status.state === "open");
    appendFileSync(join(folder, "a.wits"), frame(2));
    await until(() => running.text() === frame(2));
  });

  it("has a path, and no host", async () => {
    await expect(run("file://a.wits")).rejects.toThrow(/three slashes/);
  });
});

it("standard input as a link ends at its end", () => {
  const script =
    'const { linkOf } = await import("./src/input/link/links.ts"); let n = 0;' +
    'await (await linkOf("-")).run(({ bytes }) => { n += bytes.length; }, new AbortController().signal); console.log(n);';
  const { stdout } = spawnSync(
    process.execPath,
    ["--import", "./scripts/typescript.mjs", "--input-type=module", "-e", script],
    {
      input: frame(1),
      encoding: "utf8",
    },
  );
  expect(stdout).toBe(`${frame(1).length}\n`);
});
