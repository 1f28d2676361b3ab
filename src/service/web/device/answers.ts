/**
 * What the server answered, kept: pages read the device first, so that whatever was seen once is there without a link, with the time it is of.
 */
import { useEffect, useState } from "preact/hooks";
import { useCell } from "../cell.js";
import { ask, type Refusal } from "../server/request.js";
import { changed } from "./changed.js";
import { database } from "./database.js";
import { linkIs } from "./link.js";
import { readable, seal } from "./seal.js";
import { company, session } from "./standing.js";

export interface Answer<Body = unknown> {
  readonly body: Body;
  readonly etag: string | null;
  readonly at: number;
}

/** Who is signed in tells the company; of all else each company has an answer of its own at a path. */
export const WHO = "/me";
const placeOf = (path: string): string => (path === WHO ? path : JSON.stringify([company.get(), path]));

export async function keptAnswer<Body>(path: string): Promise<Answer<Body> | undefined> {
  const kept = await (await database()).get("answers", placeOf(path));
  const [read] = await readable<Answer<Body>>(kept === undefined ? [] : [kept]);
  return read;
}

export async function keepAnswer(path: string, body: unknown, etag: string | null = null): Promise<void> {
  const at = Date.now();
  // Before anything is waited for: an answer is of the company that was asked.
  const place = placeOf(path);
  const sealed = await seal({ body, etag, at } satisfies Answer);
  try {
    await (await database()).put("answers", { path: place, sealed, at });
  } catch {
    // A device that is full shows what it was told all the same, and asks again.
  }
}

export interface Asked<Body> {
  /** What there is, of now or of before. */
  readonly answer: Answer<Body> | undefined;
  /** Why there is nothing newer. */
  readonly refusal: Refusal | undefined;
  /** Whether it is still being asked. */
  readonly asking: boolean;
}

/** Asks the server, and keeps what it answers. */
export async function refreshed<Body>(path: string): Promise<Asked<Body>> {
  const before = await keptAnswer<Body>(path);
  const known = before?.etag == null ? {} : { "if-none-match": before.etag };
  const reply = await ask(path, { headers: known });
  linkIs(reply.kind !== "no-link");
  if (reply.kind === "answer") {
    session.set("open");
    await keepAnswer(path, reply.body, reply.etag);
    return {
      answer: { body: reply.body as Body, etag: reply.etag, at: Date.now() },
      refusal: undefined,
      asking: false,
    };
  }
  if (reply.kind === "unchanged" && before !== undefined) {
    await keepAnswer(path, before.body, before.etag);
    return { answer: { ...before, at: Date.now() }, refusal: undefined, asking: false };
  }
  const refusal = reply.kind === "refused" ? reply.refusal : undefined;
  if (refusal?.status === 401) session.set("ended");
  return { answer: before, refusal, asking: false };
}

/** What changes while somebody looks at it. */
const CHANGING = /^\/(shifts|days|alerts|analytics|expected|stock)\b/;

/** What the server says at a path: the device's copy at once, then the server's, and again when it may be another one. Null asks nothing. */
export function useAnswer<Body>(path: string | null, version = 0): Asked<Body> {
  const changes = useCell(changed);
  const seen = path !== null && CHANGING.test(path) ? changes : 0;
  const [asked, show] = useState<Asked<Body> & { readonly path: string | null }>({
    path: null,
    answer: undefined,
    refusal: undefined,
    asking: true,
  });
  useEffect(() => {
    let gone = false;
    if (path === null) return;
    const put = (found: Asked<Body>): void => {
      if (!gone) show({ ...found, path });
    };
    void (async () => {
      const answer = await keptAnswer<Body>(path);
      if (answer !== undefined) put({ answer, refusal: undefined, asking: true });
      put(await refreshed<Body>(path));
    })();
    return () => {
      gone = true;
    };
  }, [path, version, seen]);
  return asked.path === path ? asked : { answer: undefined, refusal: undefined, asking: path !== null };
}
