/** What is asked beside the API: whether the process lives, whether it can work, what it has done, and the document of the API. */
import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { version } from "../../runtime/package.js";
import { newest } from "../store/migrations/all.js";
import { listTenants } from "../store/repositories/tenants.js";
import { type App, BASE } from "./app.js";
import { openApiOf } from "./openapi.js";
import type { AnyRoute } from "./route.js";
import type { Service } from "./service.js";

export function answerOutside(
  app: App,
  {
    service,
    routes,
    metricsToken,
  }: { service: Service; routes: readonly AnyRoute[]; metricsToken?: string | undefined },
): void {
  // Liveness asks nothing of the database: a slow one is no reason to be started again.
  app.get("/health", (context) => context.json({ status: "alive", version }));
  app.get("/ready", async (context) => {
    const why = await reasonAgainst(service);
    if (why === undefined) return context.json({ status: "ready", database: service.store.engine });
    return context.json({ status: "not-ready", why }, 503);
  });
  app.get("/metrics", (context) => {
    const asked = context.req.header("authorization");
    if (metricsToken === undefined || asked !== `Bearer ${metricsToken}`) return context.text("", 404);
    return context.text(service.meter.text(), 200, { "content-type": "text/plain; version=0.0.4" });
  });
  let document: string | undefined;
  app.get("/api/openapi.json", (context) => {
    document ??= JSON.stringify(openApiOf(routes, { version, base: BASE }));
    return context.body(document, 200, { "content-type": "application/json" });
  });
}

/** Why it cannot work now; undefined where it can. */
async function reasonAgainst({ store, settings, log }: Service): Promise<string | undefined> {
  try {
    const schema = await store.schema();
    if (schema !== newest) return `the schema of the database is ${schema}, and this program knows ${newest}`;
    await listTenants(store);
  } catch (error) {
    log.error("not ready", { error });
    return "the database does not answer";
  }
  const folder = join(settings.data, "photos");
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    log.error("not ready", { error });
    return "the folder of photos cannot be written to";
  }
}
