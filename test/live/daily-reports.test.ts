/** Reports of days beside a stream: through real sockets, the built program, a server of mail, and one that takes posts. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { endedDays } from "../../src/live/reports/ended-days.js";
import { dayClock } from "../../src/report/day/clock.js";
import { timezoneNamed } from "../../src/wits/catalog/timezone.js";
import { hearWitskit, witskit } from "../cli/binary.js";
import { serve } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { postOffice } from "./post-office.js";
import { Run } from "./run.js";

/** Rows a quarter of an hour apart, on the clock of the rig. */
function rows(from: string, to: string): string {
  let text = "";
  for (let time = Date.parse(`${from}Z`); time < Date.parse(`${to}Z`); time += 900_000) {
    const [date, clock] = new Date(time).toISOString().slice(2, 19).replaceAll(/[-:]/g, "").split("T");
    text += `&&\r\n0101WELL 1\r\n0105${date}\r\n0106${clock}\r\n01081500.0\r\n01101500.0\r\n011220.0\r\n01141200\r\n!!\r\n`;
  }
  return text;
}

/** Sends the rows to each who connects, and then what it is told to. */
async function rig(
  first: string,
): Promise<{ url: string; sockets: readonly Socket[]; send: (text: string) => void }> {
  const sockets: Socket[] = [];
  const { port } = await serve((socket) => {
    sockets.push(socket);
    socket.write(first);
  });
  return {
    url: `tcp://127.0.0.1:${port}`,
    sockets,
    send: (text) => {
      for (const socket of sockets) socket.write(text);
    },
  };
}

