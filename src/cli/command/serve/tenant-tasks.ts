/** `serve tenant`: the companies that share a service and nothing else. */
import { Failure } from "../../../failure/failure.js";
import { ExitCode } from "../../failure.js";
import { print, printJson, terminalWidth } from "../../page/print.js";
import { formatTable } from "../../page/table.js";
import { storeTasks, withStore } from "./store-tasks.js";
import { TERMINAL, type Verbs } from "./verbs.js";

export const tenantVerbs: Verbs = {
  list: {
    words: [],
    run: ({ kept: { data, database }, flags }) =>
      withStore(database ?? data, async (store) => {
        const { listTenants } = await import("../../../service/store/repositories/tenants.js");
        const all = await listTenants(store);
        if (flags.json)
          await printJson(
            all.map(({ id, slug, name, active }) => ({ id, slug, name, active: active === 1 })),
          );
        else
          await print(
            formatTable(
              all.map(({ id, slug, name, active }) => [slug, name, id, active === 1 ? "" : "put aside"]),
              { head: ["in addresses", "name", "id", ""], width: terminalWidth() },
            ),
          );
        return ExitCode.done;
      }),
  },
  add: {
    words: ["ID", "NAME"],
    run: ({ kept: { data, database } }, [id, name]) =>
      withStore(database ?? data, async (store) => {
        if (!/^[0-9a-z][0-9a-z-]{0,39}$/.test(id!))
          throw new Failure("bad-option", `${id} is no id of a tenant: small letters, digits and hyphens`);
        const { createTenant, listTenants } = await import("../../../service/store/repositories/tenants.js");
        if ((await listTenants(store)).some((one) => one.id === id || one.slug === id))
          throw new Failure("output-exists", `there is a tenant ${id}`);
        await createTenant(store, { id: id!, slug: id!, name: name! });
        await store.transaction(id!, async (transaction) =>
          transaction.audit({
            by: TERMINAL,
            action: "tenant.created",
            entity: "tenant",
            entityId: id!,
            after: { name: name! },
          }),
        );
        await print(
          `${id} is there; \`witskit serve user add EMAIL NAME --role admin --tenant ${id}\` lets its first admin in`,
        );
        return ExitCode.done;
      }),
  },
  export: { words: ["TENANT", "FOLDER"], run: ({ kept }, words) => storeTasks["export"]!.run(kept, words) },
  import: { words: ["FOLDER"], run: ({ kept }, words) => storeTasks["import"]!.run(kept, words) },
};
