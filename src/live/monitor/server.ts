/**
 * A run for those who watch over it, by HTTP: `/metrics` for Prometheus, `/health` (the process is alive), `/ready` (links
 * are open, and the disk takes what they bring).
 */
import type { ServerResponse } from "node:http";
import { type Listening, listen } from "../../http/listen.js";
import { answerRoutes, answerText, safeHeaders } from "../../http/routes.js";
import { metricsOf } from "./metrics.js";
import { type Monitored, whyNotReady } from "./readiness.js";

export interface MonitorAddress {
  readonly host: string;
  /** 0: the system chooses one. */
  readonly port: number;
}

/** Throws Failure("network") where the address cannot be listened on. */
export async function startMonitor(run: Monitored, { host, port }: MonitorAddress): Promise<Listening> {
  const metrics = metricsOf(run);
  const answer = answerRoutes({
    host,
    headers: safeHeaders(""),
    routes: {
      "/metrics": async ({ response }) => {
        const text = await metrics.metrics();
        response.writeHead(200, { "content-type": metrics.contentType }).end(text);
      },
      // A report that fails holds no recording up: it is told, and ends nothing.
      "/health": ({ response }) =>
        answerJson(response, 200, {
          status: "alive",
          ...(run.reports?.trouble !== undefined && { reports: run.reports.trouble }),
        }),
      "/ready": ({ response }) => {
        const reasons = whyNotReady(run);
        if (reasons.length === 0) answerJson(response, 200, { status: "ready" });
        else answerJson(response, 503, { status: "not ready", reasons });
      },
    },
  });
  return listen(answer, { what: "metrics", host, port });
}

const answerJson = (
  response: ServerResponse,
  status: number,
  body: Readonly<Record<string, unknown>>,
): void => answerText(response, status, "application/json", `${JSON.stringify(body)}\n`);
