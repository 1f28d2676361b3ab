/**
 * An answer that goes on: server-sent events to one who asked, for as long as they may and are there. A heartbeat keeps proxies from ending
 * it, and asks each time whether who listens still is who they were.
 */
import type { Principal } from "../identity/principal.js";
import { said } from "../words/refusal.js";
import type { Call } from "./call.js";
import { Problem } from "./problem.js";

/** Milliseconds: proxies end a connection on which nothing is said for a minute. */
const HEARTBEAT = 15_000;
/** One for each of somebody's tabs, and some more. */
const MOST_EACH = 10;
const open = new Map<string, number>();

/** What is told. */
export interface Teller {
  /** `id`: from which one who comes back asks to go on, by `Last-Event-ID`. */
  send(event: string, message: unknown, id?: number): void;
  /** Does something after all that was to be done before it, if who listens still is who they were; where they are not, all ends. */
  inTurn(work: () => void | Promise<void>): void;
  end(): void;
}

/** Whether somebody is who they were when they began to listen. */
const isSame = (before: Principal, now: Principal | undefined): boolean =>
  now !== undefined &&
  now.account === before.account &&
  now.tenant === before.tenant &&
  now.version === before.version &&
  now.role === before.role;

/**
 * `begin` starts to tell; what it gives back is called once, when nobody listens any more. One for whom more than `mostWaiting` bytes wait reads
 * too slowly, and is ended. Throws Problem, also that of `begin`.
 */
export async function toldLive(
  { who, asked, whoNow }: Pick<Call<unknown, unknown, unknown>, "who" | "asked" | "whoNow">,
  mostWaiting: number,
  begin: (teller: Teller) => (() => void) | Promise<() => void>,
): Promise<Response> {
  const key = `${who.tenant} ${who.account}`;
  const count = open.get(key) ?? 0;
  if (count >= MOST_EACH)
    throw new Problem("too-many", said("too-many-listeners", { most: MOST_EACH }), {
      headers: { "retry-after": "60" },
    });
  open.set(key, count + 1);
  const bytes = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let early = "retry: 3000\n\n";
  let isOver = false;
  let quiet = (): void => {};
  const say = (text: string): void => {
    if (isOver) return;
    if (controller === undefined) early += text;
    else if ((controller.desiredSize ?? 0) < -mostWaiting) end();
    else controller.enqueue(bytes.encode(text));
  };
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(beat);
    quiet();
    const left = (open.get(key) ?? 1) - 1;
    if (left > 0) open.set(key, left);
    else open.delete(key);
    try {
      controller?.close();
    } catch {
      // Whoever listened has gone already.
    }
  };
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => void | Promise<void>): void => {
    turn = turn
      .then(async () => {
        if (isOver) return;
        if (isSame(who, await whoNow())) await work();
        else end();
      })
      .catch(() => end());
  };
  const beat = setInterval(() => inTurn(() => say(": here\n\n")), HEARTBEAT);
  asked.signal.addEventListener("abort", end, { once: true });
  try {
    const stop = await begin({
      send: (event, message, id) =>
        say(`${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(message)}\n\n`),
      inTurn,
      end,
    });
    // It may have ended meanwhile.
    if (isOver) stop();
    else quiet = stop;
  } catch (error) {
    end();
    throw error;
  }
  const stream = new ReadableStream<Uint8Array>(
    {
      start(own) {
        controller = own;
        if (isOver) own.close();
        else own.enqueue(bytes.encode(early));
        early = "";
      },
      cancel: () => end(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 64 * 1024 }),
  );
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // Proxies keep nothing back.
      "x-accel-buffering": "no",
    },
  });
}
