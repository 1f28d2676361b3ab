/**
 * The service as 20 people use it over 100,000 shifts on SQLite, and the first screen of one behind a slow link:
 *
 *   npm run build && node --import ./scripts/typescript.mjs bench/service-load.ts [SECONDS] [SHIFTS]
 *
 * It starts what was built as a process, and asks it over HTTP as devices do. 20 people sign in at the same moment, and go on for so many seconds, 20 unless
 * told: lists of reports, a search, one report with its history. Supervisors change a draft again and again. Then a manager takes a month as paper and as a
 * workbook. The first screen is Chromium's, where that is installed, with nothing known, at 400 kbit/s and 100 ms. Memory is what is resident, as Linux counts it.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hashPassword, PASSWORD_COST } from "../src/service/identity/password.js";
import type { Role } from "../src/service/identity/roles.js";
import { openStore } from "../src/service/store/open.js";
import { insertAccount, putMembership } from "../src/service/store/repositories/accounts.js";
import { chromium, startBrowser } from "../test/browser.js";
import { fillWithShifts, LAST, RIGS, TENANT } from "./many-shifts.js";

const PASSWORD = "correct horse battery staple";
const SLOW = { download: 50_000, upload: 50_000, latency: 100 };
/** Between two requests of one person: faster than anybody reads. */
const PAUSE = 2000;
const MONTH = LAST.slice(0, 7);

interface Person {
  readonly email: string;
  readonly role: Role;
}

/** A supervisor a rig, six of the office, four of the client. */
const people: readonly Person[] = Array.from({ length: 20 }, (_, i) => {
  const role = i < RIGS ? "supervisor" : i < RIGS + 4 ? "client" : i < RIGS + 8 ? "manager" : "viewer";
  return { email: `person-${i}@north.example`, role };
});
const manager = people.find(({ role }) => role === "manager")!;

const etags = new Map<string, string>();
const seconds = Number(process.argv[2] ?? 20);
const folder = mkdtempSync(join(tmpdir(), "witskit-load-"));
const server = await served(Number(process.argv[3] ?? 100_000));
try {
  const [line] = (await once(server.stdout, "data")) as [Buffer];
  const url = line.toString().split("\n")[0]!.trim();
  tell("memory before anybody came", `${megabytes("VmRSS")} MB`);
  if (chromium === undefined) tell("first screen", "not measured: there is no Chromium");
  else await firstScreen(url);
  await everybody(url);
  await aMonthOnPaper(url);
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}

/** What was built, as a process over so many shifts. */
async function served(shifts: number) {
  const store = await openStore(folder);
  await fillWithShifts(store, shifts);
  const passwordHash = await hashPassword(PASSWORD, PASSWORD_COST);
  await store.control(async ({ sql, now }) => {
    for (const [i, { email, role }] of people.entries()) {
      const id = `person-${i}`;
      await insertAccount(sql, { id, email, name: id, passwordHash, now });
      const of = {
        client: role === "client" ? "client" : null,
        rigs: role === "supervisor" ? [`rig-${i}`] : null,
      };
      await putMembership(sql, { tenant: TENANT, account: id, role, ...of, active: true }, now);
    }
  });
  await store.close();
  const words = ["dist/cli/main.js", "serve", "--data", folder, "--port", "0"];
  return spawn(process.execPath, words, { stdio: ["ignore", "pipe", "ignore"] });
}

function tell(what: string, figure: string): void {
  console.log(`${what.padEnd(52)} ${figure.padStart(12)}`);
}

/** Of the service, as Linux counts it. */
function megabytes(kind: "VmRSS" | "VmHWM"): number {
  const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
  return Math.round(Number(new RegExp(`^${kind}:\\s+(\\d+)`, "m").exec(status)![1]) / 1024);
}

