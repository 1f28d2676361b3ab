/** What changes, as server-sent events: that something has changed, for pages that ask for it then; never what is in it. */
import Type from "typebox";
import { inScope, type Principal, scopeOf } from "../../identity/principal.js";
import type { Change } from "../../store/repositories/changes.js";
import { WITH_CLIENT } from "../../store/repositories/shift-totals.js";
import type { Call } from "../call.js";
import { Problem } from "../problem.js";
import { type AnyRoute, route } from "../route.js";

/** Milliseconds: proxies end a connection on which nothing is said for a minute. */
const HEARTBEAT = 15_000;
/** One for each of somebody's tabs, and some more. */
const MOST_EACH = 10;
/** Of a listener that does not keep up: it is ended, and asks again from where it was. */
const MOST_WAITING = 64 * 1024;

const open = new Map<string, number>();

export const eventRoutes: readonly AnyRoute[] = [
  route({
    tag: "shifts",
    method: "GET",
    path: "/events",
    permission: "data:read",
    summary:
      "Server-sent events: `shift` and `alert` when one that may be seen has changed, `reset` when all is to be asked for anew. `Last-Event-ID` gets what was missed.",
    query: Type.Object({}, { additionalProperties: false }),
    answer: { kind: "events" },
    async handle(call) {
      const { who } = call;
      const key = `${who.tenant} ${who.account}`;
      const count = open.get(key) ?? 0;
      if (count >= MOST_EACH)
        throw new Problem("too-many", `this account listens ${MOST_EACH} times already`, {
          headers: { "retry-after": "60" },
        });
      open.set(key, count + 1);
      return new Response(
        streamOf(call, () => {
          const left = (open.get(key) ?? 1) - 1;
          if (left > 0) open.set(key, left);
          else open.delete(key);
        }),
        {
          headers: {
            "content-type": "text/event-stream; charset=utf-8",
            "cache-control": "no-store",
            // Proxies keep nothing back.
            "x-accel-buffering": "no",
          },
        },
      );
    },
  }),
];

/** What somebody is told of a change; undefined where it is not for them. */
function toldOf(change: Change, who: Principal): object | undefined {
  const { kind, id, rig } = change;
  if (kind === "alert") {
    if (who.role === "client" || !inScope({ ...scopeOf(who), client: null }, { rig })) return undefined;
    return {
      id,
      rig,
      shift: change.shift,
      kind: change.about,
      severity: change.severity,
      open: change.isOpen,
    };
  }
  if (!inScope(scopeOf(who), change)) return undefined;
  const { date, slot, state, version } = change;
  if (who.role !== "client") return { id, rig, date, slot, state, row_version: version };
  // What the company does with a report before it comes back to its client is no business of theirs.
  const isTheirs = change.isReleased && WITH_CLIENT.includes(state);
  return isTheirs ? { id, rig, date, slot, state } : undefined;
}

/** Whether somebody is who they were when they began to listen. */
const isSame = (before: Principal, now: Principal | undefined): boolean =>
  now !== undefined &&
  now.account === before.account &&
  now.tenant === before.tenant &&
  now.version === before.version &&
  now.role === before.role;

function streamOf(
  { who, asked, service, now, whoNow }: Call<unknown, unknown, unknown>,
  ended: () => void,
): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  let end = (): void => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let isOver = false;
        let last = now;
        /** One after the other: who listens is looked at before each. */
        let turn: Promise<void> = Promise.resolve();
        const say = (text: string): void => {
          if (isOver) return;
          if ((controller.desiredSize ?? 0) < -MOST_WAITING) end();
          else controller.enqueue(bytes.encode(text));
        };
        const tell = (changes: readonly Change[]): void => {
          for (const change of changes) {
            const told = toldOf(change, who);
            if (told === undefined) continue;
            last = Math.max(last, change.at);
            say(`id: ${last}\nevent: ${change.kind}\ndata: ${JSON.stringify(told)}\n\n`);
          }
        };
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
        const quiet = service.changes.listen(who.tenant, {
          tell: (changes) => inTurn(() => tell(changes)),
          end: () => end(),
        });
        end = () => {
          if (isOver) return;
          isOver = true;
          clearInterval(beat);
          quiet();
          ended();
          try {
            controller.close();
          } catch {
            // Whoever listened has gone already.
          }
        };
        asked.signal.addEventListener("abort", end, { once: true });
        const from = Number(asked.header("last-event-id") ?? Number.NaN);
        say(`retry: 3000\n${Number.isFinite(from) ? "" : `id: ${now}\nevent: hello\ndata: {}\n`}\n`);
        if (Number.isFinite(from))
          inTurn(async () => {
            const missed = await service.changes.since(who.tenant, from);
            if (missed === undefined) say(`id: ${now}\nevent: reset\ndata: {}\n\n`);
            else tell(missed);
          });
      },
      cancel: () => end(),
    },
    { highWaterMark: MOST_WAITING, size: (piece) => piece?.byteLength ?? 0 },
  );
}
