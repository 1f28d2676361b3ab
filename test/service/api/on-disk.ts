/** A company on disk, and the server as its users run it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logTo } from "../../../src/service/api/log.js";
import { startService } from "../../../src/service/api/start.js";
import { BINARY } from "../../cli/binary.js";
import { signedIn } from "./people.js";
import { company } from "./rigs.js";
import { ask, PASSWORD, type Served } from "./serving.js";

export const EMAIL = "ola@rig.example";

/** Members of the company by role, beside the one that signs in here. */
export type Role = "supervisor" | "manager";

/** A folder of data in which one account has a role; its password is `PASSWORD`. */
export const companyOnDisk = (role: Role): Promise<string> =>
  furnished(({ service }) =>
    service.store.control(({ sql }) =>
      sql
        .updateTable("membership")
        .set({ role, rig_ids: role === "supervisor" ? JSON.stringify(["rig-1"]) : null })
        .execute(),
    ),
  );

/** A folder of data in which `EMAIL` is the admin, and whoever `invite` invites. */
export const peopleOnDisk = (
  invite: (served: Served, admin: string) => Promise<void>,
  database?: string,
): Promise<string> => furnished(invite, database);

async function furnished(
  more: (served: Served, admin: string) => Promise<unknown>,
  database?: string,
): Promise<string> {
  const data = join(mkdtempSync(join(tmpdir(), "witskit-web-")), "data");
  const log = logTo({
    level: "error",
    format: "text",
    write: (line) => process.stderr.write(`${line}\n`),
    now: Date.now,
  });
  const serving = (await startService({
    host: "127.0.0.1",
    port: 0,
    data,
    log,
    passwordCost: { ln: 10, r: 8, p: 1 },
    ...(database !== undefined && { database }),
  })) as Served;
  const token = serving.firstAdmin?.split("/").at(-1);
  await ask(serving, `PUT /first-admin/${token}`, {
    body: { email: EMAIL, name: "Ola Berg", password: PASSWORD },
  });
  const cookie = await signedIn(serving, EMAIL);
  await company(serving, { cookie });
  await ask(serving, "PUT /activity-types/type-2", {
    cookie,
    body: { code: "MNT", name: "Maintenance", class: "maintenance", payer: "contractor" },
  });
  await more(serving, cookie);
  await serving.close();
  return data;
}

/** The server as a process, which can be really gone, and come back at the same address. */
export class Server {
  readonly data: string;
  readonly #database: string | undefined;
  #child: ChildProcess | undefined;
  url = "";

  constructor(data: string, database?: string) {
    this.data = data;
    this.#database = database;
  }

  async start(): Promise<void> {
    const port = this.url === "" ? "0" : new URL(this.url).port;
    const child = spawn(process.execPath, [BINARY, "serve", "--data", this.data, "--port", port, "-q"], {
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, ...(this.#database !== undefined && { WITS_DATABASE: this.#database }) },
    });
    this.#child = child;
    const [line] = (await once(child.stdout!, "data")) as [Buffer];
    this.url = line.toString().trim();
  }

  /** As when its power is cut. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(join(this.data, ".."), { recursive: true, force: true });
  }
}
