/** What changes, as server-sent events: that something has changed, for pages that ask for it then; never what is in it. */
import Type from "typebox";
import { inScope, type Principal, scopeOf } from "../../identity/principal.js";
import type { Change } from "../../store/repositories/changes.js";
import { WITH_CLIENT } from "../../store/repositories/shift-totals.js";
import { toldLive } from "../event-stream.js";
import { type AnyRoute, route } from "../route.js";

/** Of a listener that does not keep up: it is ended, and asks again from where it was. */
const MOST_WAITING = 64 * 1024;

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
    handle: (call) =>
      toldLive(call, MOST_WAITING, ({ send, inTurn, end }) => {
        const { who, asked, service, now } = call;
        let last = now;
        const tell = (changes: readonly Change[]): void => {
          for (const change of changes) {
            const told = toldOf(change, who);
            if (told === undefined) continue;
            last = Math.max(last, change.at);
            send(change.kind, told, last);
          }
        };
        const quiet = service.changes.listen(who.tenant, {
          tell: (changes) => inTurn(() => tell(changes)),
          end,
        });
        const from = Number(asked.header("last-event-id") ?? Number.NaN);
        if (!Number.isFinite(from)) send("hello", {}, now);
        else
          inTurn(async () => {
            const missed = await service.changes.since(who.tenant, from);
            if (missed === undefined) send("reset", {}, now);
            else tell(missed);
          });
        return quiet;
      }),
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
