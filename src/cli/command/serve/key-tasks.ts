/** `serve key`: keys of programs, which act for an account. */
import { Failure } from "../../../failure/failure.js";
import type { Permission } from "../../../service/identity/roles.js";
import { ExitCode } from "../../failure.js";
import { print, printJson, terminalWidth } from "../../page/print.js";
import { formatTable } from "../../page/table.js";
import { inTenant, TERMINAL, type Verbs } from "./verbs.js";

const shown = (at: number | null): string =>
  at === null ? "" : new Date(at).toISOString().slice(0, 16).replace("T", " ");

export const keyVerbs: Verbs = {
  list: {
    words: [],
    run: (asked) =>
      inTenant(asked, async (store, tenant) => {
        const { apiKeysOf } = await import("../../../service/store/repositories/api-keys.js");
        const keys = await store.control(({ sql }) => apiKeysOf(sql, tenant));
        if (asked.flags.json)
          await printJson(
            keys.map(({ hash: _, permissions, ...one }) => ({
              ...one,
              permissions: JSON.parse(permissions),
            })),
          );
        else
          await print(
            formatTable(
              keys.map((one) => [
                one.id,
                one.name,
                (JSON.parse(one.permissions) as string[]).join(", "),
                shown(one.used_at),
                shown(one.expires_at),
                one.revoked_at === null ? "" : "void",
              ]),
              { head: ["id", "name", "may", "last used", "expires", ""], width: terminalWidth() },
            ),
          );
        return ExitCode.done;
      }),
  },
  add: {
    words: ["NAME"],
    run: (asked, [name]) =>
      inTenant(asked, async (store, tenant) => {
        const { account, permissions, expires } = asked.flags;
        if (account === undefined || permissions === undefined)
          throw new Failure(
            "missing-option",
            "--account says for whom it acts, and --permissions what it may",
          );
        const [{ membersOf, memberOf }, { beyond, makeKey }, { principal }, { isPermission }] =
          await Promise.all([
            import("../../../service/store/repositories/accounts.js"),
            import("../../../service/identity/keys.js"),
            import("../../../service/identity/who-asks.js"),
            import("../../../service/identity/roles.js"),
          ]);
        const unknown = permissions.filter((one) => !isPermission(one));
        if (unknown.length > 0)
          throw new Failure("unknown-name", `there is no permission ${unknown.join(", ")}`);
        const { members, member } = await store.control(async ({ sql }) => {
          const all = await membersOf(sql, tenant);
          const found = all.find((one) => one.account.email === account.toLowerCase());
          return {
            members: all,
            member: found === undefined ? undefined : await memberOf(sql, tenant, found.account.id),
          };
        });
        if (member === undefined)
          throw new Failure(
            "unknown-name",
            `${account} is none of the ${members.length} people of this tenant`,
          );
        const who = principal(member, { by: "session", proof: "", mfa: false });
        const more = beyond(who, permissions as Permission[]);
        if (more.length > 0)
          throw new Failure(
            "bad-option",
            `a key does no more than its account, which lacks ${more.join(", ")}`,
          );
        const now = Date.now();
        const expiresAt = expires === undefined ? null : Date.parse(`${expires}T00:00:00Z`) + 86_400_000;
        if (expiresAt !== null && expiresAt <= now)
          throw new Failure("bad-option", `--expires ${expires} is over`);
        const made = await makeKey({ store }, who, {
          name: name!,
          permissions: permissions as Permission[],
          expiresAt,
          now,
        });
        await store.transaction(tenant, async (transaction) =>
          transaction.audit({
            by: TERMINAL,
            action: "api-key.created",
            entity: "api_key",
            entityId: made.id,
            after: { name: name!, permissions },
          }),
        );
        await print(made.key);
        return ExitCode.done;
      }),
  },
  revoke: {
    words: ["ID"],
    run: (asked, [id]) =>
      inTenant(asked, async (store, tenant) => {
        const { revokeApiKey } = await import("../../../service/store/repositories/api-keys.js");
        const done = await store.control(({ sql, now }) => revokeApiKey(sql, { tenant, id: id!, now }));
        if (!done)
          throw new Failure(
            "unknown-name",
            `there is no key ${id}; \`witskit serve key list\` tells which there are`,
          );
        await store.transaction(tenant, async (transaction) =>
          transaction.audit({ by: TERMINAL, action: "api-key.revoked", entity: "api_key", entityId: id! }),
        );
        await print(`the key ${id} is void`);
        return ExitCode.done;
      }),
  },
};
