/** Servers that examples need, as their pages say: `<!-- needs: postgres -->`. Scripts find them where a reader would tell them, in the environment. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "../docs/page.js";
import type { Surroundings } from "../docs/run-commands.js";
import { hasNats, natsIn } from "../live/nats-broker.js";
import { BUCKET, storeServer } from "../object-store/store-server.js";
import { PASSWORD, postgres, postgresProgram } from "../output/sql/servers.js";

interface Needed {
  /** What is missing here; undefined where it can be started. */
  readonly missing: string | undefined;
  start(folder: string): Promise<Surroundings>;
}

const servers: Readonly<Record<string, Needed>> = {
  postgres: {
    missing: postgresProgram === undefined ? "PostgreSQL" : undefined,
    async start(folder) {
      const server = await postgres();
      const file = join(folder, "password");
      writeFileSync(file, `${PASSWORD}\n`);
      const url = new URL(await server.database("wells"));
      url.password = "";
      return {
        environment: { DATABASE: url.href, WITS_DATABASE_PASSWORD_FILE: file },
        close: () => server.stop(),
      };
    },
  },
  nats: {
    missing: hasNats ? undefined : "nats-server",
    async start(folder) {
      const broker = await natsIn(folder);
      await broker.start();
      return { environment: { HUB: broker.url }, close: () => broker.kill() };
    },
  },
  s3: {
    missing: undefined,
    async start(folder) {
      const store = await storeServer(folder);
      return { environment: { ...store.environment, BUCKET: `s3://${BUCKET}` }, close: () => store.close() };
    },
  },
};

/** Undefined of a page that needs none. */
export function neededBy({
  text,
  path,
}: Page): { missing: string | undefined; start(): Promise<Surroundings> } | undefined {
  const name = /<!-- needs: (\w+) -->/.exec(text)?.[1];
  if (name === undefined) return undefined;
  const needed = servers[name];
  if (needed === undefined)
    throw new Error(`${path}: there is no server ${name}; there are ${Object.keys(servers).join(", ")}`);
  return {
    missing: needed.missing,
    async start() {
      const folder = mkdtempSync(join(tmpdir(), "witskit-example-"));
      const { environment, close } = await needed.start(folder);
      return {
        environment,
        async close() {
          await close();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  };
}
