/** Starts the service: opens it, listens, does what time brings, and ends what is under way when it is closed. */
import { getRequestListener } from "@hono/node-server";
import { listen } from "../../http/listen.js";
import { firstAdminLink } from "../identity/one-time-links.js";
import { holdFolder } from "../store/engines/sqlite/held-folder.js";
import { appOf } from "./app.js";
import { startScheduler } from "./jobs/scheduler.js";
import { jobs } from "./jobs/table.js";
import { answerLinks } from "./link-pages.js";
import { makeFolder, openService, type ServiceOptions } from "./open.js";
import { startCourier } from "./outbox/courier.js";
import { answerOutside } from "./outside.js";
import { routes } from "./routes/table.js";
import type { Service } from "./service.js";
import { answerWeb } from "./web-files.js";

export interface StartOptions extends ServiceOptions {
  /** 0 for any that is free. */
  readonly port: number;
  readonly anyPort?: boolean;
  /** Certificate and key in PEM. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly metricsToken?: string | undefined;
  /** False where nothing is to be sent, or done because it is time for it: by those who look at what waits. */
  readonly sends?: boolean;
  readonly keepsTime?: boolean;
}

export interface Serving {
  readonly url: string;
  readonly service: Service;
  /** Where the first admin is made; undefined where there is one. */
  readonly firstAdmin: string | undefined;
  close(): Promise<void>;
}

/** Milliseconds in which a request must be there whole. */
const REQUEST_WITHIN = 60_000;

/** Milliseconds in which requests that are being answered may come to their end when the service is closed. */
const PATIENCE = 4000;

export async function startService(options: StartOptions): Promise<Serving> {
  await makeFolder(options.data);
  const letGo = options.database === undefined ? await holdFolder(options.data) : () => {};
  const opened = await openService(options).catch((error: unknown) => {
    letGo();
    throw error;
  });
  const { service } = opened;
  const ends: (() => Promise<void> | undefined)[] = [];
  const close = async (): Promise<void> => {
    service.changes.stop();
    // At the same time: each may take some seconds to come to its end.
    await Promise.all(ends.map((end) => end()));
    await opened.close();
    letGo();
  };
  try {
    const app = appOf(service, routes);
    answerOutside(app, { service, routes, metricsToken: options.metricsToken });
    answerLinks(app, service);
    answerWeb(app);
    const listener = getRequestListener(app.fetch as never);
    const listening = await listen((request, response) => void listener(request, response), {
      what: "the service",
      host: options.host,
      port: options.port,
      anyPort: options.anyPort ?? false,
      tls: options.tls,
      requestWithin: REQUEST_WITHIN,
      patience: PATIENCE,
    });
    ends.push(() => listening.close());
    opened.isAt(listening.url);
    if (options.sends ?? true) {
      const courier = startCourier(service);
      ends.push(() => courier.stop());
      opened.sendsBy(courier);
    }
    if (options.keepsTime ?? true) {
      const scheduler = await startScheduler(service, jobs);
      ends.push(() => scheduler.stop());
    }
    const link =
      opened.firstTenant === undefined
        ? undefined
        : await firstAdminLink(service.house, opened.firstTenant, service.now());
    return {
      url: service.url(),
      service,
      firstAdmin: link === undefined ? undefined : `${service.url()}/first/${link}`,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
