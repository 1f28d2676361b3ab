/**
 * Kills of the browser while somebody types without a link, at moments that a seed chooses: what the page said is saved on the device is
 * there when it comes back, and arrives once. `node --import ./scripts/typescript.mjs test/service/web/typing.ts 1-20` does twenty.
 */
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "puppeteer-core";
import { signedIn } from "../api/people.js";
import { ask } from "../api/serving.js";
import { companyOnDisk, EMAIL, Server, signIn, Tablet } from "./house.js";
import { says, shown } from "./seen.js";

/** Numbers that look like chance, the same for a seed (Park and Miller). */
function chance(seed: number): (below: number) => number {
  let state = (seed * 48_271) % 2_147_483_647;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const NOTES = "#at-notes";

/** What is wrong after it; nothing when all is right. The tablet is signed in, or was. */
export async function killedWhileTyping(
  seed: number,
  { server, tablet }: { readonly server: Server; readonly tablet: Tablet },
): Promise<string[]> {
  const next = chance(seed);
  const id = await freshReport(server, seed);
  await here(server, tablet);
  await open(tablet.page, server.url, id);
  await server.kill();
  const said = await typed(tablet.page, next);
  // In the middle of what follows, while the disk is at work or not.
  const dying = delay(next(120)).then(() => tablet.kill());
  await tablet.page.keyboard.type(` and ${"x".repeat(200)}`, { delay: 1 }).catch(() => undefined);
  await dying;
  await tablet.start();
  await open(tablet.page, server.url, id);
  const kept = await notesOf(tablet.page);
  await server.start();
  await here(server, tablet);
  await open(tablet.page, server.url, id);
  await says(tablet.page, ".report-head .standing", "On the server");
  const cookie = await signedIn(server, EMAIL);
  const { body } = await ask(server, `GET /shifts/${id}`, { cookie });
  const all = await ask(server, "GET /shifts?limit=500", { cookie });
  const same = all.body.items.filter((one: { readonly date: string }) => one.date === body.date).length;
  return [
    ...(kept.startsWith(said) ? [] : [`seed ${seed}: it said that "${said}" is saved, and has "${kept}"`]),
    ...(body.notes === kept ? [] : [`seed ${seed}: the server has "${body.notes}" of "${kept}"`]),
    ...(same === 1 ? [] : [`seed ${seed}: the server has it ${same} times`]),
  ];
}

/** Signs in where that is gone: a browser that dies may have its cookies in memory alone. */
async function here(server: Server, { page }: Tablet): Promise<void> {
  await page.goto(server.url);
  if (await page.evaluate(async () => (await fetch("/api/v1/me")).status === 401))
    await signIn(page, `${server.url}/sign-in`);
}

/** On a day of its own, as an office makes it. */
async function freshReport(server: Server, seed: number): Promise<string> {
  const id = `typed-${seed}`;
  const date = new Date(Date.now() - (40 + seed) * 86_400_000).toISOString().slice(0, 10);
  const cookie = await signedIn(server, EMAIL);
  const rows = { crew: [], runs: [], activities: [], materials: [], surveys: [], casings: [], photos: [] };
  const own = { contract: null, project: "project-a", supervisor: null, notes: "", time_zone: "UTC" };
  const span = { starts_at: `${date}T06:00:00Z`, ends_at: `${date}T18:00:00Z` };
  const body = { rig: "rig-1", date, slot: "day", client: "client-a", ...span, ...own, ...rows };
  const put = await ask(server, `PUT /shifts/${id}`, { cookie, body });
  if (put.status >= 300) throw new Error(JSON.stringify(put.body));
  return id;
}

async function open(page: Page, url: string, id: string): Promise<void> {
  await page.goto(`${url}/shifts/${id}`);
  await shown(page, "the report is not there", page.waitForSelector(NOTES));
}

const notesOf = (page: Page): Promise<string> =>
  page.$eval(NOTES, (field) => (field as HTMLTextAreaElement).value);

/** Types some words, and gives back what the page said is saved. */
async function typed(page: Page, next: (below: number) => number): Promise<string> {
  await page.focus(NOTES);
  const words = 1 + next(6);
  for (let i = 0; i < words; i++) await page.keyboard.type(`word ${next(1000)} `);
  await page.waitForFunction(() =>
    document.querySelector(".report-head .standing")?.textContent?.startsWith("Saved"),
  );
  return notesOf(page);
}

async function main([from, to]: readonly number[]): Promise<void> {
  const server = new Server(await companyOnDisk("supervisor"));
  const tablet = new Tablet({ width: 820, height: 1180 });
  try {
    await server.start();
    await tablet.start();
    await signIn(tablet.page, server.url);
    for (let seed = from!; seed <= to!; seed++)
      for (const fault of await killedWhileTyping(seed, { server, tablet })) {
        console.log(fault);
        process.exitCode = 1;
      }
    console.log(`${to! - from! + 1} kills of the browser`);
  } finally {
    await tablet.end();
    await server.end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await main((process.argv[2] ?? "1-20").split("-").map(Number));
