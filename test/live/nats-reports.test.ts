/** Events and reports of days at a real broker: what a rig did, and the day when it has ended, each to a subject of its own. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import type { MsgHdrs } from "@nats-io/transport-node";
import { describe, expect, it } from "vitest";
import { witskit } from "../cli/binary.js";
import { serve } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";
import { hasNats, natsBroker } from "./nats-broker.js";
import { Run } from "./run.js";

interface Heard {
  readonly subject: string;
  readonly text: string;
  readonly headers?: MsgHdrs | undefined;
}

/** Rows of a well at these times, on the clock of the rig. */
const rows = (well: string, ...times: readonly string[]): string =>
  times
    .map((time) => {
      const [date, clock] = time.slice(2).replaceAll(/[-:]/g, "").split("T");
      return `&&\r\n0101${well}\r\n0105${date}\r\n0106${clock}\r\n01081500.0\r\n01101500.0\r\n011220.0\r\n01141200\r\n!!\r\n`;
    })
    .join("");

async function rig() {
  let socket: Socket | undefined;
  const { port } = await serve((one) => {
    socket = one;
  });
  return { url: `tcp://127.0.0.1:${port}`, send: (text: string | Buffer) => void socket?.write(text) };
}

describe.skipIf(!hasNats)(`a broker${hasNats ? "" : " (skipped: there is no nats-server)"}`, () => {
  it("has an event when it is raised and when it is over, as an analysis of the log finds them", async () => {
    const cwd = temporaryFolder();
    const made = witskit("samples --create circulation_break --hours 2 -o day.wits -q", { cwd });
    expect([made.code, made.err]).toEqual([0, ""]);
    const found = witskit("analyze day.wits --units metric --causal --table events --format json", { cwd });
    const broker = await natsBroker();
    await broker.start();
    const { connection } = await broker.client();
    const heard: Heard[] = [];
    connection.subscribe("rig.>", {
      callback: (_, { subject, data }) => void heard.push({ subject, text: Buffer.from(data).toString() }),
    });
    await connection.flush();
    const { url, send } = await rig();
    const edge = new Run(
      `stream rig-7=${url} --units metric --analyze --to-nats ${broker.url}/rig?publish=frames,events`,
      cwd,
    );
    await edge.says(/rig-7 {2}open/);
    // What comes before the connection to the broker is dropped; of this record the analysis asks nothing.
    await until(() => {
      send("&&\r\n0813100\r\n!!\r\n");
      return heard.length > 0;
    });
    send(readFileSync(join(cwd, "day.wits")));
    const events = (): { phase: string; event: string; start: string }[] =>
      heard.filter(({ subject }) => subject === "rig.rig-7.events").map(({ text }) => JSON.parse(text));
    const expected = (JSON.parse(found.out) as { kind: string; start: string }[]).map(({ kind, start }) => [
      kind,
      start,
    ]);
    expect(expected.length).toBeGreaterThan(1);
    await until(() => events().length === 2 * expected.length);
    expect(events().map(({ phase, event, start }) => [phase, event, start])).toEqual(
      expected.flatMap((one) => [
        ["raised", ...one],
        ["over", ...one],
      ]),
    );
    await edge.end("SIGTERM");
  });

  it("has the report of each day at the streams that it tells of, once, though it was away at first", async () => {
    const cwd = temporaryFolder({ "witskit.toml": '[report]\nformat = "html"\n' });
    const broker = await natsBroker();
    const rigs = [await rig(), await rig()] as const;
    const line =
      `stream rig-7=${rigs[0].url} rig-8=${rigs[1].url} -o out --rotate-every 300ms --units metric ` +
      `--report days --to-nats ${broker.url}/rig?publish=report`;
    const edge = new Run(line, cwd);
    await edge.says(/rig-7 {2}open/);
    await edge.says(/rig-8 {2}open/);
    rigs[0].send(rows("A", "2024-03-04T20:00:00", "2024-03-04T21:00:00", "2024-03-05T00:00:00"));
    rigs[1].send(rows("B", "2024-03-04T20:00:00", "2024-03-04T21:00:00", "2024-03-05T00:00:00"));
    await edge.says(
      /the report of 2024-03-04 is not published to nats:\S+: cannot connect to .*The recording goes on/,
    );
    await broker.start();
    await edge.says(/the report of 2024-03-04 is published to nats:/);
    await edge.end("SIGTERM");
    const again = new Run(line, cwd);
    await again.says(/rig-7 {2}open/);
    rigs[0].send(rows("A", "2024-03-05T20:00:00", "2024-03-06T00:00:00"));
    await again.says(/the report of 2024-03-05 is published to nats:/);
    await again.end("SIGTERM");

    const { connection, manager } = await broker.client();
    const heard: Heard[] = [];
    await manager.consumers.add("RIGS", { durable_name: "reader", ack_policy: "none" as never });
    const consumer = await manager.jetstream().consumers.get("RIGS", "reader");
    for await (const { subject, data, headers } of await consumer.fetch({ max_messages: 100, expires: 1000 }))
      heard.push({ subject, text: Buffer.from(data).toString(), headers });
    await connection.close();
    expect(
      heard
        .map(({ subject, headers }) => [subject, headers?.get("Witskit-Day"), headers?.get("Witskit-File")])
        .sort(),
    ).toEqual([
      ["rig.rig-7.report", "2024-03-04", "2024-03-04-A.html"],
      ["rig.rig-7.report", "2024-03-05", "2024-03-05-A.html"],
      ["rig.rig-8.report", "2024-03-04", "2024-03-04-B.html"],
      ["rig.rig-8.report", "2024-03-05", "2024-03-05-B.html"],
    ]);
    for (const { text, headers } of heard) {
      expect(headers?.get("Content-Type")).toBe("text/html; charset=utf-8");
      expect(text).toBe(readFileSync(join(cwd, "days", headers!.get("Witskit-File")), "utf8"));
    }
  });

  it("is published to only with what makes it, and a report that it has no room for is said", async () => {
    const cwd = temporaryFolder({ "witskit.toml": '[report]\nformat = "json"\n' });
    const refused = witskit(
      "stream tcp://127.0.0.1:9 -o out --to-nats nats://127.0.0.1:9/rig?publish=raw,report",
      { cwd },
    );
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("give --report DIR")]);
    const broker = await natsBroker(["max_payload: 4096"]);
    await broker.start();
    writeFileSync(join(cwd, "log.wits"), rows("A", "2024-03-04T20:00:00", "2024-03-05T00:00:00"));
    const edge = new Run(
      `stream rig-7=file://${join(cwd, "log.wits")} -o out --units metric --report days --to-nats ${broker.url}/rig?publish=report`,
      cwd,
    );
    await edge.end();
    expect(edge.said).toMatch(/takes messages of at most 4096 bytes, and one of ours may have \d+/);
  });
});