function memory(): string {
  return `${megabytes("VmRSS")}, ${megabytes("VmHWM")} MB`;
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
    await page.type("#sign-in-email", manager.email);
    await page.type("#sign-in-password", PASSWORD);
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
  const signedIn = await Promise.all(people.map((person) => signIn(url, person, answers)));
  tell(`memory after ${people.length} have signed in at once, and at most`, memory());
  const until = Date.now() + seconds * 1000;
  await Promise.all(people.map((person, i) => onePerson(signedIn[i]!, person, i, until)));
  const { took, refused } = answers;
  const sorted = took.toSorted((one, other) => one - other);
  const share = (part: number): string => `${sorted[Math.floor((sorted.length - 1) * part)]!.toFixed(0)} ms`;
  tell(`requests of ${people.length} people in ${seconds} s`, String(took.length));
  tell("half of them, and 95 of 100, within", `${share(0.5)}, ${share(0.95)}`);
  tell("refused or failed", String(refused.length));
  for (const line of new Set(refused)) console.log(`  ${line}`);
  tell("memory after them, and at most", memory());
}

async function signIn(url: string, { email }: Person, { took, refused }: Answers): Promise<Ask> {
  let cookie = "";
  const ask: Ask = async (method, path, body, headers) => {
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
    const bytes = Buffer.from(await answer.arrayBuffer());
    took.push(performance.now() - began);
    if (!answer.ok) refused.push(`${email} ${method} ${path.replace(/load-\w+/, "ID")}: ${answer.status}`);
    cookie ||= answer.headers.get("set-cookie")?.split(";")[0] ?? "";
    const isJson = /json/.test(answer.headers.get("content-type") ?? "");
    return {
      body: answer.ok && isJson ? JSON.parse(bytes.toString()) : undefined,
      bytes: bytes.length,
      etag: answer.headers.get("etag"),
    };
  };
  await ask("POST", "/session", { email, password: PASSWORD });
  return ask;
}

async function onePerson(ask: Ask, { role }: Person, number: number, until: number): Promise<void> {
  const { body: page } = await ask("GET", "/shifts?limit=50");
  const reports = (page?.["items"] ?? []) as { id: string }[];
  for (let round = 0; Date.now() < until; round++) {
    const { id } = reports[(round * 7 + number) % reports.length]!;
    await ask("GET", "/shifts?limit=50");
    await ask("GET", `/shifts?q=${["late", "ground", "bit", "shift 4711"][round % 4]}`);
    const { body: report } = await ask("GET", `/shifts/${id}`);
    await ask("GET", `/shifts/${id}/revisions`);
    if (role === "supervisor") await draft(ask, report, `load-${number}`);
    await sleep(PAUSE);
  }
}

/** The month's bill and its reports: as PDF, and as workbooks. */
async function aMonthOnPaper(url: string): Promise<void> {
  const answers: Answers = { took: [], refused: [] };
  const ask = await signIn(url, manager, answers);
  const bill = `/exports/boq/billed/${MONTH}`;
  const month = `from=${MONTH}-01&to=${LAST}`;
  const paths = [`${bill}.pdf`, `${bill}.xlsx`, `/exports/shifts.xlsx?${month}`, `/exports/day/${LAST}.pdf`];
  for (const path of paths) {
    const { bytes } = await ask("GET", path);
    tell(path.split("?")[0]!, `${(bytes / 2 ** 20).toFixed(1)} MB in ${answers.took.at(-1)!.toFixed(0)} ms`);
    tell("  memory after it, and at most", memory());
  }
  for (const line of answers.refused) console.log(`  ${line}`);
}

type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: object,
) => Promise<{
  readonly body: Record<string, unknown> | undefined;
  readonly bytes: number;
  readonly etag: string | null;
}>;

/** A report of a day far ahead, changed as somebody writes it. */
async function draft(ask: Ask, like: Record<string, unknown> | undefined, id: string): Promise<void> {
  if (like === undefined) return;
  const date = `2099-01-${String(Number(id.slice(5)) + 1).padStart(2, "0")}`;
  const head = ["rig", "time_zone", "contract", "project", "supervisor"];
  const content = {
    ...Object.fromEntries(head.map((name) => [name, like[name]])),
    ...{ client: "client", date, slot: "day", starts_at: `${date}T06:00:00Z`, ends_at: `${date}T18:00:00Z` },
    notes: `changed at ${Date.now()}`,
    ...{ crew: [], runs: [], activities: [], materials: [], surveys: [], casings: [], photos: [] },
  };
  const etag = etags.get(id);
  const put = await ask("PUT", `/shifts/${id}`, content, etag === undefined ? {} : { "if-match": etag });
  if (put.etag !== null) etags.set(id, put.etag);
}
