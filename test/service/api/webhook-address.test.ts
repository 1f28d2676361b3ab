/** Where a webhook goes: to the address that was looked at, and to none within a network, whatever a name means a moment later. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { post } from "../../../src/service/api/webhooks/post.js";
import { newSecret } from "../../../src/service/api/webhooks/signature.js";
import { proxiesIn } from "../../../src/service/api/whose-address.js";
import { type Receiver, receiver } from "./receiver.js";

const answers: (readonly string[])[] = [];
let asked = 0;
vi.mock("node:dns", async (original) => ({
  ...(await original<typeof import("node:dns")>()),
  lookup: (_host: string, _options: object, done: (error: null, found: object[]) => void) => {
    asked++;
    done(
      null,
      (answers.shift() ?? []).map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  },
}));

let hook: Receiver;
beforeAll(async () => {
  hook = await receiver();
});
afterAll(() => hook.close());

/** Milliseconds in which a busy machine answers; and in which nobody does who never will. */
const [LONG, SHORT] = [30_000, 1000];

async function posted(
  networks: readonly string[],
  meaning: readonly (readonly string[])[],
  answerWithin = LONG,
) {
  asked = 0;
  hook.got.length = 0;
  answers.splice(0, answers.length, ...meaning);
  const url = hook.url.replace("127.0.0.1", "localhost");
  const settings = { within: proxiesIn(networks), authorities: hook.authority, answerWithin };
  const told = { url, secret: newSecret(), id: "1", body: "{}", now: Date.now() };
  const end = await post(told, settings, new AbortController().signal).then(
    () => "taken",
    (error: unknown) => (error as Error).message,
  );
  return { end, asked, got: hook.got.length };
}

it("reaches a network that is named, and no other", async () => {
  expect(await posted(["127.0.0.0/8"], [["127.0.0.1"]])).toEqual({ end: "taken", asked: 1, got: 1 });
  const { end, got } = await posted(["10.0.0.0/8"], [["127.0.0.1"]]);
  expect([end, got]).toEqual([
    expect.stringContaining("localhost is 127.0.0.1, which is an address within a network"),
    0,
  ]);
});

it.each([
  [["127.0.0.1"]],
  [["::1"]],
  [["169.254.169.254"]],
  [["192.168.1.1"]],
  [["::ffff:127.0.0.1"]],
  [["fd00::1"]],
  // One that all can reach does not help another one.
  [["192.0.2.1", "127.0.0.1"]],
])("is not told where a name means %j", async (addresses) => {
  const { end, got } = await posted([], [addresses]);
  expect([end, got]).toEqual([expect.stringContaining("WITS_WEBHOOK_NETWORKS allows it"), 0]);
});

it("is not led elsewhere by a name that means another address the second time", async () => {
  // Nobody has 192.0.2.1 (RFC 5737): what matters is that nothing comes to where the name leads next.
  const { end, asked: times, got } = await posted([], [["192.0.2.1"], ["127.0.0.1"], ["127.0.0.1"]], SHORT);
  expect([end === "taken", times, got]).toEqual([false, 1, 0]);
});

it("waits so long for an answer, and no longer", async () => {
  hook.answer = "hangs";
  const { end } = await posted(["127.0.0.0/8"], [["127.0.0.1"]], SHORT);
  expect(end).toContain("does not answer within 1 s");
});
