/** `witskit serve`: the service of shift reports, with its database, its API and its web app, and what is done to it by hand. */

import { readFile } from "node:fs/promises";
import { Failure, systemCode } from "../../failure/failure.js";
import { keepHeapTight } from "../../runtime/small-heap.js";
import type { ServiceOptions } from "../../service/api/open.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { SERVE_PORT } from "../flags/serve.js";
import { print, printJson } from "../page/print.js";
import { say } from "../page/say.js";
import { checkDemo, DEMO_DATA, preparedDemo } from "./serve/demo.js";
import { jobTask } from "./serve/job-task.js";
import { refuseUnkeptOf } from "./serve/kept-flags.js";
import { keyVerbs } from "./serve/key-tasks.js";
import { checkPackages } from "./serve/packages.js";
import { type Kept, storeTask, storeTasks } from "./serve/store-tasks.js";
import { tenantVerbs } from "./serve/tenant-tasks.js";
import { userVerbs } from "./serve/user-tasks.js";
import { type Asked, doVerb, type Verbs } from "./serve/verbs.js";

const VERBS: Readonly<Record<string, Verbs>> = { user: userVerbs, key: keyVerbs, tenant: tenantVerbs };
const TASKS = ["openapi", ...Object.keys(storeTasks), ...Object.keys(VERBS), "job"];

/** Packages that are asked for by those alone who use what needs them. */
const WHEN_USED = ["openid-client", "sharp", "uqr", "otpauth"];

const DATA = "witskit-data";

/** Flags that say nothing of a service that listens. */
const OF_TASKS = [
  "tenant",
  "role",
  "client",
  "rigs",
  "account",
  "permissions",
  "expires",
  "date",
  "json",
] as const;

export const serveCommand: Command = {
  name: "serve",
  summary: "Serve shift reports: database, API and web app.",
  examples: [
    { line: "witskit serve --demo", does: "three rigs and six weeks of work, to look at" },
    { line: "witskit serve", does: "on this machine, with all that it keeps in ./witskit-data" },
    {
      line: "witskit serve --data /srv/rig7 --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem",
      does: "for a camp",
    },
    {
      line: "witskit serve --database postgres://witskit_app@db/witskit --behind-proxy 10.0.0.0/8",
      does: "for an office, behind a proxy that speaks TLS",
    },
    {
      line: "witskit serve --datasets rig-7=/srv/rig-7",
      does: "with what a rig records, under the name that the rig's settings give",
    },
    { line: "witskit serve openapi", does: "the document of the API, for programs" },
    {
      line: "witskit serve backup backup-2026-03-28",
      does: "a copy of all that it keeps, while it is at work",
    },
    {
      line: "witskit serve user add kari@rig.example 'Kari Berg' --role manager",
      does: "a link with which she chooses a password",
    },
    { line: "witskit serve job", does: "what the service does by itself, and how it went last" },
  ],
  arguments: [
    { name: "TASK", description: TASKS.join(", "), choices: TASKS, optional: true },
    { name: "WHAT", description: "what the task is about", optional: true, variadic: true },
  ],
  flags: [
    "demo",
    "data",
    "database",
    "port",
    "host",
    "behindProxy",
    "tlsCert",
    "tlsKey",
    "datasets",
    ...OF_TASKS,
    "quiet",
    "verbose",
  ],
  endsWithin: 10_000,
  run: serve,
};

async function serve(invocation: Invocation): Promise<ExitCode> {
  checkPackages(WHEN_USED);
  const [task, ...what] = invocation.arguments;
  if (task !== undefined && invocation.flags.demo)
    throw new Failure("bad-option", `--demo starts a service: leave out ${task}`);
  if (task === undefined) {
    const other = OF_TASKS.find((flag) => invocation.flags[flag] !== undefined);
    if (other !== undefined)
      throw new Failure("bad-option", `--${other} is of a task such as user, key or job, and none is given`);
    return served(invocation);
  }
  if (!TASKS.includes(task))
    throw new Failure("unknown-command", `serve does not know ${task}; it knows ${TASKS.join(", ")}`);
  // A word that is none is told of by what knows the words.
  const word = Object.hasOwn(storeTasks, task) ? undefined : what[0];
  if (!Object.hasOwn(VERBS, task) || Object.hasOwn(VERBS[task]!, word ?? ""))
    refuseUnkeptOf(task, word, invocation.typed);
  if (Object.hasOwn(storeTasks, task)) return storeTask(task, await kept(invocation), what);
  if (Object.hasOwn(VERBS, task)) return doVerb(task, VERBS[task]!, await askedOf(invocation), what);
  if (task === "job")
    return jobTask(await askedOf(invocation), what, {
      options: await serviceOptions(invocation),
      signal: invocation.signal,
    });
  if (what.length > 0)
    throw new Failure("unknown-command", `serve openapi takes nothing more, and ${what[0]} is given`);
  const [{ openApiOf }, { routes }, { BASE }, { version }] = await Promise.all([
    import("../../service/api/openapi.js"),
    import("../../service/api/routes/table.js"),
    import("../../service/api/app.js"),
    import("../../runtime/package.js"),
  ]);
  await printJson(openApiOf(routes, { version, base: BASE }));
  return ExitCode.done;
}

