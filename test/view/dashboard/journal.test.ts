/** A dashboard beside a recording run: it shows what the run receives, through rotations, and never disturbs it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dataOptions } from "../../../src/input/feed/options.js";
import { Dashboard } from "../../../src/view/dashboard/dashboard.js";
import { followJournal } from "../../../src/view/dashboard/follow-journal.js";
import { BINARY, witskit } from "../../cli/binary.js";
import { until } from "../../until.js";
import { ran } from "./ran.js";
import { frameOf, Sender } from "./sender.js";

describe("a dashboard of a folder", () => {
  let cwd: string;
  let rig: Sender;
  let run: ChildProcess;

  beforeEach(async () => {
    cwd = mkdtempSync(join(tmpdir(), "witskit-"));
    rig = await Sender.start();
    const words = [
      "stream",
      `rig 7=${rig.url}`,
      "-o",
      "out",
      "--rotate-every",
      "2s",
      "--sync",
      "100ms",
      "-q",
    ];
    run = spawn(process.execPath, [BINARY, ...words], { cwd, stdio: "ignore" });
    await rig.untilConnected();
  });
  afterEach(async () => {
    run.kill("SIGKILL");
    await rig.close();
    rmSync(cwd, { recursive: true, force: true });
  });

  it("sees the frames in order and none twice, while segments become parts and go", {
    timeout: 120_000,
  }, async () => {
    const dashboard = new Dashboard();
    const seen: number[] = [];
    dashboard.onFrame = (_, frame) => seen.push(Number(frame.get("0108")?.value));
    const stop = new AbortController();
    const following = followJournal(
      join(cwd, "out"),
      dashboard,
      { data: await dataOptions({}, "long") },
      stop.signal,
    );
    let sent = 0;
    while (sent < 300) {
      rig.send(frameOf({ "0101": "A", "0108": sent++ }));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await until(() => seen.at(-1) === sent - 1);
    const [link] = dashboard.links;
    expect(link!.status).toMatchObject({ name: "rig 7", state: "open" });
    run.kill("SIGTERM");
    await once(run, "exit");
    await until(() => dashboard.links[0]!.status.state === "closed");
    stop.abort();
    await following;
    // What a slow machine has made a part of before it was looked at is in the dataset alone.
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(sent / 4);
    const { out } = witskit(
      ["query", "SELECT count(*) AS n, sum(DBTM) AS total FROM r01", "out", "--format", "csv"],
      {
        cwd,
      },
    );
    expect(out.trim().split(/\r?\n/)[1]).toBe(`${sent},${(sent * (sent - 1)) / 2}`);
  });

  it("is shown by the command", async () => {
    rig.every(50, (i) => frameOf({ "0101": "NO 15/9-F-4", "0108": 100 + i }));
    const { code, out } = await ran(cwd, ["dashboard", "out", "--once"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^ ▸ rig 7 +● open/m);
    expect(out).toMatch(/^ {2}0108 DBTM .* \d{3} /m);
  });

  it("is refused where there is none, and of a log says how it is watched", () => {
    spawnSync("sh", ["-c", "mkdir other; echo > a.wits"], { cwd });
    expect(witskit(["dashboard", "other", "--once"], { cwd })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/other is no folder that `witskit stream` writes into/),
    });
    expect(witskit(["dashboard", "a.wits", "--once"], { cwd })).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /a\.wits is a file: file:\/\/\/.*a\.wits\?follow watches one that grows, replay:/,
      ),
    });
  });
});