async function receiver(): Promise<{ url: string; taken: { name: string; body: string }[] }> {
  const taken: { name: string; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      taken.push({ name: String(request.headers["content-disposition"]), body });
      response.writeHead(204).end();
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/reports`, taken };
}

const SETTINGS = '[report]\nformat = "json"\nday-start = "06:00"\noperator = "Example Energy"\n';

describe("stream --report", () => {
  it("writes, mails and posts the report of a day that has ended, again until it is taken, and never twice", async () => {
    // Days of before reports were asked for get none by themselves.
    const old = rows("2024-03-02T12:00", "2024-03-04T20:00");
    const cwd = temporaryFolder({ "witskit.toml": SETTINGS, "old.wits": old });
    const before = witskit(`stream old=file://${join(cwd, "old.wits")} -o out --units metric -q`, { cwd });
    expect([before.code, before.err]).toEqual([0, ""]);
    const { url, sockets, send } = await rig(rows("2024-03-04T20:00", "2024-03-05T06:00"));
    const [office, other] = [await postOffice(1), await receiver()];
    const line = `stream rig=${url} -o out --rotate-every 300ms --units metric --report days --report-mail ${office.url} --report-to office@example.com --report-post ${other.url}`;
    const path = join(cwd, "days/2024-03-04.json");
    const first = new Run(line, cwd);
    await first.until(() => sockets.length === 1);
    // The day ends for the rig: a row of the next one is there.
    send(rows("2024-03-05T06:00", "2024-03-05T06:15"));
    await first.says(/is mailed to office@example\.com/);
    expect(first.said).toMatch(/cannot be mailed: .*the office is closed.*The recording goes on/);
    await first.until(() => other.taken.length === 1);
    const [day] = JSON.parse(readFileSync(path, "utf8")).days;
    expect([day.date, day.head.operator, day.time.totals.hours.value]).toEqual([
      "2024-03-04",
      "Example Energy",
      24,
    ]);
    expect(other.taken).toEqual([
      { name: "attachment; filename*=UTF-8''2024-03-04.json", body: readFileSync(path, "utf8") },
    ]);
    expect(office.mails).toEqual([expect.stringMatching(/^Subject: Daily drilling report 2024-03-04\r$/m)]);
    expect(office.mails[0]).toMatch(/filename=2024-03-04\.json/);
    expect(await first.end("SIGTERM")).toBe(0);

    // The next day ends while nobody streams, and by a link that ends; that of before is not sent again.
    writeFileSync(join(cwd, "witskit.toml"), SETTINGS.replace('"json"', '"pdf"'));
    writeFileSync(join(cwd, "new.wits"), rows("2024-03-05T06:15", "2024-03-06T06:15"));
    const second = hearWitskit(
      line.replace(url, `file://${join(cwd, "new.wits")}`).replace("rig=", "new="),
      cwd,
    );
    expect(await second.ended).toBe(0);
    expect(second.said.err).toMatch(/the report of 2024-03-05 is mailed/);
    expect(second.said.err).not.toMatch(/2024-03-04/);
    expect(readdirSync(join(cwd, "days"))).toEqual(["2024-03-04.json", "2024-03-05.pdf"]);
    expect([office.mails.length, other.taken.length]).toEqual([2, 2]);
    expect(other.taken[1]!.body).toMatch(/^%PDF-/);
  });

  it("tells what stands in the way, and records all the same", async () => {
    const cwd = temporaryFolder({ "witskit.toml": '[report]\nformat = "json"\noverrides = "missing.csv"\n' });
    const { url, send } = await rig(rows("2024-03-04T20:00", "2024-03-05T01:00"));
    const run = new Run(
      `stream rig=${url} -o out --rotate-every 300ms --units metric --report days --monitor 0`,
      cwd,
    );
    await run.says(/reports of days cannot be made: .*missing\.csv/);
    const health = /health at (\S+),/.exec(run.said)![1]!;
    expect(await (await fetch(health)).json()).toEqual({
      status: "alive",
      reports: expect.stringContaining("missing.csv"),
    });
    send(rows("2024-03-05T01:00", "2024-03-05T02:00"));
    expect(await (await fetch(health.replace("health", "metrics"))).text()).toMatch(
      /^witskit_reports_trouble 1$/m,
    );
    expect(await run.end("SIGTERM")).toBe(0);
    expect(existsSync(join(cwd, "days/2024-03-04.json"))).toBe(false);
  });

  it.each([
    ["-o out --report-mail smtp://mail --report-to a@example.com", "give --report DIR"],
    ["-o out --report days --report-mail smtp://mail", "give both"],
    [
      "-o out --report days --report-mail http://user:secret@mail --report-to a@example.com",
      "http://user:***@mail is no",
    ],
    ["-o - --report days", "give -o OUT/"],
    ["-o out --report days --report-to somebody", "somebody is no address"],
  ])("refuses %s", (words, why) => {
    const { code, err } = witskit(`stream tcp://127.0.0.1:9 ${words}`, { cwd: temporaryFolder() });
    expect([code, err]).toEqual([2, expect.stringContaining(why)]);
    expect(err).not.toContain("secret");
  });

  it("masks the password of the server where settings are shown", () => {
    const cwd = temporaryFolder({ "witskit.toml": '[stream]\nreport-mail = "smtps://rig:s3cret@mail"\n' });
    const { out } = witskit("config show stream", { cwd });
    expect(out).toMatch(/smtps:\/\/rig:\*\*\*@mail/);
    expect(out).not.toContain("s3cret");
  });
});

describe("the end of a day", () => {
  const at = (text: string): number => Date.parse(`${text}Z`);
  const oslo = dayClock({ utc: true, zone: timezoneNamed("Europe/Oslo") });
  const unknown = dayClock({ utc: false });
  const rowsOf = [[at("2024-03-04T10:00"), at("2024-03-04T20:00")]] as const;

  it.each([
    [
      "has a later row",
      oslo,
      [...rowsOf, [at("2024-03-04T23:05"), at("2024-03-04T23:06")]],
      "2024-03-04T23:10",
      true,
    ],
    ["has none, and rows still come", oslo, rowsOf, "2024-03-04T23:05", false],
    ["has been over for a while", oslo, rowsOf, "2024-03-04T23:16", true],
    ["is not over anywhere", unknown, rowsOf, "2024-03-05T06:00", false],
    ["is over everywhere", unknown, rowsOf, "2024-03-05T12:20", true],
    [
      "has a later row of a clock that runs far ahead",
      oslo,
      [...rowsOf, [at("2031-01-01"), at("2031-01-01")]],
      "2024-03-04T22:00",
      false,
    ],
  ] as const)("%s", (_, clock, parts, now, over) => {
    const { ended } = endedDays({
      clock,
      parts: parts as never,
      now: at(now),
      grown: at("2024-03-04T20:01"),
    });
    expect(ended).toEqual(over ? ["2024-03-04"] : []);
  });
});
