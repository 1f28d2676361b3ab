/** What is done by hand to what the service keeps: schema, backups, tenants out and in, the move to PostgreSQL, the audit chain. */
import { Failure } from "../../../failure/failure.js";
import { isLinkUrl } from "../../../network/link-url.js";
import type { Store } from "../../../service/store/database.js";
import { ExitCode } from "../../failure.js";
import { print } from "../../page/print.js";

/** Where the service keeps what it has. */
export interface Kept {
  readonly data: string;
  /** The URL of a PostgreSQL; undefined where all is in `data`. */
  readonly database: string | undefined;
}

interface Task {
  /** What must be said beside its name. */
  readonly words: readonly string[];
  /** What may be said more. */
  readonly more?: number;
  run(kept: Kept, words: readonly string[]): Promise<ExitCode>;
}

export const storeTasks: Readonly<Record<string, Task>> = {
  migrate: {
    words: [],
    more: 1,
    async run({ data, database }, [role]) {
      if (database === undefined) {
        // Who opens a file brings it to the newest schema.
        return withStore(data, async (store) => {
          const { listTenants } = await import("../../../service/store/repositories/tenants.js");
          for (const { id } of await listTenants(store)) await store.prepareTenant(id);
          return told(`${data}: the schema is the newest`);
        });
      }
      const { migratePostgres } = await import("../../../service/store/engines/postgres/migrate.js");
      const { postgresUrl } = await import("../../../service/store/open.js");
      const { from, to } = await migratePostgres(postgresUrl(database), role);
      return told(from === to ? `the schema is the newest, ${to}` : `the schema went from ${from} to ${to}`);
    },
  },
  backup: {
    words: ["FOLDER"],
    async run(kept, [folder]) {
      const { backUp } = await import("../../../service/store/backup/backup.js");
      const { files } = await backUp(inFolder(kept), folder!);
      return told(
        `${files.length} files, ${files.reduce((sum, { bytes }) => sum + bytes, 0)} bytes in ${folder}`,
      );
    },
  },
  restore: {
    words: ["FOLDER"],
    async run(kept, [folder]) {
      const { restore } = await import("../../../service/store/backup/restore.js");
      const { files } = await restore(folder!, inFolder(kept));
      return told(`${files.length} files in ${kept.data}, and all of it is right`);
    },
  },
  export: {
    words: ["TENANT", "FOLDER"],
    run: ({ data, database }, [name, folder]) =>
      withStore(database ?? data, async (store) => {
        const { writeTenant } = await import("../../../service/store/transfer/tenant-folder.js");
        const { lines, photos } = await writeTenant(store, await tenantNamed(store, name!), data, folder!);
        return told(`${lines} lines and ${photos} photos in ${folder}`);
      }),
  },
  import: {
    words: ["FOLDER"],
    run: ({ data, database }, [folder]) =>
      withStore(database ?? data, async (store) => {
        const { readTenantFolder } = await import("../../../service/store/transfer/tenant-folder.js");
        const { tenant, lines, photos } = await readTenantFolder(store, folder!, data);
        return told(`${tenant}: ${lines} lines and ${photos} photos`);
      }),
  },
  move: {
    words: ["URL"],
    run: (kept, [url]) =>
      withStore(inFolder(kept), (from) =>
        withStore(url!, async (to) => {
          const { moveStore } = await import("../../../service/store/transfer/move.js");
          const { tenants } = await moveStore(from, to);
          for (const { id, rows, auditHead } of tenants)
            await print(`${id}: ${rows} rows, audit head ${auditHead}`);
          return told(
            "counts, sums and audit heads of both are the same; photos and keys stay where they are",
          );
        }),
      ),
  },
  audit: {
    words: [],
    run: ({ data, database }) =>
      withStore(database ?? data, async (store) => {
        const { listTenants } = await import("../../../service/store/repositories/tenants.js");
        const { brokenText, verify } = await import("../../../service/store/audit/chain.js");
        let isWhole = true;
        for (const { id, slug } of await listTenants(store)) {
          const found = await store.read(id, ({ sql }) => verify(sql));
          isWhole &&= found.isWhole;
          await print(
            found.isWhole
              ? `${slug}: ${found.head.seq} events, whole, head ${found.head.hash}`
              : `${slug}: ${brokenText(found)}`,
          );
        }
        return isWhole ? ExitCode.done : ExitCode.dataProblems;
      }),
  },
};

export async function storeTask(name: string, kept: Kept, words: readonly string[]): Promise<ExitCode> {
  const { words: wanted, more = 0, run } = storeTasks[name]!;
  const usage = `witskit serve ${[name, ...wanted].join(" ")}`;
  if (words.length < wanted.length)
    throw new Failure(
      "missing-option",
      `serve ${name} wants ${wanted.slice(words.length).join(" and ")}: ${usage}`,
    );
  if (words.length > wanted.length + more)
    throw new Failure(
      "unknown-command",
      `serve ${name} takes nothing more, and ${words[wanted.length + more]} is given: ${usage}`,
    );
  return run(kept, words).catch(asFailure);
}

/** What the store refuses is for people here, as it is for programs in the API. */
export async function asFailure(error: unknown): Promise<never> {
  const [{ isRefusal }, { Problem }] = await Promise.all([
    import("../../../service/store/refusal.js"),
    import("../../../service/api/problem.js"),
  ]);
  if (error instanceof Problem) throw new Failure("bad-option", error.message, { cause: error });
  if (!isRefusal(error)) throw error;
  const code =
    error.code === "not-found" ? "unknown-name" : error.code === "taken" ? "output-exists" : "input-damaged";
  throw new Failure(code, error.message, { cause: error });
}

const told = async (text: string): Promise<ExitCode> => {
  await print(text);
  return ExitCode.done;
};

/** Databases of PostgreSQL have tools of their own for it. */
function inFolder({ data, database }: Kept): string {
  if (database === undefined) return data;
  throw new Failure(
    "conflicting-options",
    "that is done to a folder of SQLite, and a PostgreSQL is named; pg_dump and pg_restore do it there",
  );
}

const opened = async (place: string): Promise<Store> =>
  (await import("../../../service/store/open.js")).openStore(place);

export async function withStore<Value>(
  place: string,
  work: (store: Store) => Promise<Value>,
): Promise<Value> {
  if (!isLinkUrl(place)) await checkThere(place);
  const store = await opened(place);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** None is made by a look at one. */
export async function checkThere(folder: string): Promise<void> {
  const [{ existsSync }, { controlFile }] = await Promise.all([
    import("node:fs"),
    import("../../../service/store/engines/sqlite/store.js"),
  ]);
  if (!existsSync(controlFile(folder)))
    throw new Failure(
      "input-missing",
      `${folder}: there is no database of the service; --data names its folder`,
    );
}

/** By its id, or by what it is called in addresses. */
export async function tenantNamed(store: Store, name: string): Promise<string> {
  const { listTenants } = await import("../../../service/store/repositories/tenants.js");
  const tenants = await listTenants(store);
  const found = tenants.find(({ id, slug }) => id === name || slug === name);
  if (found !== undefined) return found.id;
  throw new Failure(
    "unknown-name",
    `there is no tenant ${name}; there are ${tenants.map(({ slug }) => slug).join(", ")}`,
  );
}
