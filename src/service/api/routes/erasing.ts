/** Names that are taken away: a code stands in their place, and what was done stays done. */
import { eraseAccount } from "../../store/repositories/accounts.js";
import { erasePerson } from "../../store/repositories/erase.js";
import { said } from "../../words/refusal.js";
import { actorOf } from "../acting.js";
import { checkLast, ownMember } from "../own-member.js";
import { forbidden, Problem } from "../problem.js";
import { type AnyRoute, nothing, route } from "../route.js";
import { params } from "../schema/values.js";

const tagged = { tag: "admin" } as const;

export const erasingRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "POST",
    path: "/accounts/{id}/erase",
    permission: "users:admin",
    summary:
      "Replace somebody's name by a code, and take away all that they sign in with. What they did stays, by their id.",
    params: params.id,
    answer: nothing,
    async handle(call) {
      const { who, params: path, asked, service, now } = call;
      if (who.role === "super_admin") throw forbidden("admin-does-that");
      if (path.id === who.account) throw new Problem("conflict", said("own-account"));
      const { account, held } = await ownMember(call, path.id);
      await checkLast(call, path.id, held.role !== "admin");
      await service.store.transaction(who.tenant, async (transaction) => {
        transaction.audit({
          by: actorOf(who, asked),
          action: "account.erased",
          entity: "account",
          entityId: account.id,
        });
        if (account.email !== null)
          await transaction.sql.deleteFrom("outbox").where("target", "=", account.email).execute();
      });
      await service.store.control(({ sql }) =>
        eraseAccount(sql, { id: account.id, tenant: who.tenant, now }),
      );
      return undefined;
    },
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/people/{id}/erase",
    permission: "users:admin",
    summary:
      "Replace the name of a person of the crew lists by a code. Reports keep that somebody was there.",
    params: params.id,
    answer: nothing,
    async handle({ who, params: path, asked, service }) {
      if (who.role === "super_admin") throw forbidden("admin-does-that");
      await service.store.transaction(who.tenant, (transaction) =>
        erasePerson(transaction, { id: path.id, by: actorOf(who, asked) }),
      );
      return undefined;
    },
  }),
];
