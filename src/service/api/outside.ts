/** What is asked beside the API: whether the process lives, whether it can work, what it has done, and the document of the API. */
import { version } from "../../package.js";
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
    try {
      await listTenants(service.store);
      return context.json({ status: "ready", database: service.store.engine });
    } catch (error) {
      service.log.error("not ready", { error });
      return context.json({ status: "not-ready", why: "the database does not answer" }, 503);
    }
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