async function kept({ flags }: Invocation): Promise<Kept> {
  const { serviceEnvironment } = await import("./serve/environment.js");
  return {
    data: flags.data ?? DATA,
    database: flags.database ?? serviceEnvironment(process.env).databaseUrl,
  };
}

async function askedOf(invocation: Invocation): Promise<Asked> {
  const { serviceEnvironment } = await import("./serve/environment.js");
  const { publicUrl } = serviceEnvironment(process.env);
  const { flags } = invocation;
  return {
    kept: await kept(invocation),
    flags,
    url: publicUrl ?? `http://127.0.0.1:${flags.port ?? SERVE_PORT}`,
  };
}

/** What holds of the service whether it listens or not. */
async function serviceOptions({ flags }: Invocation): Promise<ServiceOptions> {
  const [{ logTo }, { serviceEnvironment }] = await Promise.all([
    import("../../service/api/log.js"),
    import("./serve/environment.js"),
  ]);
  const told = serviceEnvironment(process.env);
  return {
    host: flags.host ?? "127.0.0.1",
    data: flags.data ?? (flags.demo ? DEMO_DATA : DATA),
    database: flags.database ?? told.databaseUrl,
    connections: told.connections,
    statementTimeout: told.statementTimeout,
    proxies: [...(flags.behindProxy ?? []), ...told.trustedProxies],
    publicUrl: told.publicUrl,
    datasets: flags.datasets ?? [],
    secrets: { encryption: told.encryptionKey, jwt: told.tokenSecret },
    mail: told.mail,
    webhooks: told.webhooks,
    backup: told.backup,
    ssoAllowPrivate: told.ssoAllowPrivate,
    log: logTo({
      level: flags.verbose ? "debug" : told.logLevel,
      format: told.logFormat,
      write: say,
      now: Date.now,
    }),
  };
}

async function served(invocation: Invocation): Promise<ExitCode> {
  keepHeapTight();
  const { flags, signal } = invocation;
  const [{ startService }, { serviceEnvironment }] = await Promise.all([
    import("../../service/api/start.js"),
    import("./serve/environment.js"),
  ]);
  const { host = "127.0.0.1", port = SERVE_PORT, behindProxy, quiet } = flags;
  const tls = await certificate(flags.tlsCert, flags.tlsKey);
  checkPlace(host, tls !== undefined || behindProxy !== undefined);
  const options = await serviceOptions(invocation);
  if (flags.demo) checkDemo(options);
  const demo = flags.demo ? await preparedDemo(options, { isQuiet: quiet ?? false, signal }) : undefined;
  const serving = await startService({
    ...options,
    port,
    anyPort: flags.port === undefined,
    tls,
    datasets: demo?.datasets ?? options.datasets ?? [],
    metricsToken: serviceEnvironment(process.env).metricsToken,
  });
  try {
    await print(serving.url);
    if (!quiet)
      for (const line of [`keeps    ${serving.service.store.shown}`, ...(demo?.lines ?? [])]) say(line);
    if (serving.firstAdmin !== undefined)
      say(`nobody can sign in yet: this link makes the first account, once, today\n${serving.firstAdmin}`);
    if (!signal.aborted)
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  } finally {
    await serving.close();
  }
  // A service that is stopped has done what it should; whoever presses Ctrl-C sees that it was heard.
  return signal.reason instanceof Failure && signal.reason.cause === "SIGTERM"
    ? ExitCode.done
    : ExitCode.interrupted;
}

/** Over plain http beyond this machine, browsers take no cookie of ours and keep no app, and everybody reads along. */
function checkPlace(host: string, isSafe: boolean): void {
  if (isSafe || /^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host)) return;
  throw new Failure(
    "missing-option",
    `--host ${host} is reached from other machines, and passwords would go there in the open: give --tls-cert and --tls-key, or --behind-proxy where a proxy speaks TLS`,
  );
}

async function certificate(
  cert: string | undefined,
  key: string | undefined,
): Promise<{ readonly cert: string; readonly key: string } | undefined> {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined)
    throw new Failure("missing-option", "--tls-cert and --tls-key go together");
  return { cert: await pem(cert), key: await pem(key) };
}

async function pem(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new Failure("input-unreadable", `${path} cannot be read: ${systemCode(error) ?? "no file"}`, {
      cause: error,
    });
  }
}
