/**
 * The service as 20 people use it, and the first screen of one behind a slow link:
 *
 *   npm run build && node --import ./scripts/typescript.mjs bench/service-load.ts [SECONDS]
 *
 * It starts what was built as a process, over the data of the demo, and asks it over HTTP as devices do. Each of 20 people signs in, and goes on for so many
 * seconds, 20 unless told: lists of reports, a search, one report with its history and its problems, bills. Supervisors change a draft again and again. The first screen
 * is Chromium's, where that is installed, with nothing known, at 400 kbit/s and 100 ms.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { demoAccounts, makeDemo } from "../src/service/demo/demo.js";
import { chromium, startBrowser } from "../test/browser.js";

const PEOPLE = 20;
const SLOW = { download: 50_000, upload: 50_000, latency: 100 };
/** Between two requests of one person: faster than anybody reads. */
const PAUSE = 200;

const etags = new Map<string, string>();
const seconds = Number(process.argv[2] ?? 20);
const folder = mkdtempSync(join(tmpdir(), "witskit-load-"));
const { password } = await makeDemo(folder, { now: Date.now(), signal: new AbortController().signal });
const words = ["dist/cli/main.js", "serve", "--data", folder, "--port", "0"];
const server = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "ignore"] });
try {
  const [line] = (await once(server.stdout, "data")) as [Buffer];
  const url = line.toString().trim();
  tell("memory before anybody came", `${megabytes("VmRSS")} MB`);
  if (chromium === undefined) tell("first screen", "not measured: there is no Chromium");
  else await firstScreen(url);
  await everybody(url);
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}

function tell(what: string, figure: string): void {
  console.log(`${what.padEnd(52)} ${figure.padStart(12)}`);
}

/** Of the service, as Linux counts it. */
function megabytes(kind: "VmRSS" | "VmHWM"): number {
  const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
  return Math.round(Number(new RegExp(`^${kind}:\\s+(\\d+)`, "m").exec(status)![1]) / 1024);
}

async function firstScreen(url: string): Promise<void> {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    await page.emulateNetworkConditions(SLOW);
    const until = async (what: string, selector: string, work: () => Promise<unknown>): Promise<void> => {
      const began = performance.now();
      await Promise.all([work(), page.waitForSelector(selector, { timeout: 60_000 })]);
      tell(what, `${((performance.now() - began) / 1000).toFixed(1)} s`);
    };
    await until("first screen, nothing known", "#sign-in-email", () => page.goto(url));
    await page.type("#sign-in-email", "ola@fjell.example");
    await page.type("#sign-in-password", password);
    await until("from signing in to the first page", ".bar nav a", () => page.keyboard.press("Enter"));
    // What is kept of the app on the device, its worker has by then.
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
    await until("the first page again", ".bar nav a", () => page.reload());
  } finally {
    await browser.close();
  }
}

interface Answers {
  readonly took: number[];
  readonly refused: string[];
}

async function everybody(url: string): Promise<void> {
  const answers: Answers = { took: [], refused: [] };
  const until = Date.now() + seconds * 1000;
  const accounts = demoAccounts.map(({ account }) => account).filter(({ role }) => role !== "super_admin");
  const people = Array.from({ length: PEOPLE }, (_, i) => accounts[i % accounts.length]!);
  await Promise.all(people.map((person, i) => onePerson(url, person, i, until, answers)));
  const { took, refused } = answers;
  const sorted = took.toSorted((one, other) => one - other);
  const share = (part: number): string => `${sorted[Math.floor((sorted.length - 1) * part)]!.toFixed(0)} ms`;
  tell(`requests of ${PEOPLE} people in ${seconds} s`, String(took.length));
  tell("half of them, and 95 of 100, within", `${share(0.5)}, ${share(0.95)}`);
  tell("refused or failed", String(refused.length));
  for (const line of new Set(refused)) console.log(`  ${line}`);
  tell("memory at the end, and at most", `${megabytes("VmRSS")}, ${megabytes("VmHWM")} MB`);
}

async function onePerson(
  url: string,
  { email, role }: (typeof demoAccounts)[number]["account"],
  number: number,
  until: number,
  { took, refused }: Answers,
): Promise<void> {
  let cookie = "";
  const ask = async (method: string, path: string, body?: unknown, headers: object = {}) => {
    const began = performance.now();
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        origin: url,
        ...(cookie !== "" && { cookie }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    took.push(performance.now() - began);
    if (!answer.ok) refused.push(`${email} ${method} ${path.replace(/load-\w+/, "ID")}: ${answer.status}`);
    cookie ||= answer.headers.get("set-cookie")?.split(";")[0] ?? "";
    return {
      body: answer.ok && text !== "" ? JSON.parse(text) : undefined,
      etag: answer.headers.get("etag"),
    };
  };
  await ask("POST", "/session", { email, password });
  const { body: page } = await ask("GET", "/shifts?limit=50");
  const reports = (page?.items ?? []) as { id: string }[];
  for (let round = 0; Date.now() < until; round++) {
    const { id } = reports[(round * 7 + number) % reports.length]!;
    await ask("GET", "/shifts?limit=50");
    await ask("GET", `/shifts?q=${["casing", "polymer", "water truck", "standby"][round % 4]}`);
    const { body: report } = await ask("GET", `/shifts/${id}`);
    await ask("GET", `/shifts/${id}/revisions`);
    if (role === "supervisor") await draft(ask, report, `load-${number}`);
    await sleep(PAUSE);
  }
}

type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: object,
) => Promise<{ readonly body: Record<string, unknown> | undefined; readonly etag: string | null }>;

/** A report of a day far ahead, changed as somebody writes it. */
async function draft(ask: Ask, like: Record<string, unknown> | undefined, id: string): Promise<void> {
  if (like === undefined) return;
  const date = `2099-01-${id.slice(5).padStart(2, "0")}`;
  const head = ["rig", "slot", "time_zone", "client", "contract", "project", "supervisor"];
  const content = {
    ...Object.fromEntries(head.map((name) => [name, like[name]])),
    ...{ date, slot: "day", starts_at: `${date}T06:00:00Z`, ends_at: `${date}T18:00:00Z` },
    notes: `changed at ${Date.now()}`,
    ...{ crew: [], runs: [], activities: [], materials: [], surveys: [], casings: [], photos: [] },
  };
  const etag = etags.get(id);
  const put = await ask("PUT", `/shifts/${id}`, content, etag === undefined ? {} : { "if-match": etag });
  if (put.etag !== null) etags.set(id, put.etag);
}
