/** Notices from the wire to who is told: real links, a real receiver, post office and broker, programs and plugins. */
import { createHmac } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startMockRig } from "../../src/samples/mock/rig.js";
import { hasBroker, startBroker } from "../input/link/broker.js";
import { serve } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";
import { postOffice } from "./post-office.js";
import { Run } from "./run.js";

interface Told {
  readonly id: string;
  readonly rule: string;
  readonly phase: string;
  readonly source: string;
  readonly text: string;
  readonly [more: string]: unknown;
}

/** Sends standpipe pressures, each of a frame some seconds behind the one before, on the clock of the rig. */
async function rig() {
  const sockets: Socket[] = [];
  const { port } = await serve((socket) => void sockets.push(socket));
  let clock = Date.parse("2024-03-04T06:00:00Z");
  return {
    url: `tcp://127.0.0.1:${port}`,
    sockets,
    send(pressure: number, seconds: number): void {
      clock += seconds * 1000;
      const [date, time] = new Date(clock).toISOString().slice(2, 19).replaceAll(/[-:]/g, "").split("T");
      for (const socket of sockets)
        socket.write(`&&\r\n0105${date}\r\n0106${time}\r\n0121${pressure}\r\n!!\r\n`);
    },
  };
}

/** Answers what it is told to, then 204; keeps what it takes. */
async function receiver(...answers: readonly number[]) {
  const taken: { readonly notice: Told; readonly signature: unknown; readonly body: string }[] = [];
  const left = [...answers];
  const asked = { times: 0 };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      asked.times++;
      const status = left.shift() ?? 204;
      if (status === 204)
        taken.push({ notice: JSON.parse(body), signature: request.headers["x-witskit-signature"], body });
      response.writeHead(status, { location: "/elsewhere" }).end();
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notices`, taken, asked };
}

const PAGER = `import { appendFileSync } from "node:fs";
export const plugin = { api: 1, name: "pager", version: "1", notifiers: { pager: (notice) => appendFileSync("pager.ndjson", JSON.stringify(notice) + "\\n") } };
`;
const linesOf = (path: string): Told[] =>
  existsSync(path)
    ? readFileSync(path, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Told)
    : [];

const RULE = `[[notice]]
name = "pressure"
when = "SPPA > 250 bar for 10s"
clear = "SPPA < 240"
`;

describe("a notice of a value", { timeout: 60_000 }, () => {
  it.skipIf(!hasBroker)(
    `is told once by every way, when it has held and when it is over${hasBroker ? "" : " (skipped: there is no mosquitto)"}`,
    async () => {
      const [feed, web, office, broker] = [
        await rig(),
        await receiver(503, 500),
        await postOffice(),
        await startBroker(),
      ];
      const cwd = temporaryFolder({ "pager.mjs": PAGER, secret: "a key\n" });
      const heard: { readonly topic: string; readonly notice: Told }[] = [];
      const client = await broker.publisher();
      client.on(
        "message",
        (topic, payload) => void heard.push({ topic, notice: JSON.parse(payload.toString()) }),
      );
      await client.subscribeAsync("rigs/#", { qos: 1 });
      // A program that takes what it is given on standard input. Its words are no shell's.
      const taker =
        'process.stdin.on("data", (piece) => require("fs").appendFileSync("command.ndjson", piece))';
      writeFileSync(
        join(cwd, "witskit.toml"),
        `units = "metric"
[plugins]
modules = ["./pager.mjs"]
${RULE}
[notify.web]
webhook = "${web.url}"
secret-file = "secret"
allow-private = true
[notify.office]
mail = "${office.url}"
to = ["shift@example.com"]
[notify.broker]
mqtt = "${broker.url}/rigs/notices"
[notify.program]
command = [${JSON.stringify(process.execPath)}, "-e", ${JSON.stringify(taker)}]
[notify.pager]
plugin = "pager"
`,
      );
      const run = new Run(`stream rig-7=${feed.url} -o out`, cwd);
      await run.until(() => feed.sockets.length === 1);
      // Sent in kPa; 26,000 kPa are 260 bar. Nine seconds are not enough, and one value below begins it anew.
      for (const [pressure, seconds] of [
        [20_000, 1],
        [26_000, 1],
        [26_000, 9],
        [24_900, 1],
        [26_100, 1],
        [26_200, 10],
      ] as const)
        feed.send(pressure, seconds);
      const all = () => [
        web.taken.map(({ notice }) => notice),
        heard.map(({ notice }) => notice),
        linesOf(join(cwd, "command.ndjson")),
        linesOf(join(cwd, "pager.ndjson")),
      ];
      await run.until(() => all().every((told) => told.length === 1) && office.mails.length === 1);
      for (const [opened] of all())
        expect(opened).toMatchObject({
          ...{ rule: "pressure", phase: "opened", source: "rig-7", when: "SPPA > 250 bar for 10s" },
          text: "SPPA is 262 BAR, and has been > 250 for 10 s",
          ...{ value: 262, unit: "BAR" },
        });
      // Between the two bounds it is neither over nor a new one.
      for (const pressure of [24_500, 26_500, 24_100, 30_000]) feed.send(pressure, 60);
      feed.send(23_900, 60);
      await run.until(() => all().every((told) => told.length === 2) && office.mails.length === 2);
      for (const told of all()) {
        expect(told.map(({ phase }) => phase)).toEqual(["opened", "cleared"]);
        expect(told[1]).toMatchObject({ text: "SPPA is 239 BAR", since: told[0]!["since"] });
        expect(told[0]!.id).not.toBe(told[1]!.id);
      }
      for (const { body, signature } of web.taken)
        expect(signature).toBe(`sha256=${createHmac("sha256", "a key").update(body).digest("hex")}`);
      expect(web.asked.times).toBe(4);
      expect(heard[0]!.topic).toBe("rigs/notices/pressure/rig-7");
      expect(office.mails[0]).toMatch(/^Subject: witskit opened: pressure, rig-7: SPPA is 262 BAR/m);
      expect(office.mails[1]).toMatch(/^Subject: witskit cleared: pressure, rig-7: SPPA is 239 BAR/m);
      expect(run.said.split("notice opened: pressure")).toHaveLength(2);
      expect(await run.end("SIGTERM")).toBe(0);
    },
  );

  it("is the same one after a kill: told not twice, and told when it is over", async () => {
    const [feed, web] = [await rig(), await receiver()];
    const cwd = temporaryFolder({
      "witskit.toml": `units = "metric"\n${RULE}\n[notify.web]\nwebhook = "${web.url}"\nallow-private = true\n`,
    });
    const line = `stream rig-7=${feed.url} -o out`;
    const state = join(cwd, "out/_witskit/notices.json");
    const first = new Run(line, cwd);
    await first.until(() => feed.sockets.length === 1);
    feed.send(26_000, 1);
    feed.send(26_000, 10);
    await first.until(() => web.taken.length === 1);
    await first.until(
      () =>
        existsSync(state) &&
        JSON.parse(readFileSync(state, "utf8")).open[0]?.told === true &&
        JSON.parse(readFileSync(state, "utf8")).waiting.web.length === 0,
    );
    await first.end("SIGKILL");
    const second = new Run(line, cwd);
    await second.until(() => feed.sockets.length === 2);
    for (const pressure of [26_000, 26_000, 24_500]) feed.send(pressure, 20);
    feed.send(23_000, 20);
    await second.until(() => web.taken.length === 2);
    expect(web.taken.map(({ notice }) => notice.phase)).toEqual(["opened", "cleared"]);
    expect(web.taken[1]!.notice["since"]).toBe(web.taken[0]!.notice["since"]);
    expect(await second.end("SIGTERM")).toBe(0);
  });
});

describe("a way out that fails", { timeout: 60_000 }, () => {
  it("holds nobody up, is told, and is not followed within the network or to elsewhere", async () => {
    const mock = await startMockRig({ data: "short", rate: 50, loop: true });
    onTestFinished(() => mock.close());
    const [inside, leads] = [await receiver(), await receiver(302)];
    const named = inside.url.replace("127.0.0.1", "localhost");
    const cwd = temporaryFolder({
      "witskit.toml": `[[notice]]
name = "any depth"
when = "0108 > 0"
[[notice]]
name = "at night"
when = "DBTM > 0"
quiet = ["00:00-12:00", "12:00-24:00"]
[notify.inside]
webhook = "${inside.url}"
[notify.named]
webhook = "${named}"
[notify.leads]
webhook = "${leads.url}"
allow-private = true
[notify.gone]
command = ["/no/such/program"]
[notify.fails]
command = ["false"]
`,
    });
    const run = new Run(`stream rig=${mock.url} -o out --monitor 0`, cwd);
    await run.says(/metrics at /);
    const monitor = /metrics at (\S+)\/metrics/.exec(run.said)![1];
    const reasons = await until(async () => {
      const { reasons = [] } = (await (await fetch(`${monitor}/ready`)).json()) as { reasons?: string[] };
      return reasons.filter((one) => one.startsWith("notices cannot")).length === 5 && reasons;
    });
    const said = reasons.join("\n");
    expect(said).toContain("by inside: 127.0.0.1 is an address within a network");
    expect(said).toMatch(/by named: .*localhost is (127\.0\.0\.1|::1), which is an address within a network/);
    expect(said).toContain("answers 302, and is not followed to elsewhere");
    expect(said).toContain("by gone: /no/such/program: there is no such program");
    expect(said).toContain("by fails: false: it ended with 1");
    expect([inside.asked.times, leads.asked.times]).toEqual([0, 1]);
    const metrics = await (await fetch(`${monitor}/metrics`)).text();
    for (const line of [
      'witskit_notices_open{rule="any depth"} 1',
      'witskit_notices_open{rule="at night"} 1',
      'witskit_notices_dropped_total{way="leads"} 1',
      'witskit_notices_waiting{way="inside"} 1',
      'witskit_notices_trouble{way="fails"} 1',
    ])
      expect(metrics).toContain(line);
    expect(run.said).not.toContain("at night");
    const before = mock.sent.frames;
    await run.until(() => mock.sent.frames > before + 20);
    expect(await run.end("SIGTERM")).toBe(0);
  });
});

describe("notices of the run", { timeout: 60_000 }, () => {
  it("are of links that are silent or down, of rejects, of disks and of events", async () => {
    const feed = await rig();
    const drilling = await startMockRig({ data: "short", rate: 100, loop: true });
    const cwd = temporaryFolder({
      "witskit.toml": `[[notice]]
name = "silent"
when = "link stale"
source = "rig-*"
[[notice]]
name = "away"
when = "link down"
[[notice]]
name = "noise"
when = "rejects > 2 in 1m"
[[notice]]
name = "disk"
when = "disk free > 1"
clear = "disk free < 1"
[[notice]]
name = "events"
when = "event any"
`,
    });
    const run = new Run(
      `stream rig-7=${feed.url} other=${drilling.url} -o out --stale-after 1s --units metric --analyze`,
      cwd,
    );
    await run.says(/notice opened: disk: free on the disk: [\d,]+ bytes/);
    await run.says(/notice opened: silent, rig-7: it is stale/);
    feed.send(1, 1);
    await run.says(/notice cleared: silent, rig-7: it is open/);
    for (const socket of feed.sockets) socket.write("&&\r\n0108x\r\n0108y\r\n0108z\r\n!!\r\n&&\r\n");
    await run.says(/notice opened: noise, rig-7: 3 rejects in 60 s/);
    await drilling.close();
    await run.says(/notice opened: away, other: it is (waiting|connecting)/);
    expect(run.said).not.toContain("silent, other");
    expect(await run.end("SIGTERM")).toBe(0);
    expect(run.said).not.toMatch(/notice \w+: away, rig-7/);
  });

  it("of events need the analysis that finds them", async () => {
    const cwd = temporaryFolder({ "witskit.toml": '[[notice]]\nwhen = "event kick"\n' });
    const run = new Run("stream tcp://127.0.0.1:1 -o out", cwd);
    await run.end();
    expect(run.said).toContain('"event kick" needs the events that --analyze finds; give --analyze');
  });
});
