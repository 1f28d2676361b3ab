import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
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

  it("is read to the last line under a writer that does not append, and what is lost is counted", async () => {
    const path = join(temporaryFolder(), "rig.wits");
    const writer = openSync(path, "w");
    onTestFinished(() => closeSync(writer));
    // Its writer goes on where it stood, whatever becomes of the file.
    let at = 0;
    const write = (...numbers: number[]): void => {
      for (const number of numbers) at += writeSync(writer, frame(number), at);
    };
    const running = await run(`file://${path}?follow&poll=30ms`);
    const first = Array.from({ length: 400 }, (_, i) => 1000 + i);
    write(...first);
    await until(() => running.text().endsWith(frame(1399)));
    // From one look to the next all of this is done.
    write(2001);
    copyFileSync(path, `${path}.1`);
    truncateSync(path, 0);
    write(2002);
    await until(() => running.text().endsWith(frame(2002)));
    expect(running.link.status.lost).toBe(0);
    write(2003);
    copyFileSync(path, `${path}.2`);
    write(2004);
    truncateSync(path, 0);
    write(2005);
    await until(() => running.text().endsWith(frame(2005)));
    expect(running.link.status.lost).toBe(frame(2004).length);
    write(2006);
    truncateSync(path, 0);
    write(2007);
    await until(() => running.text().endsWith(frame(2007)));
    expect(running.link.status.lost).toBe(frame(2004).length + frame(2006).length);
    expect(running.text()).toBe([...first, 2001, 2002, 2003, 2005, 2007].map(frame).join(""));
  });

  it("is unpacked when it is packed", async () => {
    const text = Array.from({ length: 9000 }, (_, i) => frame(i)).join("");
    const folder = temporaryFolder({ "a.wits.gz": gzipSync(text) });
    const running = await run(`file://${folder}/a.wits.gz`);
    expect(await running.ended).toBeUndefined();
    expect(running.text()).toBe(text);
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
