/** A server that ends in the middle of a delivery, politely or not: what it had begun is sent again, under the same identity, and is not lost. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BINARY } from "../../cli/binary.js";
import { until } from "../../until.js";
import { admin, person, signedIn } from "./people.js";
import { type Receiver, receiver } from "./receiver.js";
import { company, ids, put, report } from "./rigs.js";
import { ask, type Served, start } from "./serving.js";

let hook: Receiver;
let data = "";
const received = () => hook.got.map(({ headers }) => headers["webhook-id"]);
const webhooks = () => ({ networks: ["127.0.0.1"], authorities: hook.authority });

beforeAll(async () => {
  hook = await receiver();
  hook.answer = "hangs";
  const served = await start(undefined, { sends: false });
  data = served.data;
  const cookie = await admin(served);
  await company(served, { cookie });
  const driller = await person(served, cookie, "driller", "supervisor", { rigs: ["rig-1"] });
  await put(served, `/shifts/${ids.ours}`, report(), { cookie: driller.cookie });
  await served.close();
});
afterAll(async () => {
  await hook.close();
  rmSync(join(data, ".."), { recursive: true, force: true });
});

/** The program, as its users run it. */
async function program() {
  const child = spawn(process.execPath, [BINARY, "serve", "--data", data, "--port", "0", "-q"], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, WITS_WEBHOOK_NETWORKS: "127.0.0.1", WITS_WEBHOOK_CA: hook.authority },
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, url: String(line).trim() };
}

it("sends it again after SIGTERM and after a kill, and once it is taken no more", async () => {
  const first = await program();
  const cookie = await signedIn(first as never as Served, "admin@rig.example");
  const body = { name: "office", url: hook.url, shape: "json", events: ["shift.submit"], active: true };
  await put(first as never as Served, "/webhooks/hook", body, { cookie });
  const submitted = await ask(first, `POST /shifts/${ids.ours}/submit`, {
    cookie: await signedIn(first as never as Served, "driller@rig.example"),
    body: {},
    headers: { "if-match": '"1"' },
  });
  expect(submitted.status).toBe(200);
  await until(() => hook.got.length === 1);
  first.child.kill("SIGTERM");
  expect(await once(first.child, "exit")).toEqual([0, null]);
  // It was put back, and is nobody's: the next one need not wait.
  const second = await program();
  await until(() => hook.got.length === 2);
  second.child.kill("SIGKILL");
  await once(second.child, "exit");
  hook.answer = 200;
  // Who was killed has it for a while still.
  let clock = Date.now();
  const third = await start(() => clock, { data, webhooks: webhooks() });
  const again = await signedIn(third, "admin@rig.example");
  const last = async () =>
    (await ask(third, "GET /webhooks/hook/deliveries", { cookie: again })).body.items[0];
  expect(await last()).toMatchObject({ state: "waiting", attempts: 1 });
  clock += 10 * 60_000;
  third.service.wake("main");
  await until(async () => (await last()).state === "sent");
  expect(new Set(received()).size).toBe(1);
  expect(received().length).toBe(3);
  await third.close();
});
